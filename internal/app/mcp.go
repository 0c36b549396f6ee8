package app

import (
	"io"
	"net/http"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"parley"
	"parley/internal/mcp"
	"parley/internal/store/sqlite"
	"parley/internal/web"
)

// mcpCmd answers a language model on standard input and output.
type mcpCmd struct{}

// Run serves until the input ends.
func (c *mcpCmd) Run(e *env) error {
	db, err := e.store(false)
	if err != nil {
		return err
	}
	srv, err := e.mcp(db)
	if err != nil {
		return err
	}
	return srv.Run(e.ctx, &sdk.IOTransport{Reader: io.NopCloser(e.in), Writer: unclosed{e.out}})
}

// unclosed is an output that outlives who writes to it.
type unclosed struct{ io.Writer }

func (unclosed) Close() error { return nil }

// mcp ties the tools to the ledger and the names of the packs.
func (e *env) mcp(db *sqlite.DB) (*sdk.Server, error) {
	p, err := e.packs()
	if err != nil {
		return nil, err
	}
	n := newNames(p)
	return mcp.New(db, mcp.Options{
		Names: exportNames{n}, Search: newSearchNames(n), Version: p.Version, Made: made, Today: today,
		Joins: func(lang string, e *parley.Event) map[string]string { return web.Joins(n, lang, e) },
	}), nil
}

// overHTTP answers the same over HTTP, every call by itself, without a session.
func overHTTP(srv *sdk.Server) http.Handler {
	return sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return srv }, &sdk.StreamableHTTPOptions{Stateless: true, JSONResponse: true})
}
