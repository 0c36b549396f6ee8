package export

// This file writes what is planned as a calendar (RFC 5545): whole days, since the news
// seldom says the hour and the zone.

import (
	"bufio"
	"context"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"parley"
)

// longest is the longest span of days that a calendar shows as one entry; "in June" as a
// bar over thirty days would say more than the source does.
const longest = 14

// writeICS writes the events that are planned, possible or called off and have a day. It
// goes over them twice, since a calendar says at its head what it holds.
func writeICS(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	asked := *o
	if len(asked.Filter.Status) == 0 {
		asked.Filter.Status = []parley.Status{parley.Planned, parley.Possible, parley.Cancelled}
	}
	var t Total
	_, err := each(ctx, l, &asked, func(e *parley.Event) error {
		if _, ok := fixed(e); !ok {
			t.Left, t.Why = t.Left+1, notInCalendar
			return nil
		}
		t.Rows++
		t.Events++
		return nil
	})
	if err != nil {
		return t, err
	}
	c := &calendar{w: w}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//parley//"+o.Version+"//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.line("METHOD", "PUBLISH")
	c.text("NAME", o.Title)
	c.text("X-WR-CALNAME", o.Title)
	c.text("X-WR-CALDESC", t.String())
	_, err = each(ctx, l, &asked, func(e *parley.Event) error {
		if days, ok := fixed(e); ok {
			o.entry(c, e, days)
		}
		return c.err
	})
	if err != nil {
		return t, err
	}
	c.line("END", "VCALENDAR")
	return t, c.err
}

// fixed tells whether a calendar can show the event, and on which days.
func fixed(e *parley.Event) (days parley.Interval, ok bool) {
	if e.Status != parley.Planned && e.Status != parley.Possible && e.Status != parley.Cancelled || e.Time == nil {
		return days, false
	}
	days, ok = parley.DaysOf(e.Time.Value)
	return days, ok && days.From != parley.DayMin && days.To != parley.DayMax && days.To-days.From < longest
}

const notInCalendar = "a calendar has what is planned, possible or called off, on days that are known to within two weeks"

// entry writes one event. UID is the event's id, so that a later export replaces the entry;
// SEQUENCE grows with the changes that the ledger logged.
func (o *Options) entry(c *calendar, e *parley.Event, days parley.Interval) {
	c.line("BEGIN", "VEVENT")
	c.line("UID", e.ID+"@parley")
	c.line("DTSTAMP", stamp(o.Made))
	c.line("SEQUENCE", strconv.Itoa(len(e.Changes)))
	c.line("DTSTART;VALUE=DATE", strings.ReplaceAll(days.From.String(), "-", ""))
	c.line("DTEND;VALUE=DATE", strings.ReplaceAll((days.To+1).String(), "-", ""))
	c.line("STATUS", map[parley.Status]string{parley.Planned: "CONFIRMED", parley.Possible: "TENTATIVE", parley.Cancelled: "CANCELLED"}[e.Status])
	c.line("TRANSP", "TRANSPARENT")
	c.text("SUMMARY", o.headline(e))
	if e.Place != nil {
		place := o.Names.Name(o.Language, "place:"+e.Place.Name)
		if e.Place.State != "" {
			place += ", " + o.Names.Name(o.Language, "state:"+string(e.Place.State))
		}
		c.text("LOCATION", place)
	}
	c.text("DESCRIPTION", o.saysWho(e))
	c.text("CATEGORIES", string(e.Kind))
	if o.Link != "" {
		c.line("URL", o.Link+"/events/"+e.ID)
	}
	c.line("END", "VEVENT")
}

// saysWho quotes the first sentence that tells the event, with its source and how many
// tell it.
func (o *Options) saysWho(e *parley.Event) string {
	if len(e.Claims) == 0 {
		return ""
	}
	return o.says(&e.Claims[0])
}

// says is the sentence of a claim with its source and day.
func (o *Options) says(c *parley.ClaimRef) string {
	by := string(c.Outlet)
	if by == "" {
		by = c.Source
	}
	if c.Published != nil && c.Published.Value != "" {
		by += ", " + o.Names.Date(o.Language, c.Published.Value)
	}
	return "“" + parley.Plain(c.Evidence.Exact) + "” — " + by
}

// stamp writes an RFC 3339 time as iCalendar has it.
func stamp(made string) string {
	t, err := time.Parse(time.RFC3339, made)
	if err != nil {
		t = time.Unix(0, 0)
	}
	return t.UTC().Format("20060102T150405Z")
}

// calendar writes content lines, folded at 75 bytes.
type calendar struct {
	w   *bufio.Writer
	err error
}

// text writes a property whose value is text: escaped, no control characters.
func (c *calendar) text(name, value string) {
	value = parley.Plain(value)
	c.line(name, strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(value))
}

func (c *calendar) line(name, value string) {
	if c.err != nil || value == "" {
		return
	}
	rest := name + ":" + strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, value)
	for room := 75; ; room = 74 {
		n := min(room, len(rest))
		for n < len(rest) && n > 0 && !utf8.RuneStart(rest[n]) {
			n--
		}
		_, c.err = c.w.WriteString(rest[:n] + "\r\n")
		rest = rest[n:]
		if rest == "" || c.err != nil {
			return
		}
		if c.err = c.w.WriteByte(' '); c.err != nil {
			return
		}
	}
}
