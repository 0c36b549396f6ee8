package poll

import (
	"os"
	"strings"
	"testing"
	"time"
)

// TestGuard lists addresses that may and may not be connected to.
func TestGuard(t *testing.T) {
	for _, c := range []struct {
		address string
		ok      bool
	}{
		{"93.184.215.14:443", true},
		{"[2606:2800:21f:cb07::1]:80", true},
		{"127.0.0.1:80", false},
		{"127.8.8.8:80", false},
		{"10.0.0.8:80", false},
		{"172.20.1.1:80", false},
		{"192.168.1.1:80", false},
		{"169.254.169.254:80", false}, // where clouds keep the keys of a machine
		{"100.100.1.1:80", false},
		{"0.0.0.0:80", false},
		{"224.0.0.1:80", false},
		{"255.255.255.255:80", false},
		{"[::1]:80", false},
		{"[::]:80", false},
		{"[fe80::1%25lo]:80", false},
		{"[fd00::1]:80", false},
		{"[ff02::1]:80", false},
		{"[::ffff:127.0.0.1]:80", false},
		{"[64:ff9b::7f00:1]:80", false},
		{"[2002:7f00:1::]:80", false},
		{"name.example:80", false},
		{"", false},
	} {
		if err := guard(c.address); (err == nil) != c.ok {
			t.Errorf("%s: %v", c.address, err)
		}
	}
}

func TestAfter(t *testing.T) {
	now := time.Date(2025, 6, 10, 9, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"": 0, "120": 2 * time.Minute, "-5": 0, "999999999": Seldom, "soon": 0,
		"Tue, 10 Jun 2025 09:30:00 GMT": 30 * time.Minute, "Tue, 10 Jun 2025 08:30:00 GMT": 0, "Tue, 10 Jun 2035 08:30:00 GMT": Seldom,
	} {
		if got := after(text, now); got != want {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
}

// TestRobots lists what rules say of paths.
func TestRobots(t *testing.T) {
	for _, c := range []struct {
		why, text   string
		yes, denied string // paths
	}{
		{"no rules", "", "/ /a", ""},
		{"all", "User-agent: *\nDisallow: /", "", "/ /a"},
		{"nothing", "User-agent: *\nDisallow:", "/ /a", ""},
		{"the longest rule holds", "User-agent: *\nDisallow: /a\nAllow: /a/b\n", "/ /a/b/c", "/a /a/c"},
		{"of equal ones the one that allows", "User-agent: *\nDisallow: /a\nAllow: /a\n", "/a", ""},
		{"a group of our own", "User-agent: *\nDisallow: /\n\nUser-agent: Parley\nDisallow: /b\n", "/a", "/b"},
		{"several names for one group", "User-agent: one\nUser-agent: parley\nDisallow: /b\nUser-agent: two\nDisallow: /a", "/a", "/b"},
		{"stars", "User-agent: *\nDisallow: /*/print\nDisallow: *.pdf$\n", "/a/b /a.pdf?x", "/a/print/1 /a.pdf"},
		{"an end", "User-agent: *\nDisallow: /a$", "/a/b /ab", "/a"},
		{"an end that overlaps", "User-agent: *\nDisallow: /*aa$\nDisallow: /b*b$\n", "/a /aab /b", "/aaa /baaa /bb"},
		{"a byte order mark", "\ufeffUser-agent: *\nDisallow: /a\n", "/b", "/a"},
		{"a line that is too long for a rule", "User-agent: *\n# " + strings.Repeat("x", 1<<17) + "\nDisallow: /a\n", "/b", "/a"},
		{"a version behind our name", "User-agent: *\nDisallow:\n\nUser-agent: parley/1.0\nDisallow: /a\n", "/b", "/a"},
		{"remarks and other lines", "# hello\nSitemap: https://a.example/s.xml\nUser-agent: * # all\nDisallow: /a # this\nnonsense\n", "/b", "/a"},
	} {
		r := parseRobots([]byte(c.text), "parley")
		for _, p := range strings.Fields(c.yes) {
			if !r.allows(p) {
				t.Errorf("%s: %s is forbidden", c.why, p)
			}
		}
		for _, p := range strings.Fields(c.denied) {
			if r.allows(p) {
				t.Errorf("%s: %s is allowed", c.why, p)
			}
		}
	}
}

// FuzzRobots reads anything.
func FuzzRobots(f *testing.F) {
	f.Add("User-agent: *\nDisallow: /a*b$\nAllow: /", "/a/b")
	f.Add("user-agent:parley\r\ndisallow:**", "/")
	if data, err := os.ReadFile("fetch_test.go"); err == nil {
		f.Add(string(data), "/x")
	}
	f.Fuzz(func(t *testing.T, text, path string) {
		if r := parseRobots([]byte(text), "parley"); len(r.rules) > mostRules {
			t.Errorf("%d rules", len(r.rules))
		} else {
			r.allows(path)
		}
	})
}
