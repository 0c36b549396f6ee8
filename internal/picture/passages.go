package picture

// Passages is articles as bars, a part for each paragraph: which of them stand in the article
// that was copied, which are the article's own, and, of what was copied, what all left out.
type Passages struct {
	Frame
	Rows []PassageRow
}

// PassageRow is an article. Source is set for one that was copied; Indent for a copy.
type PassageRow struct {
	Name   string
	Source bool
	Indent bool
	Parts  []PassagePart
}

// PassagePart is a paragraph: how many words, whether they are the same as in the other
// article (of what was copied: whether somebody took it), and where it stands.
type PassagePart struct {
	Words       int
	Have        Have // Same, Other for a part of it, Absent for none
	Label, Href string
}

const (
	passageRow = 30
	passageBar = 14
)

// SVG draws the bars, all on one scale of words.
func (p *Passages) SVG() []byte {
	c := newCanvas(&p.Frame, len(p.Rows)*passageRow+4)
	longest := 1
	names := make([]string, 0, len(p.Rows))
	for i := range p.Rows {
		words := 0
		for _, x := range p.Rows[i].Parts {
			words += x.Words
		}
		longest = max(longest, words)
		names = append(names, p.name(i))
	}
	gutter := widest(names, 12, float64(c.width)/3) + 16
	scale := (float64(c.width) - gutter - 4) / float64(longest)
	for i := range p.Rows {
		row := &p.Rows[i]
		y := float64(i * passageRow)
		if row.Source {
			c.rect("band", 0, y, float64(c.width), passageRow)
		}
		c.text("k", 4, y+19, shorten(p.name(i), gutter-8, 12))
		words := 0
		for _, x := range row.Parts {
			left, width := gutter+float64(words)*scale, float64(x.Words)*scale
			words += x.Words
			end := c.open("main", x.Href, x.Label)
			if c.frame.href(x.Href) != "" {
				c.rect("reach", left, y+2, width, passageRow-4)
			}
			c.rect(passageClass(x.Have), left+.5, y+8, max(width-1, .8), passageBar)
			end()
		}
	}
	return c.done()
}

func passageClass(h Have) string {
	switch h {
	case Same:
		return "h4"
	case Other:
		return "h2"
	}
	return "own"
}

func (p *Passages) name(i int) string {
	if p.Rows[i].Indent {
		return "› " + p.Rows[i].Name
	}
	return p.Rows[i].Name
}
