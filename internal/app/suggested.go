package app

import (
	"bufio"
	"fmt"
	"strconv"
	"strings"

	"parley"
	"parley/internal/pack"
	"parley/internal/store/sqlite"
)

// suggestBatch is how many stored readings are looked at together.
const suggestBatch = 200

// suggest prints what several independent items say of offices and names and the packs do
// not know. The readings are looked at batch by batch.
func (c *actorsCmd) suggest(e *env, db *sqlite.DB, p *pack.Pack) error {
	if c.Least < 1 {
		return usage("--least must be 1 or more")
	}
	stories, err := db.Stories(e.ctx, 0)
	if err != nil {
		return err
	}
	s := newSuggester(p.World, stories)
	for after := int64(0); ; {
		batch, last, err := db.Readings(e.ctx, after, suggestBatch)
		if err != nil {
			return err
		}
		if len(batch) == 0 {
			break
		}
		for _, r := range batch {
			s.read(r)
		}
		after = last
	}
	all := s.suggestions(c.Least)
	if c.Limit > 0 && len(all) > c.Limit {
		all = all[:c.Limit]
	}
	if c.Format == "table" {
		v := &suggestView{w: bufio.NewWriter(e.out), names: newNames(p), lang: c.language()}
		for i := range all {
			v.print(&all[i])
		}
		return v.w.Flush()
	}
	head := []string{"sort", "person", "name", "holder", "office", "of", "first", "last", "items", "conflict", "evidence", "lines"}
	return write(&c.listing, e.out, all, head, func(g *suggestion) []string {
		var said, lines []string
		for _, q := range g.Evidence {
			said = append(said, q.Exact)
		}
		for _, l := range g.Lines {
			lines = append(lines, l.File+": "+l.Line)
		}
		return []string{
			g.Sort, g.Person, g.Name, g.Holder, g.Office, string(g.Of), string(g.First), string(g.Last), strconv.Itoa(g.Items),
			string(g.Conflict), strings.Join(said, "\n"), strings.Join(lines, "\n"),
		}
	})
}

// suggestView writes suggestions for a terminal: what is said, by how many, what the packs
// hold against it, the sentences, and the lines for the packs.
type suggestView struct {
	w     *bufio.Writer
	names *names
	lang  string
}

func (v *suggestView) print(g *suggestion) {
	what := v.names.Name(v.lang, "office:"+g.Holder+"/"+g.Office)
	if g.Sort == suggestSpelling {
		fmt.Fprintf(v.w, "%s: another spelling of %s?\n", g.Name, v.names.Name(v.lang, "person:"+string(g.Of)))
	} else {
		fmt.Fprintf(v.w, "%s: %s?\n", g.Name, what)
	}
	when := v.names.date(v.lang, string(g.First))
	if g.Last != g.First {
		when += " – " + v.names.date(v.lang, string(g.Last))
	}
	fmt.Fprintf(v.w, "  items     %s\n", strings.TrimSpace(strconv.Itoa(g.Items)+"  "+when))
	if g.Conflict != "" {
		wrap(v.w, "  conflict  ", "            ", string(g.Conflict))
	}
	for _, q := range g.Evidence {
		wrap(v.w, "  ", "    ", parley.Plain(q.Exact)+" ("+q.Source+")")
	}
	for _, l := range g.Lines {
		cells := strings.Split(l.Line, "\t")
		for i := range cells {
			cells[i] = parley.Plain(cells[i])
		}
		fmt.Fprintf(v.w, "  packs/%s\n%s\n", l.File, strings.Join(cells, "\t"))
	}
	fmt.Fprintln(v.w)
}
