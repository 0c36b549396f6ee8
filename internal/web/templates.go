package web

import (
	"html/template"
	"io/fs"
	"path"
	"strings"
)

// pair hands a partial template two things: the screen (P) and its own data (D).
type pair struct{ P, D any }

// loadTemplates parses every screen together with base.html, which frames it, and
// parts*.html, the pieces that screens share. The key is the name of the screen.
func loadTemplates(f fs.FS) (map[string]*template.Template, error) {
	base, err := template.New("base.html").Funcs(template.FuncMap{
		"pair": func(p, d any) pair { return pair{p, d} },
	}).ParseFS(f, "templates/base.html", "templates/parts*.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(f, "templates/*.html")
	if err != nil {
		return nil, err
	}
	out := map[string]*template.Template{}
	for _, name := range names {
		screen := strings.TrimSuffix(path.Base(name), ".html")
		if screen == "base" || strings.HasPrefix(screen, "parts") {
			continue
		}
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if out[screen], err = t.ParseFS(f, name); err != nil {
			return nil, err
		}
	}
	return out, nil
}
