package parley

// Basis says how a date was got.
type Basis string

// The bases, from firm to inferred.
const (
	BasisStated   Basis = "stated"         // the text says it whole
	BasisMarkup   Basis = "markup"         // the page's markup says it (JSON-LD, meta, time)
	BasisGiven    Basis = "given"          // the container or the user gave it
	BasisItemDate Basis = "from-item-date" // completed by the item's own date
	BasisInferred Basis = "inferred"       // completed by facts, which Why names
	BasisUnknown  Basis = "unknown"        // nothing decides
)

// Date is a date together with how it is known. Value is EDTF (ISO 8601-2):
// 2025-04-08, 2025-04, 2025-06-22/.., [2021-04-18,2022-04-18] (one of these),
// XXXX-04-25 (year unknown). Why is a reason that a reader understands. Clock is the time of
// day with its zone as the page gives it ("07:45+07:00", "07:45Z", "07:45"), "" where it gives none.
// Lent is the id of the item (page/number) by which an item that tells no date is dated, "" for
// one that is dated by itself; such a date is inferred, and Why names that item. Likely is how
// likely, from 0 to 1, the year is of a day that was given one by facts: 0 where facts leave no doubt
// or were not weighed.
type Date struct {
	Value string `json:"value"`
	Basis Basis  `json:"basis"`
	Why   string `json:"why"`
	Clock string `json:"clock,omitempty"`
	Lent  Maybe  `json:"lent,omitempty"`

	Likely float64 `json:"likely,omitempty"`
}

// leastSure is how likely the year of a day must be that rests on facts alone for nobody to be asked about it: of the days
// of an archive that were likelier, one in fifty was of another year, of the others one in six.
const leastSure = .98

// Doubtful tells whether the day may well be of another year.
func (d *Date) Doubtful() bool { return d != nil && d.Likely > 0 && d.Likely < leastSure }
