package annotate

import (
	"strings"
	"testing"

	"parley"
)

// inferCases are made-up items with what is to be inferred of them.
var inferCases = []struct {
	name  string
	facts []string
	text  []string
	want  string
	why   string // must stand in the reason
}{
	{
		"the latest past day in the only year that the office allows",
		[]string{"!X is foreign minister: 2017-02-01..2018-03-31"},
		[]string{"Ngày 16/6, hai bên gặp nhau.", "Trước đó, ngày 5/6, ông X lên đường.", "Họ sẽ gặp lại ngày 20/7."},
		"2017-06-16", "X is foreign minister",
	},
	{
		"today is said",
		[]string{"!X is foreign minister: 2017-02-01..2018-03-31"},
		[]string{"Cuộc họp diễn ra hôm nay (6/5).", "Vụ việc xảy ra hôm 7/5 năm ngoái."},
		"2017-05-06", "",
	},
	{
		"yesterday is said",
		[]string{"!X is foreign minister: 2017-02-01..2018-01-31"},
		[]string{"Hôm qua (30/6), bà phát biểu."},
		"2017-07-01", "",
	},
	{
		"tomorrow is said",
		[]string{"!X is foreign minister: 2017-02-01..2018-01-31"},
		[]string{"Ngày mai, 24/5, hội nghị khai mạc."},
		"2017-05-23", "",
	},
	{
		"two years remain",
		[]string{"!X is spokesman: 2020-08-24..2022-07-31"},
		[]string{"Bà X ngày 18/4 tuyên bố."},
		"[2021-04-18,2022-04-18]", "X is spokesman",
	},
	{
		"two people were in office together once",
		[]string{"!X is president: 2017-01-20..2021-01-19, 2025-01-20..", "!Y is minister: 2015-09-15..2018-08-24"},
		[]string{"Ngày 1/2, ông X gọi cho ông Y."},
		"[2017-02-01,2018-02-01]", "Y is minister",
	},
	{"nothing decides the year", nil, []string{"Ngày 18/4, bà tuyên bố."}, "XXXX-04-18", "nothing decides"},
	{
		"too many years remain",
		[]string{"!X is president: 2000-01-01..2012-12-31"},
		[]string{"Ngày 18/4, bà tuyên bố."},
		"XXXX-04-18", "nothing decides",
	},
	{"no date and no fact", nil, []string{"Hai bên hội đàm."}, "", ""},
	{"facts alone, far apart", []string{"!X is president: 2000-01-01..2012-12-31"}, []string{"Hai bên hội đàm."}, "", ""},
	{
		"facts alone, near each other",
		[]string{"!X is new: 2017-05-10..2017-07-20", ">the vote: 2017-06-08..2017-06-08"},
		[]string{"Hai bên hội đàm."},
		"2017-06/2017-07", "",
	},
	{
		"the weekday chooses the year",
		[]string{"!X is minister: 2021-02-01..2025-01-31"},
		[]string{"Thứ Ba (8/4), bà tới thủ đô."},
		"XXXX-04-08", "",
	},
	{
		"the weekday agrees with one year",
		[]string{"!X is minister: 2022-02-01..2025-12-31"},
		[]string{"Thứ Ba (8/4), bà tới thủ đô."},
		"2025-04-08", "",
	},
	{
		"a lapse after a dated event",
		[]string{"!X is chancellor: 2021-12-08..2025-05-05"},
		[]string{"Điện đàm lần đầu tiên sau hai năm.", "Chiều ngày 15/11, hai ông trao đổi.", "Lần gần nhất là vào tháng 12 năm 2022."},
		"2024-11-15", "2 years after 2022-12",
	},
	{"ago and its year", nil, []string{"Cách đây một thập kỷ, vào năm 2007, hai bên ký.", "Ngày 12/5, họ gặp lại."}, "2017-05-12", "2007"},
	{
		"a full date near the day",
		[]string{"!X is president: 2012-01-01.."},
		[]string{"Ảnh chụp ngày 12/3/2025.", "Ngày 16/3, giới chức lạc quan."},
		"2025-03-16", "2025-03-12",
	},
	{
		"round the end of the year",
		[]string{"!X is minister: 2016-03-01..2017-11-30"},
		[]string{"Ngày 30/12, bà ký.", "Ngày 2/1, bà trở về."},
		"2017-01-02", "",
	},
	{
		"a day told as future is none of the past",
		[]string{"!X is minister: 2017-02-01..2017-12-31"},
		[]string{"Ngày 21/5, nội các họp.", "Ông sẽ đến ngày 22/5.", "Đường đóng cửa chiều 22/5."},
		"2017-05-21", "",
	},
	{
		"who takes office within weeks is named with it already",
		[]string{"!X is minister: 2017-02-13..2021-01-19", "!Y is president: 2017-01-20..2021-01-19", "!Z is premier: 2016-07-13..2018-01-31"},
		[]string{"Ngày 6/2, ông X phát biểu."},
		"2017-02-06", "Z is premier",
	},
	{
		"who takes it months later is not",
		[]string{"!X is minister: 2017-05-13..2021-01-19", "!Y is president: 2017-01-20..2018-12-31"},
		[]string{"Ngày 6/2, ông X phát biểu."},
		"2018-02-06", "X is minister",
	},
	{"weak facts prefer and do not decide", []string{"the collection: 2017-01-01..2017-12-31"}, []string{"Hai bên hội đàm."}, "", ""},
	{
		"a fact that contradicts the others is left aside",
		[]string{"!X is minister: 2017-02-01..2017-12-31", "!Y is president: 2016-05-01..2018-02-28", "!Z is premier: 2003-01-01..2004-12-31"},
		[]string{"Ngày 21/5, nội các họp."},
		"2017-05-21", "",
	},
}

// TestInferItem reads made-up items; facts are "why: from..to, from..to" with a sign
// before: ! strong, > not earlier than, nothing for a weak one.
func TestInferItem(t *testing.T) {
	r := newDateReader(t, "vi")
	for _, c := range inferCases {
		in := ItemEvidence{}
		for _, f := range c.facts {
			in.Facts = append(in.Facts, factOf(t, f))
		}
		for k, s := range c.text {
			l := r.line(s)
			for _, e := range r.d.Scan(l) {
				in.Exprs = append(in.Exprs, Located{DateExpr: e, Tense: r.d.Tense(l, e), Sentence: k})
			}
		}
		got := r.d.InferItem(in)
		value, why := "", ""
		if got != nil {
			value, why = got.Value, got.Why
		}
		if value != c.want || !strings.Contains(why, c.why) {
			t.Errorf("%s: got %q (%s), want %q", c.name, value, why, c.want)
		}
	}
}

func factOf(t *testing.T, s string) Fact {
	t.Helper()
	f := Fact{Strong: s[0] == '!', LowerOnly: s[0] == '>'}
	why, spans, _ := strings.Cut(strings.TrimLeft(s, "!>"), ": ")
	f.Why = why
	for _, span := range strings.Split(spans, ", ") {
		from, to, _ := strings.Cut(span, "..")
		in := parley.Interval{To: parley.DayMax}
		if e, err := parley.ParseEDTF(from); err == nil {
			in.From = e.Bounds().From
		} else {
			t.Fatal(err)
		}
		if e, err := parley.ParseEDTF(to); err == nil {
			in.To = e.Bounds().To
		}
		f.Alternatives = append(f.Alternatives, in)
	}
	return f
}

func TestGivenDateDecides(t *testing.T) {
	r := newDateReader(t, "vi")
	given := &parley.Date{Value: "2025-04-08", Basis: parley.BasisMarkup}
	if got := r.d.InferItem(ItemEvidence{Given: given, Facts: []Fact{factOf(t, "!X: 2017-01-01..2017-12-31")}}); got != given {
		t.Errorf("got %v", got)
	}
}
