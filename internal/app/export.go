package app

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"parley/internal/export"
	"parley/internal/web"
)

// exportCmd writes the ledger in another form.
type exportCmd struct {
	selection
	Format   string `required:"" placeholder:"FORMAT" help:"csv, jsonl, parquet, plover, gdelt, ics, atom, jsonfeed, jsonld, graphml; of one --track: markdown, docx; svg: one --picture."`
	Out      string `placeholder:"FILE" help:"Write to FILE, and its codebook beside it (default: standard output, no codebook)."`
	Lang     tongue `placeholder:"TAG" help:"Language of names: vi or en (default: as $$LANG says, else en)."`
	Link     string `placeholder:"URL" help:"Address of the server that entries of feeds and calendars lead to."`
	Picture  string `placeholder:"NAME" help:"What svg draws: of a --track course, rounds, positions, venues; of an --actor offices, contacts, matrix, months, days; of a --story lineage, sentences; of a --search months."`
	Story    string `placeholder:"ID" help:"The story that svg draws."`
	Search   string `placeholder:"QUERY" help:"The search whose events svg draws by month."`
	Lanes    string `placeholder:"WHAT" enum:",venue,channel,level" default:"" help:"What svg lays rounds out by: venue, channel or level."`
	Year     string `placeholder:"YEAR" help:"The year whose days svg draws."`
	Width    int    `placeholder:"PIXELS" help:"How wide svg draws (default 940; 350 fits a phone)."`
	Codebook bool   `help:"Print what the format holds, and nothing else."`
}

// Run writes the export and says on standard error how many rows it holds.
func (c *exportCmd) Run(e *env) error {
	if c.Format == "svg" {
		return c.draw(e)
	}
	f, ok := export.Find(c.Format)
	if !ok {
		return usage("no format %q: %s", c.Format, strings.Join(formatNames(), ", "))
	}
	if c.Codebook {
		_, err := io.WriteString(e.out, f.Codebook())
		return err
	}
	filter, err := c.filter()
	if err != nil {
		return err
	}
	if f.Track && c.Track == "" {
		return usage("%s is a briefing on one track: name it with --track ID (parley tracks lists them)", f.Name)
	}
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	n := newNames(p)
	if err := c.known(e, db, n, &filter); err != nil {
		return err
	}
	lang := (&listing{Lang: c.Lang}).language()
	o := export.Options{
		Filter: filter, Track: c.Track, Language: lang, Names: exportNames{n}, Version: p.Version, Made: made(),
		Title: n.word(lang, "paper:feed"), Link: strings.TrimRight(c.Link, "/"),
	}
	total, err := c.write(e, f, db, o)
	if errors.Is(err, export.ErrNoTrack) {
		return usage("%v", err)
	}
	if err != nil {
		return err
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "%s: %s\n", f.Name, total)
	}
	return nil
}

// write writes to standard output, or to a file with the codebook beside it. A file is
// whole or not there: it is written under another name first.
func (c *exportCmd) write(e *env, f export.Format, l export.Ledger, o export.Options) (export.Total, error) {
	if c.Out == "" {
		return f.Write(e.ctx, e.out, l, o)
	}
	tmp, err := beside(c.Out)
	if err != nil {
		return export.Total{}, err
	}
	defer os.Remove(tmp.Name()) // gone already where all went well
	total, err := f.Write(e.ctx, tmp, l, o)
	if err = errors.Join(err, tmp.Close()); err != nil {
		return total, err
	}
	book := strings.TrimSuffix(c.Out, filepath.Ext(c.Out)) + ".codebook.md"
	text := f.Codebook() + "\nThis export: " + total.String() + ". Made " + o.Made + " by parley " + o.Version + ".\n"
	if err := os.WriteFile(book, []byte(text), 0o644); err != nil {
		return total, err
	}
	return total, os.Rename(tmp.Name(), c.Out)
}

// beside makes a file in the folder of another, with the rights that this user gives new files (umask):
// those of os.CreateTemp are for its owner alone.
func beside(file string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(filepath.Dir(file), ".parley-export-"+rand.Text()), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	var why *fs.PathError
	if errors.As(err, &why) { // its own name tells nobody anything
		return nil, fmt.Errorf("--out %s: a file cannot be made in that folder: %w", file, why.Err)
	}
	return f, err
}

// exporter lets the web interface export.
func exporter(l export.Ledger, n *names, version string) web.Exporter {
	return func(ctx context.Context, w io.Writer, f export.Format, o export.Options) (export.Total, error) {
		o.Names, o.Version, o.Made = exportNames{n}, version, made()
		return f.Write(ctx, w, l, o)
	}
}

func formatNames() []string {
	var out []string
	for _, f := range export.Formats() {
		out = append(out, f.Name)
	}
	return append(out, "svg")
}

// exportNames are the names as exports ask for them.
type exportNames struct{ *names }

func (n exportNames) Date(language, edtf string) string    { return n.date(language, edtf) }
func (n exportNames) Duration(language, iso string) string { return n.duration(language, iso) }
func (n exportNames) Word(language, id string) string      { return n.word(language, id) }

// Coordinates are the degrees of a place by its English name.
func (n exportNames) Coordinates(place string) (lat, lon float64, ok bool) {
	p, ok := n.pack.World.Places[n.places[place]]
	return p.Lat, p.Lon, ok && (p.Lat != 0 || p.Lon != 0)
}
