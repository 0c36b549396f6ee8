package parley

// ItemKind says what role a piece of news plays on its page.
type ItemKind string

// The kinds of item. A teaser points to another story beside an article; an entry is one
// line of a listing.
const (
	ItemArticle ItemKind = "article"
	ItemTeaser  ItemKind = "teaser"
	ItemEntry   ItemKind = "entry"
)

// Item is one piece of news that a page carries. Each item has its own dates: a teaser
// never lends its facts or dates to the article beside it, nor takes the article's.
type Item struct {
	Kind      ItemKind `json:"kind"`
	Title     Maybe    `json:"title"`
	Lead      Maybe    `json:"lead"`
	Body      string   `json:"body"` // paragraphs joined by \n
	Published *Date    `json:"published"`
	Updated   *Date    `json:"updated,omitempty"` // nil where the page tells of no update
	Authors   []string `json:"authors"`
	Agency    Maybe    `json:"agency"`
	URL       Maybe    `json:"url,omitempty"` // where a teaser or entry leads
	Span
}
