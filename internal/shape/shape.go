package shape

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

const (
	// maxDepth is how deep expressions may be nested: more than in any tree of a text, in
	// which each of 500 parentheses may hold an `or` of an `and`. The stages go through
	// expressions by recursion.
	maxDepth = 2000

	// maxSize is how large a tree may be: that of a text of the usual limit, and a lot more.
	// A text may be larger than that, so its bytes are added.
	maxSize = 64 << 20

	nodeSize = 16 // of a node, beside the bytes of its text
	perByte  = 64 // of source; no byte makes more than two nodes
)

// Check returns what is wrong with the shape of a tree: nothing, or one error about the first
// fault. The poll counts the work.
func Check(work *poll.Poll, file *ast.File) diag.List {
	text := len(file.Source.Text())
	c := &checker{poll: work, text: text, left: maxSize + perByte*text, broken: file.Broken}
	f := c.file(file)
	if f == nil {
		return nil
	}
	d := diag.Diagnostic{Code: f.code, Message: f.message}
	if f.code == diag.Internal {
		d.Message = fmt.Sprintf("the tree of %s is malformed: %s %s", named(file.Source), f.where(), f.message)
	} else {
		d.Location = diag.Location{Source: file.Source, Span: f.span}
	}
	return diag.List{d}
}

// named returns what a message calls a source.
func named(source *ast.Source) string {
	if source.Name() == "" {
		return "this file"
	}
	return fmt.Sprintf("%q", source.Name())
}

// checker goes through one tree.
type checker struct {
	poll   *poll.Poll
	text   int  // bytes of the source
	left   int  // of the size that the tree may have
	broken bool // some of the text could not be read
}

// fault is what is wrong with a tree.
type fault struct {
	code    diag.Code // diag.Internal for a mistake of the program that made the tree
	message string    // of a malformed tree: what is wrong with the part at the path
	span    ast.Span  // of a tree that is too deep
	path    []string  // the fields that lead to it, the innermost first
}

// malformed returns a fault of the part that is looked at.
func malformed(format string, args ...any) *fault {
	return &fault{code: diag.Internal, message: fmt.Sprintf(format, args...)}
}

// in adds the field that leads to the fault. A nil fault stays nil. It is a call, since it would be in
// a hundred places.
//
//go:noinline
func (f *fault) in(field string) *fault {
	if f != nil {
		f.path = append(f.path, field)
	}
	return f
}

// at adds the field of a list and the index that lead to the fault.
func (f *fault) at(field string, i int) *fault {
	if f != nil {
		f.path = append(f.path, fmt.Sprintf("%s[%d]", field, i))
	}
	return f
}

// where returns the path to the fault, or the end of a long one.
func (f *fault) where() string {
	const most = 12
	steps := slices.Clone(f.path)
	if len(steps) > most {
		steps = append(steps[:most], "…")
	}
	slices.Reverse(steps)
	return strings.Join(steps, ".")
}

// first returns the first fault, if there is one.
func first(faults ...*fault) *fault {
	for _, f := range faults {
		if f != nil {
			return f
		}
	}
	return nil
}

// each looks at the elements of a field.
func each[T any](field string, all []T, look func(T) *fault) *fault {
	for i := range all {
		if f := look(all[i]); f != nil {
			return f.at(field, i)
		}
	}
	return nil
}
