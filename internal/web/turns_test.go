package web

import (
	"context"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// waiting waits until so many stand in line.
func (t *turns) waiting(n int) {
	for {
		t.mu.Lock()
		have := len(t.line)
		t.mu.Unlock()
		if have == n {
			return
		}
		time.Sleep(100 * time.Microsecond)
	}
}

// TestTurns: who comes first is first; who goes away is passed over, and takes nothing along.
func TestTurns(t *testing.T) {
	line := &turns{free: 1, long: time.Hour}
	first, err := line.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var mu sync.Mutex
	var order []int
	var all sync.WaitGroup
	gone, leave := context.WithCancel(t.Context())
	for i := range 4 {
		ctx := t.Context()
		if i == 1 {
			ctx = gone
		}
		all.Go(func() {
			done, err := line.take(ctx)
			if err != nil {
				return
			}
			mu.Lock()
			order = append(order, i)
			mu.Unlock()
			done()
		})
		line.waiting(i + 1)
	}
	leave()
	line.waiting(3)
	if line.quiet(0) {
		t.Error("it is quiet while four wait")
	}
	first()
	all.Wait()
	if !slices.Equal(order, []int{0, 2, 3}) || line.free != 1 || !line.quiet(0) || line.quiet(time.Hour) {
		t.Errorf("in the order %v; %d free", order, line.free)
	}
}

// TestLongTurn: one that takes long lets others pass, and gives its turn back only once.
func TestLongTurn(t *testing.T) {
	line := &turns{free: 1, long: turnTime}
	long, err := line.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other, err := line.take(t.Context()) // comes when the long one has had its time
	if err != nil {
		t.Fatal(err)
	}
	long()
	other()
	if line.free != 1 {
		t.Errorf("%d turns came of one", line.free)
	}
}

// TestShownBound: what is kept stays below its bound; what readers asked for stays longer, and so does what took
// long to be made, but not for ever.
func TestShownBound(t *testing.T) {
	k := shown{all: map[string]*sheet{}}
	if err := k.open(); err != nil {
		t.Fatal(err)
	}
	body := make([]byte, 1<<18)
	noise := rand.NewChaCha8([32]byte{})
	for i := range 2 * shownBytes >> 18 {
		k.later = i%2 == 0
		_, _ = noise.Read(body)
		x, took := &sheet{key: strconv.Itoa(i)}, 2*time.Millisecond
		switch {
		case i < 10:
			x.asked = 5
		case i < 20:
			took = 6 * time.Millisecond
		}
		k.all[x.key] = x
		k.keep(x, slices.Clone(body), took)
		if i%7 == 0 {
			k.pack()
		}
	}
	for k.pack() {
	}
	have, asked, slow := 0, 0, 0
	for _, x := range k.all {
		have += x.bytes()
		if x.asked > 0 {
			asked++
		}
		if x.took > 5 {
			slow++
		}
	}
	if have != k.bytes || have > shownBytes || have < shownBytes/2 || asked < 9 || slow < 9 {
		t.Errorf("%d bytes are kept, %d of 10 that were asked for and %d of 10 that took long", have, asked, slow)
	}
	for i := range 16 * shownBytes >> 18 {
		x := &sheet{key: "later " + strconv.Itoa(i)}
		k.all[x.key] = x
		k.keep(x, slices.Clone(body), 2*time.Millisecond)
	}
	for _, x := range k.all {
		if x.asked > 0 || x.took > 5 {
			t.Errorf("%s, which nobody asks for any more, is kept", x.key)
		}
	}
}

// TestPacked: a screen comes back as it was; one that is too large is not kept.
func TestPacked(t *testing.T) {
	var k shown
	if err := k.open(); err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{10, 1000, maxScreen} {
		body := slices.Repeat([]byte("<p>"), n/3)
		for _, k.later = range []bool{false, true} {
			x := &sheet{}
			k.keep(x, body, time.Millisecond)
			if got := k.text(x); !slices.Equal(got, body) {
				t.Errorf("%d bytes came back as %d", len(body), len(got))
			}
		}
	}
	if k.packed(make([]byte, maxScreen+1)) != nil {
		t.Error("a screen without a bound is kept")
	}
}

// TestOthersGoFirst: a question is answered after what could already go on when it came; nearly
// always, since what runs next is for the scheduler to say.
func TestOthersGoFirst(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	const times = 40
	before := 0
	for range times {
		var went atomic.Bool
		h := timed(func(http.ResponseWriter, *http.Request) {
			if went.Load() {
				before++
			}
		})
		go went.Store(true)
		h(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil))
	}
	if before < times/2 {
		t.Errorf("the other went on before the answer %d times of %d", before, times)
	}
}
