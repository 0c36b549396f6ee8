package main

// This file is a browser for scripts: it keeps cookies and sends forms.

import (
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// browserKey is where a script keeps its browser.
type browserKey struct{}

func browser(ts *testscript.TestScript) *http.Client { return ts.Value(browserKey{}).(*http.Client) }

// send sends a request as a page of the site does, unless it comes from another origin.
func send(ts *testscript.TestScript, method, address, form, origin, host string) (status, location, body string) {
	r, err := http.NewRequest(method, address, strings.NewReader(form))
	ts.Check(err)
	if method == http.MethodPost {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Sec-Fetch-Site", origin)
	}
	if host != "" {
		r.Host = host
	}
	res, err := browser(ts).Do(r)
	ts.Check(err)
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	ts.Check(err)
	return strconv.Itoa(res.StatusCode), res.Header.Get("Location"), string(data)
}

// fields are name=value as a form sends them, up to the status that is expected.
func fields(args []string) (form string, rest []string) {
	v := url.Values{}
	for i, a := range args {
		name, value, ok := strings.Cut(a, "=")
		if !ok {
			return v.Encode(), args[i:]
		}
		v.Add(name, value)
	}
	return v.Encode(), nil
}

// post URL NAME=VALUE… STATUS [LOCATION] sends a form; the answer leads to where LOCATION begins.
func post(ts *testscript.TestScript, _ bool, args []string) {
	form, want := fields(args[1:])
	status, location, body := send(ts, http.MethodPost, args[0], form, "same-origin", "")
	if status != want[0] || len(want) > 1 && !strings.HasPrefix(location, want[1]) {
		ts.Fatalf("%s: %s %s\n%.1500s", args[0], status, location, body)
	}
}

// elsewhere URL NAME=VALUE… STATUS sends the form from a page of another site.
func elsewhere(ts *testscript.TestScript, _ bool, args []string) {
	form, want := fields(args[1:])
	if status, _, _ := send(ts, http.MethodPost, args[0], form, "cross-site", ""); status != want[0] {
		ts.Fatalf("%s: %s", args[0], status)
	}
}

// host URL NAME STATUS asks for the screen under another name of the server.
func host(ts *testscript.TestScript, _ bool, args []string) {
	if status, _, _ := send(ts, http.MethodGet, args[0], "", "", args[1]); status != args[2] {
		ts.Fatalf("%s as %s: %s", args[0], args[1], status)
	}
}

var tokens = regexp.MustCompile(`name="token" value="([^"]+)"`)

// token URL sets TOKEN to that of the forms on the screen.
func token(ts *testscript.TestScript, _ bool, args []string) {
	_, _, body := send(ts, http.MethodGet, args[0], "", "", "")
	m := tokens.FindStringSubmatch(body)
	if m == nil {
		ts.Fatalf("%s has no form:\n%.3000s", args[0], body)
	}
	ts.Setenv("TOKEN", m[1])
}
