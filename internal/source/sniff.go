package source

import (
	"bytes"
	"fmt"
	"net/http"
	"path"
	"strings"
	"unicode/utf8"

	"parley"
	"parley/internal/charset"
)

// kind is what an input is, as its first bytes tell.
type kind uint8

// The kinds. kindPage is everything that is none of the others.
const (
	kindPage kind = iota
	kindLines
	kindZip
	kindTar
	kindWARC
	kindFeed
	kindJSONFeed
	kindSitemap
	kindMail
)

// container tells whether other inputs stand in one of this kind.
func (k kind) container() bool { return k == kindZip || k == kindTar || k == kindWARC || k == kindMail }

var (
	gzipMagic = []byte{0x1f, 0x8b}
	zstdMagic = []byte{0x28, 0xb5, 0x2f, 0xfd}
	warcMagic = []byte("WARC/")
)

// compressed tells whether bytes begin as a compressed file does.
func compressed(head []byte) bool {
	return bytes.HasPrefix(head, gzipMagic) || bytes.HasPrefix(head, zstdMagic)
}

// kind decides what the input is. Its name counts only for lines of JSON and mail, whose
// first bytes may say too little.
func (w *walker) kind(in *input) kind {
	head, _ := in.r.Peek(4 * kib)
	ext := path.Ext(in.name)
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) || bytes.HasPrefix(head, []byte("PK\x05\x06")):
		if document(head) {
			return kindPage // refused there as no text
		}
		return kindZip
	case looksLikeTar(head):
		return kindTar
	case bytes.HasPrefix(head, warcMagic):
		return kindWARC
	case ext == ".jsonl" || ext == ".ndjson":
		return kindLines
	}
	text := narrow(head)
	switch {
	case bytes.HasPrefix(text, []byte("{")):
		if whole, _ := in.r.Peek(bufSize); bytes.Contains(narrow(whole), []byte("jsonfeed.org/version")) {
			return kindJSONFeed
		}
		if looksLikeJSONLines(text) {
			return kindLines
		}
	case bytes.HasPrefix(text, []byte("<")):
		if bytes.HasPrefix(text, []byte("<!--")) {
			head, _ = in.r.Peek(bufSize)
			text = narrow(head)
		}
		return rootKind(text)
	case looksLikeMail(text, ext):
		return kindMail
	}
	return kindPage
}

// narrow gives the start of a text as bytes of ASCII, whichever UTF it is in, without byte
// order mark and white space before it.
func narrow(head []byte) []byte {
	if e := charset.Wide(head); e != nil {
		if s, err := e.NewDecoder().Bytes(head[:len(head)&^3]); err == nil {
			head = s
		}
	}
	return bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n\f\x00")
}

// document tells whether a ZIP file is the wrapping of one document of another program.
func document(head []byte) bool {
	return len(head) > 38 && (bytes.HasPrefix(head[30:], []byte("[Content_Types].xml")) || bytes.HasPrefix(head[30:], []byte("mimetype")) ||
		bytes.HasPrefix(head[30:], []byte("META-INF/")) || bytes.HasPrefix(head[30:], []byte("AndroidManifest.xml")))
}

// looksLikeTar tells whether head is the header of a TAR entry: its checksum is right.
func looksLikeTar(head []byte) bool {
	if len(head) < 512 || head[0] == 0 {
		return false
	}
	var sum, want int64
	for i, c := range head[:512] {
		if i >= 148 && i < 156 {
			c = ' '
		}
		sum += int64(c)
	}
	digits := bytes.Trim(head[148:156], " \x00")
	if len(digits) == 0 {
		return false
	}
	for _, c := range digits {
		if c < '0' || c > '7' {
			return false
		}
		want = want*8 + int64(c-'0')
	}
	return sum == want
}

// rootKind tells a feed and a sitemap from other markup by the root element.
func rootKind(text []byte) kind {
	name, rest := root(text)
	if i := strings.IndexByte(name, ':'); i >= 0 {
		name = name[i+1:]
	}
	switch name {
	case "rss", "feed":
		return kindFeed
	case "channel":
		if bytes.Contains(rest, []byte("<item")) {
			return kindFeed
		}
	case "rdf":
		if bytes.Contains(rest, []byte("purl.org/rss")) || bytes.Contains(rest, []byte("netscape.com/rdf")) || bytes.Contains(rest, []byte("purl.org/net/rss")) {
			return kindFeed
		}
	case "urlset", "sitemapindex":
		return kindSitemap
	}
	return kindPage
}

// root gives the name of the first element in lower case, and the text from it on.
// Declarations and comments before it are passed over.
func root(text []byte) (string, []byte) {
	for {
		text = bytes.TrimLeft(text, " \t\r\n")
		end := ">"
		switch {
		case bytes.HasPrefix(text, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(text, []byte("<?")):
			end = "?>"
		case bytes.HasPrefix(text, []byte("<!")):
			open, shut := bytes.IndexByte(text, '['), bytes.IndexByte(text, '>')
			if open >= 0 && open < shut { // with entities of its own
				end = "]>"
			}
		case bytes.HasPrefix(text, []byte("<")):
			n := bytes.IndexAny(text, " \t\r\n/>")
			if n < 0 {
				return "", nil
			}
			return strings.ToLower(string(text[1:n])), text
		default:
			return "", nil
		}
		i := bytes.Index(text, []byte(end))
		if i < 0 {
			return "", nil
		}
		text = text[i+len(end):]
	}
}

// looksLikeMail tells whether text begins with the header of a message. The name's ending
// helps where the header has nothing that only messages have.
func looksLikeMail(text []byte, ext string) bool {
	named := ext == ".eml" || ext == ".mht" || ext == ".mhtml"
	sure, likely := 0, 0
	for n := 0; n < 60 && len(text) > 0; n++ {
		line, rest, whole := bytes.Cut(text, []byte("\n"))
		text = rest
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 || !whole {
			break
		}
		if line[0] == ' ' || line[0] == '\t' || n == 0 && bytes.HasPrefix(line, []byte("From ")) {
			continue
		}
		name, _, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(name) == 0 || len(name) > 60 || bytes.ContainsAny(name, " \t<>\"'{}()") {
			return false
		}
		switch strings.ToLower(string(name)) {
		case "mime-version", "received", "message-id", "return-path", "content-transfer-encoding", "snapshot-content-location", "delivered-to", "x-mailer":
			sure++
		case "from", "to", "subject", "date", "content-type":
			likely++
		}
	}
	return sure+likely >= 2 && (sure > 0 && likely > 0 || named) || named && sure+likely > 0
}

// media decides how the bytes are to be read: by the name's ending, else by looking.
func media(data []byte, ext string) parley.Media {
	switch ext {
	case ".html", ".htm", ".xhtml", ".shtml":
		return parley.MediaHTML
	}
	if looksLikeHTML(data) {
		return parley.MediaHTML
	}
	return parley.MediaText
}

// looksLikeHTML tells whether the bytes begin as a page of HTML does.
func looksLikeHTML(data []byte) bool {
	head := bytes.ToLower(narrow(data[:min(len(data), 4*kib)&^3]))
	if len(data) < 4 {
		return false
	}
	if bytes.HasPrefix(head, []byte("<?xml")) {
		return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("xhtml"))
	}
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	return strings.HasPrefix(http.DetectContentType(head), "text/html")
}

// looksLikeJSONLines tells whether a text that begins with a brace holds one page in JSON a
// line.
func looksLikeJSONLines(head []byte) bool {
	return bytes.HasPrefix(head, []byte(`{"`)) &&
		(bytes.Contains(head, []byte(`"text"`)) || bytes.Contains(head, []byte(`"html"`)))
}

// signatures are the first bytes of common files that are no text.
var signatures = []struct{ name, head string }{
	{"PDF", "%PDF-"},
	{"ZIP", "PK\x03\x04"},
	{"PNG", "\x89PNG"},
	{"GIF", "GIF8"},
	{"JPEG", "\xff\xd8\xff"},
	{"ELF", "\x7fELF"},
	{"SQLite", "SQLite format 3\x00"},
	{"bzip2", "BZh"},
	{"7z", "7z\xbc\xaf\x27\x1c"},
	{"RAR", "Rar!\x1a\x07"},
	{"XZ", "\xfd7zXZ\x00"},
	{"ARC", "filedesc://"},
}

// notText says why the bytes cannot be text; "" when they can.
func notText(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.head)) {
			return s.name
		}
	}
	head := data[:min(len(data), 64*kib)]
	if charset.Wide(head) != nil {
		return ""
	}
	var control, nul int
	for _, b := range head {
		switch {
		case b == 0:
			nul++
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b:
			control++
		}
	}
	// A stray control character is dirt; one in fifty is a file of another kind. Bytes that
	// are good UTF-8 get more patience: they may be a list of naughty strings.
	limit := len(head)/50 + 1
	if utf8.Valid(head[:cut(head)]) {
		limit = len(head)/10 + 4
	}
	if nul+control > limit {
		return fmt.Sprintf("%d control characters in the first %d bytes", nul+control, len(head))
	}
	return ""
}

// cut gives the length of head without a character that the end of head cuts through.
func cut(head []byte) int {
	for i := 1; i < utf8.UTFMax && i < len(head); i++ {
		if utf8.RuneStart(head[len(head)-i]) {
			if !utf8.FullRune(head[len(head)-i:]) {
				return len(head) - i
			}
			break
		}
	}
	return len(head)
}
