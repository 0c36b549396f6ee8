package source

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"strconv"
	"strings"

	"parley"
	"parley/internal/charset"
)

// This file reads messages: mail as .eml files keep it, and pages that a browser saved as
// MHTML. Of a message the body becomes a page, HTML before plain text, and attachments
// become what they are.

// part is one leaf of a message.
type part struct {
	header
	media  string
	params map[string]string
	raw    []byte // still in its transfer encoding
}

// message is what is being taken apart.
type message struct {
	w     *walker
	in    *input
	parts int
	html  *part
	text  *part
	files []*part
	full  bool // a limit was passed
}

// maxMultipart bounds multiparts within multiparts.
const maxMultipart = 16

// mail reads a message.
func (w *walker) mail(in *input) {
	data, err := w.all(in.r, w.opt.MaxHeld)
	if err != nil {
		w.broken(in.place, err)
		return
	}
	if e := charset.Wide(data); e != nil {
		if data, err = e.NewDecoder().Bytes(data); err != nil {
			w.fail(in.place, Damaged, err)
			return
		}
	}
	data = bytes.TrimLeft(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), "\r\n")
	h, body := cutHeader(data)
	m := &message{w: w, in: in}
	m.take(h, body, 0)
	page := in.page
	w.envelope(&page, h)
	saved := m.saved(h)
	main := m.html
	if main == nil {
		main = m.text
	}
	if saved {
		page.Title, page.Published, page.Authors = "", "", nil
	}
	if main == nil && len(m.files) == 0 {
		w.refuse(in, Empty, errors.New("a message without text"))
		return
	}
	if main != nil {
		m.body(main, page)
	}
	if saved {
		return // the other parts are pictures, styles and frames of the page
	}
	for i, f := range m.files {
		if w.stopped() {
			return
		}
		m.file(i, f)
	}
}

// cutHeader cuts a message or part into header and body.
func cutHeader(data []byte) (header, []byte) {
	r := bytes.NewReader(data)
	br := bufio.NewReaderSize(r, maxHeader)
	h, _, err := readHeader(br)
	if err != nil && err != io.EOF {
		return h, nil
	}
	return h, data[len(data)-r.Len()-br.Buffered():]
}

// envelope gives a page what the header of a message says.
func (w *walker) envelope(p *parley.Page, h header) {
	p.Title = w.words(h["subject"])
	p.Published = feedTime(h["date"])
	if from := w.words(h["from"]); from != "" {
		name, _, _ := strings.Cut(from, "<")
		if name = strings.Trim(strings.TrimSpace(name), `"'`); name != "" && !strings.Contains(name, "@") {
			p.Authors = []string{clip(name, 200)}
		}
	}
	for _, field := range []string{"snapshot-content-location", "content-location", "archived-at", "list-archive"} {
		if u := absoluteURL("", strings.Trim(h[field], "<> ")); u != "" && p.URL == "" {
			p.URL = u
		}
	}
}

// words decodes a header field as RFC 2047 writes it.
func (w *walker) words(s string) string {
	dec := mime.WordDecoder{CharsetReader: func(name string, r io.Reader) (io.Reader, error) {
		b, err := io.ReadAll(io.LimitReader(r, maxHeader))
		if err != nil {
			return nil, err
		}
		text, _ := w.opt.Charsets.Decode(b, name, false)
		return strings.NewReader(text), nil
	}}
	if out, err := dec.DecodeHeader(s); err == nil {
		s = out
	}
	s, _ = w.opt.Charsets.Decode([]byte(s), "", false)
	return parley.Plain(s)
}

// saved tells whether the message is a page that a browser saved.
func (m *message) saved(h header) bool {
	media, _ := h.contentType()
	return h["snapshot-content-location"] != "" || media == "multipart/related" && m.html != nil &&
		(m.html.header["content-location"] != "" || strings.HasSuffix(m.in.name, ".mht") || strings.HasSuffix(m.in.name, ".mhtml"))
}

// take takes a message or part with its body apart.
func (m *message) take(h header, body []byte, depth int) {
	most := min(m.w.opt.MaxEntries, maxParts)
	if m.parts++; m.parts > most || depth > maxMultipart {
		if !m.full {
			m.w.fail(m.in.place, TooMany, fmt.Errorf("more than %d parts, or parts in parts more than %d deep; the rest is left", most, maxMultipart))
		}
		m.full = true
		return
	}
	media, params := h.contentType()
	if media == "" {
		media = "text/plain"
	}
	if boundary := params["boundary"]; strings.HasPrefix(media, "multipart/") && boundary != "" {
		for piece := range pieces(body, boundary) {
			if m.full || m.w.stopped() {
				return
			}
			ph, pb := cutHeader(piece)
			m.take(ph, pb, depth+1)
		}
		return
	}
	p := &part{header: h, media: media, params: params, raw: body}
	attached := strings.HasPrefix(strings.ToLower(h["content-disposition"]), "attachment")
	switch {
	case media == "text/html" && m.html == nil && !attached:
		m.html = p
	case media == "text/plain" && m.text == nil && !attached:
		m.text = p
	default:
		m.files = append(m.files, p)
	}
}

// maxParts bounds the parts of a message.
const maxParts = 1000

// pieces gives the parts between the boundary lines. What stands before the first is
// passed over; a last boundary that is missing is forgiven.
func pieces(body []byte, boundary string) func(yield func([]byte) bool) {
	mark := []byte("--" + boundary)
	return func(yield func([]byte) bool) {
		start := -1
		for at := 0; at < len(body); {
			line := body[at:]
			next := len(body)
			if i := bytes.IndexByte(line, '\n'); i >= 0 {
				line, next = line[:i], at+i+1
			}
			if bytes.HasPrefix(line, mark) {
				tail := bytes.TrimRight(line[len(mark):], " \t\r")
				if last := string(tail) == "--"; last || len(tail) == 0 {
					if start >= 0 && !yield(bytes.TrimSuffix(bytes.TrimSuffix(body[start:at], []byte("\n")), []byte("\r"))) {
						return
					}
					if start = next; last {
						return
					}
				}
			}
			at = next
		}
		if start >= 0 && start < len(body) {
			yield(body[start:])
		}
	}
}

// body yields the page of the message's body.
func (m *message) body(p *part, page parley.Page) {
	data := p.decode()
	if int64(len(data)) > m.w.opt.MaxPage {
		m.w.fail(m.in.place, TooLarge, tooLong(m.w.opt.MaxPage))
		return
	}
	page.Source, page.Bytes, page.Charset = m.in.place, data, p.params["charset"]
	if u := absoluteURL("", strings.Trim(p.header["content-location"], "<> ")); u != "" && page.URL == "" {
		page.URL = u
	}
	page.Media = parley.MediaText
	if p.media == "text/html" {
		page.Media = parley.MediaHTML
	}
	if len(bytes.TrimSpace(data)) == 0 && page.Title == "" {
		m.w.refuse(m.in, Empty, errors.New("a message without text"))
		return
	}
	m.w.page(&page)
}

// file reads an attachment of a kind that can be read; others are passed over.
func (m *message) file(i int, p *part) {
	switch kind, _, _ := strings.Cut(p.media, "/"); kind {
	case "image", "audio", "video", "font":
		return
	}
	_, disposition, err := mime.ParseMediaType(p.header["content-disposition"])
	name := p.params["name"]
	if err == nil && disposition["filename"] != "" {
		name = disposition["filename"]
	}
	if name = m.w.words(name); name == "" {
		name = strconv.Itoa(i + 1)
	}
	switch p.media {
	case "text/css", "text/javascript", "application/javascript", "text/calendar", "text/vcard", "application/pgp-signature":
		return
	}
	data := p.decode()
	if len(bytes.TrimSpace(data)) == 0 {
		return
	}
	e := m.in.bytes(entryName(name), name, data)
	e.page = parley.Page{Charset: p.params["charset"], Fetched: m.in.page.Fetched, Problems: m.in.page.Problems}
	e.quiet = true
	if p.media == "message/rfc822" {
		e.name = "message.eml"
	} else if p.media == "text/html" {
		e.name = "part.html"
	}
	m.w.content(e)
}

// decode takes off the transfer encoding. What is wrong in it is passed over.
func (p *part) decode() []byte {
	switch strings.ToLower(strings.TrimSpace(p.header["content-transfer-encoding"])) {
	case "base64":
		return fromBase64(p.raw)
	case "quoted-printable":
		return fromQuoted(p.raw)
	}
	return p.raw
}

// fromBase64 decodes base64, passing over what does not belong to it.
func fromBase64(b []byte) []byte {
	clean := make([]byte, 0, len(b))
	for _, c := range b {
		switch {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '/':
			clean = append(clean, c)
		case c == '-':
			clean = append(clean, '+')
		case c == '_':
			clean = append(clean, '/')
		}
	}
	if len(clean)%4 == 1 {
		clean = clean[:len(clean)-1]
	}
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(clean)))
	n, _ := base64.RawStdEncoding.Decode(out, clean)
	return out[:n]
}

// fromQuoted decodes quoted-printable. A "=" that begins no code stays.
func fromQuoted(b []byte) []byte {
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); i++ {
		if b[i] != '=' {
			out = append(out, b[i])
			continue
		}
		if i+2 < len(b) {
			if hi, lo := hexDigit(b[i+1]), hexDigit(b[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		j := i + 1
		for j < len(b) && (b[j] == ' ' || b[j] == '\t' || b[j] == '\r') {
			j++
		}
		if j >= len(b) || b[j] == '\n' { // a soft line break
			i = j
			continue
		}
		out = append(out, '=')
	}
	return out
}

// hexDigit gives the value of a hexadecimal digit, -1 for others.
func hexDigit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}
