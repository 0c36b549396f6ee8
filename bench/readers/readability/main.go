// Command readability reads pages with readeck's go-readability.
package main

import (
	"bytes"
	"strings"
	"time"

	"codeberg.org/readeck/go-readability/v2"

	"parley/bench/run"
)

func main() {
	run.Main(func(b []byte) (run.Page, error) {
		a, err := readability.FromReader(bytes.NewReader(b), nil)
		if err != nil {
			return run.Page{}, err
		}
		it := run.Item{Title: a.Title()}
		if a.Node != nil {
			var s strings.Builder
			if err := a.RenderText(&s); err != nil {
				return run.Page{}, err
			}
			it.Body = s.String()
		}
		if a.Byline() != "" {
			it.Authors = []string{a.Byline()}
		}
		if t, err := a.PublishedTime(); err == nil {
			it.Published = &run.Day{Value: t.Format(time.DateOnly)}
		}
		return run.Article(it), nil
	})
}
