// Package segc compiles e-mail segment rules. It is the library behind the
// command of the same name, for tools that keep rules of their own: one call
// takes the text of a rule and returns the document that the segments API
// takes as rules_json, or what is wrong with the text and how to fix it.
//
// The package never prints, never exits, reads no environment and keeps no
// state; it reads files only through Options.Files. It is safe for concurrent
// use and for hostile input: nesting, size and work are bounded.
//
//   - segc.go compiles and checks a text, and has the options and the result of that
//   - lint.go adds what package lint has to say, and drops what comments silence
//   - diff.go compares two rules
//   - explain.go says in plain English what a rule means
//   - decompile.go writes a document as a rule
//   - catalog.go writes what a platform has as declarations
//   - format.go writes a rule in the one style of the language
//   - stats.go says how small a document is and what it took to find out
//   - plain.go has the comment that asks for the plain expansion
package segc

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/internal/imports"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/written"
)

// Options says how to compile. The zero Options compile a rule on its own,
// with the usual limits.
type Options struct {
	// Name is what diagnostics call the text; "rule.seg" when empty.
	Name string

	// Files is where `use` may read. Nothing outside of it can be reached.
	// When it is nil, `use` is refused.
	Files fs.FS

	// Path is the place of the text in Files, with slashes, from which `use`
	// starts; the same as Name when empty.
	Path string

	// MaxGroups is the most groups that a document may have; 0 or less means
	// 1,000.
	MaxGroups int

	// Plain leaves the document as the rule multiplies out, without duplicates.
	// Otherwise it is the smallest that is found, unless the text has a
	// PlainComment. What is proved and reported does not depend on it.
	Plain bool

	// Enable are the codes of warnings that Check gives only when asked to, see
	// OptionalRules; other codes are ignored.
	Enable []diag.Code

	// MaxSize is the most bytes that the text, and each file that it uses, may
	// have; 0 or less means 1 MiB.
	MaxSize int

	// MaxMemory is about the most bytes that a call may hold at a time, beside
	// the text; 0 or less means 512 MiB. What would need more is refused, with the
	// code diag.TooLarge; a proof that would is left out, as it is when it takes
	// too much work.
	MaxMemory int64

	// Cache keeps the files that rules use, parsed, from one call to the next; nil
	// keeps none.
	Cache *Cache
}

// Cache keeps parsed files, by path and text, between calls: a catalog that many rules
// use is read each time, and parsed once. It never changes an answer. The zero Cache is
// ready to use, by many goroutines at once; it must not be copied after its first use.
type Cache struct {
	// MaxBytes is about how many bytes the cache takes, with the trees of the files, which
	// can be 20 times as large as their texts: 64 MiB if it is 0 or less. What was asked
	// for the longest time ago goes first.
	MaxBytes int

	once  sync.Once
	files imports.Cache
}

// kept returns what the cache keeps, or nil.
func (c *Cache) kept() *imports.Cache {
	if c == nil {
		return nil
	}
	c.once.Do(func() {
		const usual = 64 << 20
		if c.files.MaxBytes = c.MaxBytes; c.MaxBytes <= 0 {
			c.files.MaxBytes = usual
		}
	})
	return &c.files
}

// Segment is what the create call of the API needs beside the rules.
type Segment struct {
	Name        string
	ID          string   // of the segment that the file stands for: a UUID in lower case, or empty
	Color       string   // #rrggbb in lower case, one of the API's palette
	Lists       []string // UUIDs in lower case; in Body also the names of lists
	Description string
}

// Result is a compiled rule. Results come from Compile; the zero Result is of no
// use.
type Result struct {
	result *compile.Result
	source *ast.Source
	file   *ast.File

	maxMemory int64
}

// Compile compiles the text of a rule.
//
// The list has everything that there is to say about the text, in the order of
// its places; when it has an error, the result is nil. Warnings come with a
// result. A context that ends, ends the work soon after: that is the only
// error then, of the code diag.Interrupted.
func Compile(ctx context.Context, text string, options Options) (*Result, diag.List) {
	result, file, list := run(poll.Within(ctx, options.MaxMemory), text, options, forDocument)
	if list.HasErrors() {
		return nil, list
	}
	return &Result{result: result, source: file.Source, file: file, maxMemory: options.MaxMemory}, list
}

// Check returns what there is to say about the text of a rule, or of a file of
// declarations for other rules: what Compile says, and beyond that what
// compiles and may not be what was meant.
func Check(ctx context.Context, text string, options Options) diag.List {
	_, _, list := run(poll.Within(ctx, options.MaxMemory), text, options, forReview)
	return list
}

// purpose says what a text is compiled for.
type purpose uint8

const (
	forDocument purpose = iota
	forReview           // there is more to say, and there need be no rule
	forSide             // a comparison, which needs no document
)

// run compiles a text.
func run(ctx context.Context, text string, options Options, why purpose) (result *compile.Result, file *ast.File, list diag.List) {
	if options.Name == "" {
		options.Name = "rule.seg"
	}
	if options.Path == "" {
		options.Path = options.Name
	}
	source := ast.NewSource(options.Name, text)
	file = &ast.File{Source: source}
	defer func() {
		if fault := recover(); fault != nil {
			list = append(list, diag.Diagnostic{
				Code: diag.Internal, Location: diag.Location{Source: source},
				Message: fmt.Sprintf("segc has a fault that this text shows: %v", fault),
				Notes:   []string{"please report it with the text"},
			})
		}
		if memory := (*poll.MemoryError)(nil); len(list) == 1 && list[0].Code == diag.TooLarge && errors.As(ctx.Err(), &memory) {
			list[0].Related = longest(file)
		}
		list.Apart(ctx)
	}()
	file, syntax := grammar.Parse(source, grammar.Options{MaxSize: options.MaxSize, Context: ctx})
	if ended := compile.Interrupted(ctx, source); ended != nil {
		return &compile.Result{}, file, ended
	}
	compileOptions := compile.Options{
		MaxGroups: options.MaxGroups, Declarations: why == forReview, CheckOnly: syntax.HasErrors(), SideOnly: why == forSide,
	}
	if options.Plain || directive.In(file, directive.Plain) {
		compileOptions.Simplify = compile.Plain
	}
	if options.Files != nil {
		compileOptions.Importer = imports.New(options.Files, options.Path, file, grammar.Options{MaxSize: options.MaxSize}, options.Cache.kept())
	}
	result, list = compile.Compile(ctx, file, compileOptions)
	program := result.Program()
	list = agreed(ctx, lint.Input{Program: program, Enabled: options.Enable}, sorted(ctx, source, append(syntax, list...)))
	if why == forReview {
		return result, file, review(ctx, result, file, options, list)
	}
	return result, file, silenced(ctx, lint.Input{Program: program}, list)
}

// longest returns the place of the longest condition of a file, for a rule that
// takes too much memory: that is where to begin. It returns nil if no condition is
// a tenth of the text, since then it is their number.
func longest(file *ast.File) []diag.Label {
	var most ast.Node
	var look func(n ast.Node)
	look = func(n ast.Node) {
		switch n.(type) {
		case *ast.Column, *ast.Event, *ast.Membership, *ast.ISP:
			if most == nil || size(n) > size(most) {
				most = n
			}
			return // without a look at its values
		}
		for child := range ast.Children(n) {
			look(child)
		}
	}
	for _, s := range file.Statements {
		look(s)
	}
	if most == nil || 10*size(most) < len(file.Source.Text()) {
		return nil
	}
	return []diag.Label{{
		Location: diag.Location{Source: file.Source, Span: most.Span()},
		Text:     fmt.Sprintf("this is the longest condition: it has %d bytes", size(most)),
	}}
}

func size(n ast.Node) int { return n.Span().End - n.Span().Start }

// RulesJSON returns the document as JSON that ends with a newline: in one line
// when compact, else with a line for every condition. The same rule gives the
// same bytes. The bytes in one line are those that were proved; the others differ from
// them in white space alone, which is checked here: if segc has a fault and they do
// not, the result is in one line.
func (r *Result) RulesJSON(compact bool) []byte {
	return append(r.result.JSON(compact), '\n')
}

// Size returns the number of groups of the document, and of conditions in all
// of them together.
func (r *Result) Size() (groups, conditions int) { return r.result.Document.Size() }

// Segment returns what the header of the text says, and whether it has one.
func (r *Result) Segment() (Segment, bool) {
	s := r.result.Segment
	if s == nil {
		return Segment{}, false
	}
	return Segment{Name: s.Name, ID: s.ID, Color: s.Color, Lists: slices.Clone(s.Lists), Description: s.Description}, true
}

// Body returns the body of the API's create call as JSON that ends with a
// newline. What the overrides say goes before the header of the text; the name,
// the color and at least one list must be in one of them. Everything that is
// missing or wrong is in the list, and then there is no body. Before it returns the
// body, it reads it back: it says what the text and the overrides say, or segc has a
// fault (SEG499).
func (r *Result) Body(overrides Segment, compact bool) ([]byte, diag.List) {
	body, list := r.result.Body(compile.Segment{
		Name: overrides.Name, Color: overrides.Color, Lists: overrides.Lists, Description: overrides.Description,
	}, r.source)
	if len(list) > 0 {
		return nil, list
	}
	text, err := written.Body(body, compact)
	if err != nil {
		return nil, diag.List{{
			Code: diag.Internal, Location: diag.Location{Source: r.source}, Message: err.Error(), Notes: []string{"please report it with the text"},
		}}
	}
	return append(text, '\n'), nil
}

// Origin returns the places in the source that a condition of the document,
// rules_json.any[group].all[condition], comes from: one or more. It reports
// false when the document has no such condition.
func (r *Result) Origin(group, condition int) ([]diag.Location, bool) {
	if group < 0 || group >= len(r.result.Origins) || condition < 0 || condition >= len(r.result.Origins[group]) {
		return nil, false
	}
	return slices.Clone(r.result.Origins[group][condition]), true
}

// Declares reports whether a text is a file of declarations: it has statements,
// but neither a rule nor a segment.
func Declares(text string) bool {
	file, _ := grammar.Parse(ast.NewSource("", text), grammar.Options{})
	for _, s := range file.Statements {
		switch s.(type) {
		case *ast.Where, *ast.Segment:
			return false
		}
		if ast.Broken(s) {
			return false
		}
	}
	return len(file.Statements) > 0
}
