// Package server starts the binary of parley on a ledger, as a user would, for
// whoever looks at it from outside: browser tests, pictures, the load generator.
package server

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Server is a running parley.
type Server struct {
	URL string // without a slash at its end
	PID int
	cmd *exec.Cmd
}

// Build makes the binary of the module in root and returns its path within dir.
func Build(ctx context.Context, root, dir string) (string, error) {
	bin := filepath.Join(dir, "parley")
	cmd := exec.CommandContext(ctx, "go", "build", "-o", bin, "./cmd/parley")
	cmd.Dir, cmd.Env = root, append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build parley: %w\n%s", err, out)
	}
	return bin, nil
}

// Ingest reads pages into the database.
func Ingest(ctx context.Context, bin, db string, pages ...string) error {
	cmd := exec.CommandContext(ctx, bin, append([]string{"--quiet", "--db", db, "ingest"}, pages...)...)
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState.ExitCode() != 1 { // 1: some input could not be read
		return fmt.Errorf("ingest: %w\n%s", err, out)
	}
	return nil
}

// Start serves the database on a free port of this machine. Environment variables are
// added to those of this process; its errors go to log.
func Start(ctx context.Context, bin, db string, log io.Writer, env ...string) (*Server, error) {
	return start(ctx, bin, db, log, env)
}

// StartEditing serves it so that somebody of that name and password may edit.
func StartEditing(ctx context.Context, bin, db string, log io.Writer, name, password string) (*Server, error) {
	add := exec.CommandContext(ctx, bin, "--quiet", "--db", db, "account", "add", name)
	add.Stdin = strings.NewReader(password + "\n")
	if out, err := add.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("account: %w\n%s", err, out)
	}
	return start(ctx, bin, db, log, nil, "--edit")
}

func start(ctx context.Context, bin, db string, log io.Writer, env []string, flags ...string) (*Server, error) {
	cmd := exec.CommandContext(ctx, bin, append([]string{"--db", db, "serve", "--listen", "127.0.0.1:0"}, flags...)...)
	cmd.Env, cmd.Stderr = append(os.Environ(), env...), log
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start parley: %w", err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		_ = cmd.Process.Kill()
		return nil, fmt.Errorf("parley said no address: %w", err)
	}
	return &Server{URL: strings.TrimRight(strings.TrimSpace(line), "/"), PID: cmd.Process.Pid, cmd: cmd}, nil
}

// Stop ends it.
func (s *Server) Stop() {
	_ = s.cmd.Process.Signal(os.Interrupt)
	_ = s.cmd.Wait() // its exit status says nothing that a caller would use
}
