package source

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"parley"
)

// line is one page in JSON. Text and HTML are alternatives.
type line struct {
	ID        json.RawMessage `json:"id"`
	Text      *string         `json:"text"`
	HTML      *string         `json:"html"`
	Title     string          `json:"title"`
	Lead      string          `json:"lead"`
	Published string          `json:"published"`
	Outlet    string          `json:"outlet"`
	URL       string          `json:"url"`
}

// lines reads one page a line. A bad line is reported with its number and passed over.
func (w *walker) lines(in *input) {
	place, r := in.place, in.r
	var buf []byte
	for n := 1; !w.stopped(); n++ {
		var long bool
		var err error
		buf, long, err = readLine(r, buf[:0], w.opt.MaxLine)
		at := fmt.Sprintf("%s:%d", place, n)
		if err != nil && err != io.EOF {
			w.broken(at, err)
			return
		}
		switch text := bytes.TrimSpace(buf); {
		case long:
			w.fail(at, TooLarge, tooLong(w.opt.MaxLine))
		case len(text) > 0:
			w.line(place, at, n, text)
		}
		if err == io.EOF {
			return
		}
	}
}

// line reads one line that is not blank.
func (w *walker) line(place, at string, n int, text []byte) {
	p, err := parseLine(place, n, text)
	switch {
	case err != nil:
		w.fail(at, BadLine, err)
	case int64(len(p.Bytes)) > w.opt.MaxPage:
		w.fail(at, TooLarge, tooLong(w.opt.MaxPage))
	case len(bytes.TrimSpace(p.Bytes)) == 0 && p.Title == "" && p.Lead == "":
		w.fail(at, Empty, nil)
	default:
		w.page(p)
	}
}

// readLine reads up to and without the next line feed into buf. A line longer than limit
// is read to its end without being kept; long is then true.
func readLine(r *bufio.Reader, buf []byte, limit int64) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if !long {
			if int64(len(buf)+len(part)) > limit+1 {
				long, buf = true, nil
			} else {
				buf = append(buf, part...)
			}
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return buf, long, err
		}
		return bytes.TrimSuffix(buf, []byte("\n")), long, nil
	}
}

// parseLine makes the page of one line.
func parseLine(place string, n int, text []byte) (*parley.Page, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	var in line
	if err := json.Unmarshal(text, &in); err != nil {
		return nil, err
	}
	id, err := lineID(in.ID, n)
	if err != nil {
		return nil, err
	}
	p := &parley.Page{
		Source: place + "#" + id, Charset: "utf-8", URL: in.URL, Outlet: in.Outlet,
		Title: in.Title, Lead: in.Lead, Published: in.Published,
	}
	switch {
	case in.Text != nil:
		p.Bytes, p.Media = []byte(*in.Text), parley.MediaText
	case in.HTML != nil:
		p.Bytes, p.Media = []byte(*in.HTML), parley.MediaHTML
	default:
		return nil, errors.New(`neither "text" nor "html"`)
	}
	if !utf8.Valid(text) {
		p.Problems = append(p.Problems, parley.Problem{Code: "invalid-utf8", Detail: "bytes that are no UTF-8 were replaced"})
	}
	return p, nil
}

// lineID gives the id of a line as a string; the line number where it has none.
func lineID(raw json.RawMessage, n int) (string, error) {
	if len(raw) == 0 || string(raw) == "null" || string(raw) == `""` {
		return fmt.Sprint(n), nil
	}
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s, nil
	}
	var num json.Number
	if json.Unmarshal(raw, &num) == nil {
		return num.String(), nil
	}
	return "", errors.New(`"id" is neither a string nor a number`)
}
