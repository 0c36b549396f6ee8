package page

import (
	"parley"
	"parley/internal/charset"
)

// Charsets is what the reader decodes pages with.
func (r *Reader) Charsets() *charset.Detector { return r.lex.charsets }

// decode makes NFC text of a page's bytes.
func (l *lexicon) decode(p *parley.Page) (string, []parley.Problem) {
	return l.charsets.Decode(p.Bytes, p.Charset, p.Media != parley.MediaText)
}
