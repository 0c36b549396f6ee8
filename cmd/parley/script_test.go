package main

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"net"
	"net/http"
	"net/http/cookiejar"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var big = flag.Int("bigline", 40, "size in MB of the long line that the scripts read")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"parley": main})
}

// TestScripts runs the binary as a user would: one file of testdata/script a story.
func TestScripts(t *testing.T) {
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir: filepath.Join(root, "testdata", "script"),
		Setup: func(e *testscript.Env) error {
			e.Setenv("EXAMPLES", filepath.Join(root, "examples", "pages"))
			e.Setenv("PACKS", filepath.Join(root, "packs"))
			e.Setenv("LANG", "en_GB.UTF-8")
			jar, err := cookiejar.New(nil)
			e.Values[browserKey{}] = &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			if err != nil {
				return err
			}
			return nil
		},
		Condition: func(c string) (bool, error) {
			if c == "shared" {
				_, err := os.Stat(filepath.Join(root, "..", "shared", "gold"))
				return err == nil, nil
			}
			return false, fmt.Errorf("no condition %s", c)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"pack": pack, "status": status, "random": random, "longline": longLine, "copies": copies,
			"freeport": freePort, "get": get, "sleep": sleep, "lines": lines, "first": first,
			"post": post, "token": token, "host": host, "elsewhere": elsewhere,
		},
	})
}

// status N COMMAND… runs the command and wants exit status N.
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N command")
	}
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if strconv.Itoa(got) != args[0] {
		ts.Fatalf("exit status %d, want %s", got, args[0])
	}
}

// pack FILE PART… makes FILE of the parts, by its ending: .zip, .tar, and .gz around each
// part (as in WARC), or around the whole of a .tar.gz. Parts keep their names.
func pack(ts *testscript.TestScript, _ bool, args []string) {
	var out bytes.Buffer
	z, t := zip.NewWriter(&out), tar.NewWriter(&out)
	for _, name := range args[1:] {
		data := []byte(ts.ReadFile(name))
		switch {
		case strings.HasSuffix(args[0], ".zip"):
			w, err := z.Create(name)
			ts.Check(err)
			_, err = w.Write(data)
			ts.Check(err)
		case strings.Contains(args[0], ".tar"):
			ts.Check(t.WriteHeader(&tar.Header{Name: name, Size: int64(len(data)), Mode: 0o600}))
			_, err := t.Write(data)
			ts.Check(err)
		default:
			out.Write(gzipped(ts, data))
		}
	}
	switch {
	case strings.HasSuffix(args[0], ".zip"):
		ts.Check(z.Close())
	case strings.Contains(args[0], ".tar"):
		ts.Check(t.Close())
	}
	data := out.Bytes()
	if strings.HasSuffix(args[0], ".tar.gz") {
		data = gzipped(ts, data)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

func gzipped(ts *testscript.TestScript, data []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, err := w.Write(data)
	ts.Check(err)
	ts.Check(w.Close())
	return out.Bytes()
}

// random FILE N writes N random bytes, the same every time.
func random(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	b := make([]byte, n)
	rand.New(rand.NewSource(1)).Read(b) //nolint:gosec // bytes for a test
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// longline FILE writes one line as long as the flag -bigline says.
func longLine(ts *testscript.TestScript, _ bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := bufio.NewWriter(f)
	for range *big * 1000 {
		_, err := w.WriteString(strings.Repeat("word ", 200))
		ts.Check(err)
	}
	ts.Check(w.Flush())
	ts.Check(f.Close())
}

// copies FILE N SOURCE… writes each source N times as JSON lines, each a page of its own.
func copies(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	for i := range n {
		for k, src := range args[2:] {
			text, err := os.ReadFile(ts.MkAbs(src))
			ts.Check(err)
			ts.Check(enc.Encode(map[string]string{"id": fmt.Sprintf("%d-%d", i, k), "text": fmt.Sprintf("%s\n\n%d", text, i)}))
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), out.Bytes(), 0o600))
}

// freeport VAR sets VAR to an address that nobody listens on.
func freePort(ts *testscript.TestScript, _ bool, args []string) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Setenv(args[0], l.Addr().String())
	ts.Check(l.Close())
}

// get URL STATUS [[!]WORDS] fetches a screen, waiting for the server to come up.
func get(ts *testscript.TestScript, _ bool, args []string) {
	var res *http.Response
	var err error
	for range 100 {
		if res, err = http.Get(args[0]); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	ts.Check(err)
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	ts.Check(err)
	if strconv.Itoa(res.StatusCode) != args[1] {
		ts.Fatalf("%s: status %d, want %s", args[0], res.StatusCode, args[1])
	}
	if len(args) > 2 {
		words, not := strings.CutPrefix(args[2], "!")
		if strings.Contains(string(body), words) == not {
			ts.Fatalf("%s does not say %q:\n%.2000s", args[0], args[2], body)
		}
	}
}

// first VAR COMMAND… sets VAR to the first cell of the first row that the command prints as CSV.
func first(ts *testscript.TestScript, _ bool, args []string) {
	ts.Check(ts.Exec(args[1], args[2:]...))
	_, rows, _ := strings.Cut(ts.ReadFile("stdout"), "\n")
	cell, _, ok := strings.Cut(rows, ",")
	if !ok {
		ts.Fatalf("no row in %s", ts.ReadFile("stdout"))
	}
	ts.Setenv(args[0], cell)
}

// sleep MS waits.
func sleep(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	time.Sleep(time.Duration(n) * time.Millisecond)
}

// lines FILE N wants N lines in the file.
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if n := strings.Count(ts.ReadFile(args[0]), "\n"); (strconv.Itoa(n) == args[1]) == neg {
		ts.Fatalf("%s has %d lines", args[0], n)
	}
}
