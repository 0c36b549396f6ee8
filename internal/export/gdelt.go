package export

// This file writes GDELT 2.0's event table: 61 columns, tab-separated, no head.

import (
	"bufio"
	"context"
	"hash/fnv"
	"strconv"
	"strings"

	"parley"
)

// named is a column of a foreign table: its name there and what stands in it here.
type named struct{ name, doc string }

// gdeltColumns names the columns in order.
func gdeltColumns() []named {
	out := []named{
		{"GLOBALEVENTID", "A number made from the event's id and the pair; stable."},
		{"SQLDATE", "The day as YYYYMMDD; empty where the day is not known. Never the day of publication instead."},
		{"MonthYear", "YYYYMM; empty where the month is not known."},
		{"Year", "YYYY; empty where the year is not known."},
		{"FractionDate", "Year and (month × 30 + day) / 365, where the day is known."},
	}
	for _, n := range []string{"Actor1", "Actor2"} {
		out = append(
			out,
			named{n + "Code", "CAMEO code: state and sector; IGO and the organisation's acronym; empty where nobody is named."},
			named{n + "Name", "Name in the language of the export."},
			named{n + "CountryCode", "ISO 3166-1 alpha-3 of the state (CAMEO uses the same letters for nearly all)."},
			named{n + "KnownGroupCode", "Empty: Parley keeps its own ids of organisations and groups."},
			named{n + "EthnicCode", "Empty: not coded."},
			named{n + "Religion1Code", "Empty: not coded."},
			named{n + "Religion2Code", "Empty: not coded."},
			named{n + "Type1Code", "Sector: GOV, MIL, LEG, IGO, REB, or empty."},
			named{n + "Type2Code", "Empty."},
			named{n + "Type3Code", "Empty."},
		)
	}
	out = append(
		out,
		named{"IsRootEvent", "1 for every row: whether an event is the main news of an article is not told apart here."},
		named{"EventCode", "CAMEO code; of the intent where the act is planned or possible. A visit has a second row, 043, of its host."},
		named{"EventBaseCode", "Its first three digits."},
		named{"EventRootCode", "Its first two digits."},
		named{"QuadClass", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."},
		named{"GoldsteinScale", "Value of the code on Goldstein's scale."},
		named{"NumMentions", "Claims joined to the event."},
		named{"NumSources", "Sources that copy no other one."},
		named{"NumArticles", "Items that tell it."},
		named{"AvgTone", "Empty: Parley measures no tone."},
	)
	for _, n := range []string{"Actor1Geo", "Actor2Geo", "ActionGeo"} {
		empty := "Empty: Parley does not place actors."
		doc := func(s string) string {
			if n == "ActionGeo" {
				return s
			}
			return empty
		}
		out = append(
			out,
			named{n + "_Type", doc("1 country, 4 town or region; empty where no sentence says the place.")},
			named{n + "_Fullname", doc("Town and state in English.")},
			named{n + "_CountryCode", doc("Empty: GDELT has FIPS 10-4 here, which is withdrawn; the state stands in Fullname.")},
			named{n + "_ADM1Code", "Empty."},
			named{n + "_ADM2Code", "Empty."},
			named{n + "_Lat", doc("Degrees north, where known.")},
			named{n + "_Long", doc("Degrees east, where known.")},
			named{n + "_FeatureID", "Empty."},
		)
	}
	return append(out, named{"DATEADDED", "Day on which the first item told it, as YYYYMMDD000000."}, named{"SOURCEURL", "Source of the first claim."})
}

// writeGDELT writes the pairs of every event that GDELT can say; it has no word for what is
// denied.
func writeGDELT(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	p := pairTable{
		keep: func(e *parley.Event) bool { return e.Status != parley.Denied }, why: "GDELT cannot say that something was denied",
		pairs: gdeltPairs, row: gdeltRow,
	}
	return p.write(ctx, w, l, o)
}

// gdeltPairs are the pairs of an event, and of a visit also the host towards who came: to host is
// an act of its own.
func gdeltPairs(e *parley.Event) []dyad {
	out := dyads(e)
	if CAMEO(e) != codeVisit {
		return out
	}
	for _, d := range out[:len(out):len(out)] {
		if d.from != nil && d.to != nil {
			out = append(out, dyad{from: d.to, to: d.from, back: true})
		}
	}
	return out
}

// The codes of who visits and of who is visited.
const codeVisit, codeHost = "042", "043"

// pairTable is a format that has a tab-separated row for each pair of actors of an event.
type pairTable struct {
	head []named                  // its first line; nil: it has none
	keep func(*parley.Event) bool // the events that it can say; nil: all
	why  string                   // why others are left out
	// pairs are those of an event; row appends the cells of the nth of them.
	pairs func(*parley.Event) []dyad
	row   func(into []string, o *Options, e *parley.Event, d dyad, n int) []string
}

func (p *pairTable) write(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	if p.head != nil {
		var names []string
		for _, c := range p.head {
			names = append(names, c.name)
		}
		if err := tabs(w, names); err != nil {
			return Total{}, err
		}
	}
	var t Total
	var cells []string
	_, err := each(ctx, l, o, func(e *parley.Event) error {
		if p.keep != nil && !p.keep(e) {
			t.Left, t.Why = t.Left+1, p.why
			return nil
		}
		t.Events++
		for n, d := range p.pairs(e) {
			t.Rows++
			cells = p.row(cells[:0], o, e, d, n)
			if err := tabs(w, cells); err != nil {
				return err
			}
		}
		return nil
	})
	return t, err
}

// tabs writes cells in a line; what would end a cell or a line becomes a space.
func tabs(w *bufio.Writer, cells []string) error {
	for i, c := range cells {
		if i > 0 {
			if err := w.WriteByte('\t'); err != nil {
				return err
			}
		}
		if strings.ContainsAny(c, "\t\r\n") {
			c = strings.Join(strings.Fields(c), " ")
		}
		if _, err := w.WriteString(Harmless(c)); err != nil {
			return err
		}
	}
	return w.WriteByte('\n')
}

func gdeltRow(c []string, o *Options, e *parley.Event, d dyad, n int) []string {
	h := fnv.New64a()
	_, _ = h.Write([]byte(e.ID + "/" + strconv.Itoa(n))) // never fails
	c = append(c, strconv.FormatUint(h.Sum64()>>1, 10))
	c = append(c, gdeltDates(e)...)
	c = gdeltActor(gdeltActor(c, o, d.from), o, d.to)
	code := codeOf(e)
	if d.back {
		code = codeHost
	}
	c = append(c, "1", code, code[:3], code[:2], quad(code), goldstein(code),
		strconv.Itoa(len(e.Claims)), strconv.Itoa(e.Independent), strconv.Itoa(e.Articles), "")
	c = append(c, make([]string, 16)...)
	c = append(c, o.gdeltPlace(e)...)
	added := strings.ReplaceAll(firstDay(string(e.FirstSeen)), "-", "")
	if added != "" {
		added += "000000"
	}
	source := ""
	if len(e.Claims) > 0 {
		source = e.Claims[0].Source
	}
	return append(c, added, source)
}

// gdeltDates are SQLDATE, MonthYear, Year and FractionDate, as far as the time is known.
func gdeltDates(e *parley.Event) []string {
	out := make([]string, 4)
	if e.Time == nil {
		return out
	}
	d, ok := parley.DaysOf(e.Time.Value)
	if !ok || d.From == parley.DayMin || d.To == parley.DayMax {
		return out
	}
	y, m, day := d.From.Date()
	y2, m2, _ := d.To.Date()
	if y != y2 {
		return out
	}
	out[2] = strconv.Itoa(y)
	if m == m2 {
		out[1] = strings.ReplaceAll(d.From.String()[:7], "-", "")
	}
	if d.From == d.To {
		out[0] = strings.ReplaceAll(d.From.String(), "-", "")
		out[3] = strconv.FormatFloat(float64(y)+float64(m*30+day)/365, 'f', 4, 64)
	}
	return out
}

func gdeltActor(c []string, o *Options, a *parley.Actor) []string {
	if a == nil {
		return append(c, make([]string, 10)...)
	}
	state := string(a.State)
	if s, ok := strings.CutPrefix(a.ID, "state:"); ok {
		state = s
	}
	return append(c, cameoActor(a), o.actor(a), state, "", "", "", "", sector(a), "", "")
}

// gdeltPlace are the eight columns on where it happened.
func (o *Options) gdeltPlace(e *parley.Event) []string {
	out := make([]string, 8)
	if e.Place == nil {
		return out
	}
	out[0] = "4"
	state := ""
	if e.Place.State != "" {
		state = o.Names.Name("en", "state:"+string(e.Place.State))
	}
	switch {
	case e.Place.Name == "" || e.Place.Name == state:
		out[0], out[1] = "1", state
	case state != "":
		out[1] = e.Place.Name + ", " + state
	default:
		out[1] = e.Place.Name
	}
	if lat, lon, ok := o.Names.Coordinates(e.Place.Name); ok {
		out[5], out[6] = degrees(lat), degrees(lon)
	}
	return out
}

func degrees(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// firstDay is the first day that an EDTF value may mean, "" where it is open.
func firstDay(value string) string {
	from, _ := bounds(value)
	return from
}
