package eval

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"parley"
)

// want is what an example expects of a claim. Only what it names is compared.
type want struct {
	kind, status string
	roles        map[parley.Role][]string
	object       *string
	time         *string
	place        *string
	duration     *string
	attribution  *string
	cameo        *string
	background   *bool
}

// parseWant reads expectations such as "party:RUS,USA status:planned object:talks". Words
// that name a kind or a status stand without a key; "role:-" means that nobody plays the
// role, "@-" that there is no time.
func parseWant(s string) (*want, error) {
	w := &want{roles: map[parley.Role][]string{}}
	for _, f := range strings.Fields(s) {
		if err := w.word(f); err != nil {
			return nil, err
		}
	}
	return w, nil
}

func (w *want) word(f string) error {
	if day, ok := strings.CutPrefix(f, "@"); ok {
		w.time = value(day)
		return nil
	}
	key, v, ok := strings.Cut(f, ":")
	if !ok {
		return w.flag(f)
	}
	switch key {
	case "status":
		return w.flag(v)
	case "object":
		w.object = value(v)
	case "time":
		w.time = value(v)
	case "place":
		w.place = value(strings.ReplaceAll(v, "_", " "))
	case "duration":
		w.duration = value(v)
	case "cameo":
		w.cameo = value(v)
	case "by":
		w.attribution = value(v)
	default:
		if !slices.Contains(roles, parley.Role(key)) {
			return fmt.Errorf("%q is no expectation", f)
		}
		var keys []string
		if v != "-" {
			keys = strings.Split(v, ",")
			sort.Strings(keys)
		}
		w.roles[parley.Role(key)] = keys
	}
	return nil
}

// flag reads a word without a key.
func (w *want) flag(f string) error {
	switch parley.Status(f) {
	case parley.Occurred, parley.Ongoing, parley.Planned, parley.Possible, parley.Denied, parley.Cancelled:
		w.status = f
		return nil
	}
	if f == "background" || f == "news" {
		bg := f == "background"
		w.background = &bg
		return nil
	}
	if _, ok := parley.Kind(f).Info(); ok {
		w.kind = f
		return nil
	}
	return fmt.Errorf("%q is no kind, no status and no expectation", f)
}

// value is nil-safe: "-" stands for nothing.
func value(s string) *string {
	if s == "-" {
		s = ""
	}
	return &s
}

// differs says in what the claim is not as expected, "" where it is.
func (w *want) differs(c *parley.Claim) string {
	var out []string
	diff := func(what, got, want string) {
		if got != want {
			out = append(out, fmt.Sprintf("%s is %s, not %s", what, dash(got), dash(want)))
		}
	}
	if w.kind != "" {
		diff("kind", string(c.Kind), w.kind)
	}
	if w.status != "" {
		diff("status", string(c.Status), w.status)
	}
	for _, r := range roles {
		if keys, ok := w.roles[r]; ok {
			diff(string(r), strings.Join(keysOf(c, r), ","), strings.Join(keys, ","))
		}
	}
	if w.background != nil {
		diff("background", fmt.Sprint(c.Background), fmt.Sprint(*w.background))
	}
	for _, f := range w.fields(c) {
		if f.want != nil {
			diff(f.name, f.got, *f.want)
		}
	}
	return strings.Join(out, ", ")
}

type field struct {
	name, got string
	want      *string
}

// fields lists the plain fields with what is expected of each.
func (w *want) fields(c *parley.Claim) []field {
	var time, place, by string
	if c.Time != nil {
		time = c.Time.Value
	}
	if c.Place != nil {
		place = c.Place.Name
	}
	if c.Attribution != nil {
		by = bare(string(c.Attribution.ID))
	}
	return []field{
		{"object", string(c.Object), w.object},
		{"time", time, w.time},
		{"place", place, w.place},
		{"duration", string(c.Duration), w.duration},
		{"attribution", by, w.attribution},
		{"cameo", c.CAMEO, w.cameo},
	}
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}
