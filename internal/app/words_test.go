package app

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"parley"
	"parley/internal/pack"
	"parley/packs"
)

func testNames(t testing.TB) *names {
	t.Helper()
	p, errs := pack.Load(packs.FS)
	if len(errs) > 0 {
		t.Fatal(errs[0])
	}
	return newNames(p)
}

func TestNames(t *testing.T) {
	n := testNames(t)
	for _, c := range []struct{ lang, id, want string }{
		{"vi", "state:DEU", "Đức"},
		{"en", "state:DEU", "Germany"},
		{"vi", "org:UN", "Liên Hợp Quốc"},
		{"en", "org:UN", "UN"},
		{"vi", "group:hamas", "Hamas"},
		{"vi", "person:olaf-scholz", "Olaf Scholz"},
		{"vi", "person:xi-jinping", "Tập Cận Bình"}, // as the language writes names of that state
		{"en", "person:xi-jinping", "Xi Jinping"},
		{"en", "person:jane-van-doe", "Jane Van Doe"}, // nobody the packs know
		{"vi", "office:RUS/foreign-ministry", "Bộ Ngoại giao Nga"},
		{"vi", "office:RUS/president", "Tổng thống Nga"},
		{"vi", "office:VNM/president", "Chủ tịch nước Việt Nam"},
		{"vi", "office:VNM/interior-minister", "Bộ trưởng Công an Việt Nam"},
		{"en", "office:VNM/president", "President of Vietnam"},
		{"en", "office:RUS/foreign-ministry", "Foreign Ministry of Russia"},
		{"vi", "topic:ceasefire", "ngừng bắn"},
		{"en", "ceasefire", "ceasefire"}, // a bare topic
		{"en", "talks", "talks"},         // what a track is about may be a kind
		{"vi", "kind:talks", "đàm phán"},
		{"en", "status:planned", "planned"},
		{"vi", "region:Middle East", "Trung Đông"},
		{"vi", "place:Moscow", "Moskva"},
		{"vi", "place:United Kingdom", "Anh"},
		{"xx", "state:DEU", "Germany"}, // a language without a pack is told in English
		{"en", "state:???", "state:???"},
		{"en", "nothing", "nothing"},
		{"en", "person:", ""},
	} {
		if got := n.Name(c.lang, c.id); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.lang, c.id, got, c.want)
		}
	}
}

func TestActorNames(t *testing.T) {
	n := testNames(t)
	for _, c := range []struct {
		lang string
		a    parley.Actor
		want string
	}{
		{"vi", parley.Actor{ID: "person:olaf-scholz", State: "DEU", Office: "DEU/chancellor"}, "Thủ tướng Đức Olaf Scholz"},
		{"en", parley.Actor{ID: "person:olaf-scholz", State: "DEU", Office: "DEU/chancellor"}, "Olaf Scholz (Chancellor, Germany)"},
		{"en", parley.Actor{ID: "person:jane-doe", Name: "Jane DOE", State: "DEU"}, "Jane DOE (Germany)"},
		{"en", parley.Actor{ID: "person:jane-doe", Name: "Jane DOE", State: "DEU", Office: "DEU/minister"}, "Jane DOE (Germany)"}, // minister of what?
		{"vi", parley.Actor{ID: "state:FRA"}, "Pháp"},
	} {
		if got := n.actor(c.lang, &c.a); got != c.want {
			t.Errorf("%s: %q, want %q", c.a.ID, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	n := testNames(t)
	for _, c := range []struct{ value, en, vi string }{
		{"2025-04-08", "8 April 2025", "8/4/2025"},
		{"2025-04", "April 2025", "tháng 4/2025"},
		{"2025", "2025", "năm 2025"},
		{"2025-05-14/2025-05-15", "14–15 May 2025", "14–15/5/2025"},
		{"2025-05-30/2025-06-02", "30 May 2025 to 2 June 2025", "30/5/2025 đến 2/6/2025"},
		{"2025-06-22/..", "from 22 June 2025", "từ 22/6/2025"},
		{"../2025-06", "until June 2025", "đến tháng 6/2025"},
		{"[2021-04-18,2022-04-18]", "18 April 2021 or 18 April 2022", "18/4/2021 hoặc 18/4/2022"},
		{"[2013,2014,2015]", "2013, 2014 or 2015", "năm 2013, năm 2014 hoặc năm 2015"},
		{"XXXX-04-25", "25 April (year not known)", "25/4 (chưa rõ năm)"},
		{"XXXX-04", "April (year not known)", "tháng 4 (chưa rõ năm)"},
		{"2025~", "about 2025", "khoảng năm 2025"},
		{"2025-23", "autumn 2025", "mùa thu 2025"},
		{"2025-34", "quarter 2 of 2025", "quý 2/2025"},
		{"2025-03-03T08:00:00Z", "3 March 2025", "3/3/2025"},
		{"no date", "no date", "no date"},
	} {
		if got := n.date("en", c.value); got != c.en {
			t.Errorf("%s in English: %q, want %q", c.value, got, c.en)
		}
		if got := n.date("vi", c.value); got != c.vi {
			t.Errorf("%s in Vietnamese: %q, want %q", c.value, got, c.vi)
		}
	}
	for v, want := range map[string]string{"PT1H30M": "1 hour 30 minutes", "P3D": "3 days", "P2M": "2 months", "odd": "odd"} {
		if got := n.duration("en", v); got != want {
			t.Errorf("%s: %q, want %q", v, got, want)
		}
	}
}

func TestReasons(t *testing.T) {
	n := testNames(t)
	for _, c := range []struct{ value, why, want string }{
		{"2021-04", "Joe Biden was President of USA from 2021-01-20 to 2025-01-19", "Joe Biden làm tổng thống của Mỹ từ 20/1/2021 đến 19/1/2025"},
		{"2021-04", "Ned Price was Spokesperson of the Foreign Ministry of USA from 2021-01-20 to 2023-03-17", "Ned Price làm người phát ngôn Bộ Ngoại giao của Mỹ từ 20/1/2021 đến 17/3/2023"},
		{"2017-06", "Tran Dai Quang was President of VNM from 2016-04-02 to 2018-09-21", "Tran Dai Quang làm chủ tịch nước của Việt Nam từ 2/4/2016 đến 21/9/2018"},
		{"2025-04", "Donald Trump was President of USA from 2017-01-20 to 2021-01-19 or Donald Trump is President of USA since 2025-01-20", "Donald Trump làm tổng thống của Mỹ từ 20/1/2025"},
		{"2025-04", "words of the page; it speaks of 2025-03 as past", "bài ghi “words of the page”; tháng 3/2025 được nói là đã qua"},
		{"2013-11-28", "Ngày 28/11; it follows what IRN, P5+1 did on 2013-11-24", "bài ghi “Ngày 28/11”; bài nối tiếp việc của Iran, P5+1 ngày 24/11/2013"},
		{"2025-06", "1 years after Russia–North Korea partnership treaty (2024-06-19)", "1 năm sau Hiệp ước Đối tác Chiến lược Toàn diện Nga-Triều (19/6/2024)"},
		{"2018-06", "it tells of USA, PRK on 2018-06-12; it names 2017", "bài kể chuyện của Mỹ, Triều Tiên ngày 12/6/2018; bài nhắc tới năm 2017"},
		{"2025", "a; b; c; d", "bài ghi “a”; bài ghi “b”; bài ghi “c”"},
	} {
		if got := n.reason("vi", c.value, c.why, 3); got != c.want {
			t.Errorf("%q:\n got %s\nwant %s", c.why, got, c.want)
		}
	}
	if got := n.reason("en", "2021", "Joe Biden was President of USA from 2021-01-20 to 2025-01-19", 3); !strings.Contains(got, "of United States from") {
		t.Error(got)
	}
}

func TestWrap(t *testing.T) {
	var b bytes.Buffer
	w := bufio.NewWriter(&b)
	wrap(w, "  • ", "    ", strings.Repeat("đàm phán ", 40)+strings.Repeat("x", 100))
	_ = w.Flush()
	lines := strings.Split(strings.TrimRight(b.String(), "\n"), "\n")
	for i, l := range lines {
		if utf8.RuneCountInString(l) > column && i < len(lines)-1 {
			t.Errorf("line %d has %d characters", i, utf8.RuneCountInString(l))
		}
		if first := i == 0; first != strings.HasPrefix(l, "  • ") {
			t.Errorf("line %d begins %.6q", i, l)
		}
	}
	if got := parley.Plain("a\x1b[31m\u202eb\nc\u00a0 d\x00"); got != "a[31mb c d" {
		t.Errorf("%q", got)
	}
	if got := parley.Shorten("một hai ba bốn năm", 12); got != "một hai ba…" {
		t.Errorf("%q", got)
	}
}

// FuzzDate: whatever stands in a ledger as a date is said without harm.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2025-04-08", "[2021,2022]", "{", "[]", "/", "../..", "XXXX-04-25", "2025-99", "P1D", "~", "T"} {
		f.Add(s)
	}
	n := testNames(f)
	f.Fuzz(func(_ *testing.T, v string) {
		for _, lang := range []string{"vi", "en", "xx"} {
			_ = n.date(lang, v)
			_ = n.duration(lang, v)
			_ = n.reason(lang, v, v, 3)
		}
	})
}
