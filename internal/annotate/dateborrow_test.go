package annotate

import (
	"strconv"
	"strings"
	"testing"

	"parley"
)

// borrowCases are items, what is lent to them, and the date that comes of it. A loan is
// "copy|part|told [firm] [old] [ahead] DAY".
var borrowCases = []struct {
	why  string
	text []string
	lent []string
	want string
}{
	{"the year comes from a copy", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"copy firm 2016-03-08"}, "2016-03-08 lent"},
	{"a copy of the next day: the news is of the day before", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"copy firm 2016-03-09"}, "2016-03-09 lent"},
	{"a copy that only its text dates lends the year alone", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"copy 2016-03-09"}, "2016-03-08 lent"},
	{"what both tell lends the year", []string{"Chiều 8/3, hai bên hội đàm.", "Ngày 5/3, ông đã tới Sochi."}, []string{"told firm 2016-03-05"}, "2016-03-08 lent"},
	{"what is recalled may be months old", []string{"Chiều 8/7, hai bên hội đàm.", "Ngày 5/3, ông đã tới Sochi."}, []string{"told old 2016-03-05"}, "2016-07-08 lent"},
	{"what is news is not", []string{"Chiều 8/9, hai bên hội đàm."}, []string{"told 2016-03-05"}, "XXXX-09-08"},
	{"what is to come", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"told ahead 2016-04-01"}, "2016-03-08 lent"},
	{"two years stay two", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"told 2015-03-05", "told 2016-03-05"}, "XXXX-03-08"},
	{"two copies of two years too", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"copy firm 2015-03-08", "copy firm 2016-03-08"}, "XXXX-03-08"},
	{"two deeds outweigh one", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"told 2015-03-05", "told 2016-03-05", "told 2016-03-06", "told 2016-03-07"}, "2016-03-08 lent"},
	{"a part in common counts where the days agree", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"part 2016-03-08"}, "2016-03-08 lent"},
	{"where they do not it is nothing", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"part 2016-07-20"}, "XXXX-03-08"},
	{"no day of its own: the days around a copy", []string{"Hai bên hội đàm."}, []string{"copy firm 2016-03-08"}, "2016-03-06/2016-03-10 lent"},
	{"two copies of one day", []string{"Hai bên hội đàm."}, []string{"copy firm 2016-03-08", "copy firm 2016-03-08"}, "2016-03-08 lent"},
	{"two of two days", []string{"Hai bên hội đàm."}, []string{"copy firm 2016-03-08", "copy firm 2016-03-09"}, "2016-03-07/2016-03-10 lent"},
	{"two that lie apart", []string{"Hai bên hội đàm."}, []string{"copy firm 2016-03-08", "copy firm 2016-03-19"}, ""},
	{"one copy that its text alone dates", []string{"Hai bên hội đàm."}, []string{"copy 2016-03-08"}, ""},
	{"what both tell does not say the day by itself", []string{"Hai bên hội đàm."}, []string{"told firm 2016-03-08"}, ""},
	{"a copy long after the days that are told", []string{"Từ ngày 8/3, ông giữ chức vụ mới."}, []string{"copy firm 2016-03-14"}, "2016-03-12/2016-03-16 lent"},
	{"an item that tells its day needs none", []string{"Ngày 8/3, hai bên hội đàm.", "Ảnh chụp ngày 7/3/2014."}, []string{"copy firm 2016-03-08"}, "2014-03-08"},
	{"two persons whom another names lend a year", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"named:2 2016-03-05"}, "2016-03-08 lent"},
	{"one alone does not", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"named:1 2016-03-05"}, "XXXX-03-08"},
	{"one does where facts leave two years", []string{"!X is minister: 2015-01-01..2016-12-31", "Chiều 8/3, hai bên hội đàm."}, []string{"named:1 2016-03-05"}, "2016-03-08 lent"},
	{"nobody in office then", []string{"!X is minister: 2015-01-01..2015-12-31", "Chiều 8/3, hai bên hội đàm."}, []string{"named:2 2016-03-05"}, "2015-03-08"},
	{"more persons of another year outweigh fewer", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"named:3 2016-03-05", "named:1 2015-03-05"}, "2016-03-08 lent"},
	{"at another time of the year they say nothing", []string{"Chiều 8/3, hai bên hội đàm."}, []string{"named:3 2016-05-05"}, "XXXX-03-08"},
	{"facts of its own speak against it", []string{"!X is minister: 2012-01-01..2012-12-31", "Hai bên hội đàm."}, []string{"copy firm 2016-03-08"}, "2012"},
	{"a month that the page gives is made a day", []string{"=2016-03", "Hai bên hội đàm."}, []string{"copy firm 2016-03-08", "copy firm 2016-03-08"}, "2016-03-08 lent"},
	{"never one outside it", []string{"=2016-04", "Hai bên hội đàm."}, []string{"copy firm 2016-03-08", "copy firm 2016-03-08"}, "2016-04"},
	{"a day that the page gives stands", []string{"=2016-04-02", "Hai bên hội đàm."}, []string{"copy firm 2016-03-08", "copy firm 2016-03-08"}, "2016-04-02"},
}

func TestBorrow(t *testing.T) {
	r := newDateReader(t, "vi")
	for _, c := range borrowCases {
		in := ItemEvidence{}
		for k, s := range c.text {
			switch {
			case strings.HasPrefix(s, "!"):
				in.Facts = append(in.Facts, factOf(t, s))
				continue
			case strings.HasPrefix(s, "="):
				in.Given = &parley.Date{Value: s[1:], Basis: parley.BasisGiven}
				continue
			}
			l := r.line(s)
			for _, e := range r.d.Scan(l) {
				in.Exprs = append(in.Exprs, Located{DateExpr: e, Tense: r.d.Tense(l, e), Sentence: k})
			}
		}
		for _, s := range c.lent {
			l := Lent{Item: "p_1/0", Why: "it shares 90 % of its text with «X» of …"}
			for _, w := range strings.Fields(s) {
				switch w {
				case "copy":
					l.Copy = true
				case "part":
					l.Copy, l.Part = true, true
				case "firm":
					l.Firm = true
				case "old":
					l.Old = true
				case "ahead":
					l.Ahead = true
				case "told":
				default:
					if n, ok := strings.CutPrefix(w, "named:"); ok {
						l.Named, _ = strconv.Atoi(n)
						continue
					}
					e, err := parley.ParseEDTF(w)
					if err != nil {
						t.Fatal(err)
					}
					l.Day, _ = e.Day()
				}
			}
			in.Lent = append(in.Lent, l)
		}
		got := ""
		if d := r.d.InferItem(in); d != nil {
			if got = d.Value; d.Lent != "" {
				got += " lent"
				if d.Basis != parley.BasisInferred || !strings.Contains(d.Why, in.Lent[0].Why) {
					t.Errorf("%s: %s because %s", c.why, d.Basis, d.Why)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.why, got, c.want)
		}
	}
}
