package page

import (
	"strings"
	"testing"
)

// TestStamp says which dates a line or a value of metadata tells.
func TestStamp(t *testing.T) {
	lex := newLexicon(tableWords(t))
	for _, c := range []struct {
		in    string
		order dayOrder
		want  string // dates with their clock, separated by spaces
	}{
		// ISO 8601, as metadata should be
		{"2025-04-14", dayFirst, "2025-04-14"},
		{"2025-04-14T07:45:00+07:00", dayFirst, "2025-04-14T07:45+07:00"},
		{"2025-04-14T07:45:00.123-0400", dayFirst, "2025-04-14T07:45-04:00"},
		{"2025-04-14 07:45:00Z", dayFirst, "2025-04-14T07:45Z"},
		{"2025/04/14", dayFirst, "2025-04-14"},
		{"20250414", dayFirst, "2025-04-14"},
		{"1744589100", dayFirst, "2025-04-14T00:05Z"},
		{"1744589100000", dayFirst, "2025-04-14T00:05Z"},
		// figures, in the order of the page's language
		{"14/04/2021", dayFirst, "2021-04-14"},
		{"Thứ Tư, 14/4/2021 | 10:30 (GMT+7)", dayFirst, "2021-04-14T10:30"},
		{"14-4-2021 - 7:05", dayFirst, "2021-04-14T07:05"},
		{"3/4/2021", dayFirst, "2021-04-03"},
		{"3/4/2021", monthFirst, "2021-03-04"},
		{"25/4/2021", monthFirst, "2021-04-25"},
		{"3.4.2021", monthFirst, "2021-04-03"},
		{"3/4/2021", orderOpen, "[2021-03-04,2021-04-03]"},
		{"4/4/2021", orderOpen, "2021-04-04"},
		{"14. 4. 2021", dayFirst, "2021-04-14"},
		{"2021年4月14日", dayFirst, "2021-04-14"},
		{"2021년 4월 14일", dayFirst, "2021-04-14"},
		{"١٤/٠٤/٢٠٢١", dayFirst, "2021-04-14"},
		{"14/04/2568", dayFirst, "2025-04-14"},
		// words
		{"April 14, 2021", dayFirst, "2021-04-14"},
		{"Apr. 14th, 2021 5:00 pm PST", dayFirst, "2021-04-14T17:00"},
		{"Wednesday, 14 April 2021", dayFirst, "2021-04-14"},
		{"Published April 14, 2021 · Updated May 2, 2021", dayFirst, "2021-04-14 2021-05-02"},
		{"ngày 14 tháng 4 năm 2021", dayFirst, "2021-04-14"},
		{"June 2022", dayFirst, "2022-06"},
		// words of other languages
		{"ngày 14 tháng Tư năm 2025", dayFirst, "2025-04-14"},
		{"14 tháng Mười Hai, 2025", dayFirst, "2025-12-14"},
		{"tháng Mười 14, 2025", dayFirst, "2025-10-14"},
		{"14 Th4, 2025", dayFirst, "2025-04-14"},
		{"14 Th04 2025", dayFirst, "2025-04-14"},
		{"2025. gada 14. aprīlis", dayFirst, "2025-04-14"},
		{"14 באפריל 2025", dayFirst, "2025-04-14"},
		{"14 أبريل 2025", dayFirst, "2025-04-14"},
		{"14 نيسان 2025", dayFirst, "2025-04-14"},
		{"14 كانون الأول 2025", dayFirst, "2025-12-14"},
		{"14 जनवरी 2025", dayFirst, "2025-01-14"},
		{"14 เมษายน 2568", dayFirst, "2025-04-14"},
		{"14 เม.ย. 2568", dayFirst, "2025-04-14"},
		{"১৪ এপ্রিল ২০২৫", dayFirst, "2025-04-14"},
		{"۱۴ آوریل ۲۰۲۵", dayFirst, "2025-04-14"},
		{"14 април 2025", dayFirst, "2025-04-14"},
		{"14. априла 2025.", dayFirst, "2025-04-14"},
		{"14. aprill 2025", dayFirst, "2025-04-14"},
		{"14. apríl 2025", dayFirst, "2025-04-14"},
		{"14 prill 2025", dayFirst, "2025-04-14"},
		{"14 d'abril de 2025", dayFirst, "2025-04-14"},
		{"2025eko apirilaren 14a", dayFirst, "2025-04-14"},
		{"14 აპრილი 2025", dayFirst, "2025-04-14"},
		{"14 ապրիլի 2025", dayFirst, "2025-04-14"},
		{"14 aprel 2025", dayFirst, "2025-04-14"},
		{"14 kwi 2025", dayFirst, "2025-04-14"},
		{"14 апр. 2025", dayFirst, "2025-04-14"},
		{"14 nis 2025", dayFirst, "2025-04-14"},
		{"14 duben 2025", dayFirst, "2025-04-14"},
		{"14 Απρ 2025", dayFirst, "2025-04-14"},
		{"14-Apr-2025", dayFirst, "2025-04-14"},
		{"14. Apríla 2025", dayFirst, "2025-04-14"},
		// no dates
		{"30/2/2021", dayFirst, ""},
		{"14/4", dayFirst, ""},
		{"1.2.3", dayFirst, ""},
		{"+84 24 3825 2931", dayFirst, ""},
		{"tháng 4", dayFirst, ""},
		{"12-2021-4", dayFirst, ""},
		{strings.Repeat("1/", 300), dayFirst, ""},
		{"", dayFirst, ""},
	} {
		d := &dates{lex: lex, order: c.order}
		var got []string
		list := d.in(c.in)
		if s, ok := d.one(c.in); ok && len(list) == 0 {
			list = []placed{{stamp: s}}
		}
		for _, p := range list {
			s := p.day
			if p.clock != "" {
				s += "T" + p.time()
			}
			got = append(got, s)
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%q: got %q, want %q", c.in, g, c.want)
		}
	}
}

// TestAddressDate says which addresses tell a day.
func TestAddressDate(t *testing.T) {
	for in, want := range map[string]string{
		"https://news.example/2025/04/14/talks-end":                        "2025-04-14",
		"https://news.example/talks-end-14-4-2025.html":                    "2025-04-14",
		"https://bao.example/dam-phan-ket-thuc-20250414103012345.htm":      "2025-04-14",
		"https://news.example/a/20250414-talks":                            "2025-04-14",
		"https://news.example/article-596187204627":                        "",
		"https://news.example/2025/04/talks":                               "",
		"https://news.example/talks?day=2025/04/14":                        "",
		"https://2025-04-14.example/":                                      "",
		"https://news.example/" + strings.Repeat("9", 5000):                "",
		"https://news.example/articles/google-and-others-say-no-115741685": "",
	} {
		got, _ := addressDate(in)
		if got.day != want {
			t.Errorf("%.80s: got %q, want %q", in, got.day, want)
		}
	}
}

// FuzzStamp: whatever is read as a date is one, and stands where it is said to.
func FuzzStamp(f *testing.F) {
	for _, s := range []string{"2025-04-14T07:45:00+07:00", "Thứ Tư, 14/4/2021 | 10:30", "April 14th, 2021 5 pm", "2021年4月14日", "١٤/٠٤/٢٠٢١", "ngày 14 tháng 4 năm 2021"} {
		f.Add(s, uint8(0))
	}
	lex := newLexicon(tableWords(f))
	f.Fuzz(func(t *testing.T, s string, order uint8) {
		d := &dates{lex: lex, order: dayOrder(order % 3)}
		for _, p := range d.in(s) {
			if d := p.date("fuzz"); !edtf(d.Value) || p.start < 0 || p.end <= p.start {
				t.Errorf("%q: %+v", s, p)
			}
		}
		if v, ok := d.one(s); ok && !edtf(v.day) {
			t.Errorf("%q: %+v", s, v)
		}
	})
}
