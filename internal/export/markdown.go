package export

// This file prints a briefing as Markdown (CommonMark with tables), sources as numbered
// notes at its end.

import (
	"bufio"
	"context"
	"strconv"
	"strings"
)

func writeMarkdown(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	p, t, err := newPaper(ctx, l, o)
	if err != nil {
		return t, err
	}
	var b strings.Builder
	b.WriteString("# " + inert(p.title) + "\n\n*" + inert(p.sub) + "*\n")
	for _, part := range p.parts {
		b.WriteByte('\n')
		if part.heading != "" {
			b.WriteString("## " + inert(part.heading) + "\n\n")
		}
		for _, l := range part.lines {
			b.WriteString("- ")
			if l.label != "" {
				b.WriteString("**" + inert(l.label) + ":** ")
			}
			b.WriteString(l.marked() + "\n")
		}
		if len(part.rows) == 0 {
			continue
		}
		rule := make([]string, len(part.head))
		for i := range rule {
			rule[i] = "---"
		}
		b.WriteString("| " + strings.Join(part.head, " | ") + " |\n| " + strings.Join(rule, " | ") + " |\n")
		for _, row := range part.rows {
			for _, c := range row {
				b.WriteString("| " + c.marked() + " ")
			}
			b.WriteString("|\n")
		}
	}
	if len(p.sources) > 0 {
		b.WriteString("\n## " + inert(p.heading) + "\n\n")
	}
	for i, s := range p.sources {
		b.WriteString(strconv.Itoa(i+1) + ". " + inert(s) + "\n")
	}
	b.WriteString("\n" + inert(p.foot) + "\n")
	_, err = w.WriteString(b.String())
	return t, err
}

// marked is the text with its notes in brackets.
func (n noted) marked() string { return inert(n.text) + inert(n.refs()) }

// refs is " [1][4]", "" without notes.
func (n noted) refs() string {
	var b strings.Builder
	for i, x := range n.notes {
		if i == 0 {
			b.WriteByte(' ')
		}
		b.WriteString("[" + strconv.Itoa(x) + "]")
	}
	return b.String()
}

// inert keeps foreign text from being markup: what Markdown could read as such is escaped.
func inert(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\`*_{}[]<>#|!&~", r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}
