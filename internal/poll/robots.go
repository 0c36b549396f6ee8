package poll

// This file reads robots.txt (RFC 9309): what of a site programs may fetch.

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"time"
)

// mostRules bounds what is kept of one robots.txt, robotsAge how long.
const (
	mostRules = 1000
	robotsAge = 12 * time.Hour
)

// robots are the rules of one site for us.
type robots struct {
	rules []rule
	none  bool // nothing may be fetched
	read  time.Time
}

// rule allows or forbids paths that begin with a pattern, in which * stands for anything and
// $ at its end for the end.
type rule struct {
	pattern string
	allow   bool
}

// parseRobots takes the rules of the groups for a name, or of those for all where it has none.
func parseRobots(text []byte, name string) *robots {
	var ours, all []rule
	mine, others, named, inRules := false, false, false, false
	for line := range strings.Lines(strings.TrimPrefix(string(text), "\ufeff")) {
		line, _, _ := strings.Cut(line, "#")
		key, value, ok := strings.Cut(line, ":")
		if !ok {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if inRules {
				mine, others, inRules = false, false, false
			}
			product, _, _ := strings.Cut(value, "/") // some write a version behind it
			mine = mine || strings.EqualFold(product, name)
			named = named || mine
			others = others || value == "*"
		case "allow", "disallow":
			inRules = true
			r := rule{value, strings.EqualFold(strings.TrimSpace(key), "allow")}
			if value != "" && mine && len(ours) < mostRules {
				ours = append(ours, r)
			}
			if value != "" && others && len(all) < mostRules {
				all = append(all, r)
			}
		}
	}
	if named {
		return &robots{rules: ours}
	}
	return &robots{rules: all}
}

// allows tells whether a path (with its query) may be fetched: the longest rule that fits says
// so, of equally long ones the one that allows.
func (r *robots) allows(path string) bool {
	if r.none {
		return false
	}
	best, allow := -1, true
	for _, x := range r.rules {
		if n := len(x.pattern); fits(x.pattern, path) && (n > best || n == best && x.allow) {
			best, allow = n, x.allow
		}
	}
	return allow
}

// fits tells whether a path begins as a pattern says. The pieces between stars are looked for
// one after the other, so that it takes no longer than pattern times path.
func fits(pattern, path string) bool {
	end := strings.HasSuffix(pattern, "$")
	pieces := strings.Split(strings.TrimSuffix(pattern, "$"), "*")
	rest, ok := strings.CutPrefix(path, pieces[0])
	if !ok {
		return false
	}
	if end && len(pieces) > 1 { // what stands behind the last star ends the path
		if rest, ok = strings.CutSuffix(rest, pieces[len(pieces)-1]); !ok {
			return false
		}
		pieces = pieces[:len(pieces)-1]
	} else if end {
		return rest == ""
	}
	for _, piece := range pieces[1:] {
		i := strings.Index(rest, piece)
		if i < 0 {
			return false
		}
		rest = rest[i+len(piece):]
	}
	return true
}

// permitted tells whether the site lets us fetch an address. A site without robots.txt lets
// us; one that cannot answer does not, for now.
func (p *Poller) permitted(ctx context.Context, address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	site := u.Scheme + "://" + u.Host
	p.mu.Lock()
	r := p.robots[site]
	p.mu.Unlock()
	if r == nil || p.now().Sub(r.read) > robotsAge {
		r = p.askRobots(ctx, site)
		p.mu.Lock()
		if len(p.robots) > MostSources*4 {
			clear(p.robots)
		}
		p.robots[site] = r
		p.mu.Unlock()
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return r.allows(path)
}

func (p *Poller) askRobots(ctx context.Context, site string) *robots {
	a, err := p.at(ctx, site+"/robots.txt", "", "")
	var f *fault
	r := &robots{none: true}
	switch {
	case err == nil:
		r = parseRobots(a.body, "parley")
	case errors.As(err, &f) && f.why == Refused && strings.HasPrefix(f.detail, "4"):
		r = &robots{}
	}
	r.read = p.now()
	return r
}
