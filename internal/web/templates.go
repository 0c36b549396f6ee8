package web

import (
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strings"

	"parley/internal/printer"
)

// pair hands a partial template two things: the screen (P) and its own data (D).
type pair struct{ P, D any }

// loadTemplates parses every screen together with base.html, which frames it, and
// parts*.html, the pieces that screens share, for one language, and makes what prints it. The
// key is the name of the screen.
func loadTemplates(f fs.FS, words *catalogue) (map[string]printing, error) {
	all, err := parseTemplates(f, words)
	if err != nil {
		return nil, err
	}
	out := map[string]printing{}
	for name, t := range all {
		p, err := printer.New(t, "base.html", map[string]printer.Func{"pair": func(args []any) any { return pair{args[0], args[1]} }})
		if err != nil {
			return nil, fmt.Errorf("screen %s: %w", name, err)
		}
		out[name] = func(out []byte, view *screen) ([]byte, error) { return p.Print(out, view) }
	}
	return out, nil
}

// printing appends a screen.
type printing func(out []byte, view *screen) ([]byte, error)

// parseTemplates parses them, by the name of the screen.
func parseTemplates(f fs.FS, words *catalogue) (map[string]*template.Template, error) {
	base := template.New("").Funcs(template.FuncMap{"pair": func(p, d any) pair { return pair{p, d} }})
	names, err := fs.Glob(f, "templates/*.html")
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, name := range names {
		text, err := fs.ReadFile(f, name)
		if err != nil {
			return nil, err
		}
		texts[path.Base(name)] = worded(string(text), words)
	}
	for name, text := range texts {
		if name == "base.html" || shared(name) {
			if _, err := base.New(name).Parse(text); err != nil {
				return nil, err
			}
		}
	}
	out := map[string]*template.Template{}
	for name, text := range texts {
		if name == "base.html" || shared(name) {
			continue
		}
		t, err := base.Clone()
		if err != nil {
			return nil, err
		}
		if out[strings.TrimSuffix(name, ".html")], err = t.New(name).Parse(text); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func shared(name string) bool { return strings.HasPrefix(name, "parts") }

// fixedWords are the places where a template asks for a text of the catalogue that nothing
// is filled into.
var fixedWords = regexp.MustCompile(`\{\{\$?\.(?:P\.)?T "([^"]+)"\}\}`)

// worded is a template with these texts in their places, so that a screen need not ask for
// each of them again. They stand between tags or within quotation marks.
func worded(text string, words *catalogue) string {
	return fixedWords.ReplaceAllStringFunc(text, func(place string) string {
		return template.HTMLEscapeString(words.T(fixedWords.FindStringSubmatch(place)[1]))
	})
}
