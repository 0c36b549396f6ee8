// Command parse does nothing but parse pages with x/net/html: the floor of what reading
// them can cost.
package main

import (
	"bytes"

	"golang.org/x/net/html"

	"parley/bench/run"
)

func main() {
	run.Main(func(b []byte) (run.Page, error) {
		_, err := html.Parse(bytes.NewReader(b))
		return run.Page{Kind: "other"}, err
	})
}
