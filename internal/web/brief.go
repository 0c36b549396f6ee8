package web

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/export"
)

// What fits on one A4, in points as the print style sets it: the sheet less its margins,
// title and period; a line; the gap after an item; a heading; a note. And how many code
// points a line holds.
const (
	sheetPoints   = 720
	linePoints    = 14
	gapPoints     = 3
	headingPoints = 33
	notePoints    = 34
	lineLength    = 90
)

// briefView is the data of brief.html.
type briefView struct {
	Period  string
	Notes   []string
	Regions []briefRegion
	Left    string
	Words   []option
	Windows []option
	Forms   []taken // as a file
	Own     bool
}

type briefRegion struct {
	Name  string
	Items []briefItem
}

// briefItem is one line in house format: the source in capitals, then one sentence.
type briefItem struct {
	Source, Sentence string
	Href             string // the sentence in its page
	Event            string
}

func (s *site) brief(r *request) (*screen, error) {
	v, err := s.briefOf(r)
	if err != nil {
		return nil, err
	}
	return &screen{Title: r.T("brief.title"), Section: "brief", Data: v}, nil
}

func (s *site) briefOf(r *request) (*briefView, error) {
	n, err := s.news(r)
	if err != nil {
		return nil, err
	}
	trouble, err := s.sourceNote(r)
	if err != nil {
		return nil, err
	}
	own := r.URL.Query().Get("words") == "own"
	v := &briefView{
		Period: n.period(r.reader), Notes: n.notes(r.reader), Windows: n.windows(r.reader), Own: own,
		Forms: []taken{{r.T("brief.txt"), r.With("format", "txt"), ""}, {r.T("brief.md"), r.With("format", "md"), ""}, {r.T("brief.docx"), r.With("format", "docx"), ""}},
		Words: []option{
			{r.T("brief.words.quote"), r.With("words", ""), "", !own},
			{r.T("brief.words.own"), r.With("words", "own"), "", own},
		},
	}
	if trouble != nil {
		v.Notes = append(v.Notes, trouble.Text)
	}
	left := 0
	groups := s.byRegion(r.reader, n.Fresh)
	whole, err := s.whole(r.Context(), groups, sheetTurns)
	if err != nil {
		return nil, err
	}
	v.Regions, left = r.briefRegions(groups, whole, own, sheetPoints-notePoints*len(v.Notes))
	if left > 0 {
		v.Left = r.T("brief.left", "n", r.Number(left))
	}
	return v, nil
}

// briefRegions fills so many points of a sheet and counts the events that are left over.
// Regions take turns, so that a full one does not push the others off the sheet.
func (r *reader) briefRegions(groups []regionEvents, whole map[string]*parley.Event, own bool, room int) (out []briefRegion, left int) {
	told := map[string]bool{}
	out = make([]briefRegion, len(groups))
	for turn, more := 0, true; more; turn++ {
		more = false
		for i, g := range groups {
			if turn >= len(g.Events) {
				continue
			}
			more = true
			e := whole[g.Events[turn].ID]
			if e == nil || room < gapPoints+linePoints {
				left++ // the sheet is full
				continue
			}
			item, ok := r.briefItem(e, own)
			if !ok || told[item.Sentence] {
				continue
			}
			cost := item.points()
			if len(out[i].Items) == 0 {
				cost += headingPoints
			}
			if cost > room {
				left++
				continue
			}
			room -= cost
			told[item.Sentence] = true
			out[i].Name = g.Name
			out[i].Items = append(out[i].Items, item)
		}
	}
	kept := out[:0]
	for _, g := range out {
		if len(g.Items) > 0 {
			kept = append(kept, g)
		}
	}
	return kept, left
}

// sheetTurns is how often each region may have its turn: more than a sheet has lines.
const sheetTurns = 40

// whole reads the first events of each region with their claims.
func (s *site) whole(ctx context.Context, groups []regionEvents, most int) (map[string]*parley.Event, error) {
	var ids []string
	for _, g := range groups {
		for _, e := range g.Events[:min(len(g.Events), most/min(len(groups), 4))] {
			ids = append(ids, e.ID)
		}
	}
	events, err := s.ledger.EventsNamed(ctx, ids)
	out := make(map[string]*parley.Event, len(events))
	for i := range events {
		out[events[i].ID] = &events[i]
	}
	return out, err
}

// Stop is what stands behind the source.
func (b briefItem) Stop() string { return export.SourceStop(b.Source) }

// points is the height of the item in print.
func (b *briefItem) points() int {
	return gapPoints + linePoints*(1+utf8.RuneCountInString(b.Source+b.Sentence)/lineLength)
}

func (r *reader) briefItem(e *parley.Event, own bool) (briefItem, bool) {
	c := e.Best()
	if c == nil {
		return briefItem{}, false
	}
	q := r.quote(c)
	item := briefItem{strings.ToUpper(q.Outlet), parley.Shorten(strings.TrimSuffix(q.Text, "./."), 320), q.Href, r.To("events", e.ID)}
	if item.Source == "" || item.Source == "." {
		item.Source = r.T("brief.unnamed")
	}
	if own {
		item.Sentence = r.ownSentence(e)
	}
	if !strings.HasSuffix(strings.TrimRight(item.Sentence, "”\"'’)"), ".") && !strings.ContainsAny(lastRune(item.Sentence), "!?…") {
		item.Sentence += "."
	}
	return item, true
}

// ownSentence tells the event from its fields: the deed, then place and time.
func (r *reader) ownSentence(e *parley.Event) string {
	var more []string
	if p := r.Place(e.Place); p != "" {
		more = append(more, p)
	}
	if e.Time != nil && e.Time.Value != "" {
		more = append(more, r.When(e.Time))
	}
	sentence := r.line(deedOf(e))
	if len(more) > 0 {
		sentence += " – " + strings.Join(more, ", ")
	}
	return sentence + "."
}

func lastRune(s string) string {
	runes := []rune(s)
	if len(runes) == 0 {
		return ""
	}
	return string(runes[len(runes)-1])
}

// briefForms are the files that a brief can be had as: ?format= → media type.
var briefForms = map[string]string{
	"txt": "text/plain; charset=utf-8", "md": "text/markdown; charset=utf-8",
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// briefOrText answers the screen or, for ?format=, the brief as a file: in plain words as it
// is pasted into a bulletin, in Markdown, or for a word processor.
func (s *site) briefOrText(w http.ResponseWriter, r *http.Request) {
	form := r.URL.Query().Get("format")
	media, ok := briefForms[form]
	if !ok {
		s.screen("brief", s.brief)(w, r)
		return
	}
	req := &request{r, s.newReader(r)}
	v, err := s.briefOf(req)
	if err != nil {
		s.log.Error("brief failed", "err", err)
		s.fail(w, req, http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", media)
	w.Header().Set("Content-Language", req.Lang)
	if form != "txt" {
		w.Header().Set("Content-Disposition", `attachment; filename="diem-tin.`+form+`"`)
	}
	d := v.digest(req.reader)
	switch form {
	case "md":
		err = d.Markdown(w)
	case "docx":
		err = d.DOCX(w)
	default:
		_, err = io.WriteString(w, v.text(req.reader))
	}
	if err != nil {
		s.log.Debug("brief cut off", "err", err) // the reader has gone
	}
}

// digest is the brief as exports take it.
func (v *briefView) digest(r *reader) *export.Digest {
	d := &export.Digest{Title: r.T("brief.title"), Period: v.Period, Language: r.Lang, Notes: v.Notes, Left: v.Left}
	for _, g := range v.Regions {
		region := export.DigestRegion{Name: g.Name}
		for _, item := range g.Items {
			region.Lines = append(region.Lines, export.DigestLine{Source: item.Source, Sentence: item.Sentence})
		}
		d.Regions = append(d.Regions, region)
	}
	if len(d.Regions) == 0 {
		d.Left = r.T("brief.empty")
	}
	return d
}

// text is the brief in plain words.
func (v *briefView) text(r *reader) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n", strings.ToUpper(r.T("brief.title")), v.Period)
	for _, note := range v.Notes {
		fmt.Fprintf(&b, "%s\n", note)
	}
	for _, g := range v.Regions {
		fmt.Fprintf(&b, "\n%s\n", strings.ToUpper(g.Name))
		for _, item := range g.Items {
			fmt.Fprintf(&b, "%s%s %s\n", item.Source, item.Stop(), item.Sentence)
		}
	}
	if len(v.Regions) == 0 {
		fmt.Fprintf(&b, "\n%s\n", r.T("brief.empty"))
	}
	if v.Left != "" {
		fmt.Fprintf(&b, "\n%s\n", v.Left)
	}
	return b.String()
}
