package eval

import (
	"context"
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
	f, err := os.Open(gold)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	docs, err := ReadGold(f, func(name string) (string, error) {
		b, err := os.ReadFile(filepath.Join(dir, name))
		return string(b), err
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", gold, err)
	}
	var out []Result
	for _, d := range docs {
		var predicted []*Claim
		var failed error
		source.Walk(ctx, []string{filepath.Join(dir, d.Name)}, source.Options{}, func(p *parley.Page, err error) bool {
			if err != nil {
				failed = err
				return false
			}
			predicted = append(predicted, Predicted(d, r.Read(p))...)
			return true
		})
		if failed != nil {
			return nil, failed
		}
		out = append(out, Compare(d.Name, d.Claims, predicted))
	}
	return out, ctx.Err()
}
