package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parley"
)

// maxGoldLine is how long a line of a gold file may be, in bytes.
const maxGoldLine = 16 << 20

// Claim is a gold or predicted claim with what is compared: where it stands in the
// document, and the actors by role and key.
type Claim struct {
	Kind, Status string
	Object       string
	Trigger      string
	Sentence     string
	Background   bool
	Time         string
	TimeText     string
	Place        string
	Actors       map[string]bool // "role KEY"
	Span         parley.Span     // code points of the document; -1,-1 where it was not found
	Rules        []string        // of a predicted claim
}

// Document is a text with its gold claims.
type Document struct {
	Name   string
	Text   string // NFC, with line ends as \n
	Claims []*Claim
}

// goldLine is one line of a gold file. It names a file of its own (Doc) or a line of an
// archive (File and ID).
type goldLine struct {
	Doc    string      `json:"doc"`
	File   string      `json:"file"`
	ID     string      `json:"id"`
	Claims []goldClaim `json:"claims"`
	n      int         // its number in the file
}

type goldClaim struct {
	Sentence   goldQuote   `json:"sentence"`
	Trigger    goldQuote   `json:"trigger"`
	Kind       string      `json:"kind"`
	Object     string      `json:"object"`
	Status     string      `json:"status"`
	Background bool        `json:"background"`
	Actors     []goldActor `json:"actors"`
	Time       string      `json:"time"`
	TimeText   goldQuote   `json:"time_text"`
	Place      *goldPlace  `json:"place"`
}

type goldActor struct {
	Role  string `json:"role"`
	ID    string `json:"id"`
	Name  string `json:"name"`
	State string `json:"state"`
}

type goldPlace struct {
	Name string `json:"name"`
}

// ReadGold reads a gold file. text gives the document of a name: NAME where the line says
// "doc", FILE#ID where it says "file" and "id".
func ReadGold(r io.Reader, text func(name string) (string, error)) ([]*Document, error) {
	lines, err := readLines(r)
	if err != nil {
		return nil, err
	}
	return documents(lines, text)
}

// readLines reads the lines of a gold file and checks the names in them.
func readLines(r io.Reader) ([]*goldLine, error) {
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxGoldLine)
	var out []*goldLine
	for n := 1; sc.Scan(); n++ {
		if strings.TrimSpace(sc.Text()) == "" {
			continue
		}
		in := &goldLine{n: n}
		if err := json.Unmarshal(sc.Bytes(), in); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if err := in.check(); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		out = append(out, in)
	}
	return out, sc.Err()
}

// check keeps the names of a line inside the folder of the documents.
func (l *goldLine) check() error {
	switch {
	case l.File == "" && l.ID == "":
		if l.Doc == "" || l.Doc != filepath.Base(l.Doc) {
			return fmt.Errorf("%q is no name of a document", l.Doc)
		}
	case l.Doc != "":
		return errors.New(`"doc" and "file" exclude each other`)
	case l.ID == "":
		return errors.New(`"file" without "id"`)
	case !filepath.IsLocal(filepath.FromSlash(l.File)):
		return fmt.Errorf("%q is no file of the folder", l.File)
	}
	return nil
}

// name is how the document is called: NAME, or FILE#ID as the source of a page.
func (l *goldLine) name() string {
	if l.File == "" {
		return l.Doc
	}
	return l.File + "#" + l.ID
}

// documents joins the lines with their texts.
func documents(lines []*goldLine, text func(name string) (string, error)) ([]*Document, error) {
	var out []*Document
	for _, l := range lines {
		raw, err := text(l.name())
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", l.n, err)
		}
		d := &Document{Name: l.name(), Text: plain(raw)}
		offs := parley.NewOffsets(d.Text)
		for i := range l.Claims {
			c, err := l.Claims[i].claim(d.Text, offs)
			if err != nil {
				return nil, fmt.Errorf("line %d: claim %d: %w", l.n, i+1, err)
			}
			d.Claims = append(d.Claims, c)
		}
		out = append(out, d)
	}
	return out, nil
}

// plain brings a text into the form in which gold and page are compared.
func plain(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	return norm.NFC.String(strings.ReplaceAll(s, "\r", "\n"))
}

func (g *goldClaim) claim(text string, offs *parley.Offsets) (*Claim, error) {
	c := &Claim{
		Kind: g.Kind, Status: g.Status, Object: g.Object, Background: g.Background, Time: g.Time, Actors: map[string]bool{},
	}
	var err error
	if c.Sentence, c.Span, err = g.Sentence.in(text, offs); err != nil {
		return nil, fmt.Errorf("sentence: %w", err)
	}
	if c.Trigger, _, err = g.Trigger.in(text, offs); err != nil {
		return nil, fmt.Errorf("trigger: %w", err)
	}
	if c.TimeText, _, err = g.TimeText.in(text, offs); err != nil {
		return nil, fmt.Errorf("time_text: %w", err)
	}
	if g.Place != nil {
		c.Place = g.Place.Name
	}
	for _, a := range g.Actors {
		key := a.State
		for _, k := range []string{a.ID, a.Name, "?"} {
			if key == "" {
				key = k
			}
		}
		c.Actors[actorKey(g.Kind, a.Role, key)] = true
	}
	return c, nil
}

// actorKey is how an actor is compared. In contacts and signings everybody is a party.
func actorKey(kind, role, key string) string {
	switch role {
	case "head", "host", "signatory":
		switch kind {
		case "talks", "meet", "conference", "sign":
			role = "party"
		}
	}
	return role + " " + key
}

// Predicted turns the claims of a reading of the document into claims to compare. A quote
// is looked for in the document's own text, since a reader may trim the page.
func Predicted(d *Document, r *parley.Reading) []*Claim {
	offs := parley.NewOffsets(d.Text)
	out := make([]*Claim, 0, len(r.Claims))
	for i := range r.Claims {
		p := &r.Claims[i]
		c := &Claim{
			Kind: string(p.Kind), Status: string(p.Status), Object: string(p.Object), Trigger: norm.NFC.String(p.Trigger.Exact),
			Sentence: p.Evidence.Exact, Background: p.Background, Actors: map[string]bool{}, Rules: p.Rules,
			Span: locate(d.Text, offs, p.Evidence),
		}
		if p.Time != nil {
			c.Time, c.TimeText = p.Time.Value, p.Time.Text
		}
		if p.Place != nil {
			c.Place = p.Place.Name
		}
		for _, a := range p.Actors {
			key := string(a.State)
			for _, k := range []string{a.ID, a.Name, "?"} {
				if key == "" {
					key = k
				}
			}
			c.Actors[actorKey(c.Kind, string(a.Role), key)] = true
		}
		out = append(out, c)
	}
	return out
}

// locate finds the occurrence of the quote that is nearest to where it was read.
func locate(text string, offs *parley.Offsets, q parley.Quote) parley.Span {
	exact := norm.NFC.String(q.Exact)
	if exact == "" {
		return q.Span
	}
	best, far := q.Span, -1
	for from := 0; ; {
		i := strings.Index(text[from:], exact)
		if i < 0 {
			return best
		}
		sp := offs.Span(from+i, from+i+len(exact))
		if d := abs(sp.Start - q.Start); far < 0 || d < far {
			best, far = sp, d
		}
		from += i + len(exact)
	}
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
