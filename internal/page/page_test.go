package page

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"parley"
)

var update = flag.Bool("update", false, "write what is read into testdata")

// tableWords reads the tables of the packs; a fault in them fails the test.
func tableWords(t testing.TB) Words {
	t.Helper()
	w := Words{}
	for _, table := range []string{"vi/words/page.tsv", "en/words/page.tsv", "world/calendar.tsv"} {
		name := filepath.Join("..", "..", "packs", table)
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		last := ""
		for i, line := range strings.Split(strings.TrimSuffix(string(b), "\n"), "\n") {
			if strings.HasPrefix(line, "#") {
				continue
			}
			id, forms, ok := strings.Cut(line, "\t")
			switch {
			case !ok || forms == "":
				t.Errorf("%s:%d: no forms", name, i+1)
			case id <= last:
				t.Errorf("%s:%d: %q is not sorted after %q", name, i+1, id, last)
			case !norm.NFC.IsNormalString(line) || strings.TrimSpace(line) != line:
				t.Errorf("%s:%d: not NFC, or spaces at the end", name, i+1)
			}
			last = id
			w[id] = append(w[id], strings.Split(forms, "|")...)
		}
	}
	return w
}

// TestWords checks that every id of the tables is one that Words explains.
func TestWords(t *testing.T) {
	src, err := os.ReadFile("words.go")
	if err != nil {
		t.Fatal(err)
	}
	for id, forms := range tableWords(t) {
		base, _, _ := strings.Cut(id, ".")
		if !strings.Contains(string(src), "\n//\t"+base) {
			t.Errorf("the id %q is not explained", id)
		}
		if slices.Contains(forms, "") {
			t.Errorf("%q has an empty form", id)
		}
	}
}

// check tells what is wrong with the shape of a layout.
func check(l *parley.Layout) error {
	text := []rune(l.Text)
	at := 0
	for i, b := range l.Blocks {
		switch {
		case b.Kind == "":
			return fmt.Errorf("block %d has no kind", i)
		case b.Start < at || b.End <= b.Start || b.End > len(text):
			return fmt.Errorf("block %d is %v after %d of %d", i, b.Span, at, len(text))
		case strings.TrimSpace(string(text[at:b.Start])) != "":
			return fmt.Errorf("before block %d is %q", i, string(text[at:b.Start]))
		case b.Kind.Furniture() != (b.Item == noItem) || b.Item >= len(l.Items):
			return fmt.Errorf("block %d of kind %s has item %d of %d", i, b.Kind, b.Item, len(l.Items))
		}
		at = b.End
	}
	if rest := string(text[at:]); strings.TrimSpace(rest) != "" {
		return fmt.Errorf("behind the last block is %q", rest)
	}
	for i, it := range l.Items {
		if it.Start < 0 || it.End < it.Start || it.Authors == nil {
			return fmt.Errorf("item %d is %v, authors %v", i, it.Span, it.Authors)
		}
	}
	if !norm.NFC.IsNormalString(l.Text) {
		return fmt.Errorf("the text is not NFC")
	}
	return nil
}

// show writes a layout down: verdict, blocks, and what the first item says.
func show(l *parley.Layout) string {
	var s strings.Builder
	text := []rune(l.Text)
	fmt.Fprintf(&s, "%s %s\n", l.Kind, l.Language)
	for _, b := range l.Blocks {
		item := fmt.Sprint(b.Item)
		if b.Item == noItem {
			item = "-"
		}
		words := []rune(strings.Join(strings.Fields(string(text[b.Start:b.End])), " "))
		if len(words) > 60 {
			words = append(append(words[:40:40], '…'), words[len(words)-19:]...)
		}
		fmt.Fprintf(&s, "%s %s | %s\n", item, b.Kind, string(words))
	}
	for i, it := range l.Items {
		if it.Agency != "" || len(it.Authors) > 0 || it.Published != nil || it.URL != "" {
			fmt.Fprintf(&s, "item %d: agency %q authors %q", i, it.Agency, it.Authors)
			if it.Published != nil {
				fmt.Fprintf(&s, " published %s (%s)", strings.TrimSpace(it.Published.Value+" "+it.Published.Clock), it.Published.Basis)
			}
			if it.Updated != nil {
				fmt.Fprintf(&s, " updated %s", strings.TrimSpace(it.Updated.Value+" "+it.Updated.Clock))
			}
			if it.URL != "" {
				fmt.Fprintf(&s, " url %s", it.URL)
			}
			s.WriteString("\n")
		}
	}
	for _, p := range l.Problems {
		fmt.Fprintf(&s, "problem %s\n", p.Code)
	}
	return s.String()
}

// TestRead reads every page of testdata and compares with what stands in its .want file.
func TestRead(t *testing.T) {
	r, err := New(tableWords(t)).With(knownSites(t))
	if err != nil {
		t.Fatal(err)
	}
	files, _ := filepath.Glob("testdata/*")
	more, _ := filepath.Glob("testdata/*/*")
	files = append(files, more...)
	n := 0
	for _, f := range files {
		media := parley.MediaText
		switch filepath.Ext(f) {
		case ".html":
			media = parley.MediaHTML
		case ".txt":
		default:
			continue
		}
		n++
		t.Run(filepath.Base(f), func(t *testing.T) {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			l := r.Read(&parley.Page{Source: f, Bytes: b, Media: media})
			if err := check(l); err != nil {
				t.Error(err)
			}
			got := show(l)
			if *update && got != "" {
				if err := os.WriteFile(f+".want", []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, _ := os.ReadFile(f + ".want")
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
	if n < 10 {
		t.Errorf("only %d pages", n)
	}
}

// TestLine says what one line is by its form, and how a line is taken apart.
func TestLine(t *testing.T) {
	lex := newLexicon(tableWords(t))
	for _, c := range []struct{ line, want string }{
		{"{title}", "template"},
		{"{{ article.head }}", "template"},
		{"{ not one } but text", ""},
		{"0:00 / 0:00", "widget"},
		{"12", "widget"},
		{"1.", ""},
		{"* * *", "widget"},
		{"14/04/2021", "dateline"},
		{"Thứ tư, 14/04/2021 - 10:30", "dateline"},
		{"Ngày 14/04/2021 hai bên gặp nhau.", ""},
		{"Hãy đánh giá bài viết này", "widget"},
		{"Theo Reuters", "credit"},
		{"Nguồn TTXVN", "credit"},
		{"(TTXVN/Vietnam+)", "credit"},
		{"Theo Bộ Ngoại giao Nga, vòng đàm phán sẽ tiếp tục.", ""},
		{"Minh Anh (tổng hợp)", "credit"},
		{"Ảnh: Minh Anh", "credit"},
		{"Tin liên quan", "navigation"},
		{"Trang chủ | Thế giới | Kinh tế", "navigation"},
		{"Bản quyền thuộc về tòa soạn", "legal"},
		{"Bộ trưởng A phát biểu. (Nguồn: Sputnik) Ngày 9/5, hai bên gặp nhau ở thành phố B.", "caption: Bộ trưởng A phát biểu. / credit: (Nguồn: Sputnik) / : Ngày 9/5, hai bên gặp nhau ở thành phố B."},
		{"Bộ trưởng A (trái) thăm cảng. Ảnh: AFP Hai bên gặp nhau.", "caption: Bộ trưởng A (trái) thăm cảng. / credit: Ảnh: AFP / : Hai bên gặp nhau."},
		{"Hai bên gặp nhau. [Nước A và nước B sắp mở lại đường biển] Cuộc gặp kéo dài một giờ.", ": Hai bên gặp nhau. / teaser-title: [Nước A và nước B sắp mở lại đường biển] / : Cuộc gặp kéo dài một giờ."},
		{"Ông nói: “Họ [phía nước B] chưa trả lời”.", ""},
		{"Cuộc họp kết thúc mà không có thỏa thuận nào được ký. Minh Anh (theo AP)", ": Cuộc họp kết thúc mà không có thỏa thuận nào được ký. / credit: Minh Anh (theo AP)"},
		{"Cuộc họp kết thúc mà không có thỏa thuận nào được ký./.", ""},
	} {
		units := lex.cut(c.line)
		var parts []string
		for _, u := range units {
			parts = append(parts, string(u.kind)+": "+u.text)
		}
		got := strings.Join(parts, " / ")
		if len(units) == 1 {
			got = string(units[0].kind)
		}
		if got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.line, got, c.want)
		}
	}
}

// TestGiven reads a text with title, lead and date given beside it.
func TestGiven(t *testing.T) {
	r := New(tableWords(t))
	body := "Hai bên đã trao đổi về đường biển và nghề cá trong hai giờ. Cuộc họp tới sẽ diễn ra vào tháng 9."
	for _, c := range []struct{ title, lead, text, want string }{
		{"Nước A họp với nước B", "Cuộc họp bàn về đường biển.", body, "title lead body"},
		{"Nước A họp với nước B", "", body, "title body"},
		{"", "Cuộc họp bàn về đường biển.", body, "lead body"},
		{"Nước A họp với nước B", "Cuộc họp bàn về đường biển.", "Nước A họp với nước B\nCuộc họp bàn về đường biển.\n" + body, "title lead body"},
		{"Nước A họp với nước B?", "Cuộc  họp bàn\nvề đường biển.", body, "title lead body"},
	} {
		l := r.Read(&parley.Page{Bytes: []byte(c.text), Title: c.title, Lead: c.lead, Published: "2025-04-08", Media: parley.MediaText})
		if err := check(l); err != nil {
			t.Error(err)
		}
		var kinds []string
		for _, b := range l.Blocks {
			kinds = append(kinds, string(b.Kind))
		}
		if got := strings.Join(kinds, " "); got != c.want {
			t.Errorf("%q + %q: got %s, want %s", c.title, c.lead, got, c.want)
		}
		if d := l.Items[0].Published; d == nil || d.Value != "2025-04-08" || d.Basis != parley.BasisGiven {
			t.Errorf("published %+v", d)
		}
	}
}

func TestGivenDate(t *testing.T) {
	r := New(tableWords(t))
	for in, want := range map[string]string{
		"2025-04-08": "2025-04-08", "2013-10-23T11:39:00+07:00": "2013-10-23", "2025-06-13/2025-06-24": "2025-06-13/2025-06-24",
		"XXXX-04-21": "XXXX-04-21", "yesterday": "", "": "",
		"0000-01-01": "", "-0400": "", "2025-02-30": "", "2025-99-99T99:99:99Z": "", "/": "",
	} {
		l := r.Read(&parley.Page{Bytes: []byte("Nước A họp với nước B\nHai bên đã gặp nhau."), Published: in, Media: parley.MediaText})
		got := ""
		if d := l.Items[0].Published; d != nil {
			got = d.Value
		}
		if got != want || (in != "" && want == "") != (len(l.Problems) == 1) {
			t.Errorf("%q: got %q, problems %v", in, got, l.Problems)
		}
	}
}

func TestLanguage(t *testing.T) {
	lex := newLexicon(tableWords(t))
	for text, want := range map[string]string{
		"Hai bên đã nhất trí mở lại đường biển.":           "vi",
		"The two sides agreed to reopen the sea lane.":     "en",
		"Les deux parties ont convenu de rouvrir la voie.": "und",
		"12345 67":                  "und",
		"Putin, Trump, Macron":      "und",
		"Nga - Mỹ nối lại đàm phán": "vi",
		"US and Russia to resume talks in Istanbul on Tuesday": "en",
	} {
		if got := lex.language(text); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}
