package app

import (
	"fmt"
	"runtime/debug"
)

// versionCmd prints what is running.
type versionCmd struct{}

// Run prints the version of the program, of its packs and of Go.
func (c *versionCmd) Run(e *env) error {
	p, err := e.packs()
	if err != nil {
		return err
	}
	version, goVersion := "devel", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		goVersion = info.GoVersion
		if v := info.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
	}
	_, err = fmt.Fprintf(e.out, "parley %s packs %s %s\n", version, p.Version, goVersion)
	return err
}
