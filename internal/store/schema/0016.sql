-- Items that tell no date may be dated by others: what each page says of dates is filed once.

INSERT OR IGNORE INTO due SELECT 'date', id FROM pages;
