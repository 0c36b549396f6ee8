// Command parley reads news pages on diplomacy and keeps a ledger of what they say.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"parley/internal/app"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // who interrupts again will not wait
	code := app.Main(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}
