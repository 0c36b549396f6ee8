package page

import (
	"flag"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"parley"
)

// This file has pages that would be slow if anything were quadratic, in any size.

var (
	doubling     = flag.Int("doubling", 0, "read each hostile page in three sizes so many times, and print the processor time of each and by how much it grows")
	doublingOnly = flag.String("doubling-only", "", "part of the names of the pages that -doubling reads")
)

// doubled are hostile pages by name: what a page of n parts is, and how many parts its first size has.
var doubled = map[string]struct {
	n    int
	make func(n int) string
}{
	"photo marks":  {50000, rep("Ảnh: ")},
	"open marks":   {50000, rep("(Ảnh: ")},
	"left, left":   {50000, rep("(trái) ")},
	"brackets":     {25000, rep("[A b c d e f ")},
	"short lines":  {25000, rep("Một dòng\n")},
	"widgets":      {15000, rep("0:00\nMột dòng\n")},
	"paragraphs":   {7500, rep("Hai bên gặp nhau ở cảng Ngọc Bình ngày 3/6.\n")},
	"closing":      {100000, rep("”")},
	"one word":     {1 << 19, rep("a")},
	"long lines":   {5, rep(strings.Repeat("Hai bên gặp nhau ở cảng Ngọc Bình. ", 3000) + "\n")},
	"one line":     {15000, rep("Hai bên gặp nhau ở cảng Ngọc Bình. ")},
	"no spaces":    {200, rep(strings.Repeat("x", 3000) + ".\n")},
	"new words":    {15000, distinct},
	"titles, text": {12000, rep("Một tên gọi\nHai bên gặp nhau ở cảng Ngọc Bình.\n")},
	"scraps":       {5000, rep("Trang chủ\nThế giới\nHai bên gặp nhau ở cảng Ngọc Bình ngày 3/6.\n")},
	"empty lines":  {1 << 19, rep("\n")},
	"date lines":   {25000, rep("Thứ Ba, 3/6/2025 10:00\n")},
	"credit lines": {25000, rep("Ảnh: Reuters\n")},
	"days, text":   {12000, rep("3/6/2025\nHai bên gặp nhau ở cảng Ngọc Bình.\n")},
	"one title": {12000, func(n int) string {
		return "Một tên gọi\n" + strings.Repeat("Hai bên gặp nhau ở cảng Ngọc Bình.\nMột tên gọi\n", n)
	}},

	"deep":  {12000, rep("<div><p>x")},
	"links": {12000, rep("<a href=/x>một hai ba bốn năm sáu</a><p>")},
	"many titles": {5000, func(n int) string {
		return "<title>" + strings.Repeat("một ", n) + "</title>" + strings.Repeat("<h1>một hai</h1>", n)
	}},
	"many classes": {125, func(n int) string { return strings.Repeat(`<p class="`+strings.Repeat("nav-", 500)+`">x`, n) }},
	"one class":    {50000, func(n int) string { return `<div class="` + strings.Repeat("nav-", n) + `"><p>x</div>` }},
	"class of words": {50000, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "word%d ", i)
		}
		return `<div class="` + s.String() + `"><p>Hai bên gặp nhau ở cảng Ngọc Bình.</div>`
	}},
	"many authors": {5000, func(n int) string {
		return authorHead(300, false) + strings.Repeat("<p>Ada Ng Bo viết về cảng biển và nghề cá từ hơn mười năm nay.", n)
	}},
	"own authors": {5000, func(n int) string {
		return authorHead(n, true) + strings.Repeat("<p>Ada Ng Bo viết về cảng biển và nghề cá từ hơn mười năm nay.", n)
	}},
	"author paths": {5000, func(n int) string {
		var s strings.Builder
		s.WriteString("<h1>a b c d</h1>")
		for i := range n {
			fmt.Fprintf(&s, "<p><a href=/author/x%d>Ada%d Ng</a> viết về cảng biển.", i, i)
		}
		return s.String()
	}},
	"bylines, text": {2500, func(n int) string {
		var s strings.Builder
		s.WriteString("<h1>a b c d</h1>")
		for i := range n {
			fmt.Fprintf(&s, "<p class=author>By Ada%d Ng</p><p>Ada Ng Bo viết về cảng biển và nghề cá từ hơn mười năm nay.", i)
		}
		return s.String()
	}},
	"bylines above": {2500, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "<p class=author>By Ada%d Ng</p>", i)
		}
		return "<article><h1>a b c d</h1>" + s.String() + strings.Repeat("<p>Ada Ng Bo viết về cảng biển và nghề cá từ hơn mười năm nay.", n) + "</article>"
	}},
	"metas": {2500, rep(`<meta name=author content="Ada Ng"><meta name=date content="1/2/2025">`)},
	"bylines": {2500, func(n int) string {
		return "<h1>a b c d</h1>" + strings.Repeat("<p class=author>By Ada Ng 1 May 2025</p>", n)
	}},
	"nested authors": {5000, func(n int) string { return strings.Repeat("<div class=author>", 400) + strings.Repeat("<i></i>", n) }},
	"short figures":  {2500, func(n int) string { return "<h1>a b c d</h1>" + strings.Repeat("<p>x<b>14/4/2025</b></p>", n) }},
	"posts": {2500, func(n int) string {
		return "<div class=liveblog>" + strings.Repeat("<div><time>1:00</time>hai bên gặp nhau ở đây hôm nay và mai</div>", n)
	}},
	"nested posts": {1250, func(n int) string {
		return "<div class=liveblog>" + strings.Repeat("<div><b>10:00</b>", 250) + strings.Repeat("<p><b>10:00</b> x</p>", n)
	}},
	"objects": {5000, func(n int) string {
		return "<script type=application/ld+json>" + strings.Repeat(`{"@type":"NewsArticle","a":"b" `, n) + "</script>"
	}},
	"flat objects": {25000, func(n int) string {
		return "<script type=application/ld+json>[" + strings.Repeat(`{"@type":"NewsArticle","headline":"a b","author":"Ada Ng","datePublished":"2025-01-01"},`, n) + "{}]</script><h1>a b</h1><p>Hai bên gặp nhau."
	}},
	"scripts": {12000, func(n int) string {
		return strings.Repeat(`<script type=application/ld+json>{"@type":"NewsArticle","headline":"a b","author":[{"@type":"Person","name":"Ada Ng"}]}</script>`, n) + "<h1>a b</h1><p>Hai bên gặp nhau."
	}},
	"item lists": {12000, func(n int) string {
		return `<script type=application/ld+json>{"@type":"ItemList","itemListElement":[` + strings.Repeat(`{"@type":"ListItem","url":"/a","name":"a b c d"},`, n) + "{}]}</script><h1>a b</h1>" + strings.Repeat("<p><a href=/a>a b c d</a>", n)
	}},
	"open strings": {12500, func(n int) string {
		return "<script type=application/ld+json>[\"" + strings.Repeat(`"a`, n) + "</script>"
	}},
	"arrays":        {25000, func(n int) string { return "<script type=application/ld+json>" + strings.Repeat(`[`, n) + "</script>" }},
	"dates in data": {5000, func(n int) string { return "<script>" + strings.Repeat(`"datePublished":"x",`, n) + "</script>" }},
	"known names":   {2500, rep(`<div class="article__body cms-body detail-content" data-role=content>x</div>`)},
	"headings":      {2500, rep("<h1>một hai ba</h1>")},
	"classes":       {2500, rep(`<div class="nav-a article-body related">`)},
	"days":          {2500, rep("<p>12/3/2025</p>")},
	"text":          {2500, rep("<p>Hai bên đã trao đổi trong hai giờ về đường biển.")},
	"bold":          {2500, rep("<b><i><a>")},
	"signed": {6000, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "Hai bên gặp nhau ở cảng Ngọc Bình.\nTheo Ada Ng%d\n", i)
		}
		return s.String()
	}},
	"signed, html": {6000, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "<p>Hai bên gặp nhau ở cảng Ngọc Bình.<p>Theo Ada Ng%d", i)
		}
		return "<article><h1>a b c d</h1>" + s.String()
	}},
	"lead": {6000, func(n int) string {
		return "<h1 data-role=title>a b c d</h1><h2 data-role=sapo class=sapo>" + strings.Repeat("Hai bên gặp nhau ở cảng Ngọc Bình.<br>", n) + "</h2><div class=detail-content data-role=content><p>Hai bên đã trao đổi trong hai giờ.</p></div>"
	}},
	"leads": {6000, func(n int) string {
		return "<h1 data-role=title>a b c d</h1>" + strings.Repeat("<h2 data-role=sapo class=sapo>Hai bên gặp nhau ở cảng Ngọc Bình.</h2>", n) + "<div class='detail-content afcbc-body' data-role=content><p>Hai bên đã trao đổi trong hai giờ.</p></div>"
	}},
	"lines of a lead": {6000, func(n int) string {
		return "<h1>a b c d</h1><div><p class=lead>" + strings.Repeat("Hai bên gặp nhau ở cảng Ngọc Bình.<br><br>", n) + "</p></div><div><p>Hai bên đã trao đổi trong hai giờ về đường biển và cảng.</p></div>"
	}},
	"captions":       {25000, rep("<figure><img src=a><figcaption>Hai bên ở cảng Ngọc Bình. Ảnh: Reuters</figcaption></figure>")},
	"captions, text": {6000, rep("<figure><img src=a><figcaption>Hai bên ở cảng Ngọc Bình. Ảnh: Reuters</figcaption></figure><p>Hai bên đã trao đổi trong hai giờ về đường biển.</p>")},
	"tables":         {2500, rep("<table><tr><td>Hai bên</td><td>đã trao đổi</td></tr></table>")},
	"nested tables":  {1250, rep("<table><tr><td>x<td>")},
	"one table": {12000, func(n int) string {
		return "<table>" + strings.Repeat("<tr><td>Hai bên<td>đã trao đổi<td>12", n) + "</table>"
	}},
	"one row":     {12000, func(n int) string { return "<table><tr>" + strings.Repeat("<td>Hai bên", n) + "</table>" }},
	"times":       {25000, rep("<time datetime=2025-06-03T10:00>3/6</time> ")},
	"times, text": {6000, rep("<p><time datetime=2025-06-03T10:00>3/6</time> Hai bên đã trao đổi trong hai giờ về đường biển.</p>")},
	"same titles": {6000, func(n int) string {
		return "<title>Hai bên gặp nhau ở đây</title>" + strings.Repeat("<h2>Hai bên gặp nhau ở đây</h2><p>Hai bên đã trao đổi trong hai giờ về đường biển.</p>", n)
	}},
	"teasers": {6000, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "<div class=card><a href=/news/%d-a.html><h3>Hai bên gặp nhau lần %d</h3></a><p>Hai bên đã trao đổi trong %d giờ về đường biển.</p></div>", i, i, i)
		}
		return s.String()
	}},
	"nested lists": {1250, rep("<ul><li>Hai bên <a href=/x>một hai</a>")},
	"one list": {12000, func(n int) string {
		return "<ul>" + strings.Repeat("<li>Hai bên <a href=/x>một hai</a>", n) + "</ul>"
	}},
	"links in text": {6000, func(n int) string {
		return "<p>" + strings.Repeat("Hai bên gặp nhau. Xem <a href=/x>một hai ba bốn năm sáu</a>. ", n) + "</p>"
	}},
	"bars": {12000, func(n int) string { return "<p>" + strings.Repeat("<a href=/x>một hai ba bốn</a> | ", n) + "</p>" }},
	"breaks": {12000, func(n int) string {
		return "<p>" + strings.Repeat("Hai bên gặp nhau ở cảng.<br><br>", n) + "</p>"
	}},
	"spans":    {12000, func(n int) string { return "<p>" + strings.Repeat("<span class=a>Hai bên </span>", n) + "</p>" }},
	"boxes":    {6000, rep("<div class=a><div class=b><p>Hai bên đã trao đổi trong hai giờ.</p></div></div>")},
	"quotes":   {6000, rep("<blockquote><p>Hai bên đã trao đổi trong hai giờ.</p></blockquote>")},
	"forms":    {6000, rep("<form><input><select><option>a<option>b</select></form>")},
	"comments": {25000, rep("<!-- a --><p>x")},
	"iframes":  {6000, rep("<iframe src=/x></iframe><p>Hai bên đã trao đổi trong hai giờ.")},
	"attributes": {5000, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, " data-a%d=b", i)
		}
		return "<div" + s.String() + "><p>Hai bên đã trao đổi trong hai giờ.</div>"
	}},
	"pictures": {12000, rep("<img src=a alt='Hai bên ở cảng'>")},
	"entities": {50000, func(n int) string { return "<p>" + strings.Repeat("&amp;&#x1F600; ", n) }},
	"feet": {6000, func(n int) string {
		return "<p>Hai bên đã trao đổi trong hai giờ.</p><footer>" + strings.Repeat("<p>© 2025 Cảng Ngọc Bình. Mọi quyền được bảo lưu.</p>", n) + "</footer>"
	}},
	"tags": {6000, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "<x%d><p>Hai bên gặp nhau</p></x%d>", i, i)
		}
		return s.String()
	}},
	"unclosed":  {12000, rep("<p><b>Hai bên <i>gặp nhau")},
	"misnested": {2500, rep("<b><p>Hai bên</b></p><a href=/x><div>gặp</a></div>")},
	"hidden":    {6000, rep("<div style='display:none'><p>Hai bên đã trao đổi trong hai giờ.</p></div>")},
	"other site": {6000, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "<p>Hai bên đã trao đổi trong hai giờ. <a href=http://a%d.example/x>Đọc thêm ở đây</a></p>", i)
		}
		return s.String()
	}},
	"chinese": {6000, rep("<p>两座岛屿之间的渡轮今日复航，双方表示将于下周继续会谈。</p>")},
	"no stop": {50000, func(n int) string { return "<p>" + strings.Repeat("两座岛屿之间的", n) }},
	"posts apart": {2500, func(n int) string {
		var s strings.Builder
		for i := range n {
			fmt.Fprintf(&s, "<div class=post id=p%d><h2>Hai bên %d</h2><time>10:%02d</time><p>Hai bên đã trao đổi trong hai giờ về đường biển và cảng.</p></div>", i, i, i%60)
		}
		return "<div class=liveblog>" + s.String()
	}},
	"live data": {2500, func(n int) string {
		return `<script type=application/ld+json>{"@type":"LiveBlogPosting","liveBlogUpdate":[` + strings.Repeat(`{"@type":"BlogPosting","headline":"Hai bên gặp","articleBody":"Hai bên đã trao đổi trong hai giờ.","datePublished":"2025-06-03T10:00"},`, n) + "{}]}</script>" + strings.Repeat("<div><h2>Hai bên gặp</h2><p>Hai bên đã trao đổi trong hai giờ.</p></div>", n)
	}},
	"data text": {2500, func(n int) string {
		return `<script type=application/ld+json>{"@type":"NewsArticle","headline":"Hai bên gặp","articleBody":"` + strings.Repeat("Hai bên đã trao đổi trong hai giờ về đường biển. ", n) + `"}</script><h1>Hai bên gặp</h1>` + strings.Repeat("<p>Hai bên đã trao đổi trong hai giờ.</p>", n)
	}},
	"long title": {5000, func(n int) string {
		t := distinct(n)
		return "<title>" + t + "</title><h1>" + t + "</h1>" + strings.Repeat("<p>Hai bên đã trao đổi trong hai giờ.</p>", n)
	}},
	"description": {5000, func(n int) string {
		t := distinct(n)
		return "<meta name=description content='" + t + "'>" + strings.Repeat("<p>Hai bên đã trao đổi trong hai giờ.</p>", n)
	}},
	"keywords": {5000, func(n int) string {
		t := strings.ReplaceAll(distinct(n), ".", ",")
		return "<meta name=keywords content='" + t + "'>" + strings.Repeat("<p>Hai bên đã trao đổi trong hai giờ.</p>", n)
	}},
	"site name": {5000, func(n int) string {
		t := distinct(n)
		return "<meta property=og:site_name content='" + t + "'><title>Hai bên - " + t + "</title>" + strings.Repeat("<p>Hai bên đã trao đổi trong hai giờ.</p>", n)
	}},
}

// rep gives what repeats s n times.
func rep(s string) func(int) string { return func(n int) string { return strings.Repeat(s, n) } }

// authorHead is a head that names n authors, of one name or each of their own.
func authorHead(n int, own bool) string {
	var s strings.Builder
	for i := range n {
		if own {
			fmt.Fprintf(&s, "<meta name=author content='Ada%d Ng Bo'>", i)
		} else {
			s.WriteString("<meta name=author content='Ada Ng Bo'>")
		}
	}
	return s.String() + "<h1>một hai</h1>"
}

// doublePage is the hostile page of a name with n parts.
func doublePage(name string, n int) *parley.Page {
	s := doubled[name].make(n)
	media := parley.MediaText
	if strings.Contains(s, "<") {
		media = parley.MediaHTML
	}
	return &parley.Page{Bytes: []byte(s), Media: media}
}

// TestHostile reads each hostile page in its first size: what is read has its shape, and no item more authors than there may be.
func TestHostile(t *testing.T) {
	r, err := New(tableWords(t)).With(knownSites(t))
	if err != nil {
		t.Fatal(err)
	}
	for name, d := range doubled {
		l := r.Read(doublePage(name, d.n))
		if err := check(l); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, it := range l.Items {
			if len(it.Authors) > maxAuthors {
				t.Errorf("%s: %d authors", name, len(it.Authors))
			}
		}
	}
}

// TestDoubling prints the time that hostile pages take in three sizes.
func TestDoubling(t *testing.T) {
	if *doubling == 0 {
		t.Skip("measures only with -doubling TIMES")
	}
	r, err := New(tableWords(t)).With(knownSites(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range slices.Sorted(maps.Keys(doubled)) {
		if !strings.Contains(name, *doublingOnly) {
			continue
		}
		var times [3]float64
		for k := range times {
			p := doublePage(name, doubled[name].n<<k)
			var each []float64
			for range *doubling {
				runtime.GC()
				began := userTime(t)
				r.Read(p)
				each = append(each, userTime(t)-began)
			}
			slices.Sort(each)
			times[k] = each[len(each)/2]
		}
		mark := ""
		if times[1] > 2.5*times[0] || times[2] > 2.5*times[1] {
			mark = " <<"
		}
		fmt.Printf("%-16s %8.1f %8.1f %8.1f ms  × %.2f × %.2f%s\n", name, times[0]*1000, times[1]*1000, times[2]*1000, times[1]/times[0], times[2]/times[1], mark)
	}
}

// userTime is the time that the process has spent so far, in seconds.
func userTime(t *testing.T) float64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return float64(u.Utime.Sec) + float64(u.Utime.Usec)/1e6
}
