package export

import "strings"

// Codebook tells in Markdown what a format holds: every column of a table, the meaning of
// its values, and where it stays empty. It travels with each export.
func (f Format) Codebook() string {
	var b strings.Builder
	b.WriteString("# Codebook of the export " + f.Name + "\n\nOne row is " + f.Row + ".\n")
	var cols []named
	switch f.Name {
	case "csv", "parquet":
		for _, c := range columns() {
			cols = append(cols, named{c.name, c.doc + " (" + c.kind + ")"})
		}
	case "gdelt":
		cols = gdeltColumns()
	case "plover":
		cols = ploverColumns()
	}
	if cols != nil {
		b.WriteString("\n| column | meaning |\n| --- | --- |\n")
	}
	for _, c := range cols {
		b.WriteString("| " + c.name + " | " + strings.ReplaceAll(c.doc, "|", "/") + " |\n")
	}
	b.WriteString(notesOn[f.Name])
	b.WriteString(codebookFoot)
	return b.String()
}

// notesOn says what a table of columns cannot.
var notesOn = map[string]string{
	"csv":      "\nUTF-8, RFC 4180, with a head. Lists are joined by \"; \". Text that begins with = + - @ has an apostrophe before it, so that no spreadsheet calculates it.\n",
	"parquet":  "\nZstandard, at most 5,000 rows a group. Lists are lists.\n",
	"jsonl":    "\nOne event a line, as the program keeps it: id, kind, object, status, actors with roles, time with its basis, place, claims with their quotations and offsets, contradictions, changes, track, round, and in reasons why each claim was taken to be about the event: its id, then codes with values, such as day=2025-04-08; actors; words=40.\n",
	"gdelt":    "\nTab-separated, without a head, in the order of GDELT 2.0's event table. Denied events are left out, and counted, since GDELT has no word for them. A planned act has the code of the expressed intent. A visit has two rows, 042 of who travels and 043 of who is visited; 054, 128, 129, 136, 137 and 139 are told by words of the sentences.\n",
	"plover":   "\nTab-separated, with a head, in the order of POLECAT's files.\n",
	"ics":      "\nRFC 5545. Whole days, without an hour: the news seldom says hour and zone. UID is stable, SEQUENCE grows with each logged change, STATUS is CONFIRMED for planned, TENTATIVE for possible, CANCELLED for called off. Left out, and counted: what has no day known to within two weeks.\n",
	"atom":     "\nRFC 4287. An entry is an event; its id is stable; updated is the day on which it was last told or changed.\n",
	"jsonfeed": "\nJSON Feed 1.1, entries as in Atom.\n",
	"jsonld":   "\nA Dataset whose hasPart lists schema.org Events; each claim is a W3C Web Annotation with a TextQuoteSelector and a TextPositionSelector (code points of the page's decoded NFC text). parley:edtf is the time in full, startDate and endDate the days it may mean.\n",
	"graphml":  "\nNodes are states, organisations and groups, people counted as whom they act for. An edge joins two that met, called, visited, negotiated or mediated: events is how many, first and last the days. Left out, and counted: every other event.\n",
	"markdown": "\nA briefing of one track with numbered sources.\n",
	"docx":     "\nA briefing of one track with numbered sources.\n",
}

const codebookFoot = "\nEvery value is what sentences say: an empty cell means that none says it, not that it is not so. " +
	"Articles and independent sources are counted apart. The meaning of kinds, statuses and roles is that of Parley's codebook.\n"
