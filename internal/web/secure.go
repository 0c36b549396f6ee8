package web

// This file keeps the site from harm: headers and bounds of every request, and its assets.

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"runtime"
	"slices"
	"strings"
	"time"
)

// policy lets a page load this site's own style and pictures and the script that carries
// the nonce, and nothing else; text never becomes script (trusted types).
const policy = "default-src 'none'; style-src 'self'; script-src 'nonce-%s'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

// The bounds of every request: the length of its address, the bytes of its body, and how
// long a screen or an answer of the API may take. Exports and streams have bounds of their own.
const (
	maxAddress = 8 << 10
	maxBody    = 1 << 17
	answerTime = 30 * time.Second
)

// nonceKey is where a request keeps the nonce of its answer.
type nonceKey struct{}

// nonce is that of the answer to a request.
func nonce(r *http.Request) string {
	n, _ := r.Context().Value(nonceKey{}).(string)
	return n
}

// secured puts the security headers on every answer, and bounds on every request.
func (s *site) secured(next http.Handler) http.Handler {
	next = http.NewCrossOriginProtection().Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := rand.Text()
		h := w.Header()
		h.Set("Content-Security-Policy", fmt.Sprintf(policy, n))
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "DENY")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Embedder-Policy", "require-corp")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()")
		if s.secure(r) {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if len(r.RequestURI) > maxAddress {
			http.Error(w, "the address is too long", http.StatusRequestURITooLong)
			return
		}
		bound := int64(maxBody)
		if r.URL.Path == toolsPath {
			bound = maxCall
		}
		r.Body = http.MaxBytesReader(w, r.Body, bound)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), nonceKey{}, n)))
	})
}

// toolsPath is where programs call tools, maxCall the most bytes that one call may have.
const (
	toolsPath = "/mcp"
	maxCall   = 1 << 20
)

// withTools answers calls of tools; all else goes to next. A page of another site cannot make
// a browser call them: its requests carry an origin, and are refused as all are.
func withTools(tools, next http.Handler) http.Handler {
	if tools == nil {
		return next
	}
	call := timed(tools.ServeHTTP)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == toolsPath {
			w.Header().Set("Cache-Control", "no-store")
			call(w, r)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// timed ends what takes too long. First it lets others go ahead who wait: a client that asks again
// as soon as it is answered would else be answered time and again, while questions that came in
// meanwhile are not even read as long as something can run.
func timed(next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		runtime.Gosched()
		ctx, cancel := context.WithTimeout(r.Context(), answerTime)
		defer cancel()
		next(w, r.WithContext(ctx))
	}
}

// Hosts lets only requests through that name one of the hosts, whatever their port; no
// hosts: all. A page of another site whose name was made to lead here (DNS rebinding) names
// itself, and is refused.
func Hosts(next http.Handler, hosts ...string) http.Handler {
	if len(hosts) == 0 {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := r.Host
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		host = strings.ToLower(strings.Trim(host, "[]"))
		if !slices.Contains(hosts, strings.TrimSuffix(host, ".")) {
			http.Error(w, "this server does not answer to that name: parley serve --url tells it under which address readers reach it", http.StatusMisdirectedRequest)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// patient writes to readers however slow they are, as long as each piece is taken in time.
type patient struct {
	http.ResponseWriter
	out *http.ResponseController
}

// pieceTime is how long one piece of an export may take to be sent.
const pieceTime = time.Minute

func newPatient(w http.ResponseWriter) *patient { return &patient{w, http.NewResponseController(w)} }

func (p *patient) Write(b []byte) (int, error) {
	// Not every writer knows of deadlines: those of tests do not.
	_ = p.out.SetWriteDeadline(time.Now().Add(pieceTime))
	return p.ResponseWriter.Write(b)
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
		if path.Base(name) == "style.css" {
			if body, err = withFigures(f, body); err != nil {
				return nil, "", err
			}
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
