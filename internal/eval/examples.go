package eval

import (
	"bufio"
	"io/fs"
	"strings"

	"parley"
)

// An examples file is sentences with the claims that they must give, no more and no less:
//
//	# why the example is there
//	[2025-03-01] The sentence, or several on one line.
//	  meet occurred party:RUS,USA place:Istanbul @2025-02-27
//	  talks planned party:RUS,USA
//
//	A sentence that must give none.
//	  -
//
// The day in brackets, which may be left out, is when the item was published. Below it
// stands one claim a line: kind, status, then role:KEY,KEY for each role, and where wanted
// object:KIND, @EDTF, place:Name_with_underscores, duration:PT1H, by:KEY, background or
// news. Only what is named is compared; a role that is not named must be empty.
type example struct {
	line int
	day  string
	text string
	want []wanted
}

type wanted struct {
	line int
	text string
}

// examples runs the files of a folder.
func (c *checker) examples(fsys fs.FS, dir string) {
	files, err := fs.Glob(fsys, dir+"/*.txt")
	if err != nil {
		c.fault(dir, 0, "%v", err)
	}
	for _, file := range files {
		b, err := fs.ReadFile(fsys, file)
		if err != nil {
			c.fault(file, 0, "%v", err)
			continue
		}
		for _, ex := range c.parse(file, string(b)) {
			c.out.Examples++
			c.example(file, &ex)
		}
	}
}

// parse reads an examples file and reports what is wrong with its form.
func (c *checker) parse(file, text string) []example {
	var out []example
	sc := bufio.NewScanner(strings.NewReader(text))
	sc.Buffer(nil, 1<<20)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case line[0] == ' ' || line[0] == '\t':
			if len(out) == 0 {
				c.fault(file, n, "a claim before the first sentence")
				continue
			}
			ex := &out[len(out)-1]
			ex.want = append(ex.want, wanted{n, trimmed})
		default:
			ex := example{line: n, text: trimmed}
			if day, rest, ok := strings.Cut(trimmed, "] "); ok && strings.HasPrefix(day, "[") {
				ex.day, ex.text = day[1:], strings.TrimSpace(rest)
			}
			out = append(out, ex)
		}
	}
	for _, ex := range out {
		if len(ex.want) == 0 {
			c.fault(file, ex.line, "a sentence without claims below it: write - where it must give none")
		}
	}
	return out
}

// example runs one example: every expected claim takes one that was read, the best first.
func (c *checker) example(file string, ex *example) {
	_, claims := c.read(ex.text, ex.day)
	used := make([]bool, len(claims))
	for _, line := range ex.want {
		if line.text == "-" {
			continue
		}
		w, err := parseWant(line.text)
		if err != nil {
			c.fault(file, line.line, "%v", err)
			continue
		}
		w.closeRoles()
		if msg := w.take(claims, used); msg != "" {
			c.fault(file, line.line, "%s: %q", msg, ex.text)
		}
	}
	for i := range claims {
		if !used[i] {
			c.fault(file, ex.line, "unexpected %s on %q: %q", describe(&claims[i]), claims[i].Trigger.Exact, ex.text)
		}
	}
}

// closeRoles makes every role that is not named one that nobody may play.
func (w *want) closeRoles() {
	for _, r := range roles {
		if _, ok := w.roles[r]; !ok {
			w.roles[r] = nil
		}
	}
}

// take marks the claim that is as expected as used. Where there is none it takes the next
// one of the same kind, and says in what that differs.
func (w *want) take(claims []parley.Claim, used []bool) string {
	best, msg := -1, "no such claim"
	for i := range claims {
		if used[i] {
			continue
		}
		diff := w.differs(&claims[i])
		if diff == "" {
			used[i] = true
			return ""
		}
		if best < 0 && string(claims[i].Kind) == w.kind {
			best, msg = i, w.kind+": "+diff
		}
	}
	if best >= 0 {
		used[best] = true
	}
	return msg
}
