package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"

	"parley/internal/account"
)

// accountCmd says who may change the ledger in the browser.
type accountCmd struct {
	Add    accountAddCmd    `cmd:"" help:"Make an account, or give one a new password, read from the terminal or standard input."`
	Remove accountRemoveCmd `cmd:"" help:"Take an account away."`
	List   accountListCmd   `cmd:"" help:"List the accounts."`
}

type accountAddCmd struct {
	Name string `arg:"" help:"Who: letters, digits, dots, hyphens, underscores."`
}

// Run asks for the password, on a terminal twice and without showing it.
func (c *accountAddCmd) Run(e *env) error {
	password, err := e.password("Password for " + c.Name + ": ")
	if err != nil {
		return err
	}
	if again, err := e.again("Again: ", password); err != nil || again != password {
		return errors.Join(err, usage("the two passwords differ"))
	}
	if err := account.Beside(e.db).Add(c.Name, password); err != nil {
		return usage("%v", err)
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "%s may change what parley serve --edit shows\n", c.Name)
	}
	return nil
}

// password reads a line, which a terminal does not show.
func (e *env) password(ask string) (string, error) {
	if f, ok := e.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		fmt.Fprint(e.err, ask)
		line, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(e.err)
		return account.Trimmed(line), err
	}
	line, err := bufio.NewReader(io.LimitReader(e.in, 1<<16)).ReadBytes('\n')
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return account.Trimmed(line), err
}

// again asks a second time where somebody types.
func (e *env) again(ask, first string) (string, error) {
	if f, ok := e.in.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		return e.password(ask)
	}
	return first, nil
}

type accountRemoveCmd struct {
	Name string `arg:"" help:"Who, as parley account list names them."`
}

// Run takes the account away; a server that runs stops knowing it at once.
func (c *accountRemoveCmd) Run(e *env) error {
	gone, err := account.Beside(e.db).Remove(c.Name)
	if err == nil && !gone {
		err = usage("no account %q: parley account list names them", c.Name)
	}
	return err
}

type accountListCmd struct{}

// Run prints one name a line.
func (c *accountListCmd) Run(e *env) error {
	all, err := account.Beside(e.db).List()
	for _, a := range all {
		fmt.Fprintln(e.out, a.Name)
	}
	return err
}
