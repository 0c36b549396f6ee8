package eval

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"parley"
	"parley/internal/source"
)

// archived brings the articles that gold lines name by "file" and "id", by name. Each
// archive is streamed once, as far as its last wanted line; only what is wanted is kept.
func archived(ctx context.Context, dir string, lines []*goldLine) (map[string]*parley.Page, error) {
	wanted := map[string]map[string]bool{} // file → ids
	var files []string
	for _, l := range lines {
		if l.File == "" {
			continue
		}
		if wanted[l.File] == nil {
			wanted[l.File] = map[string]bool{}
			files = append(files, l.File)
		}
		wanted[l.File][l.ID] = true
	}
	out := map[string]*parley.Page{}
	for _, file := range files {
		if err := unpack(ctx, dir, file, wanted[file], out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// unpack takes the wanted articles of one archive.
func unpack(ctx context.Context, dir, file string, ids map[string]bool, out map[string]*parley.Page) error {
	path := filepath.Join(dir, filepath.FromSlash(file))
	left := len(ids)
	var failed error
	source.Walk(ctx, []string{path}, source.Options{}, func(p *parley.Page, err error) bool {
		if err != nil {
			failed = err
			return false
		}
		id := strings.TrimPrefix(p.Source, path+"#")
		name := file + "#" + id
		if !ids[id] || out[name] != nil {
			return true
		}
		if p.Media != parley.MediaText {
			failed = fmt.Errorf("%s: an article to compare with must be plain text", name)
			return false
		}
		out[name] = article(name, p)
		left--
		return left > 0
	})
	if failed != nil {
		return failed
	}
	return ctx.Err()
}

// article is the page that is read and counted in: title, lead and text of the archive's
// line, those that are not empty, one below the other. No date is given with it.
func article(name string, p *parley.Page) *parley.Page {
	var parts []string
	for _, s := range []string{p.Title, p.Lead, string(p.Bytes)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return &parley.Page{Source: name, Bytes: []byte(strings.Join(parts, "\n")), Media: parley.MediaText, Charset: p.Charset}
}
