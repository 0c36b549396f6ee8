package web

// This file is where editors change events and tracks: forms on their screens, the log of
// all edits, and what answers the forms.

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/internal/desk"
)

// levelWait is how long an editor waits for the ledger to be level with an edit before the
// log says that it is being made so. nearDays and nearEvents bound what a merge is offered.
const (
	levelWait  = 3 * time.Second
	nearDays   = 10
	nearEvents = 12
	logRows    = 100
)

// changing wraps what a form does: for editors only, and only with the token of the session.
func (s *site) changing(h func(http.ResponseWriter, *request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		req := &request{r, s.newReader(r)}
		if s.editing == nil {
			s.fail(w, req, http.StatusNotFound)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, formBytes)
		if err := r.ParseForm(); err != nil {
			s.wrong(w, req, http.StatusBadRequest, "")
			return
		}
		if req.Editor == nil {
			http.Redirect(w, r, req.Link("/login"), http.StatusSeeOther)
			return
		}
		if !req.Editor.meant(r.PostFormValue("token")) {
			s.wrong(w, req, http.StatusForbidden, "")
			return
		}
		err := h(w, req)
		var why *parley.EditWrong
		switch {
		case err == nil:
		case errors.As(err, &why):
			s.wrong(w, req, http.StatusUnprocessableEntity, req.T("edit.wrong."+why.Code, why.Values...))
		case errors.Is(err, errAbsent):
			s.fail(w, req, http.StatusNotFound)
		default:
			s.log.Error("edit failed", "path", r.URL.Path, "err", err)
			s.fail(w, req, http.StatusInternalServerError)
		}
	}
}

// wrong says that an edit was not made, and why.
func (s *site) wrong(w http.ResponseWriter, r *request, status int, why string) {
	text := r.T("edit.refused")
	if why != "" {
		text = parley.Plain(why)
	}
	s.write(w, r, status, "error", &screen{reader: r.reader, Title: r.T("edit.wrong"), Data: failure{Title: r.T("edit.wrong"), Text: text, Absent: true}})
}

// author is who sends a form, and the reason that stands in it.
func author(r *request) desk.Author {
	return desk.Author{By: r.Editor.Name, Why: r.PostFormValue("why")}
}

// eventForm is what the form below an event begins with.
type eventForm struct {
	ID                  string
	Kinds, Statuses     []choice
	Time, Place, Actors string
	Claims              []claimChoice
	Near                []eventRow
	NearIDs             []string
}

// claimChoice is a claim that can be split off.
type claimChoice struct {
	ID    string
	Quote quote
}

// eventForm prepares it, nil for readers.
func (s *site) eventForm(r *request, e *parley.Event) (*eventForm, error) {
	if r.Editor == nil {
		return nil, nil
	}
	f := &eventForm{ID: url.PathEscape(e.ID), Time: whenValue(e.Time), Place: parley.PlaceText(e.Place), Actors: parley.ActorsText(e.Actors)}
	for _, k := range parley.Kinds {
		f.Kinds = append(f.Kinds, choice{string(k.Kind), r.word("kind", string(k.Kind)), k.Kind == e.Kind})
	}
	for _, st := range parley.Statuses {
		f.Statuses = append(f.Statuses, choice{string(st), r.word("status", string(st)), st == e.Status})
	}
	for i := range e.Claims {
		if len(e.Claims) > 1 && i < eventQuotes {
			f.Claims = append(f.Claims, claimChoice{e.Claims[i].ID, r.quote(&e.Claims[i])})
		}
	}
	near, err := s.near(r.Context(), e)
	for i := range near {
		f.Near = append(f.Near, r.row(&near[i]))
		f.NearIDs = append(f.NearIDs, near[i].ID)
	}
	return f, err
}

// near are events about the same actor in the same days: what one would merge with.
func (s *site) near(ctx context.Context, e *parley.Event) ([]parley.Event, error) {
	if len(e.Actors) == 0 {
		return nil, nil
	}
	f := parley.EventFilter{Actors: []string{e.Actors[0].Key()}, Limit: nearEvents + 1}
	day := whenValue(e.Time)
	if day == "" {
		day = firstSeen(e)
	}
	if from, to, ok := bounds(day); ok {
		f.After = from.AddDate(0, 0, -nearDays).Format(dayLayout)
		f.Before = to.AddDate(0, 0, nearDays).Format(dayLayout)
	}
	all, err := s.ledger.Events(ctx, f)
	all = slices.DeleteFunc(all, func(o parley.Event) bool { return o.ID == e.ID })
	return all[:min(len(all), nearEvents)], err
}

// correctEvent logs a correction for every field of the form that differs from the event.
func (s *site) correctEvent(w http.ResponseWriter, r *request) error {
	e, err := s.ledger.Event(r.Context(), r.PathValue("id"))
	if err != nil || e == nil {
		return orAbsent(err)
	}
	before := map[string]string{
		"kind": string(e.Kind), "status": string(e.Status), "time": whenValue(e.Time), "place": parley.PlaceText(e.Place), "actors": parley.ActorsText(e.Actors),
	}
	changed := map[string]string{}
	for _, field := range parley.EditFields {
		value := strings.Join(strings.Fields(r.PostFormValue(field)), " ")
		if !r.PostForm.Has(field) || value == before[field] {
			continue
		}
		whole := parley.Edit{Op: parley.EditCorrect, By: r.Editor.Name, Why: r.PostFormValue("why"), Claims: parley.ClaimIDs(e), Field: field, Value: value}
		if err := whole.Valid(); err != nil {
			return err
		}
		changed[field] = value
	}
	for _, field := range parley.EditFields {
		if value, ok := changed[field]; ok {
			if _, err := s.editing.Desk.Correct(r.Context(), author(r), e.ID, field, value); err != nil {
				return err
			}
		}
	}
	return s.backToEvent(w, r, e.Claims)
}

// splitEvent makes an event of its own of the claims that are ticked.
func (s *site) splitEvent(w http.ResponseWriter, r *request) error {
	e, err := s.ledger.Event(r.Context(), r.PathValue("id"))
	if err != nil || e == nil {
		return orAbsent(err)
	}
	apart := r.PostForm["claim"]
	if _, err := s.editing.Desk.Split(r.Context(), author(r), e.ID, apart...); err != nil {
		return err
	}
	return s.backToEvent(w, r, slices.DeleteFunc(slices.Clone(e.Claims), func(c parley.ClaimRef) bool { return !slices.Contains(apart, c.ID) }))
}

// mergeEvent makes one event of this one and those that are ticked or named.
func (s *site) mergeEvent(w http.ResponseWriter, r *request) error {
	e, err := s.ledger.Event(r.Context(), r.PathValue("id"))
	if err != nil || e == nil {
		return orAbsent(err)
	}
	all := append([]string{e.ID}, r.PostForm["event"]...)
	for _, word := range strings.Fields(r.PostFormValue("other")) {
		word, _, _ = strings.Cut(word, "?")
		all = append(all, path.Base(word)) // an id, or the address of an event
	}
	if _, err := s.editing.Desk.Merge(r.Context(), author(r), all...); err != nil {
		return err
	}
	return s.backToEvent(w, r, e.Claims)
}

func orAbsent(err error) error {
	if err == nil {
		err = errAbsent
	}
	return err
}

// backToEvent leads to the event that holds the claims now, or to the log where the ledger
// takes longer.
func (s *site) backToEvent(w http.ResponseWriter, r *request, claims []parley.ClaimRef) error {
	ready, err := s.editing.Desk.Level(r.Context(), levelWait)
	if err != nil {
		return err
	}
	to := r.Link("/edits", "waiting", "1")
	if ready && len(claims) > 0 {
		events, err := s.ledger.Events(r.Context(), parley.EventFilter{Page: claims[0].Page})
		if err != nil {
			return err
		}
		for i := range events {
			if slices.ContainsFunc(events[i].Claims, func(c parley.ClaimRef) bool { return c.ID == claims[0].ID }) {
				to = r.To("events", events[i].ID)
			}
		}
	}
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
	return nil
}

// trackForm is what the form below a track begins with.
type trackForm struct {
	ID             string
	Titles         []choice // Value is the language, Label the title
	Pinned         bool
	Joined, Parted bool // it has kin that an editor may keep apart, or together with it
}

func (r *reader) trackForm(t *parley.Track) *trackForm {
	if r.Editor == nil {
		return nil
	}
	f := &trackForm{ID: url.PathEscape(t.ID), Pinned: t.Pinned}
	for _, k := range t.Kin {
		f.Joined, f.Parted = f.Joined || k.How == parley.KinJoined, f.Parted || k.How != parley.KinJoined
	}
	for _, lang := range r.langs {
		f.Titles = append(f.Titles, choice{Value: lang, Label: parley.Plain(t.Titles[lang])})
	}
	return f
}

// renameTrack gives the track the titles of the form that differ from what it has.
func (s *site) renameTrack(w http.ResponseWriter, r *request) error {
	t, err := s.ledger.Track(r.Context(), r.PathValue("id"))
	if err != nil || t == nil {
		return orAbsent(err)
	}
	for _, lang := range s.languages {
		title := strings.Join(strings.Fields(r.PostFormValue("title-"+lang)), " ")
		if title == "" || title == parley.Plain(t.Titles[lang]) {
			continue
		}
		if _, err := s.editing.Desk.Rename(r.Context(), author(r), t.ID, lang, title); err != nil {
			return err
		}
	}
	return s.backTo(w, r, r.To("tracks", t.ID))
}

// pinTrack puts the track on top of the front page, or takes it down.
func (s *site) pinTrack(w http.ResponseWriter, r *request) (err error) {
	if id := r.PathValue("id"); r.PostFormValue("off") != "" {
		_, err = s.editing.Desk.Unpin(r.Context(), author(r), id)
	} else {
		_, err = s.editing.Desk.Pin(r.Context(), author(r), id)
	}
	if err != nil {
		return err
	}
	return s.backTo(w, r, r.To("tracks", r.PathValue("id")))
}

// apartTrack keeps what was joined into the track apart from it, togetherTrack what parted from it one
// with it.
func (s *site) apartTrack(w http.ResponseWriter, r *request) error {
	return s.kinTrack(w, r, s.editing.Desk.Apart)
}

func (s *site) togetherTrack(w http.ResponseWriter, r *request) error {
	return s.kinTrack(w, r, s.editing.Desk.Together)
}

func (s *site) kinTrack(w http.ResponseWriter, r *request, log func(context.Context, desk.Author, string) (parley.Edit, error)) error {
	id := r.PathValue("id")
	t, err := s.ledger.Track(r.Context(), id)
	if err != nil || t == nil {
		return orAbsent(err)
	}
	if _, err := log(r.Context(), author(r), t.ID); err != nil {
		return err
	}
	return s.backTo(w, r, r.To("tracks", id))
}

// undo takes an edit back and returns to the screen where that was asked for.
func (s *site) undo(w http.ResponseWriter, r *request) error {
	seq, err := strconv.ParseInt(r.PathValue("seq"), 10, 64)
	if err != nil {
		return errAbsent
	}
	if _, err := s.editing.Desk.Undo(r.Context(), author(r), seq); err != nil {
		return err
	}
	return s.backTo(w, r, local(r.PostFormValue("back")))
}

// backTo leads to an address when the ledger is level, to the log where that takes longer
// or what stood there is gone.
func (s *site) backTo(w http.ResponseWriter, r *request, to string) error {
	ready, err := s.editing.Desk.Level(r.Context(), levelWait)
	if err != nil {
		return err
	}
	if id, ok := strings.CutPrefix(strings.SplitN(to, "?", 2)[0], "/events/"); ok && ready {
		e, err := s.ledger.Event(r.Context(), id)
		if err != nil {
			return err
		}
		ready = e != nil
	}
	if id, ok := strings.CutPrefix(strings.SplitN(to, "?", 2)[0], "/tracks/"); ok && ready {
		t, err := s.ledger.Track(r.Context(), id)
		if err != nil {
			return err
		}
		ready = t != nil
	}
	if to == "" || !ready {
		to = r.Link("/edits", "waiting", map[bool]string{false: "1"}[ready])
	}
	http.Redirect(w, r.Request, to, http.StatusSeeOther)
	return nil
}

// editsView is the data of edits.html.
type editsView struct {
	Rows    []editRow
	Waiting bool
}

// editRow is one line of the log.
type editRow struct {
	Seq               int64
	At, By, What, Why string
	Links             []link
	Counts            bool
	Undo              bool // it can be taken back
	Back              string
}

// edits is the screen of the log, the newest first.
func (s *site) edits(r *request) (*screen, error) {
	log, err := s.ledger.Edits(r.Context())
	if err != nil {
		return nil, err
	}
	counts := desk.Counts(log)
	v := &editsView{Waiting: r.URL.Query().Get("waiting") != ""}
	slices.Reverse(log)
	for i := range log[:min(len(log), logRows)] {
		e := &log[i]
		row := editRow{
			Seq: e.Seq, At: strings.Replace(strings.TrimSuffix(e.At, "Z"), "T", " ", 1), By: parley.Plain(e.By), What: r.editWords(e),
			Why: parley.Plain(e.Why), Counts: counts[e.Seq], Undo: counts[e.Seq] && r.Editor != nil,
		}
		for _, id := range strings.Fields(e.Event) {
			row.Links = append(row.Links, link{id, r.To("events", id)})
		}
		if e.Track != "" {
			row.Links = append(row.Links, link{e.Track, r.To("tracks", e.Track)})
		}
		v.Rows = append(v.Rows, row)
	}
	return &screen{Title: r.T("edits.title"), Section: "edits", API: r.Link("/api/v1/edits"), Passing: true, Data: v}, nil
}

// editWords says an edit in a few words.
func (r *reader) editWords(e *parley.Edit) string {
	what := r.word("edit.op", string(e.Op))
	switch e.Op {
	case parley.EditUndo:
		return what + " " + strconv.FormatInt(e.Undoes, 10)
	case parley.EditCorrect:
		return what + ": " + r.word("field", e.Field) + " = " + r.fieldValue(e.Field, e.Value)
	case parley.EditRename:
		return what + " (" + e.Field + "): " + parley.Plain(e.Value)
	}
	return what
}

// changeRow says one change of an event or track; readers who edit can take it back.
func (r *reader) changeRow(c *parley.Change, back string) changeView {
	v := changeView{At: r.Date(c.At), Why: parley.Plain(c.Why), By: parley.Plain(string(c.By)), Edit: c.Edit, Back: back, Undo: c.Edit > 0 && r.Editor != nil}
	if len(c.At) > len(dayLayout) {
		v.At = r.Date(c.At[:len(dayLayout)])
	}
	key := "event.change"
	if c.From == "" {
		key = "event.change.add"
	}
	switch c.Field {
	case string(parley.EditMerge), string(parley.EditSplit), string(parley.EditApart), string(parley.EditTogether):
		v.What = r.word("edit.op", c.Field)
	case "pinned":
		v.What = r.word("edit.op", string(parley.EditPin))
	default:
		v.What = upperFirst(r.T(key, "field", r.word("field", c.Field), "from", r.fieldValue(c.Field, c.From), "to", r.fieldValue(c.Field, c.To)))
	}
	return v
}

// maxPinned is how many pinned tracks the front page shows.
const maxPinned = 6
