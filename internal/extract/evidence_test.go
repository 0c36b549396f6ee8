package extract_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"parley"
	"parley/internal/annotate"
	"parley/internal/extract"
)

// parts from which sentences are made: every first with some of the others.
var (
	firsts = []string{
		"Tổng thống Nga Vladimir Putin", "Ngoại trưởng Mỹ", "Bộ Ngoại giao Trung Quốc", "Ngày 8/4, Nga và Ukraine", "“Liên minh châu Âu (EU)",
		"Theo TTXVN, Iran", "Hôm qua, Thủ tướng Nhật Bản", "Ông Volodymyr Zelensky", "Quân đội Israel", "Điện Kremlin",
	}
	seconds = []string{
		" điện đàm với ", " sẽ gặp ", " đã lên án ", " yêu cầu ngừng bắn với ", " không đàm phán với ", " bị trừng phạt bởi ",
		" đề xuất thương lượng với ", " đang thăm ", " đe dọa tấn công ", " ký thỏa thuận với ",
	}
	thirds = []string{
		"Thổ Nhĩ Kỳ.", "Tổng thống Pháp Emmanuel Macron tại Geneva, Thụy Sĩ.", "Triều\u00a0Tiên\u200b hôm nay (8/4).", "Hamas” – một phong trào ở Dải Gaza…",
		"người đồng cấp Đức “vào tuần tới”!", "Qatar về chiến sự ở Syria, Yemen và Libya.",
	}
)

// ownSentences are two hundred sentences and the handwritten ones of the tables.
func ownSentences(t testing.TB) []string {
	t.Helper()
	var out []string
	for i, f := range firsts {
		for j, s := range seconds {
			out = append(out, f+s+thirds[(i+j)%len(thirds)], f+s+thirds[(i+2*j+1)%len(thirds)])
		}
	}
	data, err := os.ReadFile("testdata/claims_vi.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(string(data), "\n") {
		if l != "" && !strings.ContainsAny(l[:1], "# ") {
			out = append(out, l)
		}
	}
	return out
}

var statuses = []parley.Status{parley.Occurred, parley.Ongoing, parley.Planned, parley.Possible, parley.Denied, parley.Cancelled}

var roles = []parley.Role{parley.RoleParty, parley.RoleSource, parley.RoleTarget, parley.RoleMediator, parley.RoleHost, parley.RoleHead, parley.RoleSignatory}

// faults lists what is wrong with the claims of a page by the contract alone.
func faults(l *parley.Layout, claims []parley.Claim) []string {
	var out []string
	runes := []rune(l.Text)
	at := func(s parley.Span) string {
		if s.Start < 0 || s.End > len(runes) || s.Start >= s.End {
			return "outside the text"
		}
		return string(runes[s.Start:s.End])
	}
	ids := map[string]bool{}
	for i := range claims {
		c := &claims[i]
		bad := func(format string, args ...any) {
			out = append(out, fmt.Sprintf("%s %q of %q: ", c.Kind, c.Trigger.Exact, c.Evidence.Exact)+fmt.Sprintf(format, args...))
		}
		if got := at(c.Evidence.Span); got != c.Evidence.Exact {
			bad("evidence %v is %q", c.Evidence.Span, got)
		}
		if got := at(c.Trigger.Span); got != c.Trigger.Exact || !c.Evidence.Contains(c.Trigger.Span) {
			bad("trigger %v is %q", c.Trigger.Span, got)
		}
		info, ok := c.Kind.Info()
		if !ok || c.CAMEO != info.CAMEO && !slices.Contains([]string{"054", "128", "129", "136", "137", "139"}, c.CAMEO) || c.Plover != info.Plover {
			bad("kind, CAMEO %s, PLOVER %v", c.CAMEO, c.Plover)
		}
		if _, ok := parley.Kind(c.Object).Info(); c.Object != "" && !ok {
			bad("object %s", c.Object)
		}
		if !slices.Contains(statuses, c.Status) {
			bad("status %q", c.Status)
		}
		if ids[c.ID] || !strings.HasPrefix(c.ID, "c_") {
			bad("id %q stands twice or is none", c.ID)
		}
		ids[c.ID] = true
		if c.Confidence <= 0 || c.Confidence > 1 || len(c.Rules) == 0 || c.Topics == nil || c.Conditions == nil || c.Item < 0 || c.Item >= len(l.Items) {
			bad("confidence %v, rules %v, topics %v, conditions %v, item %d", c.Confidence, c.Rules, c.Topics, c.Conditions, c.Item)
		}
		if c.Time != nil && c.Time.Value != "" {
			if _, err := parley.ParseEDTF(c.Time.Value); err != nil {
				bad("%v", err)
			}
		}
		if len(c.Actors) == 0 {
			bad("nobody does it")
		}
		for j, a := range c.Actors {
			if why := actorFault(c, a); why != "" {
				bad("actor %+v: %s", a, why)
			}
			for _, b := range c.Actors[:j] {
				if a.ID == b.ID && a.Role == b.Role {
					bad("actor %s is %s twice", a.ID, a.Role)
				}
			}
		}
	}
	return out
}

func actorFault(c *parley.Claim, a parley.Actor) string {
	kind, id, ok := strings.Cut(a.ID, ":")
	switch {
	case !ok || id == "" || !slices.Contains([]string{"state", "org", "group", "office", "person"}, kind):
		return "no id"
	case !slices.Contains(roles, a.Role):
		return "no role"
	case kind == "state" && string(a.State) != id:
		return "a state that is of another"
	case a.Name == "":
		return "no name"
	case a.State != "" && len(a.State) != 3:
		return "no ISO code"
	case a.Start == 0 && a.End == 0:
		return "" // understood from elsewhere, or the first words of the text
	case !c.Evidence.Contains(parley.Span{Start: a.Start, End: a.End}) || a.Start >= a.End:
		return "named outside the sentence"
	}
	return ""
}

// Evidence, trigger and actors stand where the claim says, counted in code points, in every
// one of the sentences: each read alone, and all of them as one page.
func TestEvidence(t *testing.T) {
	r := newReader(t, "")
	all := ownSentences(t)
	if len(all) < 200 {
		t.Fatalf("only %d sentences", len(all))
	}
	claims := 0
	for i, s := range all {
		// What stands before a sentence must not shift its offsets.
		l, _, cs := r.read("2025-04-08", []string{strings.Repeat("Trời mưa ở 🇻🇳 — ", i%4) + "hôm đó.", s})
		claims += len(cs)
		for _, f := range faults(l, cs) {
			t.Error(f)
		}
	}
	l, _, cs := r.read("2025-04-08", all)
	for _, f := range faults(l, cs) {
		t.Error(f)
	}
	t.Logf("%d sentences, %d claims one by one, %d as one page", len(all), claims, len(cs))
	if claims < len(all)/2 || len(cs) < len(all)/2 {
		t.Errorf("%d sentences give only %d and %d claims", len(all), claims, len(cs))
	}
}

// The same page gives the same claims, also by a new reader.
func TestSamePageSameClaims(t *testing.T) {
	all := ownSentences(t)
	first := ""
	for n := range 6 {
		_, _, cs := newReader(t, "").read("2025-04-08", all)
		got, err := json.Marshal(cs)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" {
			first = string(got)
		}
		if string(got) != first {
			t.Fatalf("reading %d differs", n)
		}
	}
}

// The claims of one item do not lean on another: a page of two items gives each what it
// gives alone.
func TestItemsAreApart(t *testing.T) {
	r := newReader(t, "testdata/pack")
	first, second := "Nga điện đàm với Mỹ.", "Trong cuộc điện đàm, hai bên nói về ngân sách."
	text := first + "\n" + second
	n := utf8.RuneCountInString(first)
	l := &parley.Layout{Text: text, Items: []parley.Item{{Kind: parley.ItemArticle}, {Kind: parley.ItemTeaser}}, Blocks: []parley.Block{
		{Kind: parley.BlockBody, Span: parley.Span{End: n}},
		{Kind: parley.BlockTeaser, Item: 1, Span: parley.Span{Start: n + 1, End: utf8.RuneCountInString(text)}},
	}}
	an := r.annotate.Annotate(l, "")
	cs := r.extract.Extract(&extract.Input{PageID: "p", Sentences: an.Sentences, Lines: an.Lines, Items: an.Items})
	if len(cs) != 1 || cs[0].Item != 0 {
		t.Errorf("want the one call of the article, got %d claims: %+v", len(cs), cs)
	}
	// The same two sentences in one item are two claims: so it was the item that decided.
	if _, _, cs := r.read("", []string{first, second}); len(cs) != 2 {
		t.Errorf("as one item: %d claims, want 2", len(cs))
	}
}

// Trace is told of every match, and of each claim once.
func TestTrace(t *testing.T) {
	r := newReader(t, "testdata/pack")
	for _, c := range []struct{ text, want string }{
		{"Nga lên án Mỹ.", "lên án claim"},
		{"Nga trở lại bàn đàm phán với Mỹ.", "bàn đàm phán blocks, đàm phán overlap"},
		{"Mỹ yêu cầu Nga ngừng bắn.", "yêu cầu claim, ngừng bắn object"},
		{"Hôm nay có người gặp nạn.", "gặp no-actors"},
	} {
		l, an, _ := r.read("", []string{c.text})
		var got []string
		stood := 0
		cs := r.extract.Extract(&extract.Input{PageID: "p", Sentences: an.Sentences, Lines: an.Lines, Items: l.Items, Trace: func(s extract.Step) {
			got = append(got, fmt.Sprintf("%s %s", s.Trigger.Exact, s.Outcome))
			if s.Claim != nil {
				stood++
			}
		}})
		if g := strings.Join(got, ", "); g != c.want || stood != len(cs) {
			t.Errorf("%s: %s, %d of %d claims; want %s", c.text, g, stood, len(cs), c.want)
		}
	}
}

// TestCorpusEvidence reads articles of the corpus beside the project, if there is one, and
// checks every claim against the contract.
func TestCorpusEvidence(t *testing.T) {
	const file = "../../../shared/corpus/diplomacy-2017.jsonl.gz"
	f, err := os.Open(file)
	if err != nil {
		t.Skipf("no corpus beside the project: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	r := newReader(t, "")
	most := 600
	if testing.Short() {
		most = 60
	}
	in := bufio.NewReaderSize(z, 1<<20)
	articles, claims := 0, 0
	for articles < most {
		line, err := in.ReadBytes('\n')
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		var doc struct{ Text string }
		if err := json.Unmarshal(line, &doc); err != nil {
			t.Fatal(err)
		}
		l, _, cs := r.read("2017-06-15", strings.Split(doc.Text, "\n"))
		articles, claims = articles+1, claims+len(cs)
		for _, why := range faults(l, cs) {
			t.Error(why)
		}
	}
	t.Logf("%d articles, %d claims", articles, claims)
	if articles == 0 || claims < articles {
		t.Errorf("%d articles give %d claims", articles, claims)
	}
}

// A headline has no stop: where it ends with what explains an actor, it is read as with a stop behind it.
func TestGlossAtTheEnd(t *testing.T) {
	r := newReader(t, "")
	for _, s := range []string{
		"Ngoại trưởng Mỹ gặp Ngoại trưởng Nga (đảng Nước Nga thống nhất)", "Mỹ gặp Nga và phu nhân", "Tổng thống Mỹ đến thăm Nga cùng phu nhân",
		"Nga gặp Mỹ do ông Lavrov dẫn đầu", "Nga gặp phái đoàn Mỹ do ông Lavrov làm trưởng đoàn",
	} {
		_, _, bare := r.read("2025-04-08", []string{s})
		_, _, stopped := r.read("2025-04-08", []string{s + "."})
		if len(bare) == 0 || len(bare) != len(stopped) {
			t.Errorf("%s: %d claims, with a stop %d", s, len(bare), len(stopped))
		}
	}
}

// FuzzExtract reads any text: no panic, and every claim keeps the contract.
func FuzzExtract(f *testing.F) {
	for i, s := range ownSentences(f) {
		if i%5 == 0 {
			f.Add(s)
		}
	}
	for _, s := range []string{"điện đàm", "Nga gặp", "gặp Nga.", "bị bị bị Nga tấn công", "Nga và và Mỹ gặp", "giữa giữa Nga gặp", "Nga, , Mỹ điện đàm. . (", "vòng đàm phán thứ Nga", "Triều Tiên phóng tên lửa. Mỹ phản đối Triều Tiên. Bị cáo buộc hôm qua.", "Mỹ gặp Nga và phu nhân"} {
		f.Add(s)
	}
	r := newReader(f, "")
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || len(text) > 3000 || text == "" {
			return
		}
		l, _, cs := r.read("2025-04-08", []string{text})
		for _, why := range faults(l, cs) {
			t.Fatal(why)
		}
	})
}

// BenchmarkUnderstand reads the sentences of the tests from text to claims, as one page, in memory that is
// kept from page to page, as the pipeline does.
func BenchmarkUnderstand(b *testing.B) {
	r := newReader(b, "")
	l, an, _ := r.read("2025-04-08", ownSentences(b))
	b.SetBytes(int64(len(l.Text)))
	b.ReportAllocs()
	claims, annotate, extract := 0, r.annotate.Worker(), r.extract.Worker()
	for b.Loop() {
		claims += len(extract.Extract(inputOf(annotate.Annotate(l, ""))))
	}
	sec := b.Elapsed().Seconds()
	b.ReportMetric(float64(b.N*len(an.Sentences))/sec, "sentences/s")
	b.ReportMetric(float64(claims)/sec, "claims/s")
}

// BenchmarkExtract is the last stage alone: from sentences to claims.
func BenchmarkExtract(b *testing.B) {
	r := newReader(b, "")
	l, an, _ := r.read("2025-04-08", ownSentences(b))
	b.SetBytes(int64(len(l.Text)))
	b.ReportAllocs()
	for b.Loop() {
		r.extract.Extract(inputOf(an))
	}
	b.ReportMetric(float64(b.N*len(an.Sentences))/b.Elapsed().Seconds(), "sentences/s")
}

func inputOf(an *annotate.Annotated) *extract.Input {
	return &extract.Input{PageID: "p_test", Sentences: an.Sentences, Lines: an.Lines, Items: an.Items}
}

// What is allocated grows with the page and not faster, also where every sentence leans on
// the ones before.
func TestWorkGrowsWithThePage(t *testing.T) {
	r := newReader(t, "")
	for _, g := range []struct {
		name, unit string
		reps       int
	}{
		{"the sentences of the tests", strings.Join(ownSentences(t), "\n") + "\n", 2},
		{"one claim again and again", "Nga điện đàm với Mỹ.\n", 300},
		{"triggers in a row", "gặp ", 1000},
		{"claims in one sentence", "Nga lên án Mỹ và Pháp yêu cầu Iran đàm phán với Qatar, ", 100},
		{"answers", "Mỹ đề xuất ngừng bắn. Iran bác bỏ. ", 200},
		{"words that point back", "Nga gặp Mỹ. Hai bên nhất trí. Trong cuộc gặp, họ nói về nước này. ", 150},
	} {
		_, once, _ := r.read("2025-04-08", strings.Split(strings.Repeat(g.unit, g.reps), "\n"))
		_, twice, _ := r.read("2025-04-08", strings.Split(strings.Repeat(g.unit, 2*g.reps), "\n"))
		x := testing.AllocsPerRun(1, func() { r.extract.Extract(inputOf(once)) })
		y := testing.AllocsPerRun(1, func() { r.extract.Extract(inputOf(twice)) })
		if x == 0 || y > 2.5*x+200 {
			t.Errorf("%s: %.0f allocations, twice the text %.0f", g.name, x, y)
		}
		if *timing {
			p, q := fastest(func() { r.extract.Extract(inputOf(once)) }), fastest(func() { r.extract.Extract(inputOf(twice)) })
			t.Logf("%s: %v, twice the text %v", g.name, p, q)
			if q > p*5/2 && q > 20*time.Millisecond {
				t.Errorf("%s: %v, twice the text %v", g.name, p, q)
			}
		}
	}
}

// fastest is the least time of three runs.
func fastest(f func()) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		f()
		best = min(best, time.Since(start))
	}
	return best
}
