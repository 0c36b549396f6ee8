package charset

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/unicode/norm"
)

const sentence = "Hai nước đã nhất trí về việc mở lại đường biển và sẽ họp ở thủ đô trong tháng tới với những người của các bên."

// syllables reads the lists of syllables from the pack.
func syllables(t testing.TB) *Detector {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "packs", "vi", "words", "page.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	lists := map[string][]string{}
	for line := range strings.Lines(string(data)) {
		id, forms, _ := strings.Cut(strings.TrimSpace(line), "\t")
		lists[id] = strings.Split(forms, "|")
	}
	return New(lists["syllable-initial"], lists["syllable-rhyme"])
}

// codes joins the codes of the problems.
func decodeCodes(d *Detector, b, declared string, markup bool) (string, string) {
	text, problems := d.Decode([]byte(b), declared, markup)
	var codes []string
	for _, p := range problems {
		codes = append(codes, p.Code)
	}
	return text, strings.Join(codes, " ")
}

func TestDecode(t *testing.T) {
	d := syllables(t)
	wide := func(e unicode.Endianness, p unicode.BOMPolicy) string {
		s, _ := unicode.UTF16(e, p).NewEncoder().String(sentence)
		return s
	}
	wider := func(e utf32.Endianness, p utf32.BOMPolicy) string {
		s, _ := utf32.UTF32(e, p).NewEncoder().String(sentence)
		return s
	}
	west := func(s string) string { r, _ := charmap.Windows1252.NewEncoder().String(s); return r }
	twice := func(b string) string { // bytes that were shown as Western letters and saved so
		var s strings.Builder
		for i := range len(b) {
			r := charmap.Windows1252.DecodeByte(b[i])
			if r == 0xFFFD {
				r = rune(b[i])
			}
			s.WriteRune(r)
		}
		return s.String()
	}
	const french = "Le président a été reçu à l'Élysée, où il a défendu le traité « historique »."
	for _, c := range []struct {
		name, bytes, charset string
		markup               bool
		want, problems       string
	}{
		{"UTF-8", sentence, "", false, sentence, ""},
		{"with a mark", "\ufeff" + sentence, "", false, sentence, ""},
		{"decomposed", norm.NFD.String(sentence), "", false, sentence, ""},
		{"soft hyphens and zero widths stay", "a\u00adb\u200bc", "", false, "a\u00adb\u200bc", ""},
		{"eth for d with stroke stays, and the newer placement of a tone", "Ðồng thuận về hoà bình", "", false, "Ðồng thuận về hoà bình", ""},
		{"a wrong declaration", sentence, "windows-1252", false, sentence, ""},
		{"one bad byte", sentence + "\xff" + sentence, "", false, sentence + "\uFFFD" + sentence, "invalid-utf8"},
		{"zero bytes", "a\x00b and more of it", "", false, "a\uFFFDb and more of it", "nul"},
		{"UTF-16 with a mark", wide(unicode.LittleEndian, unicode.UseBOM), "", false, sentence, ""},
		{"UTF-16, big end", wide(unicode.BigEndian, unicode.UseBOM), "", false, sentence, ""},
		{"UTF-16 without a mark", wide(unicode.LittleEndian, unicode.IgnoreBOM), "", false, sentence, ""},
		{"UTF-16 without a mark, big end", wide(unicode.BigEndian, unicode.IgnoreBOM), "", false, sentence, ""},
		{"UTF-32 with a mark", wider(utf32.LittleEndian, utf32.UseBOM), "", false, sentence, ""},
		{"UTF-32, big end", wider(utf32.BigEndian, utf32.UseBOM), "", false, sentence, ""},
		{"UTF-32 without a mark", wider(utf32.LittleEndian, utf32.IgnoreBOM), "", false, sentence, ""},
		{"windows-1258", win1258(t, sentence), "windows-1258", false, sentence, ""},
		{"windows-1258, guessed", win1258(t, sentence), "", false, sentence, "encoding-guessed"},
		{"windows-1258, declared as Western by habit", win1258(t, sentence), "iso-8859-1", false, sentence, "encoding-guessed encoding-misdeclared"},
		{"windows-1258 by meta", `<meta charset="windows-1258">` + win1258(t, sentence), "", true, `<meta charset="windows-1258">` + sentence, ""},
		{"a meta in a comment is none", `<!-- <meta charset=gbk> --><meta content="text/html; charset=windows-1258">` + win1258(t, "để"), "", true, `<!-- <meta charset=gbk> --><meta content="text/html; charset=windows-1258">để`, ""},
		{"windows-1258 by an XML declaration", `<?xml version="1.0" encoding='windows-1258'?>` + win1258(t, "để"), "", true, `<?xml version="1.0" encoding='windows-1258'?>để`, ""},
		{"the transport goes before the meta", `<meta charset="gbk">` + win1258(t, "để"), "windows-1258", true, `<meta charset="gbk">để`, ""},
		{"TCVN3", byRunes(sentence, tcvn3Table), "", false, sentence, "encoding-guessed"},
		{"TCVN3, declared", byRunes(sentence, tcvn3Table), "x-viet-tcvn", false, sentence, ""},
		{"TCVN3 with the quotation marks of Windows", "\x93" + byRunes(sentence, tcvn3Table) + "\x94", "", false, "“" + sentence + "”", "encoding-guessed"},
		{"TCVN3 with the capitals of the standard", byRunes("ĐẠI SỨ HAI NƯỚC GẶP NHAU Ở ĐẢO PHÚ QUỐC, HẸN SỚM NỐI LẠI ĐƯỜNG BIỂN", tcvn3Table), "", false, "ĐẠI SỨ HAI NƯỚC GẶP NHAU Ở ĐẢO PHÚ QUỐC, HẸN SỚM NỐI LẠI ĐƯỜNG BIỂN", "encoding-guessed"},
		{"TCVN3 whose font has capitals at the small letters' codes", byRunes("NGOạI TRƯởNG NƯớC LÁNG GIềNG THĂM VIệT NAM", tcvn3Table), "", false, "NGOẠI TRƯỞNG NƯỚC LÁNG GIỀNG THĂM VIỆT NAM", "encoding-guessed"},
		{"VISCII", byRunes(sentence, visciiTable), "", false, sentence, "encoding-guessed"},
		{"VISCII, declared", byRunes(sentence, visciiTable), "VISCII", false, sentence, ""},
		{"VNI", vni(sentence), "", false, sentence, "encoding-guessed"},
		{"VNI, declared", vni(sentence), "x-viet-vni", false, sentence, ""},
		{"UTF-8 by its name, VNI by its bytes", vni(sentence), "utf-8", false, sentence, "encoding-guessed encoding-misdeclared"},
		{"UTF-8 encoded twice", twice(sentence), "utf-8", false, sentence, "encoding-doubled"},
		{"VNI saved as Western letters in UTF-8", twice(vni(sentence)), "utf-8", false, sentence, "encoding-doubled"},
		{"TCVN3 saved as Western letters in UTF-8", twice(byRunes(sentence, tcvn3Table)), "utf-8", false, sentence, "encoding-doubled"},
		{"Western", west(french), "", false, french, "encoding-guessed"},
		{"Western, declared", west(french), "iso-8859-1", false, french, ""},
		{"French in UTF-8 is no old encoding", french, "", false, french, ""},
		{"signs and a few accents in UTF-8 are no old encoding", "4 × 3 = 12 · café · El Niño · ± 5 ° · naïve · ¿qué? © 2031", "", false, "4 × 3 = 12 · café · El Niño · ± 5 ° · naïve · ¿qué? © 2031", ""},
		{"Japanese by its escapes", "\x1b$B$O$J$7\x1b(B and more", "", false, "はなし and more", "encoding-guessed"},
		{"an escape alone", "a \x1b[1m bold", "", false, "a \x1b[1m bold", ""},
	} {
		got, codes := decodeCodes(d, c.bytes, c.charset, c.markup)
		if got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		if codes != c.problems {
			t.Errorf("%s: problems %q, want %q", c.name, codes, c.problems)
		}
	}
}

// TestShort: pieces of sixty letters and more, some with much ASCII in them, go through
// every encoding and back without being declared.
func TestShort(t *testing.T) {
	d := syllables(t)
	for _, s := range []string{
		"Đại sứ hai nước gặp nhau sáng nay, chưa rõ kết quả cuộc họp ra sao.",
		"Theo Reuters, ông Smith (London) và bà Laura Keller đã ký văn bản Nr. 17/2031.",
		"HỘI ĐÀM KẾT THÚC MUỘN: hai bên chỉ hẹn gặp lại, không ra tuyên bố chung.",
		"NATO, OPEC, ASEAN: three summits in one week; cuộc họp sau sẽ ở Geneva, theo The Daily Herald.",
		"Bộ Ngoại giao nước này yêu cầu phía bên kia rút quân khỏi vùng đệm trước thứ Sáu.",
		"Ngày 3-5, đoàn đàm phán tới Muscat; vòng thứ tư bắt đầu lúc 9 giờ, kéo dài hai ngày.",
	} {
		for _, e := range encoders {
			got, codes := decodeCodes(d, e.encode(t, s), "", false)
			if got != s || codes != Guessed {
				t.Errorf("%s:\ngot  %s (%s)\nwant %s", e.name, got, codes, s)
			}
		}
	}
}

var articles = flag.Int("articles", 60, "how many articles of the corpus TestAccuracy encodes")

// TestAccuracy encodes real articles, and pieces of them, and counts how many come back.
func TestAccuracy(t *testing.T) {
	texts := corpus(t, *articles)
	d := syllables(t)
	for _, a := range texts {
		if got, codes := decodeCodes(d, a, "", false); got != a || codes != "" {
			t.Errorf("good UTF-8 is read as something else (%s): %.100s", codes, got)
		}
	}
	for _, size := range []int{0, 200, 60} {
		for _, e := range encoders {
			right, all, wrong := 0, 0, ""
			for _, a := range texts {
				for _, piece := range pieces(a, size) {
					b := e.encode(t, piece)
					if sevenBit([]byte(b)) {
						continue
					}
					all++
					want := strings.ReplaceAll(plainQuotes.Replace(piece), "?", "")
					got, _ := d.Decode([]byte(b), "", false)
					if got = strings.ReplaceAll(plainQuotes.Replace(got), "?", ""); got == want || got == known(piece, want) {
						right++
					} else if wrong == "" {
						wrong = got
					}
				}
			}
			share := float64(right) / float64(all)
			t.Logf("%-13s pieces of %3d letters (0: whole): %d of %d come back, %.2f %%", e.name, size, right, all, 100*share)
			if wrong != "" {
				t.Logf("    the first that does not: %.100s", wrong)
			}
			if share < 0.985 {
				t.Errorf("%s: only %.2f %% of pieces of %d letters come back", e.name, 100*share, size)
			}
		}
	}
}

// known drops the letters that no old encoding of the language has.
func known(piece, want string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 || vniCodes[r] != "" {
			return r
		}
		return -1
	}, want)
}

// pieces cuts one piece of size letters from the middle of a text; the whole for 0.
func pieces(text string, size int) []string {
	rs := []rune(text)
	if size == 0 || len(rs) <= size {
		return []string{text}
	}
	from := (len(rs) - size) / 2
	return []string{string(rs[from : from+size])}
}

// corpus gives the first n articles of the shared corpus.
func corpus(t testing.TB, n int) []string {
	f, err := os.Open("../../../shared/corpus/diplomacy-2017.jsonl.gz")
	if err != nil {
		t.Skip("the shared corpus is not here")
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for dec := json.NewDecoder(z); len(out) < n; {
		var a struct{ Text string }
		if dec.Decode(&a) != nil {
			break
		}
		out = append(out, norm.NFC.String(a.Text))
	}
	return out
}

// TestTextEncodings reads texts in a dozen encodings, declared and not.
func TestTextEncodings(t *testing.T) {
	dir := "../../../shared/bad/golang-text-encoding/encoding/testdata"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the shared texts are not here")
	}
	d := syllables(t)
	for _, c := range []struct{ name, text, declared string }{
		{"candide-gb18030", "candide-utf-8", "gb18030"},
		{"candide-utf-16le", "candide-utf-8", ""},
		{"candide-utf-32be", "candide-utf-8", ""},
		{"candide-windows-1252", "candide-utf-8", ""},
		{"rashomon-euc-jp", "rashomon-utf-8", ""},
		{"rashomon-euc-jp", "rashomon-utf-8", "euc-jp"},
		{"rashomon-iso-2022-jp", "rashomon-utf-8", ""},
		{"rashomon-shift-jis", "rashomon-utf-8", ""},
		{"rashomon-shift-jis", "rashomon-utf-8", "shift_jis"},
		{"sunzi-bingfa-simplified-gbk", "sunzi-bingfa-simplified-utf-8", ""},
		{"sunzi-bingfa-traditional-big5", "sunzi-bingfa-traditional-utf-8", ""},
		{"sunzi-bingfa-traditional-big5", "sunzi-bingfa-traditional-utf-8", "big5"},
		{"unsu-joh-eun-nal-euc-kr", "unsu-joh-eun-nal-utf-8", ""},
	} {
		in, err := os.ReadFile(filepath.Join(dir, c.name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(filepath.Join(dir, c.text+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		got, _ := d.Decode(in, c.declared, false)
		if got != norm.NFC.String(string(want)) {
			t.Errorf("%s declared as %q: not the text of %s: %.60q", c.name, c.declared, c.text, got)
		}
	}
}

// TestTable1258 compares our reading of windows-1258 with the table of the standard.
func TestTable1258(t *testing.T) {
	data, err := os.ReadFile("../../../shared/bad/whatwg-encoding/index-windows-1258.txt")
	if err != nil {
		t.Skip("the shared table is not here")
	}
	n := 0
	for line := range bytes.Lines(data) {
		f := strings.Fields(string(line))
		if len(f) < 2 || strings.HasPrefix(f[0], "#") {
			continue
		}
		i, _ := strconv.Atoi(f[0])
		r, _ := strconv.ParseUint(f[1], 0, 32)
		if got := charmap.Windows1258.DecodeByte(byte(0x80 + i)); got != rune(r) && r >= 0xa0 { // what has no letter is a control there, U+FFFD here
			t.Errorf("byte %#x is %U, want %U", 0x80+i, got, r)
		}
		n++
	}
	if n < 120 {
		t.Errorf("only %d lines read", n)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(sentence), "", false)
	f.Add([]byte(vni(sentence)), "utf-8", true)
	f.Add([]byte("\xff\xfe\x00\x00a\x00"), "utf-16", false)
	f.Add([]byte("<meta charset=\x1b$B><!--"), "iso-2022-jp", true)
	f.Add([]byte("\u00c3\u00a1\u00c2\u00ba"), "", false)
	d := syllables(f)
	f.Fuzz(func(t *testing.T, b []byte, declared string, markup bool) {
		text, problems := d.Decode(b, declared, markup)
		if !norm.NFC.IsNormalString(text) || strings.Contains(text, "\x00") || strings.ToValidUTF8(text, "") != text {
			t.Errorf("not clean NFC text: %q", text)
		}
		for _, p := range problems {
			if p.Code == "" || p.Detail == "" {
				t.Errorf("a problem without code or detail: %v", p)
			}
		}
	})
}

func BenchmarkGuess(b *testing.B) {
	d := syllables(b)
	in := []byte(strings.Repeat(vni(sentence)+"\n", 40))
	b.SetBytes(int64(len(in)))
	for b.Loop() {
		d.Decode(in, "", false)
	}
}

var every = flag.Int("every", 5, "which of the shared pages TestForeign reads: each so-many-th")

// TestForeign: pages of other countries are not taken for old encodings of ours, neither in
// UTF-8 nor, where their letters allow it, as Western bytes without a declaration.
func TestForeign(t *testing.T) {
	dir := "../../../shared/pages"
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the shared pages are not here")
	}
	d := syllables(t)
	pages, west, right := 0, 0, 0
	err := filepath.WalkDir(dir, func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(p, ".html.gz") {
			return err
		}
		if pages++; pages%*every != 0 {
			return nil
		}
		text := unzipped(t, p)
		if _, codes := decodeCodes(d, text, "", true); strings.Contains(codes, Double) || strings.Contains(codes, Guessed) {
			t.Errorf("%s: %s", p, codes)
		}
		b, err := charmap.Windows1252.NewEncoder().String(text)
		if err != nil || sevenBit([]byte(b)) {
			return nil
		}
		west++
		if got, _ := decodeCodes(d, b, "", false); got == norm.NFC.String(text) {
			right++
		} else {
			t.Logf("%s comes back as something else", p)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d pages; %d of %d as Western bytes come back", pages, right, west)
	if right*100 < west*99 {
		t.Errorf("only %d of %d as Western bytes come back", right, west)
	}
}

// unzipped gives a file in gzip as text.
func unzipped(t *testing.T, p string) string {
	t.Helper()
	f, err := os.Open(p)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
