// Command domdistiller reads pages with go-domdistiller.
package main

import (
	"bytes"

	distiller "github.com/markusmobius/go-domdistiller"

	"parley/bench/run"
)

func main() {
	opt := &distiller.Options{SkipPagination: true}
	run.Main(func(b []byte) (run.Page, error) {
		r, err := distiller.ApplyForReader(bytes.NewReader(b), opt)
		if err != nil {
			return run.Page{}, err
		}
		it := run.Item{Title: r.Title, Body: r.Text, Authors: r.MarkupInfo.Article.Authors}
		if len(it.Authors) == 0 && r.MarkupInfo.Author != "" {
			it.Authors = []string{r.MarkupInfo.Author}
		}
		if t := r.MarkupInfo.Article.PublishedTime; len(t) >= 10 {
			it.Published = &run.Day{Value: t[:10]}
		}
		return run.Article(it), nil
	})
}
