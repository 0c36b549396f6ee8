// Command trafilatura reads pages with go-trafilatura and its fallbacks.
package main

import (
	"bytes"
	"strings"
	"time"

	"github.com/markusmobius/go-trafilatura"

	"parley/bench/run"
)

func main() {
	opt := trafilatura.Options{EnableFallback: true, ExcludeComments: true}
	run.Main(func(b []byte) (run.Page, error) {
		r, err := trafilatura.Extract(bytes.NewReader(b), opt)
		if err != nil {
			return run.Page{}, err
		}
		it := run.Item{Title: r.Metadata.Title, Body: r.ContentText}
		for _, a := range strings.Split(r.Metadata.Author, ";") {
			if a = strings.TrimSpace(a); a != "" {
				it.Authors = append(it.Authors, a)
			}
		}
		if d := r.Metadata.Date; !d.IsZero() {
			it.Published = &run.Day{Value: d.Format(time.DateOnly)}
		}
		return run.Article(it), nil
	})
}
