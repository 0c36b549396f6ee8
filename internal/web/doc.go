// Package web is the reader's interface: screens of the ledger as HTML, and the same nouns
// as JSON. Readers only read: every request is a GET and all state is in the
// URL. Editors who signed in also send forms.
//
// Its data, from the outside in:
//
//	Ledger     what the screens ask of the store; declared here, satisfied there
//	catalogue  the words of the interface in one language (locale/*.tsv, embedded)
//	reader     one visitor: language, colours, keys; writes names, dates, counts and links
//	screen     what one template needs, ready to print: strings and links, no logic
//	session    one editor who is signed in, with the token that every form carries
//	operation  one thing that the API can be asked: its route and its place in the OpenAPI document
//	sketch     a picture without its frame (package picture draws it): a figure on a screen, a file elsewhere
//	templates  one file a screen, put in base.html; assets/ is the style and the key script
//
// A screen is one file: a handler that asks the ledger, functions that turn nouns into
// what the template prints, and the template of the same name. Pictures always
// stand beside a table that says the same.
//
// To add a language, add locale/xx.tsv. To add a screen, add a file, a template and a line
// in routes (web.go).
package web
