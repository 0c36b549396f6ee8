package app

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"

	"github.com/modelcontextprotocol/go-sdk/jsonrpc"
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
	out := &oneByOne{w: e.out}
	return srv.Run(e.ctx, &sdk.IOTransport{Reader: io.NopCloser(newMessages(e.in, out)), Writer: unclosed{out}})
}

// longestMessage is how many bytes a line of the client may have.
const longestMessage = 4 << 20

// messages passes on the lines that are messages of JSON-RPC. The others are answered with an
// error and left out: the library would end the session over one of them.
type messages struct {
	lines *bufio.Reader
	out   io.Writer
	rest  []byte // of a line that is being passed on
}

func newMessages(in io.Reader, out io.Writer) *messages {
	return &messages{lines: bufio.NewReaderSize(in, 64<<10), out: out}
}

// Read passes on lines whole, a part of one at a time where p is short.
func (m *messages) Read(p []byte) (int, error) {
	for len(m.rest) == 0 {
		line, err := m.line()
		if wrong := unfit(line); wrong != "" {
			if _, err := io.WriteString(m.out, wrong+"\n"); err != nil {
				return 0, err
			}
		} else {
			m.rest = line
		}
		if err != nil && len(m.rest) == 0 {
			return 0, err
		}
	}
	n := copy(p, m.rest)
	m.rest = m.rest[n:]
	return n, nil
}

// line reads a line; of one that is too long it keeps a byte more than may be.
func (m *messages) line() (line []byte, err error) {
	for {
		part, err := m.lines.ReadSlice('\n')
		line = append(line, part[:min(len(part), longestMessage+1-len(line))]...)
		if !errors.Is(err, bufio.ErrBufferFull) {
			return line, err
		}
	}
}

// unfit answers a line that is no message; it is empty for one that is, and for a line of nothing.
func unfit(line []byte) string {
	switch text := bytes.TrimSpace(line); {
	case len(line) > longestMessage:
		return `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the line is longer than 4 MiB"}}`
	case len(text) == 0:
		return ""
	case !json.Valid(text):
		return `{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the line is not JSON"}}`
	case text[0] == '[': // several at once, which the library takes apart
		return ""
	default:
		if _, err := jsonrpc.DecodeMessage(text); err != nil {
			return `{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the line is no message of JSON-RPC 2.0"}}`
		}
		return ""
	}
}

// oneByOne keeps what several write from running into each other.
type oneByOne struct {
	w  io.Writer
	mu sync.Mutex
}

func (o *oneByOne) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.w.Write(p)
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
