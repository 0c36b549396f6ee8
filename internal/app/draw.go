package app

// This file writes a picture: parley export --format svg --picture NAME.

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"parley/internal/web"
)

// pictureBook tells what the format svg holds, as the codebooks of the other formats do.
const pictureBook = `# svg

One picture, drawn as the screens draw it; a file of its own: SVG 1.1 with a title and a
description, no script, no reference to anything outside (links only where --link names a
server), light and dark as the reader's system is.

| picture | of | what it shows |
|---|---|---|
| course | --track ID | the stages of the negotiation over time; a fall is drawn in another colour; the rounds below |
| rounds | --track ID | the rounds over time, by venue (or --lanes channel, level); hollow ones are planned or were called off |
| positions | --track ID | issue × party: the latest statement with its date, a stroke for each statement |
| venues | --track ID | where rounds and events took place; outline of the land from Natural Earth (public domain), no borders |
| offices | --actor ID | who held which office when; the days of events below |
| contacts | --actor ID | whom the actor meets: at most 30 nodes; the number is of meetings in the newest events |
| matrix | --actor ID | how often each two of them met |
| months | --actor ID, or --search QUERY | events by month |
| days | --actor ID | events by day of a --year |
| lineage | --story ID | which article copies which, how much of it, when |
| sentences | --story ID | which sentence stands in which outlet: full word for word, hollow in other words |

The same facts stand as tables on the screens, and in the formats jsonl and csv.
`

// sheet is the picture that the flags ask for.
func (c *exportCmd) sheet() (web.Sheet, error) {
	p := web.Sheet{Picture: c.Picture, Lanes: c.Lanes, Year: c.Year, Width: c.Width, Base: c.Link}
	for _, x := range []struct{ of, id string }{
		{"track", c.Track},
		{"actor", strings.Join(c.Actor, " ")},
		{"story", c.Story},
		{"search", c.Search},
	} {
		if x.id == "" {
			continue
		}
		if p.Of != "" {
			return p, usage("svg draws one thing: --track, --actor, --story or --search, not two of them")
		}
		p.Of, p.ID = x.of, x.id
	}
	if len(c.Actor) > 1 {
		return p, usage("svg draws one --actor")
	}
	if p.Of == "actor" && len(p.ID) == 3 {
		p.ID = "state:" + strings.ToUpper(p.ID)
	}
	if p.Of == "" {
		return p, usage("svg draws one thing: --track ID, --actor ID, --story ID or --search QUERY names it")
	}
	if all := web.Pictures[p.Of]; !slices.Contains(all, p.Picture) {
		return p, usage("no picture %q of a %s: --picture takes %s", p.Picture, p.Of, strings.Join(all, ", "))
	}
	return p, nil
}

// draw writes one picture.
func (c *exportCmd) draw(e *env) error {
	if c.Codebook {
		_, err := io.WriteString(e.out, pictureBook)
		return err
	}
	p, err := c.sheet()
	if err != nil {
		return err
	}
	db, words, err := e.asked()
	if err != nil {
		return err
	}
	n := newNames(words)
	p.Language = (&listing{Lang: c.Lang}).language()
	svg, err := web.Draw(e.ctx, db, n, web.Options{Now: clock, Region: n.region, Reason: n.webReason, Search: newSearchNames(n), World: webWorld{n}}, p)
	if errors.Is(err, web.ErrNoPicture) {
		return usage("nothing to draw: no %s %s, or nothing in it for the picture %s", p.Of, p.ID, p.Picture)
	}
	if err != nil {
		return err
	}
	if c.Out == "" {
		_, err = e.out.Write(append(svg, '\n'))
		return err
	}
	if err := os.WriteFile(c.Out, append(svg, '\n'), 0o644); err != nil {
		return err
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "svg: %s, %d bytes\n", p.Picture, len(svg)+1)
	}
	return nil
}
