package extract

// Whether a claim is the item's own news or only recalled, as a model sees it: the rules of status.go are
// among what it notices.

import (
	"fmt"
	"math"
	"slices"

	"parley"
	"parley/internal/learn"
	"parley/internal/pack"
)

// The templates of features of the model of background.
var (
	newsBias                          = learn.Of("bias")
	newsKind, newsStatus, newsBoth    = learn.Of("kind"), learn.Of("status"), learn.Of("kind,status")
	newsRule, newsCue, newsCueFamily  = learn.Of("rule"), learn.Of("cue"), learn.Of("cue,family")
	newsPlace, newsPart, newsBlock    = learn.Of("place"), learn.Of("part"), learn.Of("block")
	newsWhen, newsYear                = learn.Of("when"), learn.Of("year")
	newsTitle, newsHead, newsBefore   = learn.Of("title"), learn.Of("head"), learn.Of("before")
	newsPrevious                      = learn.Of("previous")
	newsTrigger, newsLeft, newsLeft2  = learn.Of("trigger"), learn.Of("w-1"), learn.Of("w-2")
	newsLeftPair, newsRight           = learn.Of("b-2"), learn.Of("w+1")
	newsFirst, newsFirstPair          = learn.Of("first"), learn.Of("first-two")
	newsWordsLeft, newsWordsRight     = learn.Of("l"), learn.Of("r")
	newsGrammarLeft, newsGrammarRight = learn.Of("f-"), learn.Of("f+")
	newsQuoted, newsLength            = learn.Of("quoted"), learn.Of("length")
	newsApart, newsLooks, newsOlder   = learn.Of("apart"), learn.Of("looks-back"), learn.Of("older")
	newsAfter, newsLast, newsNoun     = learn.Of("background-left"), learn.Of("last-time"), learn.Of("noun")
	newsRecalled, newsPassive         = learn.Of("recalled"), learn.Of("passive")
)

// BackgroundModel is the name of the model in the pack, packs/LANG/models/background.txt.
const BackgroundModel = "background"

// BackgroundClasses are its classes.
var BackgroundClasses = []string{"news", "background"}

// readModel gives a model of a language that must have these classes, nil where it has none.
func readModel(l *pack.Language, name string, classes []string) (*learn.Model, error) {
	m := l.Models[name]
	if m != nil && !slices.Equal(m.Classes, classes) {
		return nil, fmt.Errorf("%s/models/%s.txt: its classes must be %q", l.Tag, name, classes)
	}
	return m, nil
}

// Sample is what the models of background, of status and of trust notice of one claim, for training.
type Sample struct {
	Trigger  parley.Span
	Kind     parley.Kind
	Features []string // of the model of background
	Status   []string // of the model of status: these and more; none where it does not look at the claim
	Trust    []string // of the model of trust: all of these and more
	Unworded bool     // found by the model of kinds
}

// standing lets models decide whether a claim is background, and its status, where the language has them. What
// rules say is among what they notice.
func (s *clause) standing(t *trigger, m *memory) {
	t.ruled = t.background
	f := &s.w.cues
	if len(s.e.standing.Classes) == 0 && s.w.learn == nil || s.of < 2 {
		return // what stands alone has no place in a story: there rules decide
	}
	f.Named = s.w.learn != nil || s.w.traced
	f.Reset()
	s.cutUnits()
	s.newsCues(f, t, m)
	if s.w.learn != nil {
		s.w.learn(s.sample(f, t, m))
		return
	}
	s.statusCues(f, t, m)
	s.trustCues(f, t, m)
	scores := s.w.standing[:len(s.e.standing.Classes)]
	clear(scores)
	s.e.standing.Scores(f, scores)
	if model := s.e.background; model != nil {
		t.score, t.scored = scores[1]-scores[0], true
		scores = scores[2:]
		if math.Abs(t.score) >= doubt {
			t.background = t.score > 0
		}
		if s.w.traced {
			t.why = model.Why(f, 1, reasons)
		}
	}
	if s.e.status != nil {
		s.deem(t, scores)
		scores = scores[len(StatusClasses):]
	}
	if s.e.trust != nil {
		s.trust(t, scores)
	}
}

// standingClasses is how many classes the models of standing have together.
const standingClasses = 10

// sample is what the models notice of a claim, after newsCues.
func (s *clause) sample(f *learn.Features, t *trigger, m *memory) Sample {
	told := Sample{Trigger: s.quote(t.from, t.to).Span, Kind: t.kind, Features: slices.Clone(f.Names())}
	s.statusCues(f, t, m)
	if deems(t.kind) {
		told.Status = slices.Clone(f.Names())
	}
	s.trustCues(f, t, m)
	told.Trust, told.Unworded = slices.Clone(f.Names()), t.unworded
	return told
}

// doubt is how near the two scores may be for the rules' word to stand: a flip of a coin is no
// reason to take an event apart.
const doubt = 0.25

// reasons is how many features an explanation names.
const reasons = 6

// newsCues notes what tells news from what is recalled.
func (s *clause) newsCues(f *learn.Features, t *trigger, m *memory) {
	kind, status := learn.Of(string(t.kind)), learn.Of(string(t.status))
	f.Add(newsBias)
	f.Add1(newsKind, kind)
	f.Add1(newsStatus, status)
	f.Add2(newsBoth, kind, status)
	f.Add1(newsRule, truth(t.ruled))
	s.ruledCues(f, t, m)
	f.Add1(newsPlace, number(min(s.nth, 6)))
	f.Add1(newsPart, number(5*s.nth/max(s.of, 1)))
	f.Add1(newsBlock, learn.Of(string(s.sent.Block)))
	f.Add1(newsWhen, s.whenPart(t.when))
	f.Add1(newsLength, number(min(5, len(s.line.Tokens)/12)))
	s.eventCues(f, t, m)
	s.newsWords(f, t)
}

// ruledCues notes what the rules of background asked.
func (s *clause) ruledCues(f *learn.Features, t *trigger, m *memory) {
	_, last := s.word(t.from, 3, s.e.c.lastTime)
	kin := learn.Of(family(t.kind))
	for _, cue := range [...]struct {
		part learn.Part
		is   bool
	}{
		{newsApart, m.apart(t)},
		{newsLooks, s.looksBack(t)},
		{newsOlder, t.when != nil && t.when.Value != "" && s.olderThanItem(t)},
		{newsAfter, s.near(s.verbStart(t.from), 2, s.e.c.bgLeft)},
		{newsLast, last || s.inside(t, s.e.c.lastTime) || s.lastAfter(t)},
		{newsNoun, t.nominal},
		{newsRecalled, t.recalled},
		{newsPassive, t.passive},
	} {
		if cue.is {
			f.Add1(newsCue, cue.part)
			f.Add2(newsCueFamily, cue.part, kin)
		}
	}
}

// whenPart says how a time stands to the item's day.
func (s *clause) whenPart(when *parley.When) learn.Part {
	if when == nil || when.Value == "" {
		return whenNone
	}
	v, err := s.w.edtf(when.Value)
	if err != nil || v.Precision() == parley.PrecisionNoYear || v.Precision() == parley.PrecisionSet {
		return whenOpen
	}
	if s.day.IsZero() || s.day.Precision() != parley.PrecisionDay {
		return whenUndated
	}
	in, day := v.Bounds(), s.day.Bounds()
	length := 0
	if in.To-in.From > 8 {
		length = 1
	}
	if in.To-in.From > 40 {
		length = 2
	}
	far := 6
	switch ago := int(day.From - in.To); {
	case in.From > day.To:
		far = 0
	case ago <= 0:
		far = 1
	case ago <= 1:
		far = 2
	case ago <= 3:
		far = 3
	case ago <= 7:
		far = 4
	case ago <= 40:
		far = 5
	}
	return whens[far][length]
}

// The values of how a time stands to a day: how far before it, up to so many days, and how long it is.
var (
	whenNone, whenOpen, whenUndated = learn.Of("none"), learn.Of("open"), learn.Of("undated")
	whens                           = func() (out [7][3]learn.Part) {
		for i, far := range []string{"after", "same", "1", "3", "7", "40", "long"} {
			for j, length := range []string{"day", "month", "year"} {
				out[i][j] = learn.Of(far + "-" + length)
			}
		}
		return out
	}()
)

// openingDeeds is how many deeds of an item may be its title's and its first sentences', and
// headNews how many sentences with deeds these are.
const (
	openingDeeds = 24
	headNews     = 3
)

// eventCues notes how the claim stands to what the item told before.
func (s *clause) eventCues(f *learn.Features, t *trigger, m *memory) {
	like := alikeTo(t)
	title, head, heads, last := -1, -1, 0, -1
	for i := 0; i < len(m.all) && i < openingDeeds; i++ {
		old := m.all[i]
		if old.by == t {
			continue
		}
		if old.sent != last {
			heads, last = heads+1, old.sent
		}
		if heads > headNews || old.sent >= m.sent {
			break
		}
		if head == mostAlike && (old.sent > 0 || title == mostAlike) {
			continue
		}
		likeness := like.likeness(old)
		head = max(head, likeness)
		if old.sent == 0 {
			title = max(title, likeness)
		}
	}
	titled, headed := likenesses[title+1], likenesses[head+1]
	if m.sent == 0 {
		titled = likeOwn
	}
	if heads <= headNews && last >= m.sent || heads < headNews {
		headed = likeOwn
	}
	f.Add1(newsTitle, titled)
	f.Add1(newsHead, headed)
	before, both := 0, min(2, len(t.cast))
	for _, old := range m.all[max(0, len(m.all)-lookBack):] {
		if old.family == like.family && old.by != t && like.shared(old) >= both {
			before++
		}
	}
	f.Add1(newsBefore, number(min(before, 3)))
	if n := len(m.all) - 1; n >= 0 {
		if m.all[n].by == t {
			n--
		}
		if n >= 0 {
			same := "other"
			if m.all[n].sent == m.sent {
				same = "same"
			}
			f.Add2(newsPrevious, truth(m.all[n].by.ruled), learn.Of(same))
		}
	}
}

// mostAlike is the highest likeness.
const mostAlike = 5

// The names of likenesses: of no deed at all, then of each likeness; and of the deed itself.
var (
	likenesses = [...]learn.Part{
		learn.Of("none"), learn.Of("0-other"), learn.Of("0-same"), learn.Of("1-other"), learn.Of("1-same"), learn.Of("2-other"), learn.Of("2-same"),
	}
	likeOwn = learn.Of("own")
)

// newsReach is how many units beside a trigger are noticed.
const newsReach = 8

// newsWords notes the words of a claim and those around it.
func (s *clause) newsWords(f *learn.Features, t *trigger) {
	last := t.to - 1
	f.Add1(newsTrigger, s.trail(t.from, t.to))
	f.Add1(newsLeft, s.unit(t.from, -1))
	f.Add1(newsLeft2, s.unit(t.from, -2))
	f.Add2(newsLeftPair, s.unit(t.from, -2), s.unit(t.from, -1))
	f.Add1(newsRight, s.unit(last, 1))
	f.Add1(newsFirst, s.unit(0, 0))
	f.Add2(newsFirstPair, s.unit(0, 0), s.unit(0, 1))
	for n := 1; n <= newsReach; n++ {
		f.Add1(newsWordsLeft, s.unit(t.from, -n))
		f.Add1(newsWordsRight, s.unit(last, n))
	}
	s.grammarCues(f, newsGrammarLeft, t.from-newsReach, t.from)
	s.grammarCues(f, newsGrammarRight, t.to, t.to+newsReach)
	f.Add1(newsQuoted, truth(s.w.quotes[t.from]))
	if s.year {
		f.Add(newsYear)
	}
}

func truth(is bool) learn.Part {
	if is {
		return valueYes
	}
	return valueNo
}

var numbers = [...]learn.Part{learn.Of("0"), learn.Of("1"), learn.Of("2"), learn.Of("3"), learn.Of("4"), learn.Of("5"), learn.Of("6")}

// number is a small number as a part; larger ones are the largest.
func number(n int) learn.Part { return numbers[min(max(n, 0), len(numbers)-1)] }
