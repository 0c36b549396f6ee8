// Package printer prints templates of html/template several times as fast as that package
// does.
//
// html/template reads the templates and decides where which escaper stands; what comes of that
// is made once into functions that print. The data:
//
//	Printer  a template, ready to print
//	block    one template of its set, as steps
//	step     prints: a text, a value, a branch, a loop, another block
//	value    looks a value up: a field, a method, a function, a constant
//	run      one printing: what was written, and the variables
//
// It knows what templates of screens need: text, fields, methods, variables, if, else, with,
// range, template, the functions and, or, not, eq, gt, len, index, printf and those it is
// given, values of any kind between tags and in quoted attributes. New refuses any other
// template; what it takes it prints byte by byte as html/template does.
package printer

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"reflect"
	"text/template/parse"
)

// Printer prints one template. It is safe for use by several goroutines.
type Printer struct{ main *block }

// Func is a function that templates call, with as many arguments as it is given there.
type Func func(args []any) any

// block is a template of the set; slots is how many variables it has.
type block struct {
	steps []step
	slots int
}

type step func(r *run, dot reflect.Value)

// run is one printing.
type run struct {
	out  []byte
	vars []reflect.Value // of the block that is being printed
}

// fault is why a printing ends.
type fault struct{ err error }

func fail(format string, args ...any) {
	panic(fault{fmt.Errorf(format, args...)})
}

// New makes a printer of the template of that name in the set of t, whose functions beside the
// usual ones are funcs.
func New(t *template.Template, name string, funcs map[string]Func) (*Printer, error) {
	// Printing it once, of nothing, makes html/template put its escapers in.
	var wrong *template.Error
	if err := t.ExecuteTemplate(io.Discard, name, nil); errors.As(err, &wrong) {
		return nil, err
	}
	m := &maker{set: t, funcs: funcs, blocks: map[string]*block{}}
	main, err := m.block(name)
	if err != nil {
		return nil, fmt.Errorf("template %s: %w", name, err)
	}
	return &Printer{main}, nil
}

// Print appends what the template makes of the data.
func (p *Printer) Print(out []byte, data any) (printed []byte, err error) {
	r := &run{out: out}
	defer func() {
		switch x := recover().(type) {
		case nil:
		case fault:
			err = x.err
		default:
			panic(x)
		}
	}()
	r.block(p.main, reflect.ValueOf(data))
	return r.out, nil
}

// block prints a block with variables of its own, of which the first is $.
func (r *run) block(b *block, dot reflect.Value) {
	outer := r.vars
	r.vars = make([]reflect.Value, b.slots)
	r.vars[0] = dot
	r.steps(b.steps, dot)
	r.vars = outer
}

func (r *run) steps(all []step, dot reflect.Value) {
	for _, s := range all {
		s(r, dot)
	}
}

// maker makes blocks.
type maker struct {
	set    *template.Template
	funcs  map[string]Func
	blocks map[string]*block
}

// scope is the block being made, with the names of its variables.
type scope struct {
	*maker
	*block
	names []string
}

func (m *maker) block(name string) (*block, error) {
	if b := m.blocks[name]; b != nil {
		return b, nil
	}
	t := m.set.Lookup(name)
	if t == nil || t.Tree == nil {
		return nil, fmt.Errorf("no template %s in this place", name)
	}
	b := &block{}
	m.blocks[name] = b
	s := &scope{maker: m, block: b}
	s.variable("$")
	var err error
	b.steps, err = s.list(t.Tree.Root)
	return b, err
}

// variable makes room for a variable and returns its place.
func (s *scope) variable(name string) int {
	s.names = append(s.names, name)
	s.slots = max(s.slots, len(s.names))
	return len(s.names) - 1
}

// find is the place of a variable.
func (s *scope) find(name string) (int, error) {
	for i := len(s.names) - 1; i >= 0; i-- {
		if s.names[i] == name {
			return i, nil
		}
	}
	return 0, fmt.Errorf("no variable %s", name)
}

func (s *scope) list(l *parse.ListNode) (out []step, err error) {
	if l == nil {
		return nil, nil
	}
	have := len(s.names)
	for _, n := range l.Nodes {
		x, err := s.node(n)
		if err != nil {
			return nil, err
		}
		if x != nil {
			out = append(out, x)
		}
	}
	s.names = s.names[:have]
	return out, nil
}

func (s *scope) node(n parse.Node) (step, error) {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(r *run, _ reflect.Value) { r.out = append(r.out, text...) }, nil
	case *parse.CommentNode:
		return nil, nil
	case *parse.ActionNode:
		return s.action(n)
	case *parse.IfNode:
		return s.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return s.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return s.loop(&n.BranchNode)
	case *parse.TemplateNode:
		return s.call(n)
	}
	return nil, fmt.Errorf("%s: the printer cannot do this", n)
}

// action prints a value, or sets a variable.
func (s *scope) action(n *parse.ActionNode) (step, error) {
	cmds := n.Pipe.Cmds
	v, err := s.command(cmds[0])
	if err != nil {
		return nil, err
	}
	if len(n.Pipe.Decl) == 1 && len(cmds) == 1 && !n.Pipe.IsAssign {
		at := s.variable(n.Pipe.Decl[0].Ident[0])
		return func(r *run, dot reflect.Value) { r.vars[at] = v(r, dot) }, nil
	}
	if len(n.Pipe.Decl) > 0 {
		return nil, fmt.Errorf("%s: the printer cannot do this", n)
	}
	write, err := escaper(cmds[1:])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", n, err)
	}
	return func(r *run, dot reflect.Value) { r.out = write(r.out, v(r, dot)) }, nil
}

// branch is if and with.
func (s *scope) branch(n *parse.BranchNode, with bool) (step, error) {
	have := len(s.names)
	v, at, err := s.declared(n.Pipe)
	if err != nil {
		return nil, err
	}
	then, err := s.list(n.List)
	if err != nil {
		return nil, err
	}
	s.names = s.names[:have]
	other, err := s.list(n.ElseList)
	return func(r *run, dot reflect.Value) {
		x := v(r, dot)
		if len(at) > 0 {
			r.vars[at[0]] = x
		}
		switch {
		case !truth(x):
			r.steps(other, dot)
		case with:
			r.steps(then, x)
		default:
			r.steps(then, dot)
		}
	}, err
}

// declared is the value of a pipeline with the places of the variables that it sets.
func (s *scope) declared(p *parse.PipeNode) (v value, at []int, err error) {
	if len(p.Cmds) != 1 || p.IsAssign {
		return nil, nil, fmt.Errorf("%s: the printer cannot do this", p)
	}
	v, err = s.command(p.Cmds[0])
	for _, d := range p.Decl {
		at = append(at, s.variable(d.Ident[0]))
	}
	return v, at, err
}

// loop is range.
func (s *scope) loop(n *parse.BranchNode) (step, error) {
	have := len(s.names)
	v, at, err := s.declared(n.Pipe)
	if err != nil {
		return nil, err
	}
	body, err := s.list(n.List)
	if err != nil {
		return nil, err
	}
	s.names = s.names[:have]
	other, err := s.list(n.ElseList)
	return func(r *run, dot reflect.Value) {
		none := true
		each(v(r, dot), func(key, x reflect.Value) {
			none = false
			switch len(at) {
			case 1:
				r.vars[at[0]] = x
			case 2:
				r.vars[at[0]], r.vars[at[1]] = key, x
			}
			r.steps(body, x)
		})
		if none {
			r.steps(other, dot)
		}
	}, err
}

// call prints another block.
func (s *scope) call(n *parse.TemplateNode) (step, error) {
	b, err := s.maker.block(n.Name)
	if err != nil {
		return nil, err
	}
	if n.Pipe == nil {
		return func(r *run, _ reflect.Value) { r.block(b, reflect.Value{}) }, nil
	}
	v, at, err := s.declared(n.Pipe)
	if len(at) > 0 {
		return nil, fmt.Errorf("%s: the printer cannot do this", n)
	}
	return func(r *run, dot reflect.Value) { r.block(b, v(r, dot)) }, err
}
