package page

import (
	"slices"
	"sort"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"parley/internal/charset"
)

// Words are lists of words by id, as they stand in the tables packs/*/words/page.tsv. The
// lists of several languages may be appended to each other, except those whose id ends in
// .LANGUAGE, which are used to tell languages apart.
//
//	agency           news agencies, as they sign
//	agency-own       agencies whose name in a credit is Item.Agency even where others stand too
//	back             words that point back into the text: a line that has them continues
//	byline-role      what an author is (correspondent)
//	byline-stop      what may follow an author's name and names others (reviewed by)
//	byline-tail      what follows an author's name in brackets (compiled, after TASS)
//	caption-place    where in a picture someone stands (left)
//	caption-start    how captions begin (view of)
//	class.NAME       parts of class names in pages that say NAME: related, comment, content, caption, lead, live, poll, author, kicker (a label above a title)
//	common           frequent words of news, which tell stories apart less than others do
//	continue         how a paragraph begins that continues another
//	continue-weak    how a paragraph often begins that continues another, but leads do too
//	credit-any       phrases that only lines of credit have (contributed to this report)
//	credit-link      words that stand between the names of a credit (and, in)
//	credit-start     how a line begins that names the source of a text (source, by)
//	date-word        words that stand in lines that only tell the time (updated, at)
//	honorific        short title before a name that is already known (Mr)
//	keyword-start    how a list of keywords begins
//	language.LL      frequent words of the language LL
//	legal-sentence   how whole sentences on rights and cookies begin
//	legal-start      how lines on rights and responsibility begin
//	letters.LL       letters that only the language LL uses
//	month            names of the months, in order, twelve of each kind; month.LL: of another language
//	name-join        words between the names of two authors (and)
//	navigation-line  whole lines of menus
//	office           offices, as they stand before a person's name (President)
//	office-link      words that stand between an office and a name (of, for)
//	photo-mark       words before a photographer's or picture agency's name
//	paywall          what a page says that shows only a part of its text (subscribe to continue)
//	published-label  what stands before the day of publication (posted)
//	related-start    how the heading of a list of other stories begins
//	reply-line       how lines begin that ask readers to answer what another one wrote (reply)
//	source-mark      the word for source, as in (source: X) behind a caption
//	syllable-initial consonants that a syllable may begin with, to tell encodings apart
//	syllable-rhyme   what may follow them, without tone marks
//	stop             words that say nothing of what a text is about
//	updated-label    what stands before the day of an update (last modified)
//	weekday          names of weekdays, for lines that only tell the time
//	widget-line      whole lines of players, ratings, comment boxes
//	widget-sentence  how whole sentences of a newsroom to its readers begin (sign up for our)
//	widget-start     how such lines begin
type Words map[string][]string

// phrases is a list of phrases to be looked up token by token.
type phrases struct {
	byFirst map[string][][]string // longer ones first
	bit     uint64                // of the words that begin one, in fact.begins; 0 where they are not marked
	facts   []fact
	runs    []string // phrases in scripts that set no spaces, which begin longer runs
}

// newPhrases compiles the forms of one list.
func newPhrases(forms []string) phrases {
	p := phrases{byFirst: map[string][][]string{}}
	for _, f := range slices.Clone(forms) { // pages set the one apostrophe or the other
		if strings.Contains(f, "'") {
			forms = append(forms[:len(forms):len(forms)], strings.ReplaceAll(f, "'", "’"))
		}
	}
	for _, f := range forms {
		toks := lowerWords(f)
		if len(toks) == 0 {
			continue
		}
		if len(toks) == 1 && wideRunes(f) >= leastRun {
			p.runs = append(p.runs, toks[0])
		}
		list := append(p.byFirst[toks[0]], toks)
		for i := len(list) - 1; i > 0 && len(list[i]) > len(list[i-1]); i-- {
			list[i], list[i-1] = list[i-1], list[i]
		}
		p.byFirst[toks[0]] = list
	}
	return p
}

// prefix gives how many tokens the longest phrase at the start of toks has.
func (p *phrases) prefix(toks []token) int {
	if len(toks) == 0 || p.bit != 0 && toks[0].looked && p.facts[toks[0].known].begins&p.bit == 0 {
		return 0
	}
next:
	for _, f := range p.byFirst[toks[0].low] {
		if len(f) > len(toks) {
			continue
		}
		for i, w := range f {
			if toks[i].low != w {
				continue next
			}
		}
		return len(f)
	}
	return 0
}

// leastRun is how many characters a phrase has at least that is found at the start of a run of characters.
const leastRun = 3

// opens tells whether toks begin with a phrase, also one that begins a run of characters without spaces.
func (p *phrases) opens(toks []token) bool {
	if p.prefix(toks) > 0 {
		return true
	}
	return len(toks) > 0 && unspacedScript(firstRune(toks[0].low)) && slices.ContainsFunc(p.runs, func(s string) bool { return strings.HasPrefix(toks[0].low, s) })
}

// whole tells whether toks is exactly one phrase.
func (p *phrases) whole(toks []token) bool {
	n := p.prefix(toks)
	return n > 0 && n == len(toks)
}

// count gives how many phrases stand in toks.
func (p *phrases) count(toks []token) int {
	n := 0
	for i := 0; i < len(toks); {
		if k := p.prefix(toks[i:]); k > 0 {
			n++
			i += k
		} else {
			i++
		}
	}
	return n
}

// lexicon is Words, compiled.
type lexicon struct {
	agency, back, bylineTail, captionPlace, captionStart, cont, creditStart, honorific phrases
	legalStart, navLine, photoMark, relatedStart, sourceMark, weekday                  phrases
	widgetLine, widgetStart                                                            phrases

	contWeak, bylineRole, dateWord, keywordStart, office, officeLink phrases
	creditAny, creditLink, legalSentence, widgetSentence             phrases

	updatedLabel, publishedLabel, nameJoin, bylineStop, paywall, replyLine phrases

	months      map[string]int            // by folded name, from 1
	monthsOf    map[string]map[string]int // the same of each language that has a list of its own
	monthStarts map[string]bool           // first words of all

	stop      map[string]bool
	common    map[string]bool
	agencies  map[string]string // folded → as written
	own       map[string]bool
	languages map[string]map[string]bool
	letters   map[string]map[rune]bool
	classes   *classNames
	charsets  *charset.Detector

	numbers    map[string]int32 // number of each word that is in a list, from 1
	facts      []fact           // by that number
	tags       []string         // the languages that are told apart
	rooms      sync.Pool        // of *vocabulary
	ownLetters map[rune]uint64  // which of them use a letter that others do not
	model      *model
}

// newLexicon compiles w.
func newLexicon(w Words) *lexicon {
	l := &lexicon{
		agency: newPhrases(w["agency"]), back: newPhrases(w["back"]), bylineTail: newPhrases(w["byline-tail"]),
		captionPlace: newPhrases(w["caption-place"]), captionStart: newPhrases(w["caption-start"]),
		cont: newPhrases(w["continue"]), contWeak: newPhrases(w["continue-weak"]),
		creditStart: newPhrases(w["credit-start"]), honorific: newPhrases(w["honorific"]),
		legalStart: newPhrases(w["legal-start"]), navLine: newPhrases(w["navigation-line"]), photoMark: newPhrases(w["photo-mark"]),
		relatedStart: newPhrases(w["related-start"]), sourceMark: newPhrases(w["source-mark"]), weekday: newPhrases(w["weekday"]),
		widgetLine: newPhrases(w["widget-line"]), widgetStart: newPhrases(w["widget-start"]),
		bylineRole: newPhrases(w["byline-role"]), dateWord: newPhrases(w["date-word"]), keywordStart: newPhrases(w["keyword-start"]),
		office: newPhrases(w["office"]), officeLink: newPhrases(w["office-link"]),
		updatedLabel: newPhrases(w["updated-label"]), publishedLabel: newPhrases(w["published-label"]), nameJoin: newPhrases(w["name-join"]), bylineStop: newPhrases(w["byline-stop"]), paywall: newPhrases(w["paywall"]), replyLine: newPhrases(w["reply-line"]),
		months: map[string]int{}, monthsOf: map[string]map[string]int{},
		creditAny: newPhrases(w["credit-any"]), creditLink: newPhrases(w["credit-link"]), legalSentence: newPhrases(w["legal-sentence"]), widgetSentence: newPhrases(w["widget-sentence"]),
		stop: map[string]bool{}, common: map[string]bool{}, agencies: map[string]string{}, own: map[string]bool{},
		languages: map[string]map[string]bool{}, letters: map[string]map[rune]bool{},
		classes: newClassNames(w), charsets: charset.New(w["syllable-initial"], w["syllable-rhyme"]), model: newModel(),
	}
	l.classes.odds = l.model.names
	for _, f := range w["stop"] {
		l.stop[fold(f)] = true
	}
	for i, f := range w["month"] {
		l.months[strings.Join(lowerWords(f), " ")] = i%12 + 1
	}
	for _, f := range w["common"] {
		l.common[fold(f)] = true
	}
	for _, f := range w["agency"] {
		l.agencies[strings.Join(lowerWords(f), " ")] = norm.NFC.String(f)
	}
	for _, f := range w["agency-own"] {
		l.own[strings.Join(lowerWords(f), " ")] = true
	}
	l.foreignMonths(w)
	l.monthStarts = map[string]bool{}
	for name := range l.months {
		first, _, _ := strings.Cut(name, " ")
		l.monthStarts[first] = true
	}
	for id, forms := range w {
		if lang, ok := strings.CutPrefix(id, "language."); ok {
			l.languages[lang] = map[string]bool{}
			for _, f := range forms {
				l.languages[lang][fold(f)] = true
			}
		}
		if lang, ok := strings.CutPrefix(id, "letters."); ok {
			l.letters[lang] = map[rune]bool{}
			for _, r := range fold(strings.Join(forms, "")) {
				l.letters[lang][r] = true
			}
		}
	}
	l.index()
	return l
}

// foreignMonths compiles the lists month.LL. A name that several languages share counts as
// the first one's, in the order of the tags, where the page's language is another.
func (l *lexicon) foreignMonths(w Words) {
	ids := make([]string, 0, len(w))
	for id := range w {
		if strings.HasPrefix(id, "month.") {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	for _, id := range ids {
		of := map[string]int{}
		for i, f := range w[id] {
			name := strings.Join(lowerWords(f), " ")
			of[name] = i%12 + 1
			if l.months[name] == 0 {
				l.months[name] = i%12 + 1
			}
		}
		l.monthsOf[strings.TrimPrefix(id, "month.")] = of
	}
}

// fold makes the form under which words are compared: NFC, lower case.
func fold(s string) string { return strings.ToLower(norm.NFC.String(s)) }

// lowerWords gives the folded words of s.
func lowerWords(s string) []string {
	toks := tokenize(norm.NFC.String(s), nil)
	out := make([]string, len(toks))
	for i, t := range toks {
		out[i] = t.low
	}
	return out
}
