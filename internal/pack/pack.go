package pack

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"

	"parley/internal/learn"
	"parley/internal/rule"
)

// Pack is everything that is loaded.
type Pack struct {
	World     *World
	Languages map[string]*Language
	Sites     []Site // in the order of their names
	Calendar  *Words // names of months and labels of dates of languages without a pack
	// Version identifies the content of all files: derived records are stamped with it.
	Version string
}

// Language is one language pack, compiled.
type Language struct {
	Tag    string
	Lex    *rule.Lexicon
	Rules  *rule.Set
	Ruled  bool                    // it has rules: known also where they were not loaded
	Tables map[string]*Words       // by table name without .tsv
	short  map[string]bool         // surface forms flagged short
	Models map[string]*learn.Model // by file name without .txt
}

// tableClass says under which class of the lexicon the words of a table stand. Tables not
// named here are not put into the lexicon by Load; "functions" gives each id a class of
// its own, because rules name them (@neg).
var tableClass = map[string]string{
	"states": "state", "metonyms": "metonym", "places": "place", "organisations": "org",
	"groups": "group", "people": "person", "titles": "title", "bodies": "body",
	"landmarks": "landmark", "topics": "topic", "blockers": "blocker", "objects": "object", "acts": "act", "armaments": "armament",
}

// Load reads the packs of all languages in fsys. It returns what it could read together
// with every error, so that all can be mended in one go; the pack may be used only where
// there is none.
func Load(fsys fs.FS) (*Pack, []error) {
	p := &Pack{Languages: map[string]*Language{}}
	versioned := meanwhile(func() (string, error) { return version(fsys) })
	var errs []error
	p.World, errs = loadWorld(fsys)
	dirs, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return p, append(errs, err)
	}
	var loading []func() (*Language, []error)
	for _, d := range dirs {
		if d.IsDir() && d.Name() != "world" && d.Name() != "sites" {
			loading = append(loading, meanwhile(func() (*Language, []error) { return loadLanguage(fsys, d.Name(), p.World) }))
		}
	}
	paged := p.loadForPages(fsys)
	for _, loaded := range loading {
		l, es := loaded()
		errs = append(errs, es...)
		p.Languages[l.Tag] = l
	}
	errs = append(errs, paged...)
	p.Version, err = versioned()
	if err != nil {
		errs = append(errs, err)
	}
	return p, errs
}

// meanwhile runs a function beside the caller, and returns one that waits for what it gives.
func meanwhile[T, E any](run func() (T, E)) func() (T, E) {
	var made T
	var err E
	done := make(chan struct{})
	go func() {
		defer close(done)
		made, err = run()
	}()
	return func() (T, E) {
		<-done
		return made, err
	}
}

// LoadPages reads only what pages are taken apart with: the table page.tsv of each language, the
// calendar, and the sites. Such a pack has no lexicon, no rules, no models and no world, but
// knows which languages have rules; it takes a twentieth of the memory of a whole one.
func LoadPages(fsys fs.FS) (*Pack, []error) {
	p := &Pack{Languages: map[string]*Language{}}
	files, err := fs.Glob(fsys, "*/words/page.tsv")
	if err != nil {
		return p, []error{err}
	}
	var errs []error
	for _, f := range files {
		tag, _, _ := strings.Cut(f, "/")
		words, es := readWords(fsys, f)
		errs = append(errs, es...)
		p.Languages[tag] = &Language{Tag: tag, Tables: map[string]*Words{"page": words}}
	}
	rules, err := fs.Glob(fsys, "*/rules/*.rule")
	if err != nil {
		errs = append(errs, err)
	}
	for _, f := range rules {
		tag, _, _ := strings.Cut(f, "/")
		if l := p.Languages[tag]; l != nil {
			l.Ruled = true
		}
	}
	return p, append(errs, p.loadForPages(fsys)...)
}

// loadForPages reads the calendar and the sites.
func (p *Pack) loadForPages(fsys fs.FS) []error {
	var errs []error
	if _, err := fs.Stat(fsys, "world/calendar.tsv"); err == nil {
		p.Calendar, errs = readWords(fsys, "world/calendar.tsv")
	}
	sites, es := loadSites(fsys)
	p.Sites = sites
	return append(errs, es...)
}

func loadLanguage(fsys fs.FS, dir string, w *World) (*Language, []error) {
	lex := rule.NewLexicon(rule.NewVocab())
	l := &Language{Tag: dir, Lex: lex, Tables: map[string]*Words{}, short: map[string]bool{}}
	models := meanwhile(func() (map[string]*learn.Model, []error) { return loadModels(fsys, dir) })
	files, err := fs.Glob(fsys, dir+"/words/*.tsv")
	if err != nil {
		return l, []error{err}
	}
	var errs []error
	for _, f := range files {
		words, es := readWords(fsys, f)
		name := strings.TrimSuffix(path.Base(f), ".tsv")
		l.Tables[name] = words
		errs = append(errs, es...)
		errs = append(errs, known(w, name, f, words)...)
		l.enter(name, words)
	}
	people := make([]string, 0, len(w.People))
	for id := range w.People {
		people = append(people, id)
	}
	sort.Strings(people) // the order decides ties, and must not differ from run to run
	l.names(w, people)
	l.Rules = rule.NewSet(lex)
	for _, c := range []string{"$actor", "$time", "$place"} {
		lex.Class(c)
	}
	rules, err := fs.Glob(fsys, dir+"/rules/*.rule")
	if err != nil {
		errs = append(errs, err)
	}
	for _, f := range rules {
		fh, err := fsys.Open(f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		errs = append(errs, l.Rules.Parse(fh, f, dir+"/")...)
		fh.Close()
	}
	l.Ruled = len(l.Rules.Rules) > 0
	var es []error
	l.Models, es = models()
	return l, append(errs, es...)
}

// loadModels reads dir/models/*.txt.
func loadModels(fsys fs.FS, dir string) (map[string]*learn.Model, []error) {
	out := map[string]*learn.Model{}
	files, err := fs.Glob(fsys, dir+"/models/*.txt")
	if err != nil {
		return out, []error{err}
	}
	var errs []error
	for _, f := range files {
		text, err := readText(fsys, f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		m, err := learn.Parse(text)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", f, err))
			continue
		}
		out[strings.TrimSuffix(path.Base(f), ".txt")] = m
	}
	return out, errs
}

// readText is the text of a file.
func readText(fsys fs.FS, file string) (string, error) {
	f, err := fsys.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var b strings.Builder
	if info, err := f.Stat(); err == nil {
		b.Grow(int(info.Size()))
	}
	_, err = io.Copy(&b, f)
	return b.String(), err
}

// enter puts the words of a table into the lexicon.
func (l *Language) enter(table string, words *Words) {
	class, ok := tableClass[table]
	for _, id := range words.Order {
		switch {
		case table == "functions":
			class = id
		case !ok:
			return
		}
		c := l.Lex.Class(class)
		if table == "functions" {
			l.Lex.Grammar(c)
		}
		for _, f := range words.Forms[id] {
			l.Lex.Add(c, id, f)
			if spaced := strings.ReplaceAll(f, "-", " "); spaced != f && (table == "people" || table == "places" || table == "states") {
				l.Lex.Add(c, id, spaced)
			}
		}
		for _, f := range words.Flag(id, "short") {
			l.Lex.Add(l.Lex.Class(class+"-short"), id, f)
		}
	}
}

// known reports ids of a word table that the world lacks.
func known(w *World, table, file string, words *Words) []error {
	has := map[string]func(string) bool{
		"states":        func(id string) bool { return w.States[id].ISO3 != "" },
		"armaments":     func(id string) bool { return w.States[id].ISO3 != "" },
		"metonyms":      func(id string) bool { return w.States[id].ISO3 != "" || w.Organisations[id].ID != "" },
		"places":        func(id string) bool { return w.Places[id].ID != "" },
		"organisations": func(id string) bool { return w.Organisations[id].ID != "" },
		"groups":        func(id string) bool { return w.Groups[id].ID != "" },
		"people":        func(id string) bool { return w.People[id].ID != "" },
		"titles":        func(id string) bool { return w.Offices[id].ID != "" },
		"bodies":        func(id string) bool { return w.Offices[id].ID != "" },
		"landmarks":     func(id string) bool { return w.Landmarks[id].ID != "" },
	}[table]
	if has == nil {
		return nil
	}
	var errs []error
	for _, id := range words.Order {
		if !has(id) {
			errs = append(errs, &rule.Error{File: file, Line: 0, Msg: fmt.Sprintf("id %q is not in world/", id)})
		}
	}
	return errs
}

// Tags returns the tags of the languages in order.
func (p *Pack) Tags() []string {
	var out []string
	for t := range p.Languages {
		out = append(out, t)
	}
	sort.Strings(out)
	return out
}
