package parley

import (
	"testing"
	"time"
)

func TestDayAgreesWithTheCalendar(t *testing.T) {
	for at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() < 10000; at = at.AddDate(0, 0, 61) {
		y, m, n := at.Date()
		d, ok := NewDay(y, int(m), n)
		if !ok || d != Day(at.Unix()/86400-b2i(at.Unix()%86400 < 0)) {
			t.Fatalf("%v: day %d %v", at, d, ok)
		}
		if y2, m2, n2 := d.Date(); y2 != y || m2 != int(m) || n2 != n {
			t.Fatalf("%v comes back as %d-%d-%d", at, y2, m2, n2)
		}
		if w := int(at.Weekday()+6)%7 + 1; d.Weekday() != w {
			t.Fatalf("%v: weekday %d, want %d", at, d.Weekday(), w)
		}
	}
}

func b2i(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

func TestParseEDTF(t *testing.T) {
	cases := []struct {
		in         string
		prec       Precision
		from, to   string
		days, year int
	}{
		{"2025-04-08", PrecisionDay, "2025-04-08", "2025-04-08", 1, 2025},
		{"2024-02", PrecisionMonth, "2024-02-01", "2024-02-29", 29, 2024},
		{"2025", PrecisionYear, "2025-01-01", "2025-12-31", 365, 2025},
		{"198X", PrecisionDecade, "1980-01-01", "1989-12-31", 3653, 0},
		{"19XX", PrecisionDecade, "1900-01-01", "1999-12-31", 36524, 0},
		{"2017-21", PrecisionSeason, "2017-03-01", "2017-05-31", 92, 2017},
		{"2017-23", PrecisionSeason, "2017-09-01", "2017-11-30", 91, 2017},
		{"2017-24", PrecisionSeason, "2017-12-01", "2018-02-28", 90, 0},
		{"2017-34", PrecisionSeason, "2017-04-01", "2017-06-30", 91, 2017},
		{"2025-06-22/..", PrecisionRange, "2025-06-22", "..", 0, 0},
		{"../2025-06", PrecisionRange, "..", "2025-06-30", 0, 0},
		{"2025-01/..", PrecisionRange, "2025-01-01", "..", 0, 0},
		{"2025-03-17/2025-03-23", PrecisionRange, "2025-03-17", "2025-03-23", 7, 2025},
		{"2017-06-19/2018-10", PrecisionRange, "2017-06-19", "2018-10-31", 500, 0},
		{"[2021-04-18,2022-04-18]", PrecisionSet, "2021-04-18", "2022-04-18", 2, 0},
		{"{2014-07,2014-09}", PrecisionSet, "2014-07-01", "2014-09-30", 61, 2014},
		{"XXXX-04-25", PrecisionNoYear, "..", "..", 0, 0},
		{"XXXX-02-29", PrecisionNoYear, "..", "..", 0, 0},
		{"XXXX-04", PrecisionNoYear, "..", "..", 0, 0},
	}
	for _, c := range cases {
		e, err := ParseEDTF(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		b := e.Bounds()
		year, _ := e.Year()
		if !mustYear(e) {
			year = 0
		}
		if e.String() != c.in || e.Precision() != c.prec || b.From.String() != c.from || b.To.String() != c.to ||
			e.Days() != c.days || year != c.year {
			t.Errorf("%s: got %s precision %d, %s to %s, %d days, year %d", c.in, e, e.Precision(), b.From, b.To, e.Days(), year)
		}
	}
}

func mustYear(e EDTF) bool { _, ok := e.Year(); return ok }

func TestParseEDTFRefuses(t *testing.T) {
	for _, in := range []string{
		"", "25", "2025-13", "2025-02-29", "2025-4-8", "2025-04-08T10:00", "0000", "XXXX",
		"XXXX-13", "XXXX-02-30", "XXXX-02-00", "../..", "/", "2025/", "2025-04/2025-03", "[]", "[2025", "{2025]", "[2025-01,]",
		"XXXX-01/..", "[XXXX-01-01,2025]", "2025-04-08 ", "-2025", "2O25", "١٩٨٠", "00XX", "2025-20", "2025-37",
	} {
		if e, err := ParseEDTF(in); err == nil {
			t.Errorf("%q was read as %s", in, e)
		}
	}
}

func edtf(t *testing.T, s string) EDTF {
	t.Helper()
	if s == "" {
		return EDTF{}
	}
	e, err := ParseEDTF(s)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEDTFRelations(t *testing.T) {
	cases := []struct {
		a, b               string
		contains, overlaps bool
		compare            int
	}{
		{"2025-04", "2025-04-08", true, true, -1},
		{"2025-04-08", "2025-04", false, true, 1},
		{"2025-04", "2025-05-01", false, false, -1},
		{"2025-06-22/..", "2030", true, true, -1},
		{"../2025-06", "2025-06-30", true, true, -1},
		{"../2025-06", "2025-07", false, false, -1},
		{"[2021-04-18,2022-04-18]", "2022-04-18", true, true, -1},
		{"[2021-04-18,2022-04-18]", "2021-12-01", false, false, -1},
		{"[2021-04-18,2022-04-18]", "2022", false, true, -1},
		{"2021/2022", "[2021-04-18,2022-04-18]", true, true, -1},
		{"XXXX-04-25", "2025-04-25", true, true, 1},
		{"XXXX-04-25", "2025-04", false, true, 1},
		{"XXXX-04-25", "2025-05", false, false, 1},
		{"XXXX-04", "XXXX-04-25", true, true, -1},
		{"2025-04-25", "XXXX-04-25", false, true, -1},
		{"XXXX-02-29", "2023/2023-12", false, false, 1},
		{"2025-04-08", "2025-04-08", true, true, 0},
		{"", "2025", false, false, 1},
	}
	for _, c := range cases {
		a, b := edtf(t, c.a), edtf(t, c.b)
		if a.Contains(b) != c.contains || a.Overlaps(b) != c.overlaps || b.Overlaps(a) != c.overlaps ||
			sign(a.Compare(b)) != c.compare || sign(b.Compare(a)) != -c.compare {
			t.Errorf("%s, %s: contains %v, overlaps %v %v, compare %d %d", c.a, c.b,
				a.Contains(b), a.Overlaps(b), b.Overlaps(a), a.Compare(b), b.Compare(a))
		}
	}
}

func sign(n int) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func TestEDTFMakers(t *testing.T) {
	day, _ := NewDay(2025, 3, 19)
	cases := []struct {
		got  EDTF
		want string
	}{
		{OnDay(day.Monday()), "2025-03-17"},
		{OnDay(DayMax), ""},
		{InMonth(2025, 13), ""},
		{InQuarter(2025, 1), "2025-33"},
		{InSeason(2025, 4), "2025-24"},
		{InDecade(1984), "198X"},
		{Between(InYear(2024), EDTF{}), "2024/.."},
		{Between(EDTF{}, InMonth(2025, 2)), "../2025-02"},
		{Between(OnDay(day), OnDay(day)), "2025-03-19"},
		{Between(InYear(2025), InYear(2024)), ""},
		{Between(EDTF{}, EDTF{}), ""},
		{Between(OneOf(OnDay(day), OnDay(day+1)), InYear(2026)), "2025-03-19/2026"},
		{OneOf(OnDay(day+365), OnDay(day), OnDay(day), EDTF{}), "[2025-03-19,2026-03-19]"},
		{OneOf(OnDay(day)), "2025-03-19"},
		{OneOf(), ""},
		{AllOf(InMonth(2014, 7), InMonth(2014, 9)), "{2014-07,2014-09}"},
		{YearUnknown(2, 30), ""},
	}
	for i, c := range cases {
		if c.got.String() != c.want {
			t.Errorf("%d: got %q, want %q", i, c.got, c.want)
		}
	}
}

func FuzzParseEDTF(f *testing.F) {
	for _, s := range []string{"2025-04-08", "2017-23", "[2021-04-18,2022-04-18]", "XXXX-04", "../2025-06-22", "{2014-07,2014-09}", "198X", "a/b", "2025-01/2025-02/2025"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := ParseEDTF(s)
		if err != nil {
			return
		}
		again, err := ParseEDTF(e.String())
		if err != nil || again.Compare(e) != 0 {
			t.Fatalf("%q printed as %q, which reads as %v, %v", s, e, again, err)
		}
		if !e.Contains(e) || !e.Overlaps(e) || e.Days() < 0 {
			t.Fatalf("%q does not contain itself", s)
		}
	})
}
