package annotate

import (
	"strconv"
	"strings"
)

// dateKind is what a word of the table "times" is to the grammar of dates. The id of the
// table names it; a number at the end of the id is its value. One form may be of several
// kinds ("year" and "five" are one word in Vietnamese): the grammar asks at each place for
// the kind it expects there.
type dateKind uint8

// The kinds; the id of each stands in dateKindIDs.
const (
	dwNone        dateKind = iota
	dwAfter                // op: from that time on
	dwBefore               // op: until that time
	dwFrom                 // op: from … (a start, or the time itself after a verb of class dwOnce)
	dwSince                // op: from … on
	dwSinceClause          // opens a clause that says since when
	dwUntil                // joins two ends of a range; alone it adds nothing
	dwUpTo                 // op: until that time, open at the start
	dwNow                  // after from: "from now", after until: "until now"
	dwLead                 // preposition or filler before a date: part of its words, no meaning
	dwDay                  // heads a day: "day 8/4"
	dwOnDay                // heads a day or a weekday
	dwDayFiller            // may stand between the head and the day: "working day 7/7"
	dwMonth                // heads the number of a month
	dwMonthName            // month-4: a month by its name
	dwYear                 // heads the number of a year
	dwDecade               // heads a decade
	dwQuarter              // quarter-1
	dwSeason               // season-1 is spring
	dwWeekday              // weekday-1 is Monday
	dwPart                 // part-morning …: part of a day
	dwRel                  // rel-yesterday …: see relIDs
	dwNext                 // after a date: the coming one
	dwLast                 // after a date: the last one
	dwThis                 // after a date: this one
	dwEarly                // before a month, week, year: its beginning
	dwMid                  // its middle
	dwLate                 // its end
	dwNumber               // number-3
	dwFew                  // an unknown number, a plural
	dwHalf                 // half a …
	dwHalfMore             // … and a half
	dwAgo                  // ago, before the number
	dwMore                 // from now, after the number: "two weeks more"
	dwThat                 // after "before/after": than the time spoken of
	dwHere                 // after "before": before now
	dwBoundary             // word after which "N days before" has no object
	dwSpanPast             // after a number of days: the last N days
	dwSpanFuture           // the next N days
	dwUnit                 // unit-hour …: what is counted
	dwApprox               // about, nearly, at least
	dwDurMark              // the number that follows is a duration
	dwDurNoun              // likewise, and the noun it belongs to
	dwFirst                // "for the first time"
	dwLapse                // after dwFirst: "in … years"
	dwAnniversary          // before a number of years
	dwClock                // hour of the clock
	dwClockMin             // minute of the clock
	dwZone                 // local time, GMT
	dwAnd                  // both days
	dwOr                   // one of the days
	dwOf                   // between a month or quarter and its year
	dwEach                 // before a month: no date
	dwOnce                 // verb of a sudden start: "broke out from 5/6" is on that day
	dwVague                // a time without a value
	dwNotLeft              // before a bare number: no date (resolution, score)
	dwNotRight             // after a bare fraction: no date
	dwNotNext              // holds a word for next year and is none: "into its seventh year"
	dwFuture               // says that what is told lies ahead
	dwHoped                // says the same of what somebody wishes for, which may be named at length
	dwPast                 // says that what is told is over
	dwOff                  // says that what was to be is called off, which may lie behind as well as ahead
	dwNoTense              // holds such a word and says neither: "outgoing"
)

var dateKindIDs = map[string]dateKind{
	"after": dwAfter, "before": dwBefore, "from": dwFrom, "since": dwSince, "since-clause": dwSinceClause, "until": dwUntil, "up-to": dwUpTo,
	"now": dwNow, "lead": dwLead, "day": dwDay, "on-day": dwOnDay, "day-filler": dwDayFiller, "month": dwMonth,
	"year": dwYear, "decade": dwDecade, "mod-next": dwNext, "mod-last": dwLast, "mod-this": dwThis,
	"early": dwEarly, "mid": dwMid, "late": dwLate, "number-few": dwFew, "half": dwHalf, "half-more": dwHalfMore,
	"ago": dwAgo, "more": dwMore, "that": dwThat, "this-here": dwHere, "boundary": dwBoundary,
	"span-past": dwSpanPast, "span-future": dwSpanFuture, "approximately": dwApprox,
	"duration-marker": dwDurMark, "duration-noun": dwDurNoun, "first-time": dwFirst, "lapse": dwLapse,
	"anniversary": dwAnniversary, "clock-hour": dwClock, "clock-minute": dwClockMin, "zone": dwZone,
	"and": dwAnd, "or": dwOr, "of": dwOf, "each": dwEach, "once": dwOnce, "vague": dwVague,
	"not-a-date-left": dwNotLeft, "not-a-date-right": dwNotRight, "not-next-year": dwNotNext,
	"tense-future": dwFuture, "tense-hoped": dwHoped, "tense-past": dwPast, "tense-off": dwOff, "no-tense": dwNoTense,
}

// dateUnit is a unit of time; the calendar ones are also what a datePoint is.
type dateUnit uint8

// The units, from small to large.
const (
	unitNone dateUnit = iota
	unitMinute
	unitHour
	unitDay
	unitWeek
	unitMonth
	unitSeason
	unitQuarter
	unitYear
	unitDecade
)

var unitIDs = map[string]dateUnit{
	"minute": unitMinute, "hour": unitHour, "day": unitDay, "week": unitWeek, "month": unitMonth,
	"year": unitYear, "decade": unitDecade,
}

// dateBase is what a relative date counts from.
type dateBase uint8

// The bases: nothing, the day of the item, the date spoken of before.
const (
	baseNone dateBase = iota
	baseItem
	basePrev
)

// relDate is a relative date: n units from the base.
type relDate struct {
	unit dateUnit
	base dateBase
	n    int
}

var relIDs = map[string]relDate{
	"today": {unitDay, baseItem, 0}, "yesterday": {unitDay, baseItem, -1}, "tomorrow": {unitDay, baseItem, 1},
	"day-before-yesterday": {unitDay, baseItem, -2}, "day-after-tomorrow": {unitDay, baseItem, 2},
	"same-day": {unitDay, basePrev, 0}, "that-day": {unitDay, basePrev, 0},
	"next-day": {unitDay, basePrev, 1}, "previous-day": {unitDay, basePrev, -1},
	"last-week": {unitWeek, baseItem, -1}, "this-week": {unitWeek, baseItem, 0}, "next-week": {unitWeek, baseItem, 1},
	"last-month": {unitMonth, baseItem, -1}, "this-month": {unitMonth, baseItem, 0}, "next-month": {unitMonth, baseItem, 1},
	"last-quarter": {unitQuarter, baseItem, -1}, "this-quarter": {unitQuarter, baseItem, 0}, "next-quarter": {unitQuarter, baseItem, 1},
	"last-year": {unitYear, baseItem, -1}, "this-year": {unitYear, baseItem, 0}, "next-year": {unitYear, baseItem, 1},
	"year-before-last": {unitYear, baseItem, -2},
	"same-month":       {unitMonth, basePrev, 0}, "same-year": {unitYear, basePrev, 0},
}

// dateAtom is one id of the table, understood.
type dateAtom struct {
	kind  dateKind
	value int      // month, weekday, number …
	unit  dateUnit // of dwUnit
	rel   relDate  // of dwRel
}

// dateAtomOf understands an id; ok is false for an id that the grammar does not know.
func dateAtomOf(id string) (a dateAtom, ok bool) {
	if k, found := dateKindIDs[id]; found {
		return dateAtom{kind: k}, true
	}
	name, arg, found := strings.Cut(id, "-")
	if !found {
		return a, false
	}
	switch name {
	case "part":
		return dateAtom{kind: dwPart}, true
	case "rel":
		r, ok := relIDs[arg]
		return dateAtom{kind: dwRel, rel: r}, ok
	case "unit":
		u, ok := unitIDs[arg]
		return dateAtom{kind: dwUnit, unit: u}, ok
	}
	kind := map[string]dateKind{
		"month": dwMonthName, "quarter": dwQuarter, "season": dwSeason,
		"weekday": dwWeekday, "number": dwNumber,
	}[name]
	n, err := strconv.Atoi(arg)
	return dateAtom{kind: kind, value: n}, kind != dwNone && err == nil && n > 0
}
