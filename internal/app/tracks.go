package app

import (
	"strconv"
	"strings"

	"parley"
)

// tracksCmd lists the negotiations.
type tracksCmd struct{ listing }

// Run prints them: those that run, those at rest, those of which little is told; of each the most recently moved first.
func (c *tracksCmd) Run(e *env) error {
	db, p, err := e.asked()
	if err != nil {
		return err
	}
	all, err := db.Tracks(e.ctx)
	if err != nil {
		return err
	}
	n, lang := newNames(p), c.language()
	head := []string{"id", "title", "state", "since", "standing", "rounds", "events", "next"}
	return write(&c.listing, e.out, all, head, func(t *parley.Track) []string {
		next := ""
		for _, x := range t.Next {
			if x.Time != nil && x.Time.Value != "" && next == "" {
				next = n.date(lang, x.Time.Value)
			}
		}
		return []string{
			t.ID, orElse(t.Titles[lang], t.Title), n.word(lang, "track-state:"+string(t.State)), dateOr(n, lang, string(t.Since)), n.word(lang, "standing:"+string(t.Standing)),
			strconv.Itoa(len(t.Rounds)), strconv.Itoa(len(t.Events)), next,
		}
	})
}

func dateOr(n *names, lang, v string) string {
	if v == "" {
		return ""
	}
	return n.date(lang, v)
}

// partyNames names actors by id.
func partyNames(n *names, lang string, ids []string) string {
	out := make([]string, 0, len(ids))
	for _, id := range ids {
		out = append(out, n.Name(lang, id))
	}
	return strings.Join(out, ", ")
}
