package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

// The exit statuses.
const (
	exitDone    = 0
	exitPartial = 1
	exitUsage   = 2
	exitFailed  = 3
)

// cli is the whole command line.
type cli struct {
	DB    string `name:"db" placeholder:"FILE" default:"parley.db" env:"PARLEY_DB" help:"Database file (default parley.db, or $$PARLEY_DB)."`
	Quiet bool   `help:"No progress and no summary on standard error."`

	Read    readCmd    `cmd:"" help:"Read pages and print what they say; stores nothing."`
	Ingest  ingestCmd  `cmd:"" help:"Read pages into the database, then update events, tracks and stories."`
	Serve   serveCmd   `cmd:"" help:"The web interface and the JSON API."`
	MCP     mcpCmd     `cmd:"" name:"mcp" help:"Answer a language model over the Model Context Protocol, on standard input and output."`
	Tracks  tracksCmd  `cmd:"" help:"List the negotiations."`
	Track   trackCmd   `cmd:"" help:"Show one negotiation."`
	Events  eventsCmd  `cmd:"" help:"List events."`
	Event   eventCmd   `cmd:"" help:"Show one event with its evidence."`
	Stories storiesCmd `cmd:"" help:"List the running stories."`
	Actors  actorsCmd  `cmd:"" help:"List the actors with how many events they take part in."`
	Search  searchCmd  `cmd:"" help:"Find events: words in any spelling, fields, phrases."`
	Export  exportCmd  `cmd:"" help:"Write the ledger in another form."`
	Explain explainCmd `cmd:"" help:"Show how each claim was derived, as a tree."`
	Concord concordCmd `cmd:"" name:"concordance" help:"Show a word or pattern wherever it stands, with what was read from it."`
	Check   checkCmd   `cmd:"" help:"Lint language packs and run their examples."`
	Eval    evalCmd    `cmd:"" help:"Score against gold data."`
	Edit    editCmd    `cmd:"" help:"Change what was made of the pages: correct, merge, split, rename, pin, undo; logged, and kept on rebuild."`
	Account accountCmd `cmd:"" help:"Who may edit in the browser: add, remove, list."`
	Rebuild rebuildCmd `cmd:"" help:"Derive everything again from the stored pages."`
	Verify  verifyCmd  `cmd:"" help:"Prove the database whole."`
	Backup  backupCmd  `cmd:"" help:"Copy the database to a file while it may be written to."`
	Version versionCmd `cmd:"" help:"Print the version of the program and of its packs."`
}

// usageError is a mistake on the command line.
type usageError struct{ error }

func usage(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// errPartial is returned by a command that did its work but could not read some input,
// which it has named already.
var errPartial = errors.New("some input could not be read")

// Main runs the program with its arguments and returns the exit status.
func Main(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	var c cli
	helped := false
	parser, err := kong.New(&c,
		kong.Name("parley"),
		kong.Description("Reads news pages on diplomacy: who did what to whom, when, and what is next."),
		kong.Vars{"holders": "JSON lines, RSS, Atom and JSON feeds, sitemaps, WARC, ZIP, TAR, MHTML, mail, each also in gzip or zstd, told by their bytes"},
		kong.Writers(out, errOut),
		kong.Exit(func(int) { helped = true }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	)
	if err != nil {
		fmt.Fprintln(errOut, "parley:", err)
		return exitUsage
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	kc, err := parser.Parse(args)
	if helped {
		return exitDone
	}
	if err != nil {
		return report(errOut, usageError{err}, commandOf(err))
	}
	e := &env{ctx: ctx, in: in, out: out, err: errOut, db: c.DB, quiet: c.Quiet}
	err = kc.Run(e)
	if failed := e.close(); err == nil {
		err = failed
	}
	return report(errOut, err, kc.Selected().FullPath())
}

// commandOf is the command whose arguments or flags are wrong, as far as it could be told.
func commandOf(err error) string {
	var wrong *kong.ParseError
	if errors.As(err, &wrong) && wrong.Context != nil {
		if node := wrong.Context.Selected(); node != nil {
			return node.FullPath()
		}
	}
	return "parley"
}

// report names the error of a command, if it was not named before, and returns the exit status.
func report(w io.Writer, err error, command string) int {
	var wrong usageError
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errPartial):
		return exitPartial
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(w, "parley: interrupted; what was written stays")
		return exitPartial
	case errors.As(err, &wrong):
		fmt.Fprintln(w, "parley:", strings.TrimSpace(err.Error()))
		lists := "its flags"
		if command == "parley" {
			lists = "the commands and flags"
		}
		fmt.Fprintf(w, "parley: %q lists %s\n", command+" --help", lists)
		return exitUsage
	}
	fmt.Fprintln(w, "parley:", err)
	return exitFailed
}
