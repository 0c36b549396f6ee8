package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// host gives the registrable host of an absolute address, such as vov.vn; "" where there
// is none.
func host(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	name := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if reg, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return reg
	}
	return name
}
