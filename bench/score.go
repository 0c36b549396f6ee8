package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// This file runs the scorer and takes its figures apart.

// score runs pages.py; its lines become figures by column.
func (b *bench) score(dir, out string) (map[string]string, error) {
	c := exec.Command("python3", filepath.Join(b.shared, "score", "pages.py"), dir, out)
	c.Stderr = os.Stderr
	s, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("the scorer: %w", err)
	}
	return figures(string(s)), nil
}

// figures reads the scorer's lines: a name, and the first number behind it; of the lines
// on text the one behind F1.
func figures(s string) map[string]string {
	f := map[string]string{}
	for line := range strings.Lines(s) {
		line = strings.TrimSpace(strings.Replace(line, "first para", "first", 1))
		name, rest, _ := strings.Cut(line, " ")
		if _, after, ok := strings.Cut(rest, "F1"); ok {
			rest = after
		}
		words := strings.Fields(rest)
		if len(words) == 0 {
			continue
		}
		f[name] = words[0]
		if i := strings.Index(rest, "kept,"); i > 0 {
			f["must_not"] = strings.Fields(rest[i+len("kept,"):])[0]
		}
	}
	return f
}

// peak is the highest resident memory of a process that has ended, in bytes. It counts that
// of this process too, at the moment it started the other, which is smaller.
func peak(s *os.ProcessState) int64 {
	if u, ok := s.SysUsage().(*syscall.Rusage); ok {
		return u.Maxrss * 1024
	}
	return 0
}

// size counts the bytes of a page without compression.
func size(name string) (int64, error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return 0, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return 0, err
	}
	return io.Copy(io.Discard, z)
}
