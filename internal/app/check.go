package app

import (
	"fmt"
	"io/fs"
	"os"

	"parley/internal/eval"
	"parley/packs"
)

// checkCmd lints packs and runs their examples.
type checkCmd struct {
	Pack string `arg:"" optional:"" help:"A language (vi), or a folder that holds world/ and languages; default: all that are built in."`
}

// Run prints every fault as file:line and fails where there is one.
func (c *checkCmd) Run(e *env) error {
	var fsys fs.FS = packs.FS
	tag := c.Pack
	if info, err := os.Stat(c.Pack); c.Pack != "" && err == nil && info.IsDir() {
		fsys, tag = os.DirFS(c.Pack), ""
	}
	got := eval.Check(fsys, tag)
	for _, f := range got.Faults {
		fmt.Fprintln(e.out, f)
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "%d rules with %d phrases, %d examples: %d faults\n", got.Rules, got.Phrases, got.Examples, len(got.Faults))
	}
	if len(got.Faults) > 0 {
		return errPartial
	}
	return nil
}
