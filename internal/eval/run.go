package eval

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"parley"
	"parley/internal/source"
)

// PageReader reads one page; pipeline.Reader is one.
type PageReader interface {
	Read(*parley.Page) *parley.Reading
}

// Run reads every document that the gold file names in dir and pairs its claims.
func Run(ctx context.Context, r PageReader, gold, dir string) ([]Result, error) {
	return RunSome(ctx, r, gold, dir, func(string) bool { return true })
}

// RunSome is Run for the documents whose names keep says yes to.
func RunSome(ctx context.Context, r PageReader, gold, dir string, keep func(doc string) bool) ([]Result, error) {
	c, err := load(ctx, gold, dir)
	if err != nil {
		return nil, err
	}
	var out []Result
	for _, d := range c.docs {
		if !keep(d.Name) {
			continue
		}
		var predicted []*Claim
		pages, err := c.pages(ctx, d.Name)
		if err != nil {
			return nil, err
		}
		for _, p := range pages {
			predicted = append(predicted, Predicted(d, r.Read(p))...)
		}
		res := Compare(d.Name, d.Claims, predicted)
		res.Pages = pages
		out = append(out, res)
	}
	return out, ctx.Err()
}

// corpus is the documents of a gold file and where their pages are.
type corpus struct {
	dir      string
	docs     []*Document
	articles map[string]*parley.Page // those that come out of archives, by name
}

// load reads a gold file with the texts that it names in dir.
func load(ctx context.Context, gold, dir string) (*corpus, error) {
	f, err := os.Open(gold)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	lines, err := readLines(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", gold, err)
	}
	c := &corpus{dir: dir}
	if c.articles, err = archived(ctx, dir, lines); err != nil {
		return nil, err
	}
	inArchive := map[string]bool{}
	for _, l := range lines {
		inArchive[l.name()] = l.File != ""
	}
	c.docs, err = documents(lines, func(name string) (string, error) {
		if inArchive[name] {
			if p := c.articles[name]; p != nil {
				return string(p.Bytes), nil
			}
			return "", fmt.Errorf("%s: %w", name, errNoArticle)
		}
		b, err := os.ReadFile(filepath.Join(dir, name))
		return string(b), err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", gold, err)
	}
	return c, nil
}

var errNoArticle = errors.New("the archive has no such article")

// pages gives the pages of a document, mostly one.
func (c *corpus) pages(ctx context.Context, name string) ([]*parley.Page, error) {
	if p := c.articles[name]; p != nil {
		return []*parley.Page{p}, nil
	}
	var out []*parley.Page
	var failed error
	source.Walk(ctx, []string{filepath.Join(c.dir, name)}, source.Options{}, func(p *parley.Page, err error) bool {
		if err != nil {
			failed = err
			return false
		}
		out = append(out, p)
		return true
	})
	return out, failed
}
