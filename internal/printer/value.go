package printer

// This file looks values up: what stands between the braces.

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync/atomic"
	"text/template/parse"
)

type value func(r *run, dot reflect.Value) reflect.Value

// constant is always the same.
func constant(x any) value {
	v := reflect.ValueOf(x)
	return func(*run, reflect.Value) reflect.Value { return v }
}

// command is a word with its arguments.
func (s *scope) command(c *parse.CommandNode) (value, error) {
	if f, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return s.function(f.Ident, c.Args[1:])
	}
	var of value
	var names []string
	switch n := c.Args[0].(type) {
	case *parse.FieldNode:
		of, names = func(_ *run, dot reflect.Value) reflect.Value { return dot }, n.Ident
	case *parse.VariableNode:
		at, err := s.find(n.Ident[0])
		if err != nil {
			return nil, err
		}
		of, names = func(r *run, _ reflect.Value) reflect.Value { return r.vars[at] }, n.Ident[1:]
	default:
		if len(c.Args) > 1 {
			return nil, fmt.Errorf("%s: the printer cannot do this", c)
		}
		return s.word(c.Args[0])
	}
	args, err := s.words(c.Args[1:])
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c, err)
	}
	if len(args) > 0 && len(names) == 0 {
		return nil, fmt.Errorf("%s: the printer cannot do this", c)
	}
	for i, name := range names {
		last := i == len(names)-1
		of = member(of, name, args, last)
	}
	return of, nil
}

// word is one argument.
func (s *scope) word(n parse.Node) (value, error) {
	switch n := n.(type) {
	case *parse.DotNode:
		return func(_ *run, dot reflect.Value) reflect.Value { return dot }, nil
	case *parse.FieldNode, *parse.VariableNode:
		return s.command(&parse.CommandNode{Args: []parse.Node{n}})
	case *parse.StringNode:
		return constant(n.Text), nil
	case *parse.BoolNode:
		return constant(n.True), nil
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64)), nil
		}
	case *parse.PipeNode:
		if len(n.Cmds) == 1 && len(n.Decl) == 0 {
			return s.command(n.Cmds[0])
		}
	}
	return nil, fmt.Errorf("%s: the printer cannot do this", n)
}

func (s *scope) words(nodes []parse.Node) (out []value, err error) {
	for _, n := range nodes {
		v, err := s.word(n)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// access is how a member of a type is reached: a method, or a field by its path.
type access struct {
	of     reflect.Type
	at     bool // of the place where the value is, as a method of its pointer
	method int  // -1: a field
	path   []int
}

// member is a field or method of what another value is. How it is reached is learned for the
// type that was seen last.
func member(of value, name string, args []value, last bool) value {
	var known atomic.Pointer[access]
	return func(r *run, dot reflect.Value) reflect.Value {
		v := open(of(r, dot))
		if !v.IsValid() {
			fail("there is no %s of nothing", name)
		}
		if v.Kind() == reflect.Map {
			return v.MapIndex(reflect.ValueOf(name))
		}
		a := known.Load()
		if a == nil || a.of != v.Type() || a.at && !v.CanAddr() {
			a = reach(v, name)
			known.Store(a)
		}
		if a.method < 0 {
			if v.Kind() == reflect.Pointer {
				if v.IsNil() {
					fail("there is no %s of nothing", name)
				}
				v = v.Elem()
			}
			if len(a.path) == 1 {
				return v.Field(a.path[0])
			}
			x, err := v.FieldByIndexErr(a.path)
			if err != nil {
				fail("%s: %v", name, err)
			}
			return x
		}
		if a.at {
			v = v.Addr()
		}
		var given []value
		if last {
			given = args
		}
		return invoke(r, dot, v.Method(a.method), given)
	}
}

// reach finds a member as templates do: methods come before fields.
func reach(v reflect.Value, name string) *access {
	a := &access{of: v.Type(), method: -1}
	if v.Kind() != reflect.Pointer && v.CanAddr() {
		if m, ok := reflect.PointerTo(v.Type()).MethodByName(name); ok {
			a.at, a.method = true, m.Index
			return a
		}
	}
	if m, ok := v.Type().MethodByName(name); ok {
		a.method = m.Index
		return a
	}
	t := v.Type()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() == reflect.Struct {
		if f, ok := t.FieldByName(name); ok && f.IsExported() {
			a.path = f.Index
			return a
		}
	}
	fail("%s has no %s", v.Type(), name)
	return nil
}

// open is what an interface holds.
func open(v reflect.Value) reflect.Value {
	if v.IsValid() && v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// invoke calls a method. Those of the commonest forms are called without reflection.
func invoke(r *run, dot, m reflect.Value, args []value) reflect.Value {
	switch f := m.Interface().(type) {
	case func() string:
		if len(args) == 0 {
			return reflect.ValueOf(f())
		}
	case func(string, ...string) string:
		if len(args) > 0 {
			all := make([]string, len(args))
			for i, a := range args {
				x := open(a(r, dot))
				if !x.IsValid() || x.Kind() != reflect.String {
					fail("an argument is no text")
				}
				all[i] = x.String()
			}
			return reflect.ValueOf(f(all[0], all[1:]...))
		}
	}
	t := m.Type()
	if t.IsVariadic() && len(args) < t.NumIn()-1 || !t.IsVariadic() && len(args) != t.NumIn() || t.NumOut() != 1 {
		fail("a method has other arguments")
	}
	given := make([]reflect.Value, len(args))
	for i, a := range args {
		var want reflect.Type
		if t.IsVariadic() && i >= t.NumIn()-1 {
			want = t.In(t.NumIn() - 1).Elem()
		} else {
			want = t.In(i)
		}
		x := open(a(r, dot))
		if !x.IsValid() || !x.Type().AssignableTo(want) {
			fail("an argument is no %s", want)
		}
		given[i] = x
	}
	return m.Call(given)[0]
}

// boxed is a value as functions take it. A struct is handed on as the place where it is.
func boxed(v reflect.Value) any {
	if v = open(v); !v.IsValid() {
		return nil
	}
	if v.Kind() == reflect.Struct && v.CanAddr() {
		return v.Addr().Interface()
	}
	return v.Interface()
}

// function calls a function.
func (s *scope) function(name string, nodes []parse.Node) (value, error) {
	args, err := s.words(nodes)
	if err != nil {
		return nil, err
	}
	if f := s.funcs[name]; f != nil {
		return func(r *run, dot reflect.Value) reflect.Value {
			given := make([]any, len(args))
			for i, a := range args {
				given[i] = boxed(a(r, dot))
			}
			return reflect.ValueOf(f(given))
		}, nil
	}
	if least := map[string]int{"and": 1, "or": 1, "not": 1, "eq": 2, "gt": 2, "len": 1, "index": 2, "printf": 1}[name]; least == 0 || len(args) < least {
		return nil, fmt.Errorf("function %s: the printer cannot call it with %d arguments", name, len(args))
	}
	switch name {
	case "and", "or":
		return either(args, name == "or"), nil
	case "not":
		return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(!truth(args[0](r, dot))) }, nil
	case "eq":
		return func(r *run, dot reflect.Value) reflect.Value {
			x := args[0](r, dot)
			return reflect.ValueOf(slices.ContainsFunc(args[1:], func(y value) bool { return same(x, y(r, dot)) }))
		}, nil
	case "gt":
		return func(r *run, dot reflect.Value) reflect.Value {
			return reflect.ValueOf(whole(args[0](r, dot)) > whole(args[1](r, dot)))
		}, nil
	case "len":
		return func(r *run, dot reflect.Value) reflect.Value { return reflect.ValueOf(open(args[0](r, dot)).Len()) }, nil
	case "index":
		return func(r *run, dot reflect.Value) reflect.Value {
			v, i := open(args[0](r, dot)), whole(args[1](r, dot))
			if i < 0 || i >= int64(v.Len()) {
				fail("no place %d", i)
			}
			return v.Index(int(i))
		}, nil
	}
	return func(r *run, dot reflect.Value) reflect.Value {
		given := make([]any, len(args))
		for i, a := range args {
			given[i] = boxed(a(r, dot))
		}
		format, _ := given[0].(string)
		return reflect.ValueOf(fmt.Sprintf(format, given[1:]...))
	}, nil
}

// either is the first argument that decides: for "or" one that holds, for "and" one that does not.
func either(args []value, or bool) value {
	return func(r *run, dot reflect.Value) (v reflect.Value) {
		for _, a := range args {
			if v = a(r, dot); truth(v) == or {
				break
			}
		}
		return v
	}
}

func same(a, b reflect.Value) bool {
	a, b = open(a), open(b)
	if a.IsValid() && b.IsValid() {
		switch {
		case a.Kind() == reflect.String && b.Kind() == reflect.String:
			return a.String() == b.String()
		case a.CanInt() && b.CanInt():
			return a.Int() == b.Int()
		case a.Kind() == reflect.Bool && b.Kind() == reflect.Bool:
			return a.Bool() == b.Bool()
		}
	}
	fail("these cannot be compared")
	return false
}

func whole(v reflect.Value) int64 {
	if v = open(v); !v.IsValid() || !v.CanInt() {
		fail("a number is wanted")
	}
	return v.Int()
}

// truth tells whether a value is neither empty nor 0.
func truth(v reflect.Value) bool {
	v = open(v)
	if !v.IsValid() {
		return false
	}
	switch v.Kind() {
	case reflect.Struct:
		return true
	case reflect.Slice, reflect.Map, reflect.String, reflect.Array:
		return v.Len() > 0
	case reflect.Pointer, reflect.Func:
		return !v.IsNil()
	}
	return !v.IsZero()
}

// each calls do with what a list or a map holds; a map in the order of its keys, which are texts.
func each(v reflect.Value, do func(key, x reflect.Value)) {
	v = open(v)
	if !v.IsValid() {
		return
	}
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			do(reflect.ValueOf(i), v.Index(i))
		}
	case reflect.Map:
		keys := v.MapKeys()
		slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
		for _, k := range keys {
			do(k, v.MapIndex(k))
		}
	default:
		fail("%s is no list", v.Type())
	}
}
