package page

import (
	"strings"
	"testing"

	"parley"
)

// TestArrangedTables takes the cells of a table whole where most are likely, whatever each alone is, and none of a table that arranges the page:
// one long text beside many links says nothing of these.
func TestArrangedTables(t *testing.T) {
	r := New(tableWords(t))
	const figures = "<tr><td>Ngọc Bình</td><td>40 tàu</td></tr><tr><td>Hải Khê</td><td>25 tàu</td></tr>"
	links := strings.Repeat("<tr><td><a href=/x>Chợ cá</a></td></tr>", 12)
	for name, c := range map[string]struct {
		markup string
		likely float32 // each cell
		taken  bool
	}{
		"figures":  {figures, 0.45, true},
		"doubtful": {figures, 0.3, false},
		"titles":   {figures + strings.Repeat("<tr><td>Ba mươi tàu cá</td></tr>", 9) + "<tr><td><a href=/x>Chợ cá đêm mở thêm hai dãy hàng.</a></td></tr>", 0.6, true},
		"outer":    {"<tr><td>Bến phà</td><td>Chợ cá</td></tr><tr><td><table>" + figures + "</table></td></tr>", 0.45, false},
		"arranged": {"<tr><td>" + strings.Repeat(prose[0]+" ", 2) + "</td></tr>" + links, 0.01, false},
	} {
		o := outlineOf(r, &specimen{page: &parley.Page{Media: parley.MediaHTML, Bytes: []byte("<body><table>" + c.markup + "</table></body>")}})
		likely, taken := make([]float32, len(o.doc.blocks)), make([]bool, len(o.doc.blocks))
		for i := range likely {
			likely[i] = c.likely
			switch h := &o.doc.blocks[i]; {
			case h.leadsAway():
				likely[i] = 0.02
			case h.paragraph():
				likely[i], taken[i] = 0.99, true
			}
		}
		o.takeTables(likely, taken)
		for i := range taken {
			inner := o.doc.blocks[i].box.table().table() != nil
			if h := &o.doc.blocks[i]; taken[i] != (c.taken && !h.leadsAway() || h.paragraph() || inner) {
				t.Errorf("%s: %q: %v", name, h.text, taken[i])
			}
		}
	}
}
