package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"

	"parley"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/internal/source"
	"parley/packs"
)

func main() {
	p, errs := pack.Load(packs.FS)
	r, es := pipeline.NewReader(p)
	for _, e := range append(errs, es...) {
		fmt.Fprintln(os.Stderr, e)
	}
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	source.Walk(context.Background(), os.Args[1:], source.Options{}, func(pg *parley.Page, err error) bool {
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return true
		}
		pg.Fetched = "2026-11-21"
		enc.Encode(r.Read(pg))
		return true
	})
}
