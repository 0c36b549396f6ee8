package source

import (
	"archive/tar"
	"fmt"
	"io"
	"strings"
)

// tar reads the files of a TAR archive as they stream by. Folders, links and devices are
// passed over, hidden files too.
func (w *walker) tar(in *input) {
	t := tar.NewReader(in.r)
	files := 0
	for n := 1; !w.stopped(); n++ {
		h, err := t.Next()
		if err == io.EOF {
			if files == 0 {
				w.refuse(in, Empty, errNoFiles)
			}
			return
		}
		if err != nil {
			if !w.limited(in.place, err) {
				w.fail(in.place, Damaged, fmt.Errorf("entry %d: %w", n, err))
			}
			return
		}
		if n > w.opt.MaxEntries {
			w.tooMany(in)
			return
		}
		if h.Typeflag != tar.TypeReg || hiddenName(h.Name) {
			continue
		}
		files++
		w.content(in.entry(entryName(h.Name), h.Name, t))
	}
}

// tooMany reports that the rest of the entries of in is left.
func (w *walker) tooMany(in *input) {
	w.fail(in.place, TooMany, fmt.Errorf("more than %d entries; the rest is left", w.opt.MaxEntries))
}

// entryName makes a name from outside fit to stand in a place: valid, on one line, of some
// length at most. Nothing is written by it, so ".." in it does no harm.
func entryName(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return '\uFFFD'
		}
		return r
	}, strings.ToValidUTF8(name, "\uFFFD"))
	if rs := []rune(name); len(rs) > 300 {
		name = string(rs[:300])
	}
	return name
}

// hiddenName tells whether a file of an archive is passed over as hidden ones in folders are.
func hiddenName(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == "__MACOSX" || strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return true
		}
	}
	return false
}
