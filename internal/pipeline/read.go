package pipeline

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"parley"
	"parley/internal/annotate"
	"parley/internal/charset"
	"parley/internal/extract"
	"parley/internal/pack"
	"parley/internal/page"
	"parley/internal/rule"
)

// Reader turns pages into readings: page → annotate → extract, each stage once. What it
// reads of one page says nothing of another; it may be shared by goroutines.
type Reader struct {
	pages     *page.Reader
	ruled     map[string]bool                         // the languages that it understands
	languages func() (map[string]understander, error) // made when first asked for
	idle      sync.Pool                               // workers: each page has one for itself while it is read
	limit     time.Duration                           // for one page; 0 is none
	now       func() time.Time
}

// worker is working memory for every language, kept from page to page.
type worker map[string]workers

type workers struct {
	annotate *annotate.Worker
	extract  *extract.Worker
}

// of returns the working memory for a language.
func (w worker) of(r *Reader, language string) workers {
	if _, ok := w[language]; !ok {
		u, _ := r.understander(language)
		w[language] = workers{u.annotate.Worker(), u.extract.Worker()}
	}
	return w[language]
}

// understander reads one language.
type understander struct {
	annotate *annotate.Annotator
	extract  *extract.Extractor
}

// NewReader prepares the stages for every language of the pack that has rules. The errors
// say what is wrong with the packs.
func NewReader(p *pack.Pack) (*Reader, []error) {
	languages, errs := understanders(p)
	r := newReader(p, func() (map[string]understander, error) { return languages, nil })
	_, es := Sites(p)
	return r, append(errs, es...)
}

// NewLateReader prepares the stage that takes pages apart, with a pack of pack.LoadPages, and those that
// understand them, with the pack that whole gives, when the first page comes in a language that has rules: of
// the memory of a reader they take nine tenths. Where whole fails, or its rules are faulty, pages are
// taken apart alone, and Fault says why.
func NewLateReader(pages *pack.Pack, whole func() (*pack.Pack, error)) *Reader {
	return newReader(pages, sync.OnceValues(func() (map[string]understander, error) {
		p, err := whole()
		if err != nil {
			return nil, err
		}
		languages, errs := understanders(p)
		return languages, errors.Join(errs...)
	}))
}

func newReader(p *pack.Pack, languages func() (map[string]understander, error)) *Reader {
	r := &Reader{
		pages: Pages(p), ruled: map[string]bool{}, languages: languages, now: time.Now,
		idle: sync.Pool{New: func() any { return worker{} }},
	}
	for tag, l := range p.Languages {
		r.ruled[tag] = l.Ruled
	}
	return r
}

// understanders prepares the stages behind the first for every language of the pack that has rules.
func understanders(p *pack.Pack) (map[string]understander, []error) {
	out := map[string]understander{}
	var errs []error
	for _, tag := range p.Tags() {
		if !p.Languages[tag].Ruled {
			continue
		}
		a := annotate.New(p, tag)
		x, es := extract.New(p, tag)
		errs = append(errs, es...)
		out[tag] = understander{a, x}
	}
	return out, errs
}

// understander gives the stages of a language; false where it has no rules, or they cannot be used.
func (r *Reader) understander(language string) (understander, bool) {
	if !r.ruled[language] {
		return understander{}, false
	}
	languages, err := r.languages()
	u, ok := languages[language]
	return u, ok && err == nil
}

// Fault is what is wrong with the rules of a language in which a page was read; nil where nothing is.
func (r *Reader) Fault(language string) error {
	if !r.ruled[language] {
		return nil
	}
	_, err := r.languages()
	return err
}

// Within makes the reader stop reading a page after the time given; 0 is no limit. What was
// read until then stands in the reading, and a problem page-too-slow says what is missing and
// from which place on. It is called before the reader is shared.
func (r *Reader) Within(limit time.Duration) { r.limit = limit }

// budget is the time that one page has.
type budget struct {
	now   func() time.Time
	start time.Time
	limit time.Duration // 0 is none
	place int           // where its time was over; -1 before
}

// late tells whether the page has had its time.
func (b *budget) late() bool { return b.limit > 0 && b.now().Sub(b.start) >= b.limit }

// until tells whether the page has had its time before the place, and keeps it.
func (b *budget) until(place int) bool {
	if b.place < 0 && b.late() {
		b.place = place
	}
	return b.place >= 0
}

// problem says in out what is missing of a page that has had its time.
func (b *budget) problem(out *parley.Reading, missing string) {
	detail := "not read within " + b.limit.String() + ": " + missing
	if b.place > 0 {
		detail += " from character " + strconv.Itoa(b.place) + " on"
	}
	out.Problems = append(out.Problems, parley.Problem{Code: "page-too-slow", Detail: detail})
}

// Charsets is what the reader decodes pages with, for containers that must be decoded as
// a whole before there are pages.
func (r *Reader) Charsets() *charset.Detector { return r.pages.Charsets() }

// Sites gives what the pack knows of publishing systems, and what is wrong with it, by
// file and line.
func Sites(p *pack.Pack) ([]page.Site, []error) {
	var out []page.Site
	var errs []error
	for i := range p.Sites {
		in := &p.Sites[i]
		s := page.Site{Name: in.Name, Hosts: in.Of("host"), Langs: in.Of("language"), Roles: map[string][]string{}}
		for _, l := range in.Lines {
			if l.Key == "host" || l.Key == "language" {
				continue
			}
			for _, v := range l.Values {
				if err := page.CheckSelector(v); err != nil {
					errs = append(errs, &rule.Error{File: in.File, Line: l.Line, Msg: err.Error()})
				}
			}
			if l.Key == "mark" {
				s.Marks = append(s.Marks, l.Values)
			} else {
				s.Roles[l.Key] = append(s.Roles[l.Key], l.Values...)
			}
		}
		out = append(out, s)
	}
	return out, errs
}

// Pages prepares the first stage alone, with the words of every language of the pack and
// the publishing systems that it knows: none of them where one has a fault, which Sites tells.
func Pages(p *pack.Pack) *page.Reader {
	words := page.Words{}
	for _, tag := range p.Tags() {
		if t := p.Languages[tag].Tables["page"]; t != nil {
			for id, forms := range t.Forms {
				words[id] = append(words[id], forms...)
			}
		}
	}
	if p.Calendar != nil {
		for id, forms := range p.Calendar.Forms {
			words[id] = append(words[id], forms...)
		}
	}
	r := page.New(words)
	sites, _ := Sites(p)
	if known, err := r.With(sites); err == nil {
		return known
	}
	return r
}

// Read reads one page. It never fails: what went wrong stands in the reading's Problems.
func (r *Reader) Read(p *parley.Page) *parley.Reading { return r.ReadLent(p, nil) }

// ReadLent reads a page whose items, by number, have something lent to date them by. Where the program itself is at
// fault and panics, the page is as if nothing had been read from it but the problem program-fault, which says where:
// a run of a million pages does not end at one.
func (r *Reader) ReadLent(p *parley.Page, loans Loans) (out *parley.Reading) {
	defer func() {
		if fault := recover(); fault != nil {
			out = &parley.Reading{
				Schema: parley.PageSchema, Source: p.Source, ID: p.ID(), URL: parley.Maybe(p.URL), Outlet: parley.Maybe(p.Outlet), Kind: parley.PageOther, Language: "und",
				Blocks: []parley.Block{}, Items: []parley.Item{}, Mentions: []parley.Mention{}, Times: []parley.Time{}, Claims: []parley.Claim{},
				Problems: []parley.Problem{{Code: ProgramFault, Detail: fmt.Sprint(fault) + faultPlace()}},
			}
		}
	}()
	return r.read(p, loans)
}

// ProgramFault is the code of the problem of a page on which the program panicked.
const ProgramFault = "program-fault"

// faultPlace says in which line of the program a panic that was recovered from began, "" where that is not known.
func faultPlace() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for panicked, more := false, true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		switch {
		case f.Function == "runtime.gopanic":
			panicked = true
		case panicked && !strings.HasPrefix(f.Function, "runtime."):
			return fmt.Sprintf(" (%s, line %d)", f.Function, f.Line)
		}
	}
	return ""
}

// read is ReadLent where nothing is at fault.
func (r *Reader) read(p *parley.Page, loans Loans) *parley.Reading {
	b := &budget{now: r.now, start: r.now(), limit: r.limit, place: -1}
	l := r.pages.ReadUntil(p, b.late)
	out := &parley.Reading{
		Schema: parley.PageSchema, Source: p.Source, ID: p.ID(), URL: parley.Maybe(l.URL), Outlet: parley.Maybe(l.Outlet),
		Kind: l.Kind, Language: l.Language, Text: l.Text, Blocks: l.Blocks, Items: l.Items, Problems: l.Problems,
		Mentions: []parley.Mention{}, Times: []parley.Time{}, Claims: []parley.Claim{},
	}
	if !r.Reads(l.Language) {
		if l.Text != "" {
			out.Problems = append(out.Problems, parley.Problem{Code: "language-not-read", Detail: "no rules for language " + l.Language})
		}
		return out
	}
	asked := r.now()
	if _, ok := r.understander(l.Language); !ok {
		return out // Fault says why
	}
	b.start = b.start.Add(r.now().Sub(asked)) // that rules were loaded is not the page's fault
	if b.late() {
		b.problem(out, "sentences, mentions, dates and claims")
		return out
	}
	w := r.idle.Get().(worker) // not put back by a panic: who knows what it left in it
	u := w.of(r, l.Language)
	u.annotate.Until, u.annotate.Lent = b.until, loans.lent()
	an := u.annotate.Annotate(l, p.Fetched)
	if out.Items = an.Items; out.Items == nil {
		out.Items = []parley.Item{}
	}
	out.Problems = append(out.Problems, loans.disputes(out.Items)...)
	if b.place >= 0 || b.late() {
		b.problem(out, "mentions, times and claims")
		r.idle.Put(w)
		return out
	}
	out.Claims = append(out.Claims, u.extract.Extract(&extract.Input{
		PageID: out.ID, Sentences: an.Sentences, Lines: an.Lines, Items: an.Items, Until: b.until,
	})...)
	if b.place >= 0 {
		b.problem(out, "claims")
	}
	for i := range an.Sentences {
		for _, ref := range an.Sentences[i].Refs {
			for _, a := range ref.Actors {
				out.Mentions = append(out.Mentions, parley.Mention{Span: ref.Span, Actor: a.ID})
			}
		}
		for _, t := range an.Sentences[i].Times {
			v := t.Value
			if t.Duration != "" {
				v = string(t.Duration)
			}
			out.Times = append(out.Times, parley.Time{Span: t.Span, Value: parley.Maybe(v), Basis: t.Basis, Why: t.Why})
		}
	}
	r.idle.Put(w)
	return out
}
