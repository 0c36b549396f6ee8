package web

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
)

// policy lets a page load this site's own style, script and pictures and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// secured puts the security headers on every answer.
func secured(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		next.ServeHTTP(w, r)
	})
}

// asset is one embedded file as it is served.
type asset struct {
	media string
	body  []byte
}

// loadAssets reads the files of assets/; version changes when any of them does.
func loadAssets(f fs.FS) (assets map[string]asset, version string, err error) {
	names, err := fs.Glob(f, "assets/*")
	if err != nil {
		return nil, "", err
	}
	assets = map[string]asset{}
	hash := sha256.New()
	for _, name := range names {
		body, err := fs.ReadFile(f, name)
		if err != nil {
			return nil, "", err
		}
		hash.Write(body)
		media := mime.TypeByExtension(path.Ext(name))
		if path.Ext(name) == ".js" {
			media = "text/javascript; charset=utf-8"
		}
		assets[path.Base(name)] = asset{media, body}
	}
	if len(assets) == 0 {
		return nil, "", fmt.Errorf("no assets")
	}
	return assets, hex.EncodeToString(hash.Sum(nil))[:10], nil
}

// asset serves one embedded file; the address carries the version, so it never goes stale.
func (s *site) asset(w http.ResponseWriter, r *http.Request) {
	a, ok := s.assets[r.PathValue("name")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", a.media)
	if r.URL.Query().Get("v") == s.version {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	} else {
		w.Header().Set("Cache-Control", "no-cache")
	}
	_, _ = w.Write(a.body) // the reader has gone: nothing to do
}
