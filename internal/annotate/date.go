package annotate

import (
	"maps"
	"slices"

	"parley"
	"parley/internal/rule"
)

// Dates reads the dates and durations of one language.
//
// Three steps, each of which can be used alone: Scan finds expressions in a line, Resolve
// gives one of them a value with the help of the item's own date, InferItem finds that
// date from the item's expressions and from facts. A Dates is made once and only read
// afterwards.
type Dates struct {
	class rule.Class
	vocab *rule.Vocab
	atoms []dateAtom // by the number of the id
	// clock holds the symbols of words for the hour that may be glued to numbers ("8h30").
	clock map[rule.Sym]bool
}

// NewDates adds the words (id → forms, as packs/*/words/times.tsv has them) to the lexicon
// under the class "time". Ids that mean nothing here are added all the same, so that rules
// can match them.
func NewDates(lex *rule.Lexicon, words map[string][]string) *Dates {
	d := &Dates{class: lex.Class("time"), vocab: lex.Vocab(), clock: map[rule.Sym]bool{}}
	for _, id := range slices.Sorted(maps.Keys(words)) {
		forms := words[id]
		if a, ok := dateAtomOf(id); ok {
			n := lex.Number(id)
			d.atoms = append(d.atoms, make([]dateAtom, max(0, n+1-len(d.atoms)))...)
			d.atoms[n] = a
		}
		for _, f := range forms {
			lex.Add(d.class, id, f)
			if id == "clock-hour" {
				d.clock[lex.Vocab().Sym(f)] = true
			}
		}
	}
	return d
}

// atom is what a word of the class means, the zero atom where it means nothing here.
func (d *Dates) atom(m rule.Mark) dateAtom {
	if m.Ref < len(d.atoms) {
		return d.atoms[m.Ref]
	}
	return dateAtom{}
}

// DateForm says what kind of expression a DateExpr is.
type DateForm uint8

// The forms.
const (
	FormPoint       DateForm = iota // a day, week, month, season, quarter, year, decade
	FormFrom                        // from … on
	FormUntil                       // until …
	FormBefore                      // before …
	FormAfter                       // after …
	FormRange                       // from … to …
	FormAll                         // these days, months or years
	FormAny                         // one of these
	FormDuration                    // a length of time; Duration has it
	FormLapse                       // "for the first time in N years"; Count and Unit have it
	FormAnniversary                 // "the Nth anniversary"; Count has it
	FormVague                       // a time without a value: recently, in a few weeks
)

// Tense says on which side of the item's day something lies.
type Tense int8

// The tenses.
const (
	TenseUnknown Tense = iota
	TensePast
	TenseFuture
)

// DateExpr is a date or duration as the words give it, before it is completed.
type DateExpr struct {
	From, To int    // tokens of the line
	Text     string // the words
	Form     DateForm
	Duration string // ISO 8601, of a FormDuration
	Count    int    // years … of a FormLapse or FormAnniversary
	Hint     Tense  // what the words themselves say: "the coming …", "last …"

	unit   dateUnit // of Count
	until  bool     // "by …", "to …": it may lie ahead although told as past
	points []datePoint
}

// datePoint is one partial date. Zero fields are not said. Where n units from base are
// given, year, month and day may narrow them: "in December of last year" is unit month,
// month 12 and yearBase item, yearN -1.
type datePoint struct {
	unit             dateUnit
	year, month, day int
	sub              int // season or quarter; the weekday where unit is a day
	base             dateBase
	n                int
	few              bool // n is "a few"
	yearBase         dateBase
	yearN            int
	edge             dateEdge
	now              bool // "from now": the item's day
	this             bool // "this November": the nearest, before or behind
}

// dateEdge is a part of a week, month or year.
type dateEdge uint8

// The edges.
const (
	edgeNone dateEdge = iota
	edgeEarly
	edgeMid
	edgeLate
)

// Today tells whether the expression says that it is the item's own day.
func (e *DateExpr) Today() bool {
	return e.Form == FormPoint && e.points[0].unit == unitDay && e.points[0].base == baseItem && e.points[0].n == 0 &&
		e.points[0].sub == 0
}

// DayMonth returns day and month where the expression is a single day of a month, and its
// year, or 0.
func (e *DateExpr) DayMonth() (day, month, year int, ok bool) {
	if len(e.points) == 0 {
		return 0, 0, 0, false
	}
	p := e.points[0]
	return p.day, p.month, p.year, e.Form == FormPoint && p.unit == unitDay && p.day > 0 && p.month > 0
}

// DateContext is what completes a partial date.
type DateContext struct {
	Item  parley.EDTF  // the item's own date; zero where nothing is known
	Basis parley.Basis // how Item is known
	Why   string       // the reason for Item, repeated where it decides
	Tense Tense        // of the words around the expression
	Prev  parley.EDTF  // the date spoken of before in the item
}

// NewDateContext makes the context of an item's date; the date may be nil.
func NewDateContext(item *parley.Date) DateContext {
	if item == nil {
		return DateContext{}
	}
	v, err := parley.ParseEDTF(item.Value)
	if err != nil {
		return DateContext{}
	}
	return DateContext{Item: v, Basis: item.Basis, Why: item.Why}
}

// Tense looks at the words around an expression: the nearest word that tells past from
// future decides, unless the expression says it itself or begins with a word of the past
// ("back in May").
func (d *Dates) Tense(l *rule.Line, e DateExpr) Tense {
	if e.Hint != TenseUnknown {
		return e.Hint
	}
	const reach, back = 10, 14
	best, at := TenseUnknown, back+2
	look := func(i, far int) bool {
		if i < 0 || i >= len(l.Words) || far >= at || clauseEnd(l, i) {
			return false
		}
		if !l.Begins(i).May(d.class) {
			return true
		}
		tense := TenseUnknown
		for _, m := range l.Words[i] {
			if m.Class != d.class {
				continue
			}
			switch d.atom(m).kind {
			case dwNoTense:
				return true
			case dwAnd:
				if i >= e.To && m.To < len(l.Tokens) && l.Tokens[m.To].Upper {
					return false // "in 2015 and A will …": the clause of another
				}
			case dwPast:
				if far <= reach+1 {
					tense = TensePast
				}
			case dwFuture:
				if far <= reach+1 {
					tense = TenseFuture
				}
			case dwHoped:
				tense = TenseFuture
			}
		}
		if tense != TenseUnknown {
			best, at = tense, far
		}
		return true
	}
	if look(e.From, 0); best == TensePast {
		return best
	}
	if d.sinceBefore(l, e.From) {
		return TensePast
	}
	best, at = TenseUnknown, back+2
	for k := 1; k <= reach && look(e.To+k-1, k); k++ {
	}
	for k := 1; k <= back && look(e.From-k, k+1); k++ {
	}
	if best == TenseFuture && d.calledOff(l, e.To) {
		return TenseUnknown
	}
	return best
}

// calledOff tells whether the words behind token i say that what was planned for a day was called off: "the
// round, planned for 15 June, was cancelled".
func (d *Dates) calledOff(l *rule.Line, i int) bool {
	const reach = 12
	for k := i; k < len(l.Words) && k < i+reach && !clauseEnd(l, k); k++ {
		if !l.Begins(k).May(d.class) {
			continue
		}
		for _, m := range l.Words[k] {
			if m.Class == d.class && d.atom(m).kind == dwOff {
				return true
			}
		}
	}
	return false
}

// sinceReach is how many tokens may stand between "since" and the time of its clause.
const sinceReach = 12

// sinceBefore tells whether token i stands in a clause that says since when: "his first journey since he took office in
// January".
func (d *Dates) sinceBefore(l *rule.Line, i int) bool {
	for j := i - 1; j >= max(0, i-sinceReach) && l.Tokens[j].Kind != rule.Punct; j-- {
		if !l.Begins(j).May(d.class) {
			continue
		}
		for _, m := range l.Words[j] {
			if m.Class == d.class && d.atom(m).kind == dwSinceClause {
				return true
			}
		}
	}
	return false
}

// clauseEnd tells whether the token is a mark across which words do not belong together.
func clauseEnd(l *rule.Line, i int) bool {
	if l.Tokens[i].Kind != rule.Punct {
		return false
	}
	switch l.Text[l.Tokens[i].Start:l.Tokens[i].End] {
	case ";", ":", "\"", "“", "”", "]", "[", "!", "?":
		return true
	}
	return false
}
