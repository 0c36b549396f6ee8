package printer

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"
	"testing"
)

// person is data as screens have it: fields, methods, lists, maps, what is embedded.
type person struct {
	*frame
	Name, Href, Empty string
	Age               int
	Ratio             float64
	Tall              bool
	Mark              template.HTML
	Kind              kind
	Sized             size
	List              []item
	Words             []string
	Map               map[string]string
	Friend, Nobody    *person
	Any               any
	Text              *string
}

type (
	kind  string
	size  int
	item  struct{ Text, Href string }
	frame struct{ Site string }
)

func (s size) String() string { return fmt.Sprintf("<%d cm>", int(s)) }

func (i *item) Long() string { return i.Text + " & more" }

func (i item) Short() string { return i.Text[:1] }

func (f *frame) T(key string, pairs ...string) string { return key + strings.Join(pairs, ",") }

func (f *frame) Number(n int) string { return fmt.Sprint("no. ", n) }

func (f *frame) Count(what string, n int) string { return fmt.Sprint(n, " ", what) }

func (f *frame) Items() []item { return []item{{"a", "/a"}} }

type two struct{ P, D any }

func data() *person {
	nasty := `<script>alert('x"&+y')</script>` + "\x00\xff é"
	s := "pointed <at>"
	return &person{
		frame: &frame{"<site>"}, Name: nasty, Href: `javascript:alert(1)`, Age: 7, Ratio: 1.5, Tall: true, Mark: "<b>bold</b>", Kind: "<kind>", Sized: 180,
		List:  []item{{"one <1>", "/a b?c=d&e='f'&g=%41%zz"}, {"two", "https://x.example/(y)"}, {"three", "mailto:a@b"}},
		Words: []string{"p", "q"}, Map: map[string]string{"b": "2", "a": `1"`, "c": "<3>"},
		Friend: &person{frame: &frame{"other"}, Name: "Ann", Href: "//x/y:z"}, Any: item{"boxed", "/boxed"}, Text: &s,
	}
}

// TestAsTemplates: what is printed is what html/template prints.
func TestAsTemplates(t *testing.T) {
	for _, text := range []string{
		`plain`,
		`{{.Name}} <a title="{{.Name}}" href="{{.Href}}">x</a> <title>{{.Name}}</title>`,
		`{{.Age}} {{.Ratio}} {{.Tall}} {{.Mark}} {{.Kind}} {{.Sized}} {{.Text}} <i class="k-{{.Kind}} {{.Sized}}">`,
		`{{range .List}}<a href="{{.Href}}">{{.Text}}</a> <a href="/x?y={{.Href}}#{{.Text}}">{{.Long}}</a> {{.Short}}{{else}}none{{end}}`,
		`{{range $i, $x := .List}}{{if $i}}, {{end}}{{$i}}:{{$x.Text}}={{$.Name}}{{end}}{{range $x := .Words}}{{$x}}{{.}}{{end}}`,
		`{{range .Nobody.List}}x{{end}}`,
		`{{with .Empty}}some{{else}}none{{end}}{{with .Friend}}{{.Name}} <a href="{{.Href}}">{{.Site}}</a>{{with $.Name}}{{.}}{{end}}{{end}}{{with .Nobody}}x{{end}}`,
		`{{with $x := .Friend}}{{$x.Name}}{{end}}{{if $x := .Age}}{{$x}}{{end}}{{with index .List 1}}{{.Text}}{{end}}{{$w := .Words}}{{index $w .Friend.Age}}`,
		`{{if and .Name .Tall}}1{{end}}{{if or .Empty .Age}}2{{end}}{{if not .Nobody}}3{{end}}{{if eq .Kind "a" "<kind>"}}4{{else if gt .Age 6}}5{{end}}{{if gt .Age 6}}6{{end}}{{if eq .Age 7}}7{{end}}`,
		`{{or .Empty .Name}}{{and .Name .Age}}{{len .List}}{{.T "a"}}{{.T "b" "c" .Name}}{{$.T (printf "x.%s.%d" .Kind .Age)}}{{.Number .Age}}{{.Count "dogs" (len .Words)}}`,
		`{{range $k, $v := .Map}}<input name="{{$k}}" value="{{$v}}">{{end}}{{range .Map}}{{.}}{{end}}{{.Map.a}}`,
		`{{template "row" (pair $ .Name)}}{{range .List}}{{template "row" (pair $ .)}}{{end}}{{template "part" .Any}}{{template "part" .Friend.Items | index0}}`,
		`{{range .Items}}{{.Text}}{{end}}{{.Any.Text}}{{with .Any}}<b>{{.Short}}</b>{{end}}{{/* a comment */}}{{if .List}}{{if .Nobody}}x{{end}}{{end}}`,
		`{{.Nobody.Name}}`, `{{.None}}`, `{{.Name.None}}`, `{{index .Words 7}}`, `{{.Number .Name}}`, `{{template "none"}}`,
	} {
		if strings.Contains(text, "index0") {
			text = strings.ReplaceAll(text, `{{template "part" .Friend.Items | index0}}`, `{{template "part" (index .Friend.Items 0)}}`)
		}
		const parts = `{{define "part"}}[{{.Text}} <a href="{{.Href}}">]{{end}}{{define "row"}}{{.P.Name}}/{{with .D}}{{if eq $.P.Age 7}}row{{end}}{{end}}{{end}}`
		parse := func() *template.Template {
			pair := func(p, d any) any { return two{p, d} }
			return template.Must(template.New("main").Funcs(template.FuncMap{"pair": pair}).Parse(parts + text))
		}
		var want bytes.Buffer
		wrong := parse().Execute(&want, data())
		p, err := New(parse(), "main", map[string]Func{"pair": func(a []any) any { return two{a[0], a[1]} }})
		var got []byte
		for range 2 { // the second time with what was learned
			if err == nil {
				got, err = p.Print(nil, data())
			}
		}
		if (err == nil) != (wrong == nil) || err == nil && string(got) != want.String() {
			t.Errorf("%s\n got %s, %v\nwant %s, %v", text, got, err, want.String(), wrong)
		}
	}
}

// TestRefused: what would be printed in another way, or where it is not known how, is refused.
func TestRefused(t *testing.T) {
	for text, why := range map[string]string{
		`<a title={{.Name}}>`:                           "cannot escape",
		`<script>x = {{.Name}}</script>`:                "cannot escape",
		`<a onclick="f({{.Name}})">`:                    "cannot escape",
		`<p style="color: {{.Name}}">`:                  "cannot escape",
		`{{.Name | printf "%s"}}`:                       "the printer cannot",
		`{{range .List}}{{break}}{{end}}`:               "the printer cannot",
		`{{slice .Name 1}}`:                             "the printer cannot",
		`{{$x := 1}}{{$x = 2}}`:                         "the printer cannot",
		`<a title="{{template "t" .}}">`:                "no template",
		`<a href="{{if .Name}}x{{end}}{{.Name}}{{if`:    "",
		`<a href="{{if .Name}}">{{else}}"x{{end}}">`:    "",
		`{{define "t2"}}x{{end}}{{template "missing"}}`: "",
	} {
		set, err := template.New("main").Parse(`{{define "t"}}{{.Name}}{{end}}` + text)
		if err == nil {
			_, err = New(set, "main", nil)
		}
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// FuzzEscape: whatever a text holds, it is written as html/template writes it.
func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "a", `<b>"'&+`, "\x00\xff\x80", "javascript:x", "HTTP://a/b?c=d&e=(f)'#g", "%41%4", "/ể ộ", "mailto:x", "a/b:c", "ftp://x", " javascript:x", "data:text/html,<x>"} {
		f.Add(s)
	}
	const text = `{{.}}<title>{{.}}</title><a title="{{.}}" href="{{.}}">x</a><a href="/x/{{.}}">x</a><a href="/?q={{.}}">x</a>`
	set := template.Must(template.New("main").Parse(text))
	p, err := New(template.Must(template.New("main").Parse(text)), "main", nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var want bytes.Buffer
		if err := set.Execute(&want, s); err != nil {
			t.Fatal(err)
		}
		if got, err := p.Print(nil, s); err != nil || string(got) != want.String() {
			t.Errorf("%q: %v\n got %s\nwant %s", s, err, got, want.String())
		}
	})
}
