package track

import (
	"slices"
	"strings"
	"testing"

	"parley"
)

// stood are the tracks of the claims by title, where each event is as likely as said, with their standing.
func stood(t *testing.T, text string, likely float64) map[string]parley.Standing {
	t.Helper()
	events, claims := single(t, text)
	for i := range events {
		events[i].Confidence = likely
	}
	out := map[string]parley.Standing{}
	for _, tr := range Tracks(events, claims, Options{Formats: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Names: short{}}) {
		out[tr.Title] = tr.Standing
	}
	return out
}

// told are four negotiations: one that runs, one at rest, two of which little is told.
const told = `
@ p1/0 2017-06-10 a.vn
a1 talks occurred ARM AZE t:2017-06-09 #dam | The two talked.
a2 talks planned ARM AZE t:2017-08-01 #dam | They will talk again.
a3 accept/concede occurred ARM AZE #dam | They agreed.
@ p2/0 2014-06-10 b.vn
b1 talks occurred EGY ETH t:2014-06-09 #dam | The two talked.
b2 talks occurred EGY ETH t:2014-06-02 #dam | They had talked before.
@ p3/0 2014-06-11 c.vn
b3 talks occurred EGY ETH t:2014-06-09 #dam | The two talked.
@ p4/0 2017-06-10 d.vn
d1 talks possible FRA ITA #trade | The two may talk.
@ p5/0 2017-06-10 e.vn
e1 talks occurred IRN IRQ t:2017-06-01 #trade | The two talked.
`

// TestStanding: a track of which a sentence or two tell is thin, of one that nothing has moved for a year it is said.
func TestStanding(t *testing.T) {
	got := stood(t, told, 0.9)
	for title, want := range map[string]parley.Standing{
		"ARM – AZE: dam": parley.StandingRuns, "EGY – ETH: dam": parley.StandingRests, "FRA – ITA: trade": parley.StandingThin, "IRN – IRQ: trade": parley.StandingThin,
	} {
		if got[title] != want {
			t.Errorf("%s is %q, not %q: %v", title, got[title], want, got)
		}
	}
	order := []parley.Standing{parley.StandingThin, parley.StandingRests, parley.StandingRuns}
	slices.SortFunc(order, func(a, b parley.Standing) int { return a.Rank() - b.Rank() })
	if !slices.Equal(order, []parley.Standing{parley.StandingRuns, parley.StandingRests, parley.StandingThin}) {
		t.Errorf("the order is %v", order)
	}
}

// TestDoubtful: what is likely to have been misread opens no track, unless more is told of it.
func TestDoubtful(t *testing.T) {
	if got := stood(t, told, 0.5); len(got) > 0 {
		t.Errorf("there are %v", got)
	}
	more := told + "e2 meet occurred IRN IRQ #trade | They met.\ne3 sign occurred IRN IRQ #trade | They signed.\ne4 visit occurred IRN > IRQ #trade | One visited the other.\ne5 call occurred IRN IRQ #trade | They called.\n"
	if got := stood(t, more, 0.5); len(got) != 1 || got["IRN – IRQ: trade"] == "" {
		t.Errorf("there are %v", got)
	}
}

// TestDoubtfulOffer: an offer that is likely misread is not listed, one that is likely right is.
func TestDoubtfulOffer(t *testing.T) {
	for likely, want := range map[float64]int{0.5: 0, 0.9: 1} {
		events, claims := single(t, "@ p1/0 2017-06-10 a.vn\na1 talks occurred ARM AZE t:2017-06-09 #dam | They talked.\na2 propose/talks occurred ARM > AZE #dam | Armenia offers talks.\n")
		for i := range claims {
			if claims[i].Kind == parley.Propose {
				claims[i].Confidence = likely
			}
		}
		got := Tracks(events, claims, Options{Formats: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Names: short{}})
		if len(got) != 1 || len(got[0].Proposals) != want {
			t.Errorf("likely %v: %v", likely, got)
		}
	}
}

// TestMarks: what is told apart by its year is; of one year by the month; what was known by a name that others bear at other
// times by its years, what is known by it now by none; a state stands before a group.
func TestMarks(t *testing.T) {
	opt := Options{
		Formats: map[string]string{"en": "{parties}: {issue}"}, Joint: " – ", Names: short{},
		Matters: []Matter{
			{ID: "gulf", From: day("2014-03-01"), To: day("2016-01-01")}, {ID: "gulf", From: day("2017-06-05"), To: parley.DayMax}, {ID: "exit", From: day("2017-01-01"), To: day("2019-01-01")},
		},
	}
	var all []parley.Track
	for _, x := range [][2]string{{"trade", "2016-05"}, {"trade", "2017-02-08"}, {"trade", "2017-36"}, {"peace", "2017-01"}, {"gulf", "2014-05"}, {"gulf", "2017-06"}, {"exit", "2017-05"}} {
		tr := parley.Track{Parties: []string{"group:army", "state:COL"}, Issue: x[0], Titles: map[string]string{}, Stages: []parley.Stage{{Since: parley.Maybe(x[1])}}}
		for i := range opt.Matters {
			if m := &opt.Matters[i]; m.ID == x[0] && strings.HasPrefix(x[1], parley.OnDay(m.From).String()[:4]) {
				tr.ID = trackID(m, "")
			}
		}
		titles(&draft{}, &tr, opt)
		all = append(all, tr)
	}
	tellApart(all, opt)
	var got []string
	for i := range all {
		got = append(got, strings.TrimPrefix(all[i].Titles["en"], "COL – group:army: "))
	}
	if s, want := strings.Join(got, ", "), "trade (2016), trade (2/2017), trade (2017), peace, gulf (2014–2016), gulf, exit"; s != want {
		t.Errorf("%s, not %s", s, want)
	}
}
