package web

// This file puts pictures on screens: wide and narrow, each with its address as a file.

import (
	"html/template"
	"io/fs"
	"strconv"
	"time"
	"unsafe"

	"parley"
	"parley/internal/picture"
)

// drawer is any picture.
type drawer interface{ SVG() []byte }

// sketch is a picture that has everything but its frame.
type sketch struct {
	Name        string // as addresses and the command line call it
	Title, Desc string
	draw        func(picture.Frame) drawer
}

// phonePicture is the width in pixels of a picture on a phone.
const phonePicture = 350

// figure is what the template of that name prints.
type figure struct {
	Wide, Narrow template.HTML
	Title        string
	File         string // the address of the picture as a file
}

// The widths in pixels of pictures over the whole page and beside a column.
const (
	widePicture = 1180
	leadPicture = 780
)

// figure draws the sketch of a noun, as wide as it stands on its screen; nil stays nil.
func (r *reader) figure(x *sketch, of, id string, width int) *figure {
	if x == nil {
		return nil
	}
	f := picture.Frame{Title: x.Title, Desc: x.Desc, Width: width}
	out := &figure{Title: x.Title, Wide: drawn(x.draw(f))}
	f.Width = phonePicture
	out.Narrow = drawn(x.draw(f))
	out.File = r.Link("/export/svg", "picture", x.Name, of, id)
	return out
}

// drawn is the picture as text: nobody else has its bytes, which are not copied.
func drawn(d drawer) template.HTML {
	b := d.SVG()
	return template.HTML(unsafe.String(unsafe.SliceData(b), len(b)))
}

// axisDate writes a date below a picture, as short as the language allows.
func (c *catalogue) axisDate(year, month, day int) string {
	y := strconv.Itoa(year)
	switch {
	case month == 0:
		return y
	case day == 0:
		return c.T("date.axismonth", "m", c.month(strconv.Itoa(month)), "y", y)
	}
	return c.T("date.day", "d", strconv.Itoa(day), "m", c.month(strconv.Itoa(month)), "y", y)
}

// monthNames and weekdayNames are the short names of the calendar, the week from Monday on.
func (c *catalogue) monthNames() (out [12]string) {
	for i := range out {
		out[i] = c.T("month.short." + strconv.Itoa(i+1))
	}
	return out
}

func (c *catalogue) weekdayNames() (out [7]string) {
	for i := range out {
		out[i] = c.T("weekday.short." + strconv.Itoa((i+1)%7))
	}
	return out
}

// civil is a time as a day.
func civil(t time.Time) parley.Day {
	d, _ := parley.NewDay(t.Year(), int(t.Month()), t.Day())
	return d
}

// timeOf is the beginning of a day.
func timeOf(d parley.Day) time.Time {
	y, m, day := d.Date()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC)
}

// dayWords writes a day; the ends of time are unknown.
func (c *catalogue) dayWords(d parley.Day) string {
	if d == parley.DayMin || d == parley.DayMax {
		return c.T("date.unknown")
	}
	return c.Date(d.String())
}

// daysWords is a day, or as much of a month, a year or some days as is known of it; an end that is open, or lies years
// ahead, says nothing.
func (c *catalogue) daysWords(from, to parley.Day) string {
	const longest = 366
	if from == parley.DayMin || from == parley.DayMax || to <= from || to-from > longest {
		return c.dayWords(from)
	}
	year, month, _ := from.Date()
	for _, v := range []parley.EDTF{parley.InMonth(year, month), parley.InYear(year)} {
		if b := v.Bounds(); b.From == from && b.To == to {
			return c.Date(v.String())
		}
	}
	return c.Date(parley.Between(parley.OnDay(from), parley.OnDay(to)).String())
}

// monthBounds is the first day of a month and of the next, as addresses have them.
func monthBounds(year, month int) (after, before string) {
	a := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return a.Format(dayLayout), a.AddDate(0, 1, 0).Format(dayLayout)
}

// withFigures is the style of the site with that of its pictures and of what stands around
// them behind it, as one file.
func withFigures(f fs.FS, style []byte) ([]byte, error) {
	around, err := fs.ReadFile(f, "assets/figures.css")
	if err != nil {
		return nil, err
	}
	return append(append(style, picture.Style()...), around...), nil
}
