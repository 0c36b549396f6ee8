package web

import (
	"bytes"
	"net/http"

	"parley"
)

// NewSlow is New with screens printed by html/template itself.
func NewSlow(l Ledger, names parley.Namer, opt Options) (http.Handler, error) {
	s := newSite(l, names, opt)
	for language, words := range s.words {
		all, err := parseTemplates(files, words)
		if err != nil {
			return nil, err
		}
		for name, t := range all {
			s.prints[language][name] = func(out []byte, view *screen) ([]byte, error) {
				var b bytes.Buffer
				err := t.ExecuteTemplate(&b, "base.html", view)
				return b.Bytes(), err
			}
		}
	}
	return s.secured(s.routes()), nil
}
