package app

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/web"
)

// filled is a database with one example page in it.
func filled(t *testing.T) string {
	t.Helper()
	db := filepath.Join(t.TempDir(), "a.db")
	var errs bytes.Buffer
	if code := Main(t.Context(), []string{"--db", db, "--quiet", "ingest", "../../examples/pages/10-round-two-cairo.txt"}, nil, io.Discard, &errs); code != exitDone {
		t.Fatalf("ingest: %d %s", code, errs.String())
	}
	return db
}

const hello = `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`

const ask = `{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"query":"dam phan cairo","limit":2}}}`

// A client writes a line, reads the answer, and goes.
func TestMCPOverPipes(t *testing.T) {
	db := filled(t)
	in, asks := io.Pipe()
	answers, out := io.Pipe()
	done := make(chan int, 1)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	go func() {
		code := Main(ctx, []string{"--db", db, "mcp"}, in, out, io.Discard)
		_ = out.Close()
		done <- code
	}()
	r := bufio.NewReader(answers)
	say := func(line string) {
		if _, err := io.WriteString(asks, line+"\n"); err != nil {
			t.Error(err)
		}
	}
	hear := func(want string) {
		line, err := r.ReadString('\n')
		if err != nil || !strings.Contains(line, want) {
			t.Errorf("%v: %q is not in %s", err, want, line)
		}
	}
	say(hello)
	hear(`"name":"parley"`)
	say(`{"jsonrpc":"2.0","method":"notifications/initialized"}`)
	// What is no message is said to be none, and the session goes on.
	say("{not JSON")
	hear("-32700")
	say(`{"hello":"world"}`)
	hear("-32600")
	say("")
	say(ask)
	hear("Cairo")
	say(strings.Replace(ask, "dam phan cairo", "aktor:EGY", 1))
	hear("perhaps: actor")
	_ = asks.Close()
	if code := <-done; code != exitDone {
		t.Errorf("exit status %d when the client had gone", code)
	}
}

// The same at /mcp; a page of another site that makes a browser ask is refused.
func TestMCPOverHTTP(t *testing.T) {
	e := &env{ctx: t.Context(), db: filled(t)}
	defer func() {
		if err := e.close(); err != nil {
			t.Error(err)
		}
	}()
	db, err := e.store(false)
	if err != nil {
		t.Fatal(err)
	}
	srv, err := e.mcp(db)
	if err != nil {
		t.Fatal(err)
	}
	h := web.New(db, newNames(e.pack), web.Options{Tools: overHTTP(srv)})
	for _, c := range []struct {
		body, origin string
		code         int
		want         string
	}{
		{hello, "", 200, `"name":"parley"`},
		{ask, "", 200, "Cairo"},
		{ask, "https://evil.example", 403, ""},
	} {
		req := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:8140/mcp", strings.NewReader(c.body))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json, text/event-stream")
		if c.origin != "" {
			req.Header.Set("Origin", c.origin)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, req)
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("origin %q: %d %.300s", c.origin, w.Code, w.Body)
		}
	}
}

// A line that never ends takes no more memory than the longest message, and is refused; what
// follows it is read.
func TestMCPLongLine(t *testing.T) {
	var out bytes.Buffer
	in := io.MultiReader(strings.NewReader(strings.Repeat("x", longestMessage+70_000)), strings.NewReader("\n"+ask+"\n"))
	got, err := io.ReadAll(newMessages(in, &out))
	if err != nil || string(got) != ask+"\n" {
		t.Errorf("%v: %d bytes are passed on", err, len(got))
	}
	if !strings.Contains(out.String(), "longer than") {
		t.Errorf("answered %q", out.String())
	}
}

// FuzzMessages: whatever comes, what is passed on is lines of JSON, and each other line has an answer.
func FuzzMessages(f *testing.F) {
	for _, s := range []string{ask, hello + "\n" + ask, "{", "\n\n", "[" + ask + "]", "5\n", "\xff\x00\n" + ask} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var out bytes.Buffer
		got, err := io.ReadAll(newMessages(strings.NewReader(s), &out))
		if err != nil {
			t.Fatal(err)
		}
		lines, passed := 0, 0
		for _, l := range strings.Split(s, "\n") {
			if strings.TrimSpace(l) != "" {
				lines++
			}
		}
		for _, l := range strings.Split(string(got), "\n") {
			if l = strings.TrimSpace(l); l == "" {
				continue
			}
			if passed++; !json.Valid([]byte(l)) {
				t.Errorf("%q is passed on", l)
			}
		}
		if answers := strings.Count(out.String(), "\n"); passed+answers != lines {
			t.Errorf("%d lines, %d passed on, %d answered", lines, passed, answers)
		}
	})
}
