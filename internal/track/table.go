package track

// This file says who sat at a round, as far as the texts tell it by name or office.

import (
	"slices"
	"strings"

	"parley"
)

// manned are the parties of t that a person or an office stands for, bare those that nothing but the name of their state does.
func (d *draft) manned(t *thing) (manned, bare []string) {
	for _, a := range t.present() {
		k := a.Key()
		if a.Role == parley.RoleMediator || a.Role == parley.RoleHost || !slices.Contains(t.parties, k) {
			continue
		}
		if !strings.HasPrefix(a.ID, "state:") {
			manned = add(manned, k)
		}
	}
	for _, k := range t.parties {
		if strings.HasPrefix(k, "state:") && !slices.Contains(manned, k) {
			bare = append(bare, k)
		}
	}
	return manned, bare
}

// lopsided tells whether in a meeting of two states a person or an office of one is named, and of the other its name alone: a
// minister who meets "Japan" meets its companies, its people, or whoever came from there. Of negotiations that
// were held this counts where neither a town nor a number is told.
func (d *draft) lopsided(t *thing) bool {
	if d.matter != nil || d.forum() != "" || t.e.Kind == parley.Talks && (!t.real() || d.town(t.e.Place) || len(t.reported()) > 0) {
		return false
	}
	manned, bare := d.manned(t)
	return shared(manned, d.parties) > 0 && shared(bare, d.parties) > 0
}

// beside tells whether of a matter persons or offices of several states of one side meet, and of the other sides no more than
// the name is told: they speak of them.
func (d *draft) beside(t *thing) bool {
	manned, bare := d.manned(t)
	side, n := -1, 0
	for _, k := range manned {
		part, ok := d.reg.parts[d.matter][k]
		if !ok || part < 0 {
			continue
		}
		if side >= 0 && part != side {
			return false
		}
		side, n = part, n+1
	}
	return n > 1 && slices.ContainsFunc(bare, func(k string) bool {
		part, ok := d.reg.parts[d.matter][k]
		return ok && part >= 0 && part != side
	})
}

// foremost is the thing that tells best who sat at the session: of those in which all parties are named by
// persons or offices the one whose persons most items name, with a town, negotiations before
// what was beside them, and that before the conference to which they came.
func (d *draft) foremost(s *session) *thing {
	best := s.things[0]
	if d.matter != nil {
		return best
	}
	named := map[string]int{} // persons: in how many items of the session
	for _, t := range s.things {
		for _, a := range t.present() {
			named[a.ID] += len(t.items)
		}
	}
	rank := func(t *thing) [4]int {
		manned, _ := d.manned(t)
		top := map[string]int{}
		for _, a := range t.present() {
			if strings.HasPrefix(a.ID, "person:") && slices.Contains(d.parties, a.Key()) {
				top[a.Key()] = max(top[a.Key()], named[a.ID])
			}
		}
		out := [4]int{}
		for _, n := range top {
			out[1] += n
		}
		if shared(manned, d.parties) == len(d.parties) {
			out[0] = 1
		}
		if t.e.Place != nil && d.town(t.e.Place) {
			out[2] = 1
		}
		switch t.e.Kind {
		case parley.Talks:
			out[3] = 2
		case parley.Meet:
			out[3] = 1
		}
		return out
	}
	for _, t := range s.things[1:] {
		a, b := rank(t), rank(best)
		if t.e.Status == best.e.Status && t.timed == best.timed && d.table(t) && slices.Compare(a[:], b[:]) > 0 {
			best = t
		}
	}
	return best
}

// numbered tells of which things of the session the number is that of the round: a conference that those who
// met came to has its own.
func (d *draft) numbered(s *session, chief *thing) func(*thing) bool {
	return func(t *thing) bool {
		return d.matter != nil || d.forum() != "" || (t.e.Kind == parley.Conference) == (chief.e.Kind == parley.Conference)
	}
}

// others tells whether t is done by other persons of a party than those who sat in the session.
func (d *draft) others(t *thing, s *session) bool {
	if d.matter != nil {
		return false
	}
	sat := map[string][]string{}
	for _, o := range s.things {
		if !d.table(o) {
			continue
		}
		for _, a := range o.present() {
			if strings.HasPrefix(a.ID, "person:") {
				sat[a.Key()] = add(sat[a.Key()], a.ID)
			}
		}
	}
	acts := map[string][]string{}
	for _, a := range t.present() {
		if strings.HasPrefix(a.ID, "person:") && slices.Contains(d.parties, a.Key()) {
			acts[a.Key()] = add(acts[a.Key()], a.ID)
		}
	}
	for k, ids := range acts {
		if len(sat[k]) > 0 && shared(ids, sat[k]) == 0 {
			return true
		}
	}
	return false
}

// goBetween are those who mediate in t: nobody where a party of the track is among them, for then it is said of
// something that the parties bring about among others.
func (d *draft) goBetween(t *thing) []string {
	if shared(t.mediators, d.parties) > 0 {
		return nil
	}
	return t.mediators
}

// private tells whether experts who speak for nobody sat in the session.
func (s *session) private() bool {
	return slices.ContainsFunc(s.things, func(t *thing) bool {
		return slices.ContainsFunc(t.e.Actors, func(a parley.Actor) bool {
			_, office, _ := strings.Cut(string(a.Office), "/")
			return office == "expert"
		})
	})
}

// leaders tells whether a leader of every party sat in the session.
func (d *draft) leaders(s *session) bool {
	sides := map[string]bool{}
	for _, t := range s.things {
		for _, a := range t.present() {
			if strings.HasPrefix(a.ID, "person:") && slices.Contains(d.parties, a.Key()) && level([]parley.Actor{a}) == levels[0].name {
				sides[a.Key()] = true
			}
		}
	}
	return len(sides) == len(d.parties)
}

// oneNumber makes one round of those to which texts give one number, in one town within two weeks: of some the first day is
// told, of others the last.
func (d *draft) oneNumber(all []*session) []*session {
	const weeks = 14
	for i := 0; i < len(all); i++ {
		s := all[i]
		n, ok := s.number()
		for j := i + 1; ok && j < len(all); j++ {
			o := all[j]
			m, numbered := o.number()
			if !numbered || n != m || !s.real || !o.real || !s.timed || !o.timed || o.time.From-s.time.To > weeks || !d.town(s.place) || !d.town(o.place) || *s.place != *o.place {
				continue
			}
			for _, t := range o.things {
				s.take(t)
			}
			all = slices.Delete(all, j, j+1)
			j--
		}
	}
	return all
}
