// Command pictures takes a picture of every screen of parley, in both languages, on a
// desktop and a phone, in light and dark, into a folder. Without -db it shows the ledger
// of examples/pages.
//
//	go run ./pictures -out FOLDER
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"

	"github.com/chromedp/chromedp"

	"parley/bench/browser/chrome"
	"parley/bench/browser/screens"
	"parley/bench/browser/server"
)

func main() {
	out := flag.String("out", "pictures", "folder for the pictures")
	db := flag.String("db", "", "ledger to show")
	root := flag.String("root", "../..", "folder of the module parley")
	whole := flag.Bool("whole", false, "the whole length of each screen instead of what a window shows")
	only := flag.String("only", "", "pictures with this in their name only")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *root, *db, *out, *only, *whole); err != nil {
		fmt.Fprintln(os.Stderr, "pictures:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, root, db, out, only string, whole bool) error {
	dir, err := os.MkdirTemp("", "parley-pictures")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	bin, err := server.Build(ctx, root, dir)
	if err != nil {
		return err
	}
	if db == "" {
		db = filepath.Join(dir, "examples.db")
		if err := server.Ingest(ctx, bin, db, filepath.Join(root, "examples/pages")); err != nil {
			return err
		}
	}
	s, err := server.Start(ctx, bin, db, os.Stderr)
	if err != nil {
		return err
	}
	defer s.Stop()
	browser, end, err := chrome.Start(ctx)
	if err != nil {
		return err
	}
	defer end()
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	return take(browser, s.URL, out, only, whole)
}

// take takes them all, each kind of window in a tab of its own.
func take(browser context.Context, url, out, only string, whole bool) error {
	list, err := screens.All(url)
	if err != nil {
		return err
	}
	for _, language := range []string{"vi", "en"} {
		for _, phone := range []bool{false, true} {
			for _, dark := range []bool{false, true} {
				v, about := chrome.View{Width: 1280, Height: 900, Language: language, Dark: dark, Phone: phone}, language+"-desktop"
				if phone {
					v.Width, v.Height, v.Sharp, about = 390, 844, 1.5, language+"-phone"
				}
				if dark {
					about += "-dark"
				}
				if err := album(browser, v, list, url, only, whole, func(name string) string {
					return filepath.Join(out, name+"-"+about+".png")
				}); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// album takes one picture of each screen.
func album(browser context.Context, v chrome.View, list []screens.Screen, url, only string, whole bool, file func(name string) string) error {
	tab, end, err := chrome.Open(browser, v)
	if err != nil {
		return err
	}
	defer end()
	for _, s := range list {
		if !strings.Contains(filepath.Base(file(s.Name)), only) {
			continue
		}
		var png []byte
		shot := chromedp.CaptureScreenshot(&png)
		if whole {
			shot = chromedp.FullScreenshot(&png, 100)
		}
		if err := tab.Run(chromedp.Navigate(url+s.Path), shot); err != nil {
			return fmt.Errorf("%s: %w", s.Path, err)
		}
		if err := os.WriteFile(file(s.Name), png, 0o644); err != nil {
			return err
		}
	}
	return nil
}
