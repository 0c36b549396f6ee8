package source

import (
	"bytes"
	"fmt"
	"net/http"
	"unicode/utf8"

	"parley"
)

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
	head := bytes.TrimPrefix(data[:min(len(data), kib)], []byte("\xef\xbb\xbf"))
	head = bytes.ToLower(bytes.TrimSpace(head))
	if bytes.HasPrefix(head, []byte("<?xml")) {
		return bytes.Contains(head, []byte("<html")) || bytes.Contains(head, []byte("xhtml"))
	}
	if !bytes.HasPrefix(head, []byte("<")) {
		return false
	}
	t := http.DetectContentType(head)
	return len(t) >= 9 && t[:9] == "text/html"
}

// looksLikeJSONLines tells whether standard input holds one page in JSON a line.
func looksLikeJSONLines(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
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
}

// binary says why the bytes cannot be text; "" when they can.
func binary(data []byte) string {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.head)) {
			return "a " + s.name + " file"
		}
	}
	head := data[:min(len(data), 64*kib)]
	if wide(head) {
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

// wide tells whether the bytes are UTF-16: a byte order mark, or zeros on one side only.
func wide(head []byte) bool {
	if bytes.HasPrefix(head, []byte{0xff, 0xfe}) || bytes.HasPrefix(head, []byte{0xfe, 0xff}) {
		return true
	}
	var zeros [2]int
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	half := len(head) / 2
	few, many := min(zeros[0], zeros[1]), max(zeros[0], zeros[1])
	return half >= 8 && many > half*3/10 && few < half/50+1
}
