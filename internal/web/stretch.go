package web

// This file cuts long pages into stretches, each a screen of its own.

import (
	"strconv"

	"parley"
)

// stretchLetters is about how many letters of a page one screen shows, stretchClaims how many
// claims.
const (
	stretchLetters = 7000
	stretchClaims  = 60
)

// stretch is a run of blocks of a page with the claims whose sentences begin in it. Claims
// keep the numbers that they have on the whole page.
type stretch struct {
	from, to int // code points
	blocks   []parley.Block
	claims   []numberedClaim
}

// stretches are the page in pieces, at least one.
func stretches(p *parley.Reading) []stretch {
	claims := numbered(p)
	out := []stretch{{}}
	next, letters := 0, 0
	for _, b := range p.Blocks {
		told := next
		for told < len(claims) && p.Claims[claims[told].claim].Evidence.Start < b.End {
			told++
		}
		last := &out[len(out)-1]
		size := max(0, b.End-b.Start)
		if len(last.blocks) > 0 && (letters+size > stretchLetters || len(last.claims)+told-next > stretchClaims) {
			last.to = b.Start
			out = append(out, stretch{from: b.Start})
			last, letters = &out[len(out)-1], 0
		}
		last.blocks = append(last.blocks, b)
		last.claims = append(last.claims, claims[next:told]...)
		letters, next = letters+size, told
	}
	last := &out[len(out)-1]
	last.claims = append(last.claims, claims[next:]...)
	last.to = int(^uint(0) >> 1)
	return out
}

// holds tells whether anything of an item stands in the stretch.
func (s *stretch) holds(p *parley.Reading, item int) bool {
	for _, b := range s.blocks {
		if b.Item == item {
			return true
		}
	}
	for _, n := range s.claims {
		if p.Claims[n.claim].Item == item {
			return true
		}
	}
	return false
}

// stretch is the one that the address asks for: by its number, else by the place of a
// sentence.
func (r *request) stretch(all []stretch, at int) int {
	if n, err := strconv.Atoi(r.URL.Query().Get("part")); err == nil && n >= 1 && n <= len(all) {
		return n - 1
	}
	for i := range all {
		if all[i].from <= at && at < all[i].to {
			return i
		}
	}
	return 0
}

// leaf is the address of another stretch of the page.
func (r *request) leaf(n int) string {
	q := r.URL.Query()
	q.Del("at")
	q.Set("part", strconv.Itoa(n+1))
	return r.URL.EscapedPath() + "?" + q.Encode()
}
