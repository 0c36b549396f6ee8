package export

// This file prints a briefing as a Word document (Office Open XML, ISO/IEC 29500): the few
// parts that every reader of the format needs, written by hand, since a page of text and
// tables takes no more.

import (
	"bufio"
	"context"
	"strings"
)

func writeDOCX(ctx context.Context, w *bufio.Writer, l Ledger, o *Options) (Total, error) {
	p, t, err := newPaper(ctx, l, o)
	if err != nil {
		return t, err
	}
	return t, docx(w, o.Language, p.word())
}

const (
	docxHead  = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	docxTypes = docxHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
		`<Default Extension="xml" ContentType="application/xml"/>` +
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
		`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>`
	docxRels = docxHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxDocumentRels = docxHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
		`<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`
	docxNS     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	docxStyles = docxHead + `<w:styles ` + docxNS + `><w:docDefaults><w:rPrDefault><w:rPr>` +
		`<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:sz w:val="24"/><w:lang w:val="{lang}"/></w:rPr></w:rPrDefault>` +
		`<w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/><w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/><w:next w:val="Normal"/>` +
		`<w:pPr><w:keepNext/><w:spacing w:before="240"/><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="28"/></w:rPr></w:style></w:styles>`
	docxPage = `<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>`
	docxGrid = `<w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:top w:val="single" w:sz="4"/><w:left w:val="single" w:sz="4"/>` +
		`<w:bottom w:val="single" w:sz="4"/><w:right w:val="single" w:sz="4"/><w:insideH w:val="single" w:sz="4"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>`
)

// word is the document part: WordprocessingML.
func (p *paper) word() string {
	var b strings.Builder
	b.WriteString(docxHead + `<w:document ` + docxNS + `><w:body>`)
	paragraph(&b, "Title", noted{text: p.title})
	paragraph(&b, "", noted{text: p.sub})
	for _, part := range p.parts {
		if part.heading != "" {
			paragraph(&b, "Heading1", noted{text: part.heading})
		}
		for _, l := range part.lines {
			paragraph(&b, "", l)
		}
		if len(part.rows) > 0 {
			part.table(&b)
		}
	}
	if len(p.sources) > 0 {
		paragraph(&b, "Heading1", noted{text: p.heading})
	}
	for i, s := range p.sources {
		paragraph(&b, "", noted{text: noted{notes: []int{i + 1}}.refs()[1:] + " " + s})
	}
	paragraph(&b, "", noted{text: p.foot})
	b.WriteString(docxPage + `</w:body></w:document>`)
	return b.String()
}

// table prints the part's rows with its head repeated on each page.
func (p *part) table(b *strings.Builder) {
	b.WriteString(`<w:tbl>` + docxGrid + `<w:tblGrid>` + strings.Repeat(`<w:gridCol/>`, len(p.head)) + `</w:tblGrid><w:tr><w:trPr><w:tblHeader/></w:trPr>`)
	for _, h := range p.head {
		b.WriteString(`<w:tc><w:tcPr/>`)
		paragraph(b, "", noted{label: h})
		b.WriteString(`</w:tc>`)
	}
	b.WriteString(`</w:tr>`)
	for _, row := range p.rows {
		b.WriteString(`<w:tr>`)
		for _, c := range row {
			b.WriteString(`<w:tc><w:tcPr/>`)
			paragraph(b, "", c)
			b.WriteString(`</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
}

// paragraph prints a label in bold, the text, and its notes raised.
func paragraph(b *strings.Builder, style string, n noted) {
	b.WriteString(`<w:p>`)
	if style != "" {
		b.WriteString(`<w:pPr><w:pStyle w:val="` + style + `"/></w:pPr>`)
	}
	label := n.label
	if label != "" && n.text != "" {
		label += ": "
	}
	run(b, `<w:b/>`, label)
	run(b, "", n.text)
	run(b, `<w:vertAlign w:val="superscript"/>`, strings.TrimSpace(n.refs()))
	b.WriteString(`</w:p>`)
}

func run(b *strings.Builder, properties, text string) {
	if text == "" {
		return
	}
	b.WriteString(`<w:r>`)
	if properties != "" {
		b.WriteString(`<w:rPr>` + properties + `</w:rPr>`)
	}
	b.WriteString(`<w:t xml:space="preserve">` + escaped(text) + `</w:t></w:r>`)
}
