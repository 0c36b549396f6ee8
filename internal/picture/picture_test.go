package picture

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley"
)

var update = flag.Bool("update", false, "rewrite testdata/*.svg")

func day(year, month, n int) parley.Day {
	d, ok := parley.NewDay(year, month, n)
	if !ok {
		panic(fmt.Sprint("no such day: ", year, month, n))
	}
	return d
}

// dates writes days as a test reads them.
func dates(year, month, n int) string {
	switch {
	case month == 0:
		return fmt.Sprint(year)
	case n == 0:
		return fmt.Sprintf("%d/%d", month, year)
	}
	return fmt.Sprintf("%d/%d", n, month)
}

var months = [12]string{"Th1", "Th2", "Th3", "Th4", "Th5", "Th6", "Th7", "Th8", "Th9", "Th10", "Th11", "Th12"}

type drawn interface{ SVG() []byte }

// pictures are one of each, of an invented dispute between two islands about fishing, with
// words that are long, of two marks a letter, and hostile.
func pictures(width int, alone bool) map[string]drawn {
	f := func(title string) Frame { return Frame{Title: title, Desc: "Thử hình", Width: width, Alone: alone} }
	levels := []string{"đã thỏa thuận", "đang diễn ra", "chuẩn bị", "được đề xuất", "đình chỉ"}
	out := map[string]drawn{}
	out["course"] = &Course{
		Frame: f("Diễn tiến <đàm phán>"), Levels: levels, Last: day(2025, 9, 1), Dates: dates, Row: "Vòng",
		Steps: []CourseStep{
			{day(2025, 1, 10), 3, "đề xuất", "/e/1"},
			{day(2025, 3, 2), 1, "vòng một", "/e/2"},
			{day(2025, 5, 20), 4, "hủy vòng hai", "/e/3"},
			{day(2025, 7, 1), 1, "nối lại", "/e/4"},
		},
		Ahead:  &Mark{Day: day(2025, 10, 5), Label: "vòng ba"},
		Rounds: []Mark{{Day: day(2025, 3, 2), Text: "1", Tone: "good", Href: "/e/2"}, {Day: day(2025, 7, 1), Text: "2", Tone: "good"}, {Day: day(2025, 10, 5), Text: "3", Tone: "plan", Hollow: true}},
	}
	out["lanes"] = &Lanes{Frame: f("Các vòng theo nơi họp"), Lanes: []string{"Port Blue (Eastmark)", "Geneva", "không rõ"}, Dates: dates, Marks: []LaneMark{
		{Mark{day(2025, 3, 2), "1", "vòng 1", "/e/2", "good", false}, 0, day(2025, 3, 4)},
		{Mark{day(2025, 3, 3), "2", "vòng 2", "/e/5", "good", false}, 0, day(2025, 3, 3)},
		{Mark{day(2025, 7, 1), "3", "vòng 3", "", "bad", true}, 1, day(2025, 8, 1)},
	}}
	out["bars"] = &Bars{
		Frame: f("Chức vụ"), Rows: []string{"Bộ trưởng Ngoại giao", "Thủ tướng"}, From: day(2019, 1, 1), To: day(2025, 12, 31), Dates: dates, Row: "Sự kiện",
		Days: []parley.Day{day(2020, 5, 1), day(2020, 5, 2), day(2024, 2, 2)},
		Bars: []Bar{{0, parley.DayMin, day(2022, 3, 1), "Nguyễn Thử Nghiệm", "đến 2022", "", "main"}, {1, day(2022, 3, 2), parley.DayMax, "Tên & Họ", "từ 2022", "/a/1", "good"}},
	}
	out["stances"] = &Stances{Frame: f("Lập trường"), Parties: []string{"Eastmark", "Westmark"}, None: "không thấy phát biểu nào trong 12 bài", Rows: []StanceRow{
		{"quyền đánh bắt cá", []Stance{{Text: "muốn chia đôi vùng biển theo đường trung tuyến mà hai bên từng bàn từ năm ngoái", Date: "2/3/2025", Days: []parley.Day{day(2025, 1, 1), day(2025, 3, 2)}, Href: "#p", Label: "mở"}, {}}},
		{"tàu cá", []Stance{{Text: "cùng thả tàu cá của nhau", Date: "3/3/2025", Days: []parley.Day{day(2025, 3, 3)}, Span: 2, Party: "Eastmark, Westmark"}}},
		{"hải đăng", []Stance{{}, {Text: "giữ nguyên", Date: "1/7/2025", Days: []parley.Day{day(2025, 7, 1)}}}},
	}}
	heat := &Heat{Frame: f("Số sự kiện theo tháng"), Years: []int{2025, 2024}, Months: months, Cells: make([][12]Shade, 2)}
	heat.Cells[0][2] = Shade{Count: 12, Label: "tháng 3/2025: 12", Href: "/events?after=2025-03-01", Chosen: true}
	heat.Cells[1][11] = Shade{Count: 3, Label: "tháng 12/2024: 3"}
	out["heat"] = heat
	out["calendar"] = &Calendar{
		Frame: f("Ngày"), Year: 2025, Weekdays: [7]string{"T2", "T3", "T4", "T5", "T6", "T7", "CN"}, Months: months,
		Days: map[parley.Day]Shade{day(2025, 3, 2): {Count: 4, Label: "2/3: 4", Href: "/events?x=1&y=2"}, day(2025, 12, 31): {Count: 1, Label: "31/12"}},
	}
	graph := &Graph{Frame: f("Tiếp xúc"), Nodes: []Node{{"Eastmark", "Eastmark", "", 0}}}
	matrix := &Matrix{Frame: f("Bảng tiếp xúc"), Names: []string{"Eastmark"}, Cells: map[[2]int]Shade{}}
	for i := 1; i < 9; i++ {
		name := fmt.Sprintf("Nước số %d có tên dài", i)
		graph.Nodes = append(graph.Nodes, Node{name, name, fmt.Sprintf("/actors/state:X%d", i), 20 / i})
		graph.Ties = append(graph.Ties, Tie{i, i/2 + 1, i})
		matrix.Names = append(matrix.Names, name)
		matrix.Cells[[2]int{i, i / 2}] = Shade{Count: i * 3, Label: name}
	}
	out["graph"], out["matrix"] = graph, matrix
	out["lineage"] = &Lineage{Frame: f("Ai chép ai"), Dates: dates, Items: []LineageItem{
		{"Báo Đảo", "đầu tiên", "/pages/1", -1, 0, day(2025, 3, 2), 600, true, 0},
		{"Hãng tin B", "chép", "/pages/2", 0, .86, day(2025, 3, 3), -1, false, .25},
		{"Hãng tin C", "chép của B", "/pages/3", 1, .5, day(2025, 3, 3), 1200, false, 0},
		{"Báo D", "không ngày", "/pages/4", -1, 0, parley.DayMin, -1, false, 0},
	}}
	out["passages"] = &Passages{Frame: f("Đoạn nào chép"), Rows: []PassageRow{
		{"Báo Đảo <b>", true, false, []PassagePart{{40, Same, "đoạn 1: có báo chép", "/pages/1"}, {25, Other, "đoạn 2: chép một phần", "/pages/1"}, {60, Absent, "đoạn 3: không ai chép", "/pages/1"}}},
		{"Hãng tin có tên rất dài & lạ", false, true, []PassagePart{{38, Same, "đoạn 1: chép", "/pages/2"}, {1, Absent, "", ""}}},
	}}
	out["grid"] = &Grid{Frame: f("Câu và báo"), Columns: []string{"Báo Đảo", "Hãng tin B"}, Rows: []GridRow{
		{"Eastmark và Westmark đàm phán", "Hai đảo đàm phán tại Port Blue.", "cả câu", []GridCell{{Same, "", "/pages/1"}, {Same, "", "/pages/2"}}},
		{"", "Hai bên gặp nhau.", "cả câu", []GridCell{{Other, "lời khác", "/pages/1"}, {}}},
	}}
	out["map"] = &Map{Frame: f("Nơi họp"), Venues: []Venue{{"Geneva", "3 vòng", "/e", 46.2, 6.15, 3}, {"Istanbul", "1 vòng", "", 41.01, 28.98, 1}, {"Ankara", "1 vòng", "", 39.93, 32.86, 1}}}
	out["brush"] = &Brush{Frame: f("Theo tháng"), Months: []BrushMonth{{2024 * 12, 3, "1/2024: 3", "/s?q=1", false}, {2024*12 + 5, 9, "6/2024: 9", "/s?q=2", true}, {2025*12 + 1, 1, "2/2025: 1", "/s?q=3", false}}}
	return out
}

// The pictures are what they were: as files of their own, wide and for a phone. Rewrite them
// with -update and look at them in a browser.
func TestGolden(t *testing.T) {
	for _, width := range []int{0, 350} {
		for name, p := range pictures(width, true) {
			file := filepath.Join("testdata", name+".svg")
			if width > 0 {
				file = filepath.Join("testdata", name+"-phone.svg")
			}
			got := p.SVG()
			if *update {
				if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
					t.Fatal(err)
				}
				continue
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(bytes.TrimSpace(want), got) {
				t.Errorf("%s is drawn otherwise; go test -update, then look at it", file)
			}
		}
	}
}

// parse reads a picture as XML and returns its elements and all its words.
func parse(t *testing.T, name string, svg []byte) (elements map[string]int, words string) {
	t.Helper()
	elements = map[string]int{}
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return elements, words
		}
		if err != nil {
			t.Fatalf("%s is no XML: %v", name, err)
		}
		switch x := tok.(type) {
		case xml.StartElement:
			elements[x.Name.Local]++
			for _, a := range x.Attr {
				if strings.HasPrefix(a.Name.Local, "on") || a.Name.Local == "style" || strings.Contains(a.Value, "NaN") {
					t.Errorf("%s: <%s %s=%q>", name, x.Name.Local, a.Name.Local, a.Value)
				}
			}
		case xml.CharData:
			words += string(x) + " "
		}
	}
}

// Every picture is well-formed, has a title, leads nowhere outside, and begins no element
// that drawing does not need, whatever its words are.
func TestPicturesAreHarmless(t *testing.T) {
	known := map[string]bool{"svg": true, "title": true, "desc": true, "style": true, "rect": true, "path": true, "circle": true, "text": true, "a": true, "g": true}
	for _, alone := range []bool{false, true} {
		for name, p := range pictures(0, alone) {
			svg := p.SVG()
			elements, _ := parse(t, name, svg)
			for e := range elements {
				if !known[e] {
					t.Errorf("%s has <%s>", name, e)
				}
			}
			if elements["title"] == 0 || elements["svg"] != 1 {
				t.Errorf("%s: %v", name, elements)
			}
			if alone && elements["a"] > 0 {
				t.Errorf("%s has links though it stands alone without a server", name)
			}
			if alone != (elements["style"] == 1) {
				t.Errorf("%s alone %v has %d styles", name, alone, elements["style"])
			}
			if bytes.Contains(svg, []byte("url(")) || bytes.Contains(svg, []byte("href=\"http")) {
				t.Errorf("%s refers to something outside", name)
			}
		}
	}
}

func TestRoleSaysWhetherPartsCanBeReached(t *testing.T) {
	f := Frame{Title: "x"}
	linked := (&Brush{Frame: f, Months: []BrushMonth{{Number: 1, Count: 1, Href: "/a"}}}).SVG()
	plain := (&Brush{Frame: f, Months: []BrushMonth{{Number: 1, Count: 1}}}).SVG()
	if !bytes.Contains(linked, []byte(`role="graphics-document"`)) || !bytes.Contains(plain, []byte(`role="img"`)) {
		t.Errorf("%s\n%s", linked, plain)
	}
}

func TestAFileOfAServerLeadsBackToIt(t *testing.T) {
	f := Frame{Title: "x", Alone: true, Base: "https://ledger.example"}
	svg := (&Brush{Frame: f, Months: []BrushMonth{{Number: 1, Count: 1, Href: "/events"}}}).SVG()
	if !bytes.Contains(svg, []byte(`href="https://ledger.example/events"`)) {
		t.Errorf("%s", svg)
	}
}

func TestEscape(t *testing.T) {
	for in, want := range map[string]string{
		`<script>"a"&'b'`:   `&lt;script&gt;&quot;a&quot;&amp;&#39;b&#39;`,
		"a\x00b\u202ec\x9b": "a b c ",
		"\xff\xfe":          "  ",
		"Thỏa thuận":        "Thỏa thuận",
	} {
		if got := escape(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	got := wrap("muốn chia đôi vùng biển theo đường trung tuyến đã bàn", 120, 12, 2)
	if len(got) != 2 || !strings.HasSuffix(got[1], "…") {
		t.Errorf("%q", got)
	}
	for _, line := range got {
		if textWidth(line, 12) > 120 {
			t.Errorf("%q is %v wide", line, textWidth(line, 12))
		}
	}
	if a, b := textWidth("ế", 10), textWidth("e\u0302\u0301", 10); a != b {
		t.Errorf("a letter is %v wide composed and %v decomposed", a, b)
	}
}

func TestTicksAreRoundAndFew(t *testing.T) {
	for _, c := range []struct {
		from, to parley.Day
		want     string
	}{
		{day(2025, 1, 10), day(2025, 1, 20), "[10/1 17/1]"},
		{day(2025, 1, 10), day(2025, 8, 1), "[4/2025 7/2025]"},
		{day(2011, 1, 10), day(2025, 8, 1), "[2015 2020 2025]"},
		{day(1, 1, 1), day(9999, 12, 31), ""},
	} {
		got, g := newAxis(c.from, c.to, 1, 0, 320).ticks()
		var said []string
		for _, d := range got {
			said = append(said, g.write(d, dates))
		}
		if c.want != "" && fmt.Sprint(said) != c.want {
			t.Errorf("%v to %v: %v, want %s", c.from, c.to, said, c.want)
		}
		if len(got) > 200 {
			t.Errorf("%v to %v: %d dates", c.from, c.to, len(got))
		}
	}
}

// The outline has the whole world but the far south, and nothing that is not a number.
func TestLand(t *testing.T) {
	rings := 0
	for i, line := range strings.Split(strings.TrimSpace(landText), "\n") {
		if line[0] == '#' {
			continue
		}
		rings++
		for _, pair := range strings.Split(line, " ") {
			var x, y int
			if n, err := fmt.Sscanf(pair, "%d,%d", &x, &y); n != 2 || err != nil || x < -1800 || x > 1800 || y < -600 || y > 900 {
				t.Fatalf("land.txt:%d: %q", i+1, pair)
			}
		}
	}
	if rings < 80 {
		t.Errorf("only %d rings", rings)
	}
}

// A town lies on the land, a spot in the ocean does not: the outline stands where it should.
func TestLandLiesWhereItShould(t *testing.T) {
	for _, c := range []struct {
		name     string
		lon, lat float64
		land     bool
	}{
		{"Hà Nội", 105.8, 21, true},
		{"Moscow", 37.6, 55.7, true},
		{"Brasília", -47.9, -15.8, true},
		{"the middle of the Atlantic", -40, 30, false},
		{"the Caspian is drawn as water", 51, 42, false},
	} {
		in := false
		for _, line := range strings.Split(landText, "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			var ring []spot
			for _, pair := range strings.Split(line, " ") {
				var x, y float64
				if _, err := fmt.Sscanf(pair, "%f,%f", &x, &y); err == nil {
					ring = append(ring, spot{x / 10, y / 10})
				}
			}
			for i, b := range ring {
				a := ring[(i+len(ring)-1)%len(ring)]
				if (a.y > c.lat) != (b.y > c.lat) && c.lon < (b.x-a.x)*(c.lat-a.y)/(b.y-a.y)+a.x {
					in = !in
				}
			}
		}
		if in != c.land {
			t.Errorf("%s: on land %v", c.name, in)
		}
	}
}

// Nothing that a ledger may hold breaks a picture: no data, one of each, days at the ends
// of time, indexes out of range.
func TestOddData(t *testing.T) {
	f := Frame{Title: "x", Width: 350}
	far := []parley.Day{parley.DayMin + 1, parley.DayMax - 1, 0}
	for _, d := range far {
		for name, p := range map[string]drawn{
			"course":   &Course{Frame: f, Levels: []string{"a"}, Steps: []CourseStep{{d, 7, "", ""}, {0, -1, "", ""}}, Dates: dates},
			"lanes":    &Lanes{Frame: f, Lanes: []string{"a"}, Marks: []LaneMark{{Mark{Day: d}, 9, d}}, Dates: dates},
			"bars":     &Bars{Frame: f, Rows: []string{"a"}, From: 0, To: 10, Bars: []Bar{{5, d, d, "", "", "", ""}, {0, d, 3, "x", "", "", ""}}, Dates: dates},
			"passages": &Passages{Frame: f, Rows: []PassageRow{{}, {Parts: []PassagePart{{Words: 0}}}}},
			"lineage":  &Lineage{Frame: f, Items: []LineageItem{{Parent: 0, Day: d}, {Parent: 99, Day: d}}, Dates: dates},
			"calendar": &Calendar{Frame: f, Year: int(d)},
			"map":      &Map{Frame: f, Venues: []Venue{{Lat: float64(d), Lon: 180}, {Lat: -90, Lon: -180}}},
			"brush":    &Brush{Frame: f, Months: []BrushMonth{{Number: 0}, {Number: 24000, Count: 1}}},
			"graph":    &Graph{Frame: f, Nodes: []Node{{Name: "a"}, {Name: "b"}}, Ties: []Tie{{0, 9, 1}, {-1, 1, 1}}},
			"matrix":   &Matrix{Frame: f, Names: []string{"a", "b"}},
			"grid":     &Grid{Frame: f, Columns: []string{"a"}, Rows: []GridRow{{Cells: make([]GridCell, 5)}}},
			"stances":  &Stances{Frame: f, Parties: []string{"a"}, Rows: []StanceRow{{Cells: make([]Stance, 3)}}},
			"heat":     &Heat{Frame: f, Years: []int{1, 2}},
		} {
			if svg := p.SVG(); len(svg) > 100_000 {
				t.Errorf("%s: %d bytes", name, len(svg))
			} else {
				parse(t, name, svg)
			}
		}
	}
}
