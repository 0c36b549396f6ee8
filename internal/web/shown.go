package web

// This file keeps screens as they were shown, until a change of the ledger touches what they
// rest on.

import (
	"bytes"
	"cmp"
	"context"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/klauspost/compress/zstd"

	"parley"
)

// The bounds of the screens that are kept: bytes, packed, and addresses; hotScreens is of how
// many it is remembered across changes of the ledger that they were asked for.
const (
	shownBytes = 64 << 20
	maxShown   = 20_000
	hotScreens = 400
	sheetCost  = 300      // bytes of what stands around a screen that is kept
	looseBytes = 16 << 20 // of screens that are kept as they are until somebody has time to pack them
)

// shown are screens as packed bytes, by everything that they are made from: the state of the
// ledger, the day, the language and the address. Who asks for one that is being made waits
// for it.
type shown struct {
	mu       sync.Mutex
	about    about // what all are of
	all      map[string]*sheet
	bytes    int
	loose    []*sheet // those that are not packed yet, of so many bytes; later tells whether somebody will
	unpacked int
	later    bool
	hot      []string // keys of what readers asked for most, before the last change
	age      float64  // the worth of what was let go last
	enc      *zstd.Encoder
	dec      *zstd.Decoder
	room     sync.Pool // *[]byte, in which screens are packed
}

// sheet is one screen; it has neither body where it is not to be kept.
type sheet struct {
	key   string // language and address
	once  sync.Once
	body  []byte   // packed
	plain []byte   // not packed yet
	asked int      // how many readers asked for it
	took  float64  // milliseconds that it took to be made
	worth float64  // of keeping it
	on    []uint64 // what it rests on, nil for anything
}

// bytes is what it takes; a screen that is made is longer than nothing.
func (x *sheet) bytes() int {
	if len(x.body)+len(x.plain) == 0 {
		return 0
	}
	return len(x.body) + cap(x.plain) + sheetCost
}

// valued says what it is worth to keep a screen: as much as it takes to make it again, for each byte and as often as
// it is asked for, and from when on that is counted (the way of GreedyDual-Size-Frequency: what is not asked for
// is overtaken by what comes later). The time counts by its square: who asks for several at once waits for all of them, and
// many that are quickly made are better made again than one that holds up others.
func (k *shown) valued(x *sheet) {
	x.worth = k.age + float64(1+x.asked)*x.took*x.took/float64(max(x.bytes(), 1))
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
	room, _ := k.room.Get().(*[]byte)
	if room == nil {
		room = new([]byte)
	}
	defer k.room.Put(room)
	*room = k.enc.EncodeAll(body, (*room)[:0])
	return bytes.Clone(*room)
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

// about is what all screens show: a state of the ledger, a day, and which feeds fail.
type about struct {
	state int64
	day   string
	turn  int64
}

func (s *site) about(ctx context.Context) (about, error) {
	state, err := s.ledger.State(ctx)
	a := about{state: state, day: s.now().Format(dayLayout)}
	if s.polls != nil {
		a.turn = int64(s.polls.Turn())
	}
	return a, err
}

// sheet is the place of a screen, nil where it is not to be kept: for who is signed in, for who
// asked before the ledger changed, and where the ledger cannot say its state.
func (s *site) sheet(r *http.Request, lang string) *sheet {
	if r.Method != http.MethodGet || r.Header.Get("Cookie") != "" || len(r.RequestURI) > 1000 {
		return nil
	}
	now, err := s.about(r.Context())
	if err != nil {
		return nil
	}
	k := &s.shown
	k.mu.Lock()
	was := k.about
	k.mu.Unlock()
	if now != was && !s.turnTo(r.Context(), was, now) {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.about != now {
		return nil
	}
	if len(k.all) > maxShown {
		k.drop(func(*sheet) bool { return false })
	}
	key := lang + " " + r.URL.RequestURI()
	x := k.all[key]
	if x == nil {
		x = &sheet{key: key}
		k.all[key] = x
	}
	if !ahead(r.Context()) {
		x.asked++
		k.valued(x)
	}
	return x
}

// turnTo makes the screens that are kept those of another state: those go that rest on what was
// touched since. False: the state is not the present one any more.
func (s *site) turnTo(ctx context.Context, was, now about) bool {
	if state, err := s.under.State(ctx); err != nil || state != now.state {
		return false
	}
	things, all := []parley.Thing(nil), now.day != was.day
	if !all && now.state != was.state {
		var err error
		if things, all, err = s.under.Touched(ctx, was.state); err != nil {
			return false
		}
	}
	touched := touching(things)
	k := &s.shown
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.about != was { // another was faster
		return k.about == now
	}
	k.about = now
	k.drop(func(x *sheet) bool { return !all && stands(x.on, touched) })
	return true
}

// drop lets all screens go that do not stand, and those that are being made.
func (k *shown) drop(stands func(*sheet) bool) {
	k.remember()
	was := k.all
	k.all, k.bytes = map[string]*sheet{}, 0
	for key, x := range was {
		if x.bytes() > 0 && stands(x) {
			k.all[key], k.bytes = x, k.bytes+x.bytes()
			x.asked = (x.asked + 1) / 2
		}
	}
	k.loose = slices.DeleteFunc(k.loose, func(x *sheet) bool {
		gone := k.all[x.key] != x
		if gone {
			k.unpacked -= cap(x.plain)
		}
		return gone
	})
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

// keep keeps a screen that was made in a time, and lets others go where there are too many, those of least worth
// before others; nil, one that is not to be kept, is forgotten.
func (k *shown) keep(x *sheet, text []byte, took time.Duration) {
	k.mu.Lock()
	later := k.later && k.unpacked < looseBytes
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
		k.loose, k.unpacked = append(k.loose, x), k.unpacked+cap(text)
	}
	k.bytes += x.bytes()
	x.took = float64(took.Microseconds()) / 1000
	k.valued(x)
	for k.bytes > shownBytes {
		worst := k.worst(x)
		if worst == nil {
			return
		}
		delete(k.all, worst.key)
		k.bytes -= worst.bytes()
		k.age = max(k.age, worst.worth)
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
	plain := x.plain
	k.loose, k.unpacked = k.loose[1:], k.unpacked-cap(plain)
	k.mu.Unlock()
	body := k.packed(plain)
	k.mu.Lock()
	defer k.mu.Unlock()
	was := x.bytes()
	x.body, x.plain = body, nil
	if k.all[x.key] == x {
		k.bytes += x.bytes() - was
		k.valued(x)
	}
	return true
}

// worst is that of least worth of some that are kept, not x.
func (k *shown) worst(x *sheet) (worst *sheet) {
	const some = 16
	looked := 0
	for _, other := range k.all {
		if other == x || other.bytes() == 0 {
			continue
		}
		if worst == nil || other.worth < worst.worth {
			worst = other
		}
		if looked++; looked == some {
			break
		}
	}
	return worst
}

// held tells how many bytes the screens that are kept take, and what was asked for before.
func (k *shown) held() (bytes int, hot []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.bytes, slices.Clone(k.hot)
}
