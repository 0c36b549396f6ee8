package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"sync"

	"github.com/mattn/go-isatty"

	"parley"
	"parley/internal/charset"
	"parley/internal/merge"
	"parley/internal/pack"
	"parley/internal/pipeline"
	"parley/internal/source"
	"parley/internal/store/sqlite"
	"parley/internal/track"
	"parley/packs"
)

// env is the world around one run of a command. Packs and ledger are opened when a
// command first asks for them.
type env struct {
	ctx      context.Context
	in       io.Reader
	out, err io.Writer
	db       string
	quiet    bool

	pack     *pack.Pack
	read     *pipeline.Reader
	charsets *charset.Detector // of the reader, once there is one
	ledger   *sqlite.DB
	lax      bool // go on with faulty packs, which are named: for those who work on them
}

// close closes what was opened.
func (e *env) close() error {
	if e.ledger == nil {
		return nil
	}
	return e.ledger.Close()
}

// packs loads the embedded packs. A fault in them is ours and stops the program.
func (e *env) packs() (*pack.Pack, error) {
	if e.pack != nil {
		return e.pack, nil
	}
	p, errs := pack.Load(packs.FS)
	if len(errs) > 0 && !e.lax {
		return nil, fmt.Errorf("the packs are faulty (parley check lists all %d faults): %w", len(errs), errs[0])
	}
	for _, err := range errs {
		fmt.Fprintln(e.err, "parley:", err)
	}
	e.pack = p
	return p, nil
}

// reader prepares the stages that read a page.
func (e *env) reader() (*pipeline.Reader, error) {
	p, err := e.packs()
	if err != nil {
		return nil, err
	}
	r, err := e.readerOf(p)
	if err != nil {
		return nil, err
	}
	e.read, e.charsets = r, r.Charsets()
	return r, nil
}

// lateReader prepares a reader that loads no more of the packs than the languages of its pages ask for, and calls
// loading before it loads more than pages are taken apart with. The reader's Fault must be asked after each page.
func (e *env) lateReader(loading func()) (*pipeline.Reader, error) {
	p, errs := pack.LoadPages(packs.FS)
	if len(errs) > 0 {
		return nil, fmt.Errorf("the packs are faulty (parley check lists all faults): %w", errs[0])
	}
	r := pipeline.NewLateReader(p, func() (*pack.Pack, error) {
		loading()
		return e.packs()
	})
	e.charsets = r.Charsets()
	return r, nil
}

func (e *env) readerOf(p *pack.Pack) (*pipeline.Reader, error) {
	r, errs := pipeline.NewReader(p)
	if len(errs) > 0 && !e.lax {
		return nil, fmt.Errorf("the rules are faulty (parley check lists them): %w", errors.Join(errs...))
	}
	return r, nil
}

// store opens the database. Commands that only ask do not make one.
func (e *env) store(make bool) (*sqlite.DB, error) {
	if e.ledger != nil {
		return e.ledger, nil
	}
	if _, err := os.Stat(e.db); errors.Is(err, fs.ErrNotExist) && !make {
		return nil, fmt.Errorf("no database %s: parley ingest PATH makes one, --db FILE names another", e.db)
	}
	db, err := sqlite.Open(e.ctx, e.db)
	if err != nil {
		return nil, err
	}
	e.ledger = db
	return db, nil
}

// asked is what a command needs that answers questions: the database, which must be there,
// and the packs.
func (e *env) asked() (*sqlite.DB, *pack.Pack, error) {
	db, err := e.store(false)
	if err != nil {
		return nil, nil, err
	}
	p, err := e.packs()
	return db, p, err
}

// pipeline ties the stages to the database.
func (e *env) pipeline(db *sqlite.DB, tell func(pages int)) (*pipeline.Ledger, error) {
	p, err := e.packs()
	if err != nil {
		return nil, err
	}
	judge, err := merge.NewJudge(p.World.Models[merge.JudgeModel])
	if err != nil {
		return nil, err
	}
	n := newNames(p)
	opt := pipeline.Options{
		Version: p.Version, Names: n, Titles: map[string]string{}, Many: map[string]string{}, Rest: map[string]string{}, Joint: n.word("en", "track-joint"),
		Negotiable: map[string]bool{}, Near: p.World.Nearness(), Judge: judge, Progress: tell,
	}
	readers := sync.OnceValues(func() (*pipeline.Reader, error) { return e.readerOf(p) }) // most runs need none
	if r := e.read; r != nil {
		readers = func() (*pipeline.Reader, error) { return r, nil }
	}
	opt.Again = func(p *parley.Page, loans pipeline.Loans) (*parley.Reading, error) {
		r, err := readers()
		if err != nil {
			return nil, err
		}
		return r.ReadLent(p, loans), nil
	}
	for tag, l := range p.Languages {
		if l.Tables["brief"] != nil {
			opt.Titles[tag], opt.Many[tag], opt.Rest[tag] = n.word(tag, "track-title"), n.word(tag, "track-many"), n.word(tag, "track-rest")
		}
		if t := l.Tables["topic-names"]; t != nil {
			for id, flags := range t.Flags {
				opt.Negotiable[id] = opt.Negotiable[id] || slices.Contains(flags, "negotiable")
			}
		}
	}
	opt.Matters, opt.Blocs = matters(p.World)
	opt.Forums, opt.Vague = seats(p.World)
	opt.Terms = terms(p.World)
	return pipeline.NewLedger(db, opt), nil
}

// matters are the negotiations known by name, as the track stage takes them.
func matters(w *pack.World) (out []track.Matter, blocs map[string][]string) {
	blocs = map[string][]string{}
	for id, o := range w.Organisations {
		for _, state := range o.Members {
			blocs["org:"+id] = append(blocs["org:"+id], "state:"+state)
		}
	}
	for _, m := range w.Matters {
		from, _ := parley.DaysOf(m.From)
		to := parley.Interval{To: parley.DayMax}
		if m.To != "" {
			to, _ = parley.DaysOf(m.To)
		}
		t := track.Matter{ID: m.ID, From: from.From, To: to.To, Sides: m.Sides, Mediators: m.Mediators, Others: m.Others}
		for _, a := range m.About {
			t.About = append(t.About, track.About(a))
		}
		out = append(out, t)
	}
	return out, blocs
}

// terms are when persons held office, as the track stage takes it.
func terms(w *pack.World) map[string][]parley.Interval {
	out := make(map[string][]parley.Interval, len(w.Terms))
	for id, all := range w.Terms {
		for _, t := range all {
			in := parley.Interval{From: parley.DayMin, To: parley.DayMax}
			if from, ok := parley.DaysOf(t.From); ok {
				in.From = from.From
			}
			if to, ok := parley.DaysOf(t.To); ok {
				in.To = to.To
			}
			out["person:"+id] = append(out["person:"+id], in)
		}
	}
	return out
}

// seats are the organisations at which others meet, with who sits there, and what is no party: groups that nobody could
// name, and treaties.
func seats(w *pack.World) (forums map[string][]string, vague map[string]bool) {
	forums, vague = map[string][]string{}, map[string]bool{}
	for id, f := range w.Forums {
		forums["org:"+id] = nil
		for _, k := range f.Who {
			side := "org:"
			if w.States[k].ISO3 != "" {
				side = "state:"
			}
			forums["org:"+id] = append(forums["org:"+id], side+k)
		}
	}
	for id, o := range w.Organisations {
		if o.Kind == "treaty" {
			vague["org:"+id] = true
		}
	}
	for id, g := range w.Groups {
		if g.Vague {
			vague["group:"+id] = true
		}
	}
	return forums, vague
}

// terminal tells whether w is a terminal.
func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

// sources says how pages are read in: stamped with today.
func (e *env) sources() source.Options {
	return source.Options{Stdin: e.in, Fetched: today(), Charsets: e.charsets}
}
