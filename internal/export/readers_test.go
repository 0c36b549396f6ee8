package export

// This file reads exports back with readers that others wrote, as the programs of users
// would.

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"
	"github.com/mmcdole/gofeed"
	"github.com/parquet-go/parquet-go"
)

func TestParquetIsRead(t *testing.T) {
	data, total := written(t, "parquet", small(), options())
	rows, err := parquet.Read[row](bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != total.Rows {
		t.Fatalf("%d rows read, %d written", len(rows), total.Rows)
	}
	r := rows[0]
	if r.EventID != "e_talks" || strings.Join(r.Parties, " ") != "state:RUS state:UKR" || *r.Latitude != 41.01 || *r.Round != 2 || r.CAMEO != "046" {
		t.Errorf("%+v", r)
	}
	if rows[3].Latitude != nil || rows[3].TimeFrom != "" {
		t.Errorf("what is not known has a value: %+v", rows[3])
	}
}

func TestCSVIsRead(t *testing.T) {
	data, total := written(t, "csv", small(), options())
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != total.Rows+1 || len(rows[0]) != len(columns()) {
		t.Errorf("%d rows of %d columns", len(rows), len(rows[0]))
	}
	for _, r := range rows {
		for _, c := range r {
			if strings.HasPrefix(c, "=") {
				t.Errorf("a formula: %s", c)
			}
		}
	}
}

func TestCalendarIsRead(t *testing.T) {
	data, total := written(t, "ics", small(), options())
	for _, line := range strings.Split(string(data), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
	}
	c, err := ics.ParseCalendar(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	all := c.Events()
	if len(all) != total.Rows {
		t.Fatalf("%d entries, %d written", len(all), total.Rows)
	}
	e := all[0]
	for _, want := range []struct {
		p     ics.ComponentProperty
		value string
	}{
		{ics.ComponentPropertyUniqueId, "e_plan@parley"},
		{ics.ComponentPropertySequence, "1"},
		{ics.ComponentPropertyStatus, "CONFIRMED"},
		{ics.ComponentPropertyDtStart, "20250620"},
		{ics.ComponentPropertyDtEnd, "20250623"}, // the day after the last
	} {
		if got := e.GetProperty(want.p); got == nil || got.Value != want.value {
			t.Errorf("%s: %v, want %s", want.p, got, want.value)
		}
	}
}

func TestFeedsAreRead(t *testing.T) {
	for _, format := range []string{"atom", "jsonfeed"} {
		data, total := written(t, format, small(), options())
		f, err := gofeed.NewParser().Parse(bytes.NewReader(data))
		if err != nil {
			t.Fatalf("%s: %v", format, err)
		}
		if len(f.Items) != total.Rows || f.Title != "Events; and <more>" {
			t.Errorf("%s: %q with %d entries of %d", format, f.Title, len(f.Items), total.Rows)
		}
		if i := f.Items[2]; i.GUID != "urn:parley:e_denied" || i.Link != "https://parley.example/events/e_denied" || !strings.Contains(i.Content, "<script>") {
			t.Errorf("%s: %+v: the text must come through as text", format, i)
		}
	}
}

func TestJSONIsRead(t *testing.T) {
	data, total := written(t, "jsonld", small(), options())
	var v struct {
		Number int `json:"numberOfItems"`
		Parts  []struct {
			ID        string `json:"@id"`
			SubjectOf []struct {
				Target struct {
					Selector []struct {
						Type       string
						Exact      string
						Start, End int
					}
				}
			}
		} `json:"hasPart"`
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	if v.Number != total.Rows || len(v.Parts) != total.Rows {
		t.Errorf("%d said, %d there, %d written", v.Number, len(v.Parts), total.Rows)
	}
	s := v.Parts[0].SubjectOf[0].Target.Selector
	if s[0].Exact != "They met in Istanbul." || s[1].Start != 10 || s[1].End != 31 {
		t.Errorf("%+v", s)
	}
	lines, _ := written(t, "jsonl", small(), options())
	for dec, n := json.NewDecoder(bytes.NewReader(lines)), 0; ; n++ {
		var one struct{ ID string }
		if err := dec.Decode(&one); err == io.EOF {
			if n != 4 {
				t.Errorf("%d lines", n)
			}
			break
		} else if err != nil || one.ID == "" {
			t.Fatalf("line %d: %v", n, err)
		}
	}
}

func TestGraphIsRead(t *testing.T) {
	data, _ := written(t, "graphml", small(), options())
	var g struct {
		Graph struct {
			Nodes []struct {
				ID string `xml:"id,attr"`
			} `xml:"node"`
			Edges []struct {
				Source string `xml:"source,attr"`
				Target string `xml:"target,attr"`
			} `xml:"edge"`
		} `xml:"graph"`
	}
	if err := xml.Unmarshal(data, &g); err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, n := range g.Graph.Nodes {
		ids[n.ID] = true
	}
	for _, e := range g.Graph.Edges {
		if !ids[e.Source] || !ids[e.Target] {
			t.Errorf("edge %s–%s without its nodes", e.Source, e.Target)
		}
	}
	if len(g.Graph.Edges) != 1 {
		t.Errorf("%d edges", len(g.Graph.Edges))
	}
}

// A Word document is a ZIP of XML parts, each of which must be well-formed.
func TestDOCXIsRead(t *testing.T) {
	data, _ := written(t, "docx", small(), options())
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		dec := xml.NewDecoder(r)
		for {
			tok, err := dec.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
			if c, ok := tok.(xml.CharData); ok && f.Name == "word/document.xml" {
				text.Write(c)
			}
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"Russia–Ukraine: ceasefire", "They agreed | on prisoners", "a truce of *30* days", "“They met in Istanbul.”"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("%q is not in the document: %s", want, text.String())
		}
	}
}

// The columns are those that GDELT and POLECAT publish.
func TestForeignColumns(t *testing.T) {
	for _, c := range []struct {
		file string
		cols []named
		n    int
	}{
		{"gdelt_v2_event_columns.tsv", gdeltColumns(), 61},
		{"polecat_columns.tsv", ploverColumns(), 40},
	} {
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "ontology", c.file))
		if err != nil {
			t.Skipf("without ../shared: %v", err)
		}
		want := strings.Split(strings.TrimSpace(string(data)), "\t")
		if len(c.cols) != c.n || len(want) != c.n {
			t.Fatalf("%s: %d columns, %d here", c.file, len(want), len(c.cols))
		}
		for i, w := range want {
			if c.cols[i].name != w {
				t.Errorf("%s, column %d: %q, want %q", c.file, i+1, c.cols[i].name, w)
			}
		}
	}
	for _, format := range []string{"gdelt", "plover"} {
		data, total := written(t, format, small(), options())
		lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
		cells := map[string]int{"gdelt": 61, "plover": 40}[format]
		head := map[string]int{"plover": 1}[format]
		if len(lines) != total.Rows+head {
			t.Errorf("%s: %d lines for %d rows", format, len(lines), total.Rows)
		}
		for _, l := range lines {
			if n := strings.Count(l, "\t") + 1; n != cells {
				t.Errorf("%s: %d cells: %s", format, n, l)
			}
		}
	}
}
