//go:build unix

package pipeline

import (
	"flag"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"

	"parley"
)

var timing = flag.Bool("timing", false, "also measure how time grows with the text")

// hostileShapes are pages that cost far more than their length wherever something looks
// back or ahead without a bound.
var hostileShapes = []struct {
	name, head, unit, tail string
	reps                   int
}{
	{"one long sentence", "", "Ngoại trưởng Nga gặp người đồng cấp Mỹ tại Geneva và lên án Iran vì vụ tấn công hôm 8/4, ", ".", 500},
	{"quotations in quotations", "", "Nga tuyên bố: “Mỹ cho biết: \"", " hai bên sẽ đàm phán.", 1000},
	{"brackets in brackets", "", "Nga (Mỹ [", " gặp nhau.", 2000},
	{"names in a row", "", "Nguyen Van An, Marco Rubio, Sergei Lavrov, ", " gặp nhau.", 400},
	{"states in a row", "", "Nga, Mỹ, Pháp, Đức, ", " gặp nhau.", 500},
	{"states joined", "", "Nga và Mỹ và ", " gặp nhau.", 1000},
	{"claims in one sentence", "", "Nga lên án Mỹ và Pháp yêu cầu Iran đàm phán với Qatar, ", ".", 300},
	{"triggers alone", "", "gặp lên án đàm phán ", ".", 1000},
	{"one verb again and again", "Ai Cập ", "bác bỏ ", ".", 2000},
	{"crowds in a row", "", "người biểu tình Nga ", ".", 500},
	{"dates in one sentence", "Nga gặp Mỹ ", "ngày 8/4, từ 1/5 đến 3/5, hôm qua, ", ".", 500},
	{"places in one sentence", "Nga gặp Mỹ ", "tại Geneva, ở Paris, ", ".", 1000},
	{"words that lead to a state", "", "nước phía chính phủ ", " Nga.", 1500},
	{"titles", "", "cựu tân Bộ trưởng Ngoại giao kiêm Thủ tướng ", " Nga.", 600},
	{"sayers", "", "Nga nói rằng ", " Mỹ gặp Pháp.", 1500},
	{"conditions", "", "nếu Nga gặp Mỹ thì ", " thôi.", 800},
	{"words that point back", "", "Nga gặp Mỹ. Hai bên nhất trí. Trong cuộc gặp, ông nói nước này cùng họ. ", "", 300},
	{"words that head lists", "", "hai nước Nga và Mỹ, bốn nước Pháp, ", " gặp nhau.", 500},
	{"journeys and what is done there", "", "sẽ tới Moskva đàm phán với Nga, ", ".", 500},
	{"fields of offices", "", "Đặc phái viên Mỹ về Triều Tiên Bộ trưởng Kinh tế và ", " Nga.", 500},
	{"offices", "", "Tổng thống Mỹ Donald Trump gặp Ngoại trưởng Nga Sergei Lavrov. ", "", 300},
	{"dates", "", "Ngày 8/4 Nga gặp Mỹ, năm 2014, ba năm trước, trong hai tuần. ", "", 300},
	{"abbreviations", "", "ông A. B. ", "", 3000},
	{"one word without end", "", "gặp", "", 10000},
	{"blanks", "Nga", " \t", "gặp Mỹ.", 20000},
	{"stops", "", ". ", "", 10000},
	{"full stops alone", "", ".", "", 20000},
}

// TestTimeIsLinear reads hostile pages and pages of twice their length: with -timing twice
// the text may cost two and a half times the time; without it the page is read once.
func TestTimeIsLinear(t *testing.T) {
	r := shippedReader(t)
	w := worker{}.of(r, "vi")
	if *timing {
		defer debug.SetGCPercent(debug.SetGCPercent(-1))
	}
	for _, h := range hostileShapes {
		layout := func(n int) *parley.Layout {
			text := h.head + strings.Repeat(h.unit, n) + h.tail
			size := parley.NewOffsets(text).Rune(len(text))
			return &parley.Layout{
				Text: text, Items: []parley.Item{{Kind: parley.ItemArticle}},
				Blocks: []parley.Block{{Kind: parley.BlockBody, Span: parley.Span{End: size}}},
			}
		}
		cost := func(l *parley.Layout) float64 {
			best := 1e9
			for range 3 {
				runtime.GC() // what an earlier reading left is not this one's cost
				start := cpuTime()
				understand(w, l)
				best = min(best, (cpuTime() - start).Seconds())
			}
			return best
		}
		if !*timing {
			understand(w, layout(h.reps/10))
			continue
		}
		once, twice := cost(layout(4*h.reps)), cost(layout(8*h.reps))
		t.Logf("%-28s %6.1f ms, twice the text %6.1f ms: %.1f×", h.name, once*1e3, twice*1e3, twice/once)
		if twice > 2.5*once && twice > 0.05 {
			t.Errorf("%s: %.1f ms, twice the text %.1f ms", h.name, once*1e3, twice*1e3)
		}
	}
}

// understand reads a layout to its claims.
func understand(w workers, l *parley.Layout) []parley.Claim {
	an := w.annotate.Annotate(l, "")
	return w.extract.Extract(inputOf(an))
}
