package extract

import (
	"slices"
	"strings"

	"parley"
	"parley/internal/rule"
)

// sense is what a rule says of its deed: its attributes, read once. CONTRIBUTING.md tells what each means.
type sense struct {
	kind       parley.Kind // "-" where it only takes the place of others
	frame      string
	roles      frame // by the frame
	wide       int   // 1 where it comes after all others, 2 where after these too
	object     string
	status     string
	usual      string // the attribute default
	noun       string
	needs      string
	background string
	keep       []string
	cast       []string // role=id
	head       string
	echo       string
	bilateral  string
	other      string
	voice      string
	once       string
	same       string
	point      string
	alone      string
}

// attributes are those that a rule may have.
var attributes = []string{
	"kind", "frame", "wide", "object", "status", "default", "noun", "needs", "background", "keep", "cast", "head", "echo", "bilateral", "other",
	"voice", "once", "same", "point", "alone",
}

func (e *Extractor) senseOf(r *rule.Rule) sense {
	if r == nil { // of a kind that the pack tells nothing of
		return sense{}
	}
	a := r.Attrs
	return sense{
		kind: parley.Kind(a["kind"]), frame: a["frame"], roles: e.frames[a["frame"]], wide: slices.Index(wides, a["wide"]) + 1, object: a["object"],
		status: a["status"], usual: a["default"], noun: a["noun"], needs: a["needs"], background: a["background"],
		keep: strings.Fields(a["keep"]), cast: strings.Fields(a["cast"]), head: a["head"], echo: a["echo"], bilateral: a["bilateral"],
		other: a["other"], voice: a["voice"], once: a["once"], same: a["same"], point: a["point"], alone: a["alone"],
	}
}

// wides are the values of the attribute wide.
var wides = []string{"yes", "last"}

// sense is what a rule says of its deed.
func (e *Extractor) sense(r *rule.Rule) *sense { return &e.senses[r.Order] }
