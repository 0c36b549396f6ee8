package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"parley"
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

// address gives the layout the page's address and outlet where the container gave none:
// by the canonical link, or by the address that the page is to be shared under where that
// says more, as a canonical link to the front page says less.
func (m *meta) address(out *parley.Layout) {
	if out.URL != "" {
		return
	}
	shared := absolute("", m.ogURL)
	base := cmpOr(absolute("", m.baseURL), shared)
	out.URL = absolute(base, m.canonical)
	if out.URL == "" || frontPage(out.URL) && !frontPage(shared) && shared != "" {
		out.URL = shared
	}
	if out.Outlet == "" && out.URL == "" {
		out.Outlet = host(base)
	}
}

// frontPage tells whether an address is that of a whole site.
func frontPage(address string) bool {
	u, err := url.Parse(address)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// language gives the language that the markup says, "und" where it says none.
func (m *meta) language() string {
	for _, tag := range []string{m.lang, m.contentLang, m.pageLang, m.locale} {
		if l := language(tag); l != "und" {
			return l
		}
	}
	return "und"
}
