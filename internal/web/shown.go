package web

// This file keeps screens as they were shown, until the ledger changes.

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// The bounds of the screens that are kept: bytes, packed, and addresses; hotScreens is of how
// many it is remembered across changes of the ledger that they were asked for.
const (
	shownBytes = 64 << 20
	maxShown   = 20_000
	hotScreens = 400
	sheetCost  = 300     // bytes of what stands around a screen that is kept
	looseBytes = 8 << 20 // of screens that are kept as they are until somebody has time to pack them
)

// shown are screens as packed bytes, by everything that they are made from: the state of the
// ledger, the day, the language and the address. Who asks for one that is being made waits
// for it.
type shown struct {
	mu    sync.Mutex
	about string // state and day that all are of
	all   map[string]*sheet
	bytes int
	loose []*sheet // those that are not packed yet; later tells whether somebody will
	later bool
	hot   []string // keys of what readers asked for most, before the last change
	enc   *zstd.Encoder
	dec   *zstd.Decoder
}

// sheet is one screen; it has neither body where it is not to be kept.
type sheet struct {
	key   string // language and address
	once  sync.Once
	body  []byte // packed
	plain []byte // not packed yet
	asked int    // how many readers asked for it
}

// bytes is what it takes; a screen that is made is longer than nothing.
func (x *sheet) bytes() int {
	if len(x.body)+len(x.plain) == 0 {
		return 0
	}
	return len(x.body) + cap(x.plain) + sheetCost
}

// open makes what packs and unpacks.
func (k *shown) open() (err error) {
	if k.enc, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<17)); err != nil {
		return err
	}
	k.dec, err = zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxScreen))
	return err
}

// maxScreen is the most bytes that a screen which is kept may have.
const maxScreen = 4 << 20

// packed is a screen as it is kept, nil where it is too large.
func (k *shown) packed(body []byte) []byte {
	if len(body) > maxScreen {
		return nil
	}
	return bytes.Clone(k.enc.EncodeAll(body, nil))
}

// text is the screen, nil where it is not kept.
func (k *shown) text(x *sheet) []byte {
	k.mu.Lock()
	plain, body := x.plain, x.body
	k.mu.Unlock()
	if plain != nil || body == nil {
		return plain
	}
	out, err := k.dec.DecodeAll(body, nil)
	if err != nil {
		return nil
	}
	return out
}

// about names the state of the ledger, the day, and which feeds fail.
func (s *site) about(ctx context.Context) (string, error) {
	state, err := s.ledger.State(ctx)
	about := strconv.FormatInt(state, 10) + " " + s.now().Format(dayLayout)
	if s.polls != nil {
		about += " " + strconv.FormatInt(s.polls.Turn(), 10)
	}
	return about, err
}

// sheet is the place of a screen, nil where it is not to be kept: for who is signed in, and
// where the ledger cannot say its state.
func (s *site) sheet(r *http.Request, lang string) *sheet {
	if r.Method != http.MethodGet || r.Header.Get("Cookie") != "" || len(r.RequestURI) > 1000 {
		return nil
	}
	about, err := s.about(r.Context())
	if err != nil {
		return nil
	}
	k := &s.shown
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.about != about || k.all == nil || len(k.all) > maxShown {
		k.remember()
		k.about, k.all, k.bytes, k.loose = about, map[string]*sheet{}, 0, nil
	}
	key := lang + " " + r.URL.RequestURI()
	x := k.all[key]
	if x == nil {
		x = &sheet{key: key}
		k.all[key] = x
	}
	if !ahead(r.Context()) {
		x.asked++
	}
	return x
}

// remember notes what readers asked for, what they asked for most first; before it comes
// what they had asked for earlier, as far as there is room.
func (k *shown) remember() {
	var asked []*sheet
	for _, x := range k.all {
		if x.asked > 0 && x.bytes() > 0 {
			asked = append(asked, x)
		}
	}
	slices.SortFunc(asked, func(a, b *sheet) int { return cmp.Or(cmp.Compare(b.asked, a.asked), cmp.Compare(a.key, b.key)) })
	var hot []string
	for _, x := range asked[:min(len(asked), hotScreens)] {
		hot = append(hot, x.key)
	}
	for _, key := range k.hot {
		if len(hot) < hotScreens && (k.all[key] == nil || k.all[key].asked == 0) {
			hot = append(hot, key)
		}
	}
	k.hot = hot
}

// keep keeps a screen that was made, and lets others go where there are too many, those that
// nobody asked for before others; nil, one that is not to be kept, is forgotten.
func (k *shown) keep(x *sheet, text []byte) {
	k.mu.Lock()
	later := k.later && len(k.loose) < looseBytes>>16
	k.mu.Unlock()
	var body []byte
	if text != nil && (!later || len(text) > 1<<18) {
		body, text = k.packed(text), nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	x.body, x.plain = body, text
	if k.all[x.key] != x { // the ledger has changed meanwhile
		return
	}
	if x.bytes() == 0 {
		delete(k.all, x.key)
		return
	}
	if text != nil {
		k.loose = append(k.loose, x)
	}
	k.bytes += x.bytes()
	for k.bytes > shownBytes {
		worst := k.worst(x)
		if worst == nil {
			return
		}
		delete(k.all, worst.key)
		k.bytes -= worst.bytes()
	}
}

// pack packs one of the screens that are not; false: there is none.
func (k *shown) pack() bool {
	k.mu.Lock()
	if len(k.loose) == 0 {
		k.mu.Unlock()
		return false
	}
	x := k.loose[0]
	k.loose = k.loose[1:]
	plain := x.plain
	k.mu.Unlock()
	body := k.packed(plain)
	k.mu.Lock()
	defer k.mu.Unlock()
	was := x.bytes()
	x.body, x.plain = body, nil
	if k.all[x.key] == x {
		k.bytes += x.bytes() - was
	}
	return true
}

// worst is the least asked for of some that are kept, not x.
func (k *shown) worst(x *sheet) (worst *sheet) {
	looked := 0
	for _, other := range k.all {
		if other == x || other.bytes() == 0 {
			continue
		}
		if worst == nil || other.asked < worst.asked {
			worst = other
		}
		if looked++; looked == 8 {
			break
		}
	}
	return worst
}

// room tells how many bytes the screens that are kept take, and what was asked for before.
func (k *shown) room() (bytes int, hot []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.bytes, slices.Clone(k.hot)
}
