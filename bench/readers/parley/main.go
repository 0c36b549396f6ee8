// Command parley reads pages with the stage that parley reads them with, and nothing of
// what follows it.
package main

import (
	"log"
	"os"
	"runtime/debug"

	"parley"
	"parley/bench/run"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/packs"
)

// What the stage holds between pages is little (2 MiB), so that the collector would run several
// times a page. It waits until memory comes near to the limit instead; a page that needs more than
// that is collected as often as it must.
const (
	collect = 800      // per cent
	limit   = 40 << 20 // bytes
)

func main() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(collect)
		debug.SetMemoryLimit(limit)
	}
	p, errs := pack.LoadPages(packs.FS)
	if len(errs) > 0 {
		log.Fatal(errs[0])
	}
	pages := pipeline.Pages(p)
	run.Main(func(b []byte) (run.Page, error) {
		l := pages.Read(&parley.Page{Bytes: b, Media: parley.MediaHTML})
		out := run.Page{Kind: string(l.Kind)}
		for _, it := range l.Items {
			x := run.Item{
				Kind: string(it.Kind), Title: string(it.Title), Lead: string(it.Lead),
				Body: it.Body, Authors: it.Authors,
			}
			if it.Published != nil {
				x.Published = &run.Day{Value: it.Published.Value}
			}
			out.Items = append(out.Items, x)
		}
		return out, nil
	})
}
