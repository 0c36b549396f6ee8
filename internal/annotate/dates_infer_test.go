package annotate

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
	"parley/internal/pack"
)

// loadVi returns the annotator of the shipped pack. A pack with faults still serves here;
// its own tests report them.
func loadVi(t testing.TB) *Annotator {
	t.Helper()
	p, errs := pack.Load(os.DirFS("../../packs"))
	for _, err := range errs {
		t.Log(err)
	}
	if p == nil || p.Languages["vi"] == nil {
		t.Fatal("no pack vi")
	}
	a := New(p, "vi")
	return a
}

// page lays out lines of text; items tells each line's item, below 0 for none.
func page(lines []string, items []int) *parley.Layout {
	l := &parley.Layout{Text: strings.Join(lines, "\n")}
	at := 0
	for i, line := range lines {
		n := utf8.RuneCountInString(line)
		if items[i] >= 0 && n > 0 {
			l.Blocks = append(l.Blocks, parley.Block{Kind: parley.BlockBody, Item: items[i], Span: parley.Span{Start: at, End: at + n}})
			for len(l.Items) <= items[i] {
				l.Items = append(l.Items, parley.Item{})
			}
		}
		at += n + 1
	}
	return l
}

func TestGoldItemDates(t *testing.T) {
	docs := readGold(t, "dev.jsonl")
	a := loadVi(t)
	scoreDates(t, docs, annotateDev(t, a, docs), .45)
}

func annotateDev(t *testing.T, a *Annotator, docs []goldDoc) []*parley.Date {
	var out []*parley.Date
	for _, doc := range docs {
		text, err := os.ReadFile(goldDir + "dev/" + doc.Doc)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		out = append(out, a.Annotate(page(lines, make([]int, len(lines))), "2026-06-30").Items[0].Published)
	}
	return out
}

func scoreDates(t *testing.T, docs []goldDoc, dates []*parley.Date, floor float64) {
	n, year, month, exact, wrong := 0, 0, 0, 0, 0
	for i, doc := range docs {
		got, v := dates[i], ""
		if got != nil {
			v = got.Value
		}
		n++
		switch {
		case v == doc.Date:
			exact++
			month++
			year++
		case len(v) >= 7 && v[:7] == doc.Date[:7]:
			month++
			year++
		case len(v) >= 4 && v[:4] == doc.Date[:4]:
			year++
		case len(v) >= 4 && v[0] == '2':
			wrong++
		}
		if v != doc.Date {
			t.Logf("%s: got %+v, gold %s", doc.Doc, got, doc.Date)
		}
	}
	t.Logf("dev: %d items, year right %.3f, month %.3f, exact %.3f, wrong year %d", n, share(year, n), share(month, n), share(exact, n), wrong)
	if share(year, n) < floor || wrong > 1 {
		t.Errorf("dev: year right %.3f, wrong %d", share(year, n), wrong)
	}
}

func TestGoldSeedDates(t *testing.T) {
	docs := readGold(t, "seeds.jsonl")
	a := loadVi(t)
	n, year := 0, 0
	for _, doc := range docs {
		data, err := os.ReadFile(goldDir + "../seeds/" + doc.Doc)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(data), "\n")
		items := make([]int, len(lines))
		for i := range items {
			items[i] = -1
		}
		for _, l := range doc.Lines {
			if l.Item != nil {
				items[l.N-1] = *l.Item
			}
		}
		out := a.Annotate(page(lines, items), "2026-06-30").Items
		for _, it := range doc.Items {
			v, got := "", (*parley.Date)(nil)
			if it.Item < len(out) && out[it.Item].Published != nil {
				got = out[it.Item].Published
				v = got.Value
			}
			if it.Date != "" {
				n++
				if v == it.Date || len(v) > 4 && v[:4] == strings.TrimLeft(it.Date, "[")[:4] {
					year++
				}
			}
			if v != it.Date {
				t.Logf("%s/%d: got %+v, gold %s", doc.Doc, it.Item, got, it.Date)
			}
		}
	}
	t.Logf("seeds: %d dated items, in the right year %.3f", n, share(year, n))
	if share(year, n) < .15 {
		t.Errorf("seeds: year right %.3f", share(year, n))
	}
}

// What the pack's world says of the year of an item's day.
func TestYearsOfItems(t *testing.T) {
	a := loadVi(t)
	for _, c := range []struct{ name, text, want string }{
		{"a summit is news in the weeks before", "Ngày 26/6, cảnh sát Đức siết chặt an ninh trước hội nghị G20 tại Hamburg.", "2017-06-26"},
		{"whoever was vice president left office as such", "Ngày 7/2, cựu Phó Tổng thống Mỹ Joe Biden và cựu Tổng thống Mỹ Barack Obama gặp Ngoại trưởng Mỹ Rex Tillerson.", "2017-02-07"},
		{"a withdrawal is spoken of before it is declared", "Ngày 24/5, Tổng thống Pháp Emmanuel Macron kêu gọi Tổng thống Mỹ Donald Trump không đưa Mỹ rút khỏi Hiệp định Paris.", "2017-05-24"},
	} {
		got := a.Annotate(page([]string{c.text}, []int{0}), "2026-06-30").Items[0].Published
		if got == nil || got.Value != c.want {
			t.Errorf("%s: %+v, not %s", c.name, got, c.want)
		}
	}
}
