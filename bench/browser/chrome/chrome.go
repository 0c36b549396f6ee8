// Package chrome starts a headless Chromium and opens tabs in it that note what goes wrong.
package chrome

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// ErrNone says that this machine has no Chromium.
var ErrNone = errors.New("no Chromium on this machine")

// Start starts the browser; stop ends it.
func Start(ctx context.Context) (browser context.Context, stop func(), err error) {
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	if path == "" {
		return nil, nil, ErrNone
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.NoFirstRun, chromedp.WSURLReadTimeout(90*time.Second))
	for _, f := range []string{"disable-quic", "disable-background-networking", "disable-component-update", "disable-sync", "hide-scrollbars"} {
		opts = append(opts, chromedp.Flag(f, true))
	}
	alloc, endAlloc := chromedp.NewExecAllocator(ctx, opts...)
	browser, endBrowser := chromedp.NewContext(alloc)
	if err := chromedp.Run(browser); err != nil {
		endBrowser()
		endAlloc()
		return nil, nil, fmt.Errorf("start Chromium: %w", err)
	}
	return browser, func() { endBrowser(); endAlloc() }, nil
}

// View is how a tab looks at screens.
type View struct {
	Width, Height int
	Phone         bool // with touch, as a phone reports itself
	Dark          bool
	NoScript      bool
	Language      string // Accept-Language
	Sharp         float64
}

// Tab is a tab and what went wrong in it.
type Tab struct {
	context.Context
	mu     sync.Mutex
	faults []string
}

// shifts adds up how far things moved after they were painted.
const shifts = `window.__shift = 0; new PerformanceObserver((l) => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.__shift += e.value; })
	.observe({ type: "layout-shift", buffered: true });`

// Open opens a tab.
func Open(browser context.Context, v View) (*Tab, func(), error) {
	ctx, cancel := chromedp.NewContext(browser)
	t := &Tab{Context: ctx}
	chromedp.ListenTarget(ctx, t.listen)
	scheme := "light"
	if v.Dark {
		scheme = "dark"
	}
	if v.Sharp == 0 {
		v.Sharp = 1
	}
	actions := []chromedp.Action{
		log.Enable(),
		emulation.SetDeviceMetricsOverride(int64(v.Width), int64(v.Height), v.Sharp, v.Phone),
		emulation.SetTouchEmulationEnabled(v.Phone),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}),
		chromedp.ActionFunc(func(ctx context.Context) error {
			_, err := page.AddScriptToEvaluateOnNewDocument(shifts).Do(ctx)
			return err
		}),
	}
	if v.Language != "" {
		actions = append(actions, emulation.SetUserAgentOverride("parley browser test").WithAcceptLanguage(v.Language))
	}
	if v.NoScript {
		actions = append(actions, emulation.SetScriptExecutionDisabled(true))
	}
	if err := chromedp.Run(ctx, actions...); err != nil {
		cancel()
		return nil, nil, fmt.Errorf("open a tab: %w", err)
	}
	return t, cancel, nil
}

// listen notes errors of scripts, complaints of the browser (among them every violation of
// the content security policy) and dialogs, which nothing of parley opens.
func (t *Tab) listen(event any) {
	text := ""
	switch e := event.(type) {
	case *runtime.EventExceptionThrown:
		text = "exception: " + e.ExceptionDetails.Error()
	case *runtime.EventConsoleAPICalled:
		if e.Type == runtime.APITypeError || e.Type == runtime.APITypeWarning {
			var words []string
			for _, a := range e.Args {
				words = append(words, string(a.Value))
			}
			text = "console: " + strings.Join(words, " ")
		}
	case *log.EventEntryAdded:
		if e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning {
			text = "browser: " + e.Entry.Text + " " + e.Entry.URL
		}
	case *page.EventJavascriptDialogOpening:
		text = "dialog: " + e.Message
		go func() { _ = chromedp.Run(t.Context, page.HandleJavaScriptDialog(true)) }()
	}
	if text == "" {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.faults = append(t.faults, text)
}

// Faults returns what went wrong since it was last asked.
func (t *Tab) Faults() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	f := t.faults
	t.faults = nil
	return f
}

// Run does actions within a minute.
func (t *Tab) Run(actions ...chromedp.Action) error {
	ctx, cancel := context.WithTimeout(t.Context, time.Minute)
	defer cancel()
	return chromedp.Run(ctx, actions...)
}

// Eval gives the value of an expression.
func (t *Tab) Eval(expression string, to any) error {
	return t.Run(chromedp.Evaluate(expression, to))
}
