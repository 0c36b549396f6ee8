package pack

import (
	"bufio"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"parley/internal/rule"
)

// Site is a file of packs/sites: what is known of a publishing system, or of a group of
// outlets whose pages are built alike. Lines stand as they are in the file.
type Site struct {
	Name  string // of the file, without .site
	File  string
	Lines []SiteLine
}

// SiteLine is one line: a key and its values. The values of host are names of hosts, those of
// language tags of languages, those of mark and of the roles selectors.
type SiteLine struct {
	Line   int
	Key    string
	Values []string
}

// Of gives the values of all lines of a key.
func (s *Site) Of(key string) []string {
	var out []string
	for _, l := range s.Lines {
		if l.Key == key {
			out = append(out, l.Values...)
		}
	}
	return out
}

// loadSites reads sites/*.site in name order, and lints what needs no knowledge of
// selectors: a file says how its pages are recognised and where their text is, keys stand
// in groups, no host in two files.
func loadSites(fsys fs.FS) ([]Site, []error) {
	files, err := fs.Glob(fsys, "sites/*.site")
	if err != nil {
		return nil, []error{err}
	}
	var out []Site
	var errs []error
	hosts := map[string]string{}
	for _, f := range files {
		s, es := readSite(fsys, f)
		errs = append(errs, es...)
		bad := func(line int, format string, args ...any) {
			errs = append(errs, &rule.Error{File: f, Line: line, Msg: fmt.Sprintf(format, args...)})
		}
		for _, l := range s.Lines {
			if l.Key != "host" {
				continue
			}
			for _, h := range l.Values {
				if hosts[h] != "" {
					bad(l.Line, "host %s is also in %s", h, hosts[h])
				}
				if h != strings.ToLower(h) || !strings.Contains(h, ".") || strings.HasPrefix(h, "www.") {
					bad(l.Line, "%q is no registrable host in small letters", h)
				}
				hosts[h] = f
			}
		}
		if len(s.Of("host"))+len(s.Of("mark")) == 0 {
			bad(0, "neither host nor mark: its pages cannot be recognised")
		}
		if len(s.Of("body")) == 0 {
			bad(0, "no body: it would never be used")
		}
		out = append(out, s)
	}
	return out, errs
}

// readSite reads one file: "key value, value". Lines of # are comments.
func readSite(fsys fs.FS, file string) (Site, []error) {
	s := Site{Name: strings.TrimSuffix(path.Base(file), ".site"), File: file}
	f, err := fsys.Open(file)
	if err != nil {
		return s, []error{err}
	}
	defer f.Close()
	var errs []error
	var done []string
	sc := bufio.NewScanner(f)
	for n := 1; sc.Scan(); n++ {
		line := sc.Text()
		bad := func(format string, args ...any) {
			errs = append(errs, &rule.Error{File: file, Line: n, Msg: fmt.Sprintf(format, args...)})
		}
		if !norm.NFC.IsNormalString(line) || line != strings.TrimSpace(line) {
			bad("not in Unicode form NFC, or spaces around it")
		}
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		key, rest, _ := strings.Cut(line, " ")
		l := SiteLine{Line: n, Key: key}
		for v := range strings.SplitSeq(rest, ",") {
			if v = strings.TrimSpace(v); v == "" || slices.Contains(l.Values, v) {
				bad("%s has a value that is empty or stands twice: %q", key, v)
				continue
			}
			l.Values = append(l.Values, v)
		}
		if !slices.Contains(siteKeys, key) {
			bad("%q is none of %s", key, strings.Join(siteKeys, ", "))
		}
		if len(done) > 0 && done[len(done)-1] != key && slices.Contains(done, key) {
			bad("%s stands in two places", key)
		}
		done = append(done, key)
		s.Lines = append(s.Lines, l)
	}
	if err := sc.Err(); err != nil {
		errs = append(errs, err)
	}
	return s, errs
}

// siteKeys are the keys that a line can have.
var siteKeys = []string{"host", "mark", "language", "title", "lead", "body", "author", "date", "caption", "related", "widget"}
