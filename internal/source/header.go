package source

import (
	"bufio"
	"bytes"
	"errors"
	"mime"
	"strings"
)

// header is the lines "Name: value" before a record, an HTTP body or a message. Names are
// in lower case; of a name that repeats the first value counts.
type header map[string]string

// maxHeader bounds the bytes of one header.
const maxHeader = 64 * kib

// maxMore bounds the lines of one header that continue others.
const maxMore = 500

var errHeader = errors.New("the header has more than 65536 bytes")

// readHeader reads lines up to and with the blank one. Lines that are no field are passed
// over; a line that begins with a blank continues the one before. bad counts the former.
func readHeader(r *bufio.Reader) (h header, bad int, err error) {
	h = header{}
	last, n, more := "", 0, 0
	for {
		line, err := r.ReadSlice('\n')
		n += len(line)
		if n > maxHeader {
			return h, bad, errHeader
		}
		if err != nil {
			return h, bad, err
		}
		text := bytes.TrimRight(line, "\r\n")
		if len(text) == 0 {
			return h, bad, nil
		}
		if (text[0] == ' ' || text[0] == '\t') && last != "" {
			if more++; more > maxMore {
				bad++
				continue
			}
			h[last] += " " + string(bytes.TrimSpace(text))
			continue
		}
		name, value, ok := bytes.Cut(text, []byte(":"))
		if !ok || len(name) == 0 {
			bad++
			continue
		}
		last = strings.ToLower(string(bytes.TrimSpace(name)))
		if _, again := h[last]; again {
			last = "" // and what continues it
			continue
		}
		h[last] = string(bytes.TrimSpace(value))
	}
}

// contentType takes a Content-Type apart, forgiving what is wrong behind the first ";".
func (h header) contentType() (media string, params map[string]string) {
	value := h["content-type"]
	media, params, err := mime.ParseMediaType(value)
	if err == nil {
		return media, params
	}
	media, rest, _ := strings.Cut(value, ";")
	params = map[string]string{}
	for p := range strings.SplitSeq(rest, ";") {
		if k, v, ok := strings.Cut(p, "="); ok {
			params[strings.ToLower(strings.TrimSpace(k))] = strings.Trim(strings.TrimSpace(v), `"'`)
		}
	}
	return strings.ToLower(strings.TrimSpace(media)), params
}
