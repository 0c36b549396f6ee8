// Package browser looks at parley's screens as people do: headless Chromium walks from the
// front page to a sentence of a page by mouse, keys and touch, looks for what is wrong
// with a screen, and takes pictures of all. It is a module of its own, so that parley does
// not depend on a browser. Without Chromium its tests skip.
//
//	go test ./...                       the walks and checks; -v prints clicks and keys
//	PARLEY_LEDGER=FILE go test ./... -run 'Axe|Checks|Print'   on another ledger than that of examples
//	go run ./pictures -out FOLDER       pictures of every screen
//	go run ./load -db FILE              how fast the screens are
package browser
