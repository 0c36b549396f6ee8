package picture

// This file is what colours pictures: rules for a page, and the same for a file alone.

import (
	_ "embed"
	"strings"
)

//go:embed style.css
var rules string

// colours are the names that style.css uses, with what they are on light and on dark paper
// where no page says it.
var colours = []struct{ name, light, dark string }{
	{"paper", "#fbfaf6", "#15171a"},
	{"card", "#f3f1ea", "#1e2125"},
	{"ink", "#1d1c1a", "#e7e4dc"},
	{"soft", "#5b5850", "#a9a69d"},
	{"rule", "#d8d4c8", "#363a40"},
	{"link", "#0b4f7d", "#8fc3ee"},
	{"focus", "#b3540a", "#f0a45d"},
	{"good", "#1f6b35", "#86d09a"},
	{"warn", "#8a4b00", "#eab676"},
	{"bad", "#a32020", "#f29a92"},
	{"plan", "#0b4f7d", "#8fc3ee"},
}

// Style is the rules for pictures in a page that has the colours as CSS variables.
func Style() string {
	css := rules
	for _, c := range colours {
		css = strings.ReplaceAll(css, "$"+c.name, "var(--"+c.name+", "+c.light+")")
	}
	return css
}

// aloneStyle is the rules for a file of its own: each colour in plain form, then as a
// variable for programs that can tell dark from light.
func aloneStyle() string {
	_, css, _ := strings.Cut(rules, "*/\n")
	var b strings.Builder
	dark := "@media (prefers-color-scheme:dark){.pic{"
	for _, c := range colours {
		dark += "--" + c.name + ":" + c.dark + ";"
	}
	for _, line := range strings.Split(css, "\n") {
		for _, part := range strings.SplitAfter(line, ";") {
			plain, variable := part, part
			for _, c := range colours {
				plain = strings.ReplaceAll(plain, "$"+c.name, c.light)
				variable = strings.ReplaceAll(variable, "$"+c.name, "var(--"+c.name+","+c.light+")")
			}
			b.WriteString(plain)
			if plain != variable {
				b.WriteString(variable[strings.LastIndex(variable, "{")+1:])
			}
		}
	}
	return strings.NewReplacer("} ", "}", "{ ", "{", ": ", ":", "; ", ";", " {", "{").Replace(b.String()) + dark + "}}"
}
