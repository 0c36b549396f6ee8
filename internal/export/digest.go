package export

// This file prints the digest of a day's news in house format: headings of regions, below
// them one line an event, the source in capitals and one sentence.

import (
	"archive/zip"
	"io"
	"strings"

	"parley"
)

// Digest is what a digest holds, in the words of one language.
type Digest struct {
	Title, Period string
	Language      string   // BCP 47
	Notes         []string // what the reader must know of the view
	Regions       []DigestRegion
	Left          string // what did not fit
}

// DigestRegion is a heading and the lines below it.
type DigestRegion struct {
	Name  string
	Lines []DigestLine
}

// DigestLine is an event: SOURCE. One sentence.
type DigestLine struct{ Source, Sentence string }

// SourceStop is what stands behind the name of a source: a full stop, unless the name ends in
// one or was cut.
func SourceStop(source string) string {
	if strings.HasSuffix(source, ".") || strings.HasSuffix(source, "…") {
		return ""
	}
	return "."
}

// Markdown prints the digest as CommonMark, foreign text inert.
func (d *Digest) Markdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# " + inert(parley.Plain(d.Title)) + "\n\n*" + inert(parley.Plain(d.Period)) + "*\n")
	for _, n := range d.Notes {
		b.WriteString("\n> " + inert(parley.Plain(n)) + "\n")
	}
	for _, r := range d.Regions {
		b.WriteString("\n## " + inert(parley.Plain(r.Name)) + "\n")
		for _, l := range r.Lines {
			b.WriteString("\n**" + inert(parley.Plain(l.Source)) + SourceStop(l.Source) + "** " + inert(parley.Plain(l.Sentence)) + "\n")
		}
	}
	if d.Left != "" {
		b.WriteString("\n*" + inert(parley.Plain(d.Left)) + "*\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// DOCX prints the digest as a Word document.
func (d *Digest) DOCX(w io.Writer) error {
	var b strings.Builder
	b.WriteString(docxHead + `<w:document ` + docxNS + `><w:body>`)
	paragraph(&b, "Title", noted{text: parley.Plain(d.Title)})
	paragraph(&b, "", noted{text: parley.Plain(d.Period)})
	for _, n := range d.Notes {
		paragraph(&b, "", noted{text: parley.Plain(n)})
	}
	for _, r := range d.Regions {
		paragraph(&b, "Heading1", noted{text: parley.Plain(r.Name)})
		for _, l := range r.Lines {
			b.WriteString(`<w:p>`)
			run(&b, `<w:b/>`, parley.Plain(l.Source)+SourceStop(l.Source)+" ")
			run(&b, "", parley.Plain(l.Sentence))
			b.WriteString(`</w:p>`)
		}
	}
	if d.Left != "" {
		paragraph(&b, "", noted{text: parley.Plain(d.Left)})
	}
	b.WriteString(docxPage + `</w:body></w:document>`)
	return docx(w, d.Language, b.String())
}

// docx packs a document part with the others that every reader of the format needs.
func docx(w io.Writer, language, document string) error {
	z := zip.NewWriter(w)
	for _, f := range []struct{ name, text string }{
		{"[Content_Types].xml", docxTypes},
		{"_rels/.rels", docxRels},
		{"word/_rels/document.xml.rels", docxDocumentRels},
		{"word/styles.xml", strings.ReplaceAll(docxStyles, "{lang}", escaped(language))},
		{"word/document.xml", document},
	} {
		part, err := z.Create(f.name)
		if err != nil {
			return err
		}
		if _, err := part.Write([]byte(f.text)); err != nil {
			return err
		}
	}
	return z.Close()
}
