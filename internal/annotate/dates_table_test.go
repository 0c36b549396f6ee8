package annotate

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"parley"
)

var rewriteDates = flag.Bool("rewrite-dates", false, "write what the program gives into testdata/dates_*.txt")

func TestDateTable(t *testing.T) {
	for _, language := range []string{"vi", "en"} {
		t.Run(language, func(t *testing.T) { testDateTable(t, language) })
	}
}

func testDateTable(t *testing.T, language string) {
	r := newDateReader(t, language)
	file := "testdata/dates_" + language + ".txt"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	for i, line := range lines {
		if line == "" || line[0] == '#' {
			continue
		}
		input, want, _ := strings.Cut(line, " → ")
		cells := strings.Split(input, " | ")
		if len(cells) != 3 {
			t.Fatalf("%s:%d: want words | date | tense → value basis", file, i+1)
		}
		got := r.first(cells[0], cells[1], cells[2])
		lines[i] = input + " → " + got
		if got != want && !*rewriteDates {
			t.Errorf("%s:%d: %s\n got %s\nwant %s", file, i+1, input, got, want)
		}
	}
	if *rewriteDates {
		if err := os.WriteFile(file, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// first resolves the first expression of the words.
func (r dateReader) first(words, item, tense string) string {
	l := r.line(words)
	es := r.d.Scan(l)
	if len(es) == 0 {
		return "none"
	}
	e := es[0]
	switch e.Form {
	case FormDuration:
		return e.Duration + " duration"
	case FormLapse:
		return strconv.Itoa(e.Count) + " lapse"
	case FormAnniversary:
		return strconv.Itoa(e.Count) + " anniversary"
	case FormVague:
		return "vague"
	}
	var ctx DateContext
	if item != "-" {
		ctx = NewDateContext(&parley.Date{Value: item, Basis: parley.BasisGiven})
		ctx.Prev = ctx.Item
	}
	ctx.Tense = map[string]Tense{"past": TensePast, "future": TenseFuture}[tense]
	v, basis, _ := r.d.Resolve(e, ctx)
	if v == "" {
		return "vague"
	}
	return v + " " + string(basis)
}

func TestResolveSaysWhy(t *testing.T) {
	r := newDateReader(t, "vi")
	l := r.line("hai bên gặp nhau ngày 25/4")
	e := r.d.Scan(l)[0]
	item := &parley.Date{Value: "2025-04-26", Basis: parley.BasisInferred, Why: "Steve Witkoff is envoy since 2025-01-20"}
	v, basis, why := r.d.Resolve(e, NewDateContext(item))
	if v != "2025-04-25" || basis != parley.BasisInferred ||
		why != "completed by the item's date, 2025-04-26 (Steve Witkoff is envoy since 2025-01-20)" {
		t.Errorf("got %s %s %q", v, basis, why)
	}
}

func TestTense(t *testing.T) {
	r := newDateReader(t, "vi")
	for words, want := range map[string]Tense{
		"hai ông đã gặp nhau ngày 25/4":                                         TensePast,
		"ông mong đợi chuyến thăm vào tháng 11":                                 TenseFuture,
		"ông mong chờ chuyến thăm Lào và dự Hội nghị cấp cao APEC vào tháng 11": TenseFuture,
		"ông xác nhận ý định đến Lào dự hội nghị vào tháng 11":                  TenseFuture,
		"hai ông sẽ gặp nhau ngày 25/4":                                         TenseFuture,
		"Ngày 25/4, hai ông dự kiến gặp nhau":                                   TenseFuture,
		"hội nghị vào tháng 7 tới tại Đức":                                      TenseFuture,
		"Ngày 25/4, hai ông gặp nhau":                                           TenseUnknown,
		"điện đàm hồi tháng 12 và dọa sẽ áp thuế":                               TensePast,
		"gặp tháng 12 và dọa sẽ áp thuế":                                        TenseFuture,
		"từng họp vào năm 2015 và Tokyo sẽ tổ chức":                             TensePast,
		"họp vào năm 2015 và Tokyo sẽ tổ chức":                                  TenseUnknown,
		"kể từ khi nhậm chức vào tháng 1, ông sẽ tới":                           TensePast,
		"từ năm 2011 tới nay":                                                   TensePast,
		"Sẽ không ai quên: \"ngày 25/4 hai ông gặp\"":                           TenseUnknown,
	} {
		l := r.line(words)
		if got := r.d.Tense(l, r.d.Scan(l)[0]); got != want {
			t.Errorf("%s: %d, want %d", words, got, want)
		}
	}
}

// BenchmarkScanHostile reads lines that invite a reader to look far ahead again and again:
// the time of a byte must not grow with the length of the line.
func BenchmarkScanHostile(b *testing.B) {
	r := newDateReader(b, "vi")
	for _, unit := range []string{"trong ", "từ ngày ", "1, ", "6 và ", "hai ", "1/", "1-", "8/4 đến ", "năm ", "(", "tháng ", "lần đầu ", "kéo dài "} {
		for _, n := range []int{8000, 16000} {
			text := strings.Repeat(unit, n)
			l := r.line(text)
			b.Run(fmt.Sprintf("%s%d", strings.TrimSpace(unit), n), func(b *testing.B) {
				b.SetBytes(int64(len(text)))
				for b.Loop() {
					r.d.Scan(l)
				}
			})
		}
	}
}

func FuzzScan(f *testing.F) {
	for _, s := range []string{"từ 24 đến 26/6", "8/4/2025", "trong hai ngày 7, 8/7", "2025-04-08", "cách đây vài ngày", "13h45 GMT ngày 7/7", "thứ Ba (8/4)", "quý I/2013"} {
		f.Add(s)
	}
	r := newDateReader(f, "vi")
	ctx := NewDateContext(&parley.Date{Value: "2025-04-08", Basis: parley.BasisGiven})
	f.Fuzz(func(t *testing.T, s string) {
		l := r.line(s)
		last := 0
		for _, e := range r.d.Scan(l) {
			if e.From < last || e.To <= e.From || e.To > len(l.Tokens) {
				t.Fatalf("%q: expression at [%d,%d) after %d", s, e.From, e.To, last)
			}
			last = e.To
			ctx.Tense = r.d.Tense(l, e)
			if v, _, _ := r.d.Resolve(e, ctx); v != "" {
				if _, err := parley.ParseEDTF(v); err != nil {
					t.Fatalf("%q: %q resolves to %q: %v", s, e.Text, v, err)
				}
			}
		}
	})
}

// benchText is news prose of the usual density of dates.
const benchText = "Người phát ngôn cho biết cuộc gặp giữa hai bộ trưởng ngoại giao diễn ra tối 5/3 theo giờ địa phương tại thủ đô. " +
	"Trước đó, hai bên đã nhất trí nối lại đối thoại sau gần hai năm gián đoạn và dự kiến tổ chức vòng tiếp theo vào tháng 7 tới. " +
	"Trong một tuyên bố chung, các nước tham gia khẳng định ủng hộ giải pháp hòa bình cho cuộc xung đột kéo dài nhiều năm. "

func BenchmarkScanDates(b *testing.B) {
	r := newDateReader(b, "vi")
	l := r.line(strings.Repeat(benchText, 20))
	b.SetBytes(int64(len(l.Text)))
	b.ReportAllocs()
	for b.Loop() {
		r.d.Scan(l)
	}
}

func BenchmarkScanAndResolveDates(b *testing.B) {
	r := newDateReader(b, "vi")
	l := r.line(strings.Repeat(benchText, 20))
	ctx := NewDateContext(&parley.Date{Value: "2025-04-08", Basis: parley.BasisGiven})
	b.SetBytes(int64(len(l.Text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, e := range r.d.Scan(l) {
			ctx.Tense = r.d.Tense(l, e)
			r.d.Resolve(e, ctx)
		}
	}
}
