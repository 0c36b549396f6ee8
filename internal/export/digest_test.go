package export

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func digest() *Digest {
	return &Digest{
		Title: "Điểm tin", Period: "Tin từ 1 đến 7/6/2025", Language: "vi", Notes: []string{"Một phần"},
		Regions: []DigestRegion{
			{"Châu Âu", []DigestLine{{"VOV", "Hai bên gặp nhau."}, {"<b>", "[x](javascript:alert(1)) *và* ]]> & |"}}},
			{"Châu Á", []DigestLine{{"VTV", "Vòng sau vào tháng 7."}}},
		},
		Left: "Còn 2 sự kiện.",
	}
}

// The house format: headings of regions, below them SOURCE. One sentence. What comes from
// pages is text and nothing else.
func TestDigestMarkdown(t *testing.T) {
	var b bytes.Buffer
	if err := digest().Markdown(&b); err != nil {
		t.Fatal(err)
	}
	const want = `# Điểm tin

*Tin từ 1 đến 7/6/2025*

> Một phần

## Châu Âu

**VOV.** Hai bên gặp nhau.

**\<b\>.** \[x\](javascript:alert(1)) \*và\* \]\]\> \& \|

## Châu Á

**VTV.** Vòng sau vào tháng 7.

*Còn 2 sự kiện.*
`
	if b.String() != want {
		t.Errorf("got\n%s", b.String())
	}
}

func TestDigestDOCX(t *testing.T) {
	var b bytes.Buffer
	if err := digest().DOCX(&b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	names := ""
	for _, f := range z.File {
		names += f.Name + " "
	}
	if names != "[Content_Types].xml _rels/.rels word/_rels/document.xml.rels word/styles.xml word/document.xml " {
		t.Errorf("it holds %s", names)
	}
	r, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for d := xml.NewDecoder(r); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			if x.Name.Local == "p" {
				lines = append(lines, "")
			}
		case xml.CharData:
			if len(lines) > 0 {
				lines[len(lines)-1] += string(x)
			}
		}
	}
	const want = "Điểm tin|Tin từ 1 đến 7/6/2025|Một phần|Châu Âu|VOV. Hai bên gặp nhau.|<b>. [x](javascript:alert(1)) *và* ]]> & ||Châu Á|VTV. Vòng sau vào tháng 7.|Còn 2 sự kiện."
	if got := strings.Join(lines, "|"); got != want {
		t.Errorf("got %s", got)
	}
}
