package web

import (
	"net/url"
	"strings"
	"testing"

	"parley"
)

func testReader(t testing.TB, lang string) *reader {
	t.Helper()
	all, langs, err := loadCatalogues(files)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{catalogue: all[lang], Lang: lang, all: all, langs: langs, here: &url.URL{Path: "/"}, sticky: url.Values{}}
}

func TestDates(t *testing.T) {
	vi, en := testReader(t, "vi"), testReader(t, "en")
	for _, c := range []struct{ value, vi, en string }{
		{"2025-04-08", "8/4/2025", "8 Apr 2025"},
		{"2025-04", "tháng 4/2025", "Apr 2025"},
		{"2025", "năm 2025", "2025"},
		{"XXXX-04-25", "25/4 (chưa rõ năm)", "25 Apr (year not known)"},
		{"2025-06-22/..", "từ 22/6/2025", "from 22 Jun 2025"},
		{"../2025-06", "đến tháng 6/2025", "until Jun 2025"},
		{"2025-03-17/2025-03-23", "17–23/3/2025", "17–23 Mar 2025"},
		{"2025-03-30/2025-04-02", "30/3/2025 – 2/4/2025", "30 Mar 2025 – 2 Apr 2025"},
		{"[2021-04-18,2022-04-18]", "18/4 năm 2021 hoặc 2022", "18 Apr 2021 or 2022"},
		{"[2016-06-12,2017-06-12,2018-06-12]", "12/6 năm 2016, 2017 hoặc 2018", "12 Jun 2016, 2017 or 2018"},
		{"[2016-06-12,2017-06-13,2018]", "12/6/2016, 13/6/2017 hoặc năm 2018", "12 Jun 2016, 13 Jun 2017 or 2018"},
		{"[2016-06-12,2017-06-12]/[2016-06-18,2017-06-18]", "12–18/6 năm 2016 hoặc 2017", "12–18 Jun 2016 or 2017"},
		{"[2016-06-30,2017-06-30]/[2016-07-02,2017-07-02]", "30/6 năm 2016 hoặc 2017 – 2/7 năm 2016 hoặc 2017", "30 Jun 2016 or 2017 – 2 Jul 2016 or 2017"},
		{"[2016-06-12,2017-06-12]/[2016-06-18,2018-06-18]", "12/6 năm 2016 hoặc 2017 – 18/6 năm 2016 hoặc 2018", "12 Jun 2016 or 2017 – 18 Jun 2016 or 2018"},
		{"2025-06/2025-08", "tháng 6–8/2025", "Jun–Aug 2025"},
		{"2025-12/2026-01", "tháng 12/2025 – tháng 1/2026", "Dec 2025 – Jan 2026"},
		{"[2016-01/2016-02,2017]", "tháng 1–2/2016 hoặc năm 2017", "Jan–Feb 2016 or 2017"},
		{"[21,2022]", "21 hoặc năm 2022", "21 or 2022"},
		{"XXXX-03", "tháng 3 (chưa rõ năm)", "Mar (year not known)"},
		{"2025-04-08T21:00:00+07:00", "8/4/2025", "8 Apr 2025"},
		{"2025-23", "mùa thu 2025", "autumn 2025"},
		{"2025-34", "quý 2/2025", "quarter 2 of 2025"},
		{"2025-41", "nửa cuối năm 2025", "second half of 2025"},
		{"2025-17", "2025-17", "2025-17"},
		{"", "chưa rõ ngày", "date not known"},
		{"2025-99-99", "2025-99-99", "2025-99-99"},
		{"sớm", "sớm", "sớm"},
	} {
		if got := vi.Date(c.value); got != c.vi {
			t.Errorf("%s in vi: %s", c.value, got)
		}
		if got := en.Date(c.value); got != c.en {
			t.Errorf("%s in en: %s", c.value, got)
		}
	}
}

func TestDurations(t *testing.T) {
	en := testReader(t, "en")
	for iso, want := range map[string]string{
		"PT3H": "3 hours", "PT1H30M": "1 hour 30 minutes", "P2D": "2 days", "P1M": "1 month", "x": "x",
	} {
		if got := en.Duration(iso); got != want {
			t.Errorf("%s: %s", iso, got)
		}
	}
}

func TestCompatible(t *testing.T) {
	for _, c := range []struct {
		x, y string
		want bool
	}{
		{"2025-05-16", "2025-05", true},
		{"2025-05-16", "2025-06", false},
		{"2025-06-20/2025-06-30", "2025-06-25", true},
		{"2025-06-20/..", "2026-01-01", true},
		{"XXXX-04-25", "2025-04-25", false},
		{"[2021-04-18,2022-04-18]", "2022-04-18", true},
	} {
		if got := compatible(c.x, c.y); got != c.want {
			t.Errorf("%s and %s: %v", c.x, c.y, got)
		}
	}
}

func TestLine(t *testing.T) {
	vi, en := testReader(t, "vi"), testReader(t, "en")
	a := func(role parley.Role, name string) parley.Actor {
		return parley.Actor{Role: role, ID: "group:" + name, Name: name}
	}
	two := []parley.Actor{a("party", "A"), a("party", "B")}
	directed := []parley.Actor{a("source", "A"), a("target", "B")}
	for _, c := range []struct {
		d      deed
		vi, en string
	}{
		{deed{"talks", "", "occurred", two, "", ""}, "A và B đàm phán", "A and B held talks"},
		{deed{"talks", "", "cancelled", two, "", ""}, "A và B hủy việc đàm phán", "A and B no longer to hold talks"},
		{deed{"meet", "", "denied", two, "", ""}, "A và B không gặp nhau", "A and B did not meet"},
		{deed{"propose", "talks", "occurred", directed, "", ""}, "A đề xuất đàm phán với B", "A proposed talks to B"},
		{deed{"propose", "", "possible", directed[:1], "", ""}, "A có thể đề xuất", "A may propose"},
		{deed{"accuse", "", "occurred", directed[1:], "", ""}, "B bị cáo buộc", "B was accused"},
		{deed{"mediate", "", "occurred", append(two, a("mediator", "C")), "", ""}, "C làm trung gian giữa A và B", "C mediated between A and B"},
		{
			deed{"propose", "talks", "occurred", directed, "five points on the release of water", ""},
			"A đề xuất đàm phán với B: “five points on the release of water”", "A proposed talks to B: “five points on the release of water”",
		},
		{deed{"accuse", "", "occurred", directed, "words", ""}, "A cáo buộc B", "A accused B"},
		// The words of a source that only repeat the word for what it is about are not quoted.
		{
			deed{"threaten", "sanction", "occurred", directed, "những biện pháp trừng phạt", ""},
			"A đe dọa B về trừng phạt", "A threatened B with sanctions: “những biện pháp trừng phạt”",
		},
		{
			deed{"threaten", "sanction", "occurred", directed, "trừng phạt mọi ngân hàng của nước này", ""},
			"A đe dọa B về trừng phạt: “trừng phạt mọi ngân hàng của nước này”", "A threatened B with sanctions: “trừng phạt mọi ngân hàng của nước này”",
		},
		// What was agreed in words needs no name of a kind that says less: to leave a union is filed as a sanction.
		{deed{"accept", "sanction", "occurred", two, "rời khỏi liên minh", ""}, "A và B đồng ý: “rời khỏi liên minh”", "A and B agreed: “rời khỏi liên minh”"},
		{deed{"accept", "sanction", "occurred", two, "", ""}, "A và B đồng ý về trừng phạt", "A and B agreed to sanctions"},
		{deed{"accuse", "", "planned", directed[1:], "", ""}, "B sẽ bị cáo buộc", "B to be accused"},
		{deed{"meet", "", "planned", two[:1], "", ""}, "A sẽ có cuộc gặp", "A to hold a meeting"},
		// A kind that is several things is told by the one word of its sentence that is clear.
		{deed{"sign", "", "occurred", directed, "", "Hai bên đã ký thỏa thuận."}, "A ký với B", "A signed with B"},
		{deed{"sign", "sanction", "occurred", directed[:1], "", "Thượng viện thông qua dự luật"}, "A thông qua văn kiện về trừng phạt", "A adopted a document on sanctions"},
		{deed{"sign", "", "occurred", directed, "", "Ký rồi thông qua"}, "A ký hoặc thông qua với B", "A signed or adopted with B"},
		{deed{"sign", "", "occurred", directed, "", "Ông đưa chữ kýý"}, "A ký hoặc thông qua với B", "A signed or adopted with B"},
		{deed{"nonsense", "", "occurred", nil, "", ""}, "Nonsense", "Nonsense"},
		{deed{"talks", "", "occurred", []parley.Actor{a("party", "{t}[x]")}, "", ""}, "{t}[x] đàm phán", "{t}[x] held talks"},
	} {
		if got := vi.line(c.d); got != c.vi {
			t.Errorf("%v in vi: %s", c.d, got)
		}
		if got := en.line(c.d); got != c.en {
			t.Errorf("%v in en: %s", c.d, got)
		}
	}
}

// FuzzDate holds that no value is too odd to be written.
func FuzzDate(f *testing.F) {
	for _, s := range []string{"2025-04-08", "[2021,2022]", "../..", "XXXX-04-25", "[[[,", "/", "-", "2025--", "{T}", "9999-12-31/0001"} {
		f.Add(s, s)
	}
	r := testReader(f, "vi")
	f.Fuzz(func(t *testing.T, a, b string) {
		r.Date(a)
		r.Duration(a)
		compatible(a, b)
		earlier(a, b)
	})
}

// FuzzParts holds that marking never changes the text, whatever the spans.
func FuzzParts(f *testing.F) {
	f.Add("Nga và Ukraine đàm phán. Mỹ hoan nghênh.", []byte{0, 3, 0, 24, 7, 14, 15, 23, 5, 30}, 3)
	f.Add("x", []byte{255, 0}, -1)
	r := testReader(f, "vi")
	f.Fuzz(func(t *testing.T, text string, cuts []byte, at int) {
		runes := []rune(text)
		if len(cuts) > 40 {
			cuts = cuts[:40]
		}
		p := &parley.Reading{Text: text, Blocks: []parley.Block{{Kind: parley.BlockBody, Span: parley.Span{End: len(runes)}}}}
		for i := 0; i+1 < len(cuts); i += 2 {
			span := parley.Span{Start: int(cuts[i]), End: int(cuts[i+1])}
			switch i % 3 {
			case 0:
				p.Claims = append(p.Claims, parley.Claim{Evidence: parley.Quote{Span: span}, Trigger: parley.Quote{Span: span}})
			case 1:
				p.Mentions = append(p.Mentions, parley.Mention{Span: span})
			default:
				p.Times = append(p.Times, parley.Time{Span: span})
			}
		}
		var b strings.Builder
		ids := map[string]int{}
		for _, part := range r.parts(p, &stretches(p)[0], at, nil) {
			for _, block := range part.Blocks {
				for _, run := range block.Runs {
					for _, id := range append(run.More, run.ID) {
						if ids[id]++; id != "" && ids[id] > 1 {
							t.Errorf("id %s stands twice", id)
						}
					}
					for _, piece := range run.Pieces {
						b.WriteString(piece.Text)
					}
				}
			}
		}
		if b.String() != string(runes) {
			t.Errorf("text changed: %q", b.String())
		}
	})
}

// TestFixed says which times name a day of the next week.
func TestFixed(t *testing.T) {
	from, _ := parseDay("2025-07-14")
	to := from.AddDate(0, 0, 7)
	for _, c := range []struct {
		value string
		days  int
		ok    bool
	}{
		{"2025-07-16", 1, true},
		{"2025-07-16/2025-07-17", 2, true},
		{"2025-07-13/2025-07-14", 2, true}, // has begun, goes on
		{"2025-07-14/2025-07-20", 7, true}, // that week
		{"2025-07-21", 1, false},
		{"2025-07", 31, false},      // some day of the month
		{"2025-01/..", 0, false},    // from then on
		{"../2025-08-01", 0, false}, // until
		{"[2024-07-16,2025-07-16]", 0, false},
		{"XXXX-07-16", 0, false},
		{"", 0, false},
	} {
		if _, days, ok := fixed(c.value, from, to); ok != c.ok || ok && days != c.days {
			t.Errorf("%s: %d days, %v", c.value, days, ok)
		}
	}
}

// TestDetails says what is wrong with a page in the reader's language, details too where
// their form is known.
func TestDetails(t *testing.T) {
	vi, en := testReader(t, "vi"), testReader(t, "en")
	for _, c := range []struct{ code, detail, vi, en string }{
		{"encoding-guessed", "read as windows-1258", "bảng mã phải đoán: đọc là windows-1258", "encoding guessed: read as windows-1258"},
		{"bad-date", `the given date "32/1" is no date`, `ngày không hiểu được: "32/1"`, `date not understood: the given date "32/1" is no date`},
		{"bad-date", "another form", "ngày không hiểu được: another form", "date not understood: another form"},
		{"no-text", "", "không có chữ", "no text"},
		{"unheard-of", "x", "unheard-of: x", "unheard-of: x"},
	} {
		p := []parley.Problem{{Code: c.code, Detail: c.detail}}
		if got := vi.problems(p)[0]; got != c.vi {
			t.Errorf("%s in vi: %s", c.code, got)
		}
		if got := en.problems(p)[0]; got != c.en {
			t.Errorf("%s in en: %s", c.code, got)
		}
	}
}

func TestDuration(t *testing.T) {
	vi, en := testReader(t, "vi"), testReader(t, "en")
	for iso, want := range map[string][2]string{
		"P2W": {"2 tuần", "2 weeks"}, "P1M": {"1 tháng", "1 month"}, "P7Y": {"7 năm", "7 years"},
		"P1DT3H": {"1 ngày 3 giờ", "1 day 3 hours"}, "PT90M": {"90 phút", "90 minutes"}, "odd": {"odd", "odd"}, "P3Q": {"P3Q", "P3Q"},
	} {
		if v, e := vi.Duration(iso), en.Duration(iso); v != want[0] || e != want[1] {
			t.Errorf("%s: %q, %q", iso, v, e)
		}
	}
}

func TestOneDeal(t *testing.T) {
	deal := func(day, words string, ids ...string) *parley.Event {
		e := &parley.Event{Kind: parley.Sign, ObjectText: parley.Maybe(words)}
		if day != "" {
			e.Time = &parley.When{Value: day}
		}
		for _, id := range ids {
			e.Actors = append(e.Actors, parley.Actor{Role: parley.RoleParty, ID: "state:" + id, State: parley.Maybe(id)})
		}
		return e
	}
	note := deal("2017-07-11", "Bản ghi nhớ tại Doha", "QAT", "USA")
	for _, c := range []struct {
		e    *parley.Event
		want bool
	}{
		{deal("", "một bản ghi nhớ giữa hai nước với nội dung chống tài trợ khủng bố", "USA", "QAT"), true},
		{deal("2017-07-11", "bản ghi nhớ về chống khủng bố", "QAT", "USA"), true},
		{deal("2017-05-20", "bản ghi nhớ về chống khủng bố", "QAT", "USA"), false},
		{deal("", "hợp đồng mua máy bay", "QAT", "USA"), false},
		{deal("2017-07-13", "bản ghi nhớ tại Doha", "QAT", "USA"), true}, // the same words days later
		{deal("2017-07-30", "bản ghi nhớ tại Doha", "QAT", "USA"), false},
		{deal("", "bản ghi nhớ tại Doha", "QAT", "FRA"), false},
	} {
		if got := oneDeal(note, c.e); got != c.want {
			t.Errorf("%s of %s: %v", c.e.ObjectText, whenValue(c.e.Time), got)
		}
	}
}

func TestReasonOfItsItem(t *testing.T) {
	for why, want := range map[string]string{
		"completed by the item's date, 2017-06-07 (ngày 7/6; it names 2016)": "completed by the item's date, 2017-06-07",
		"completed by the item's date, 2017-06-07":                           "completed by the item's date, 2017-06-07",
		"ngày 7/6 (theo giờ địa phương)":                                     "ngày 7/6 (theo giờ địa phương)",
	} {
		if got := itemReason.ReplaceAllString(why, "$1"); got != want {
			t.Errorf("%s: %s", why, got)
		}
	}
}

// TestDaysWords: what is only known to a month or a year is not said to be its first day.
func TestDaysWords(t *testing.T) {
	r := testReader(t, "en")
	for _, c := range []struct{ from, to, want string }{
		{"2017-05-03", "2017-05-03", "3 May 2017"},
		{"2017-05-01", "2017-05-31", "May 2017"},
		{"2017-01-01", "2017-12-31", "2017"},
		{"2017-05-29", "2017-05-31", "29–31 May 2017"},
		{"2001-01-01", "2009-12-31", "1 Jan 2001"},
	} {
		from, _ := parley.DaysOf(c.from)
		to, _ := parley.DaysOf(c.to)
		if got := r.daysWords(from.From, to.To); got != c.want {
			t.Errorf("%s to %s: %s, not %s", c.from, c.to, got, c.want)
		}
	}
}
