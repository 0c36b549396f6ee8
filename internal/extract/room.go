package extract

// Memory that a worker keeps, so that little is made for each claim: much of what is read of an item is forgotten with it.

import "parley"

// triggersAtOnce is for how many triggers memory is made at a time.
const triggersAtOnce = 32

// blank returns a trigger that holds until the item is read: what comes of it is copied.
func (w *Worker) blank() *trigger {
	n, i := w.triggers/triggersAtOnce, w.triggers%triggersAtOnce
	if n == len(w.blanks) {
		w.blanks = append(w.blanks, make([]trigger, triggersAtOnce))
	}
	w.triggers++
	return &w.blanks[n][i]
}

// spentTriggers is up to how many triggers of an item, and what else there is of each, memory is kept to be used again.
const spentTriggers = 4096

// spent lets the triggers of an item be used again.
func (w *Worker) spent() {
	for i := 0; i*triggersAtOnce < w.triggers; i++ {
		clear(w.blanks[i])
	}
	w.triggers = 0
	m := &w.memory
	w.playing = emptied(w.playing)
	*m = memory{all: emptied(m.all), dyads: emptied(m.dyads), actors: emptied(m.actors)}
	w.blanks = w.blanks[:min(len(w.blanks), spentTriggers/triggersAtOnce)]
}

// emptied is an empty list in the memory of list, which holds nothing any more; none where that is a lot.
func emptied[T any](list []T) []T {
	if cap(list) > spentTriggers {
		return nil
	}
	clear(list)
	return list[:0]
}

// toldsAtOnce is for how many deeds memory is made at a time.
const toldsAtOnce = 32

// told gives a deed memory of its own.
func (w *Worker) told(d told) *told {
	if len(w.tolds) == cap(w.tolds) {
		w.tolds = make([]told, 0, toldsAtOnce)
	}
	w.tolds = append(w.tolds, d)
	return &w.tolds[len(w.tolds)-1]
}

// playingOf is t.playing in memory that holds until the item is read.
func (w *Worker) playingOf(t *trigger, r parley.Role) []parley.Actor {
	from := len(w.playing)
	w.playing = t.appendPlaying(w.playing, r)
	return w.playing[from:len(w.playing):len(w.playing)]
}

// place gives a place memory of its own, which is made for many at a time.
func (w *Worker) place(p parley.Place) *parley.Place {
	if len(w.places) == cap(w.places) {
		w.places = make([]parley.Place, 0, placesAtOnce)
	}
	w.places = append(w.places, p)
	return &w.places[len(w.places)-1]
}

// placesAtOnce is for how many places memory is made at a time, of which few are kept.
const placesAtOnce = 32
