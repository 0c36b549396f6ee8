package page

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley"
)

// TestErrorsLines counts, in plain texts of sites that the tables were learned without, the words
// that are lost and left in, by the kind of line, as shares of their pages: 100 is one page.
func TestErrorsLines(t *testing.T) {
	if *htmlFit == "" || *htmlFitOut == "" {
		t.Skip("counts only with -fit-html FOLDER -fit-html-out FOLDER")
	}
	readers := crossedReaders(t)
	sums := map[string]map[string]float64{}
	type totals struct {
		in, lost, left float64
		exact, pages   int
	}
	all := map[string]*totals{}
	for _, p := range linedPages(t, New(tableWords(t)), 100) {
		if p.kind != parley.PageArticle {
			continue
		}
		l := readers[p.fold].lex
		m, _, _ := l.meterOf(p.units)
		s := l.sift(m, m.judge(l.model.lines))
		free := slices.Clone(p.units)
		plan := l.arrange(p.units)
		if sums[p.set] == nil {
			sums[p.set] = map[string]float64{}
		}
		unit := 100 / float64(p.size+1)
		if plan.kind != parley.PageArticle && plan.kind != parley.PageLive {
			sums[p.set]["verdict "+string(plan.kind)] += 100
			continue
		}
		sum := all[p.set]
		if sum == nil {
			sum = &totals{}
			all[p.set] = sum
		}
		have := 0.0
		right, lost, left := 1.0, 0.0, 0.0
		first, last := -1, -1
		for i, y := range p.labels {
			have += float64(y) * float64(len(p.units[i].toks))
			if y >= 0.5 && p.units[i].paragraph() {
				if first < 0 {
					first = i
				}
				last = i
			}
		}
		if have < 0.8*float64(p.size) {
			sums[p.set]["truth not among the lines"] += (float64(p.size) - have) * unit
		}
		for i, y := range p.labels {
			u := &p.units[i]
			in := u.item == 0 && (u.kind == parley.BlockLead || u.kind == parley.BlockBody || u.kind == parley.BlockHeading || u.kind == parley.BlockQuote)
			switch n := float64(len(u.toks)); {
			case in && y >= 0.5:
				right += n
			case in:
				left += n
			case y >= 0.5:
				lost += n
			}
			if in == (y >= 0.5) {
				continue
			}
			class := "left "
			if y >= 0.5 {
				class = "lost "
			}
			class += where(i, first, last)
			switch {
			case s.out[i] || s.first >= 0 && i > s.last:
				class += " sifted"
			case free[i].kind != "":
				class += " by-form"
			case s.first < 0:
				class += " unsifted"
			default:
				class += " flow"
			}
			class += " as-" + string(u.kind)
			switch {
			case u.paragraph():
				class += " paragraph"
			case len(u.toks) < 5:
				class += " scrap"
			default:
				class += " line"
			}
			sums[p.set][class] += float64(len(u.toks)) * unit
			if *showErrors != "" && strings.Contains(p.set+" "+class, *showErrors) {
				fmt.Printf("%s %s p=%.2f i=%d title=%d first=%d last=%d of=%d %.110q\n", p.id, class, s.likely[i], i, s.title, first, last, len(p.units), u.text)
			}
		}
		size := right + lost + left
		sum.in, sum.lost, sum.left, sum.pages = sum.in+right/size, sum.lost+lost/size, sum.left+left/size, sum.pages+1
		if lost+left == 0 {
			sum.exact++
		}
	}
	for set, s := range all {
		fmt.Printf("%-26s F1 %.3f P %.3f R %.3f exact %.3f\n", set, 2*s.in/(2*s.in+s.lost+s.left), s.in/(s.in+s.left), s.in/(s.in+s.lost), float64(s.exact)/float64(s.pages))
	}
	for set, sum := range sums {
		var classes []string
		for c := range sum {
			classes = append(classes, c)
		}
		slices.SortFunc(classes, func(a, b string) int { return cmpFloat(sum[b], sum[a]) })
		for _, c := range classes[:min(len(classes), 14)] {
			fmt.Printf("%-26s %7.1f %s\n", set, sum[c], c)
		}
	}
}
