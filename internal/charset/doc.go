// Package charset makes text of bytes whose encoding is declared, declared wrongly, or not
// declared at all.
//
// The data:
//
//	bytes ──▶ byte order mark? valid UTF-8? declared (transport, then markup)? statistics ──▶ NFC text
//
// Offsets everywhere in Parley count code points of the text that Decode returns, so no map
// back to the bytes is kept: nothing points into them. Soft hyphens and zero-width
// characters stay in the text, as do eth for d with stroke and either placement of a tone; they
// are folded when words are compared (internal/rule), never in what is quoted.
//
// The statistics are the spelling of a language: a reading of the bytes is good as far as
// its words beyond ASCII are well-formed syllables. Syllables come in as lists of initials
// and rhymes (packs/*/words/page.tsv); the package knows no language.
package charset

import "parley"

// The codes of problems that Decode reports.
const (
	Guessed = "encoding-guessed"     // by statistics; the detail names the encoding
	Invalid = "invalid-utf8"         // bytes that are no UTF-8 were replaced
	Double  = "encoding-doubled"     // text that was decoded wrongly before it was encoded again
	Wrong   = "encoding-misdeclared" // the bytes are not in the encoding that is declared
	Nul     = "nul"                  // zero bytes were replaced
)

// Detector decodes. It is immutable and safe for concurrent use; the zero value knows no
// syllables and guesses between encodings by their form alone.
type Detector struct {
	initials, rhymes map[string]bool
	longest          int // bytes of the longest initial
}

// New makes a detector that knows the initials and rhymes of syllables, in lower case,
// rhymes without tone marks. An initial may also be missing.
func New(initials, rhymes []string) *Detector {
	d := &Detector{initials: map[string]bool{"": true}, rhymes: map[string]bool{}}
	for _, s := range initials {
		d.initials[s] = true
		d.longest = max(d.longest, len(s))
	}
	for _, s := range rhymes {
		d.rhymes[s] = true
	}
	return d
}

// problem makes a problem.
func problem(code, detail string) parley.Problem { return parley.Problem{Code: code, Detail: detail} }
