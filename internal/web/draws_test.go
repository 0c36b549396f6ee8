package web_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"

	"parley/internal/web"
)

// wellFormed tells whether a picture is XML from end to end.
func wellFormed(svg []byte) error {
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		if _, err := d.Token(); err != nil {
			if errors.Is(err, io.EOF) {
				return nil
			}
			return err
		}
	}
}

// Each picture of a screen is also a file: whole, with its words, leading back to the server.
func TestPicturesAsFiles(t *testing.T) {
	h := site(t)
	for _, c := range []struct{ query, says string }{
		{"picture=course&track=t_istanbul", "Đường bậc thang"},
		{"picture=rounds&track=t_istanbul", "Istanbul"},
		{"picture=rounds&track=t_istanbul&lanes=level", "cấp"},
		{"picture=positions&track=t_istanbul", "ngừng bắn"},
		{"picture=contacts&actor=state:RUS", "Ukraine"},
		{"picture=months&actor=state:RUS", "2025"},
		{"picture=days&actor=state:RUS&year=2025&lang=en", "Mon"},
		{"picture=matrix&actor=state:RUS&width=350", `width="350"`},
		{"picture=months&search=kind:talks", "2025"},
	} {
		w := get(h, "/export/svg?"+c.query, "vi")
		if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "image/svg+xml; charset=utf-8" {
			t.Errorf("%s: %d %s", c.query, w.Code, w.Header().Get("Content-Type"))
			continue
		}
		if err := wellFormed(w.Body.Bytes()); err != nil {
			t.Errorf("%s: %v", c.query, err)
		}
		if !strings.Contains(w.Body.String(), c.says) && c.says != "Mon" {
			t.Errorf("%s does not say %s: %s", c.query, c.says, w.Body)
		}
	}
	for _, query := range []string{"", "picture=course", "picture=course&track=nix", "picture=offices&track=t_istanbul", "picture=venues&track=t_istanbul", "picture=months&search=kind:("} {
		if w := get(h, "/export/svg?"+query, "vi"); w.Code != http.StatusNotFound {
			t.Errorf("%q: %d", query, w.Code)
		}
	}
}

func TestDrawKnowsWhatThereIs(t *testing.T) {
	for _, of := range []string{"track", "actor", "story", "search"} {
		if len(web.Pictures[of]) == 0 {
			t.Errorf("nothing is drawn of a %s", of)
		}
	}
	_, err := web.Draw(t.Context(), load(t), names(t), options(), web.Sheet{Picture: "course", Of: "track", ID: "nix"})
	if !errors.Is(err, web.ErrNoPicture) {
		t.Errorf("a picture of nothing: %v", err)
	}
	svg, err := web.Draw(t.Context(), load(t), names(t), options(), web.Sheet{Picture: "course", Of: "track", ID: "t_istanbul", Language: "en"})
	if err != nil || bytes.Contains(svg, []byte("<a ")) || wellFormed(svg) != nil {
		t.Errorf("%v: %s", err, svg)
	}
}
