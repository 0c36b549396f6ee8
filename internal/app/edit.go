package app

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"parley"
	"parley/internal/desk"
)

// editCmd changes what the program made of the pages.
type editCmd struct {
	Correct  editCorrectCmd  `cmd:"" help:"Set a field of an event: kind, status, time, place, actors."`
	Merge    editMergeCmd    `cmd:"" help:"Make one event of several."`
	Split    editSplitCmd    `cmd:"" help:"Make an event of its own of some claims of an event."`
	Rename   editRenameCmd   `cmd:"" help:"Give a track a title."`
	Apart    editApartCmd    `cmd:"" help:"Keep apart what was joined into a track."`
	Together editTogetherCmd `cmd:"" help:"Keep a track and what parted from it one."`
	Pin      editPinCmd      `cmd:"" help:"Put a track on top of the front page, or with --off no longer."`
	Undo     editUndoCmd     `cmd:"" help:"Take an edit back; an undo can be taken back too."`
	Log      editLogCmd      `cmd:"" help:"List what people changed."`
}

// author is who edits, and why.
type author struct {
	Why string `placeholder:"TEXT" help:"Why: readers see it in the history."`
	By  string `placeholder:"NAME" help:"Who (default: $$USER)."`
}

func (a *author) of() desk.Author {
	by := orElse(a.By, os.Getenv("USER"))
	return desk.Author{By: orElse(by, "editor"), Why: a.Why}
}

// desk ties the desk to the database.
func (e *env) desk() (*desk.Desk, error) {
	db, err := e.store(false)
	if err != nil {
		return nil, err
	}
	l, err := e.pipeline(db, nil)
	if err != nil {
		return nil, err
	}
	return desk.New(e.ctx, db, l.Update, clock), nil
}

// edited logs one edit, brings the ledger level and says the edit's number.
func (e *env) edited(do func(*desk.Desk) (parley.Edit, error)) error {
	d, err := e.desk()
	if err != nil {
		return err
	}
	edit, err := do(d)
	var wrong *parley.EditWrong
	if errors.As(err, &wrong) {
		return usage("%v", wrong)
	}
	if err != nil {
		return err
	}
	if _, err := d.Level(e.ctx, time.Hour); err != nil {
		return err
	}
	if err := e.ctx.Err(); err != nil {
		return err
	}
	if !e.quiet {
		fmt.Fprintf(e.err, "edit %d logged; parley edit undo %d takes it back\n", edit.Seq, edit.Seq)
	}
	return nil
}

type editCorrectCmd struct {
	author
	Event string `arg:"" help:"Id of an event."`
	Field string `arg:"" help:"kind, status, time, place or actors."`
	Value string `arg:"" help:"A kind; a status; a date such as 2025-04-08; Istanbul@TUR; party:state:USA mediator:person:jane-doe@OMN. Empty: not known."`
}

// Run logs the correction.
func (c *editCorrectCmd) Run(e *env) error {
	return e.edited(func(d *desk.Desk) (parley.Edit, error) { return d.Correct(e.ctx, c.of(), c.Event, c.Field, c.Value) })
}

type editMergeCmd struct {
	author
	Events []string `arg:"" name:"event" help:"Ids of two events or more."`
}

// Run logs the merge.
func (c *editMergeCmd) Run(e *env) error {
	return e.edited(func(d *desk.Desk) (parley.Edit, error) { return d.Merge(e.ctx, c.of(), c.Events...) })
}

type editSplitCmd struct {
	author
	Event  string   `arg:"" help:"Id of an event."`
	Claims []string `arg:"" name:"claim" help:"Ids of some of its claims, as parley event --format jsonl gives them."`
}

// Run logs the split.
func (c *editSplitCmd) Run(e *env) error {
	return e.edited(func(d *desk.Desk) (parley.Edit, error) { return d.Split(e.ctx, c.of(), c.Event, c.Claims...) })
}

type editRenameCmd struct {
	author
	Lang  tongue `placeholder:"TAG" help:"Language of the title: vi or en (default: as $$LANG says, else en)."`
	Track string `arg:"" help:"Id of a track."`
	Title string `arg:"" help:"The title."`
}

// Run logs the title.
func (c *editRenameCmd) Run(e *env) error {
	lang := (&listing{Lang: c.Lang}).language()
	return e.edited(func(d *desk.Desk) (parley.Edit, error) { return d.Rename(e.ctx, c.of(), c.Track, lang, c.Title) })
}

type editApartCmd struct {
	author
	Track string `arg:"" help:"Id of a track."`
}

// Run logs it.
func (c *editApartCmd) Run(e *env) error {
	return e.edited(func(d *desk.Desk) (parley.Edit, error) { return d.Apart(e.ctx, c.of(), c.Track) })
}

type editTogetherCmd struct {
	author
	Track string `arg:"" help:"Id of a track."`
}

// Run logs it.
func (c *editTogetherCmd) Run(e *env) error {
	return e.edited(func(d *desk.Desk) (parley.Edit, error) { return d.Together(e.ctx, c.of(), c.Track) })
}

type editPinCmd struct {
	author
	Off   bool   `help:"Take it down."`
	Track string `arg:"" help:"Id of a track."`
}

// Run logs the pin or takes it back.
func (c *editPinCmd) Run(e *env) error {
	return e.edited(func(d *desk.Desk) (parley.Edit, error) {
		if c.Off {
			return d.Unpin(e.ctx, c.of(), c.Track)
		}
		return d.Pin(e.ctx, c.of(), c.Track)
	})
}

type editUndoCmd struct {
	author
	Number int64 `arg:"" help:"Number of an edit, as parley edit log gives it."`
}

// Run logs that an edit does not count.
func (c *editUndoCmd) Run(e *env) error {
	return e.edited(func(d *desk.Desk) (parley.Edit, error) { return d.Undo(e.ctx, c.of(), c.Number) })
}

type editLogCmd struct{ listing }

// Run lists the edits, the oldest first.
func (c *editLogCmd) Run(e *env) error {
	db, err := e.store(false)
	if err != nil {
		return err
	}
	all, err := db.Edits(e.ctx)
	if err != nil {
		return err
	}
	counts := desk.Counts(all)
	head := []string{"edit", "at", "by", "what", "of", "why", "counts"}
	return write(&c.listing, e.out, all, head, func(x *parley.Edit) []string {
		yes := "yes"
		if !counts[x.Seq] {
			yes = "undone"
		}
		return []string{strconv.FormatInt(x.Seq, 10), x.At, x.By, editWords(x), strings.TrimSpace(x.Event + " " + x.Track), x.Why, yes}
	})
}

// editWords says an edit in a few words.
func editWords(e *parley.Edit) string {
	switch e.Op {
	case parley.EditUndo:
		return "undo " + strconv.FormatInt(e.Undoes, 10)
	case parley.EditCorrect, parley.EditRename:
		return string(e.Op) + " " + e.Field + " = " + e.Value
	}
	return string(e.Op)
}
