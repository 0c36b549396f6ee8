package parley

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
)

// PageSchema names the shape of a Reading's JSON.
const PageSchema = "parley.page/1"

// Page is one document as it came from outside, before anything is understood.
//
// Bytes are never altered. The fields below them are what the container (a feed, a JSON
// line, an HTTP header, the command line) said of the document; empty means it said nothing.
type Page struct {
	Source  string // what the user named: a path, PATH#ID of a JSON line, a URL, "-"
	Bytes   []byte // as they came, after decompression of the container
	Media   Media  // what the bytes are
	Charset string // as declared outside the bytes; "" where not declared

	URL       string   // absolute, or ""
	Outlet    string   // registrable host such as "vov.vn", or ""
	Title     string   // title given beside the text, or ""
	Lead      string   // lead given beside the text, or ""
	Published string   // EDTF date or RFC 3339 time given beside the text, or ""
	Authors   []string // given beside the text, or none
	Fetched   string   // EDTF day on which the bytes came, or "": nothing on the page is younger
	Problems  []Problem
}

// Media says how the bytes of a Page are to be read.
type Media uint8

// The media a page can have. MediaUnknown is decided by looking at the bytes.
const (
	MediaUnknown Media = iota
	MediaText
	MediaHTML
	MediaSitemap // the entries of a sitemap, as they stand in its XML
)

// ID is stable: the same bytes from the same source give the same id.
func (p *Page) ID() string {
	h := sha256.New()
	h.Write([]byte(p.Source))
	h.Write([]byte{0})
	h.Write(p.Bytes)
	return "p_" + hex.EncodeToString(h.Sum(nil))[:16]
}

// Hash identifies the content alone, whatever the source: hex SHA-256 of the bytes and of
// what the container said.
func (p *Page) Hash() string {
	h := sha256.New()
	for _, s := range []string{p.Title, p.Lead, p.Published, p.URL} {
		h.Write([]byte(s))
		h.Write([]byte{0})
	}
	h.Write(p.Bytes)
	return hex.EncodeToString(h.Sum(nil))
}

// PageKind is the verdict on a whole page.
type PageKind string

// The verdicts.
const (
	PageArticle PageKind = "article"
	PageListing PageKind = "listing"
	PageLive    PageKind = "live"
	PageOther   PageKind = "other"
)

// Span is a half-open range of code points of a page's decoded NFC text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Contains tells whether o lies in s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps tells whether the two share a code point.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Quote is a span together with the words that stand there: evidence.
type Quote struct {
	Span
	Exact string `json:"exact"`
}

// BlockKind labels one piece of a page.
type BlockKind string

// The labels. BlockEntry is one line of a listing; the last four are page furniture.
const (
	BlockTitle       BlockKind = "title"
	BlockLead        BlockKind = "lead"
	BlockHeading     BlockKind = "heading"
	BlockBody        BlockKind = "body"
	BlockCaption     BlockKind = "caption"
	BlockCredit      BlockKind = "credit" // byline, agency, photo credit
	BlockDateline    BlockKind = "dateline"
	BlockTeaserTitle BlockKind = "teaser-title"
	BlockTeaser      BlockKind = "teaser"
	BlockEntry       BlockKind = "entry"
	BlockQuote       BlockKind = "quote"
	BlockWidget      BlockKind = "widget"   // player, rating, comments, share
	BlockTemplate    BlockKind = "template" // "{title}" and the like
	BlockNavigation  BlockKind = "navigation"
	BlockLegal       BlockKind = "legal"
)

// Furniture tells whether blocks of this kind belong to no item.
func (k BlockKind) Furniture() bool {
	switch k {
	case BlockWidget, BlockTemplate, BlockNavigation, BlockLegal:
		return true
	}
	return false
}

// Prose tells whether sentences of this kind of block are read for claims.
func (k BlockKind) Prose() bool {
	switch k {
	case BlockTitle, BlockLead, BlockHeading, BlockBody, BlockCaption, BlockQuote,
		BlockTeaserTitle, BlockTeaser, BlockEntry:
		return true
	}
	return false
}

// Block is a labelled piece of a page. The blocks of a page stand in order, do not
// overlap, and together cover every code point that is not white space.
type Block struct {
	Kind BlockKind
	Span
	Item int // index into the page's items; -1 for furniture, printed as null
}

// MarshalJSON prints {"kind","start","end","item"} with item null for furniture.
func (b Block) MarshalJSON() ([]byte, error) {
	type block struct {
		Kind  BlockKind `json:"kind"`
		Start int       `json:"start"`
		End   int       `json:"end"`
		Item  *int      `json:"item"`
	}
	out := block{b.Kind, b.Start, b.End, nil}
	if b.Item >= 0 {
		out.Item = &b.Item
	}
	return json.Marshal(out)
}

// UnmarshalJSON reads what MarshalJSON prints.
func (b *Block) UnmarshalJSON(data []byte) error {
	var in struct {
		Kind  BlockKind `json:"kind"`
		Start int       `json:"start"`
		End   int       `json:"end"`
		Item  *int      `json:"item"`
	}
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	*b = Block{Kind: in.Kind, Span: Span{in.Start, in.End}, Item: -1}
	if in.Item != nil {
		b.Item = *in.Item
	}
	return nil
}

// Problem is something that went wrong, or had to be guessed, while reading a page.
type Problem struct {
	Code   string `json:"code"` // e.g. "encoding-guessed", "truncated", "no-text", "paywalled"
	Detail string `json:"detail"`
}

// Maybe is a string that prints as null when it is empty: unknown is a value.
type Maybe string

// MarshalJSON prints null for "".
func (m Maybe) MarshalJSON() ([]byte, error) {
	if m == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(m))
}

// UnmarshalJSON reads null as "".
func (m *Maybe) UnmarshalJSON(data []byte) error {
	var s *string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	*m = ""
	if s != nil {
		*m = Maybe(*s)
	}
	return nil
}

// Layout is a page taken apart: its text, the labelled blocks that cover it, and the
// separate items. It is what the stage "page" returns.
type Layout struct {
	Kind     PageKind
	Language string // BCP 47, "und" where not known
	URL      string
	Outlet   string
	Text     string // decoded, NFC
	Blocks   []Block
	Items    []Item
	Problems []Problem
}

// Reading is everything that was read from one page; its JSON is the object that
// `parley read --format jsonl` prints.
type Reading struct {
	Schema   string    `json:"schema"`
	Source   string    `json:"source"`
	ID       string    `json:"id"`
	URL      Maybe     `json:"url"`
	Outlet   Maybe     `json:"outlet"`
	Kind     PageKind  `json:"page"`
	Language string    `json:"language"`
	Text     string    `json:"text"`
	Blocks   []Block   `json:"blocks"`
	Items    []Item    `json:"items"`
	Mentions []Mention `json:"mentions"`
	Times    []Time    `json:"times"`
	Claims   []Claim   `json:"claims"`
	Problems []Problem `json:"problems"`
}
