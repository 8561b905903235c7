package compile

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// DefaultMaxGroups is the most groups that a document may have unless Options
// says otherwise. The API documents no limit; a rule of a thousand groups is
// past anything that a person could check.
const DefaultMaxGroups = 1000

// MaxConditions is the most conditions that a document may have in all its
// groups together. It bounds the memory that a hostile rule can take.
const MaxConditions = 250_000

// Options says how to compile. The zero Options refuse `use` and take the
// usual limits.
type Options struct {
	Importer     Importer // gives the files that `use` names; nil refuses `use`
	MaxGroups    int      // 0 means DefaultMaxGroups
	Simplify     Simplify // the zero value is Full
	Declarations bool     // a file without a rule is in order
	CheckOnly    bool     // write no document: the file could not be read whole
	SideOnly     bool     // prove the rule, but write no document: the rule is for a comparison
}

// ErrUndecided says that a proof is beyond the limits. Errors that say which
// limit that is are this one to errors.Is.
var ErrUndecided = errors.New("this is too much to decide")

// errNobody says that a verdict lacks a contact who shows it.
var errNobody = errors.New("no contact was found who shows it, and it is not documented how the platform compares " +
	"a date with a time, the order of texts, or values of different types")

// undecided is the limit that ended a proof.
type undecided struct{ limit error }

// Error implements error.
func (u undecided) Error() string { return u.limit.Error() }

// Is implements the interface of errors.Is.
func (u undecided) Is(target error) bool { return target == ErrUndecided }

// Unwrap returns the limit.
func (u undecided) Unwrap() error { return u.limit }

// Simplify says how hard to look for a small document.
type Simplify uint8

// The ways to simplify.
const (
	Full  Simplify = iota // as few groups as possible, then as few conditions
	Plain                 // the plain expansion without duplicates; as much is proved of the rule
)

// Importer gives a compilation the files that `use` names.
type Importer interface {
	// Import returns the file at a path, which is relative to the file that
	// names it. The same file is always the same tree. The list has what is
	// wrong inside the file, the error says why there is none: it wraps
	// ErrRefused when the path may not be read.
	Import(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error)
}

// Result is what a rule became.
type Result struct {
	// Document is nil when there are errors or no rule.
	Document *rule.Document
	// Origins has the places that each condition comes from, by group and
	// condition of the document.
	Origins [][][]diag.Location
	// Segment is the header of the file, or nil when it has none.
	Segment *Segment
	// Stats say what is known of the document's size.
	Stats engine.Stats
	// SourceCheck says how the document was compared with the text.
	SourceCheck SourceCheck
	// Judged is how many conditions the evaluator looked at to find contacts who
	// get past the guards.
	Judged int

	encoded []byte                                               // the document as compact JSON, which was proved
	lists   map[string][]string                                  // what the names of lists stand for
	side    func() *Side                                         // the rule, for comparisons
	written func(p *poll.Poll) (groups, conditions int, ok bool) // the size of the plain expansion
	used    []*ast.File

	aliases [3]map[string]*aliasName
	columns func(name string) column.Column
}

// Compile compiles the rule of a file. The result is never nil; it has a
// document exactly when the list has no errors, the file has a rule and the
// options ask for a document. When the context ends the work, that is the only
// error.
func Compile(ctx context.Context, file *ast.File, options Options) (result *Result, list diag.List) {
	if options.MaxGroups <= 0 {
		options.MaxGroups = DefaultMaxGroups
	}
	ctx = poll.Within(ctx, 0)
	c := &compiler{ctx: ctx, poll: poll.New(ctx), options: options, main: file, result: &Result{}}
	defer func() {
		if c.poll.Catch(recover()) {
			c.result.Document, c.result.Origins = nil, nil
			result, list = c.result, Interrupted(ctx, file.Source)
		}
	}()
	c.load()
	c.result.used = c.files[1:]
	c.collect()
	c.result.aliases, c.result.columns = c.scope.aliases, c.knownColumn
	c.check()
	c.header()
	if where := c.rule(); where != nil && !c.options.CheckOnly && !c.list.HasErrors() {
		c.emit(where)
	}
	c.list = c.list.SortWithin(c.poll.Step)
	if list := Interrupted(ctx, file.Source); list != nil {
		c.list = list
	}
	if c.list.HasErrors() {
		c.result.Document, c.result.Origins = nil, nil
	}
	return c.result, c.list
}

// Interrupted returns an error when a context has ended, and else nothing. What
// else was found by then need not be true.
func Interrupted(ctx context.Context, source *ast.Source) diag.List {
	ended := ctx.Err()
	if ended == nil {
		return nil
	}
	if memory := (*poll.MemoryError)(nil); errors.As(ended, &memory) {
		return diag.List{{
			Code: diag.TooLarge, Location: diag.Location{Source: source}, Message: memory.Error(), Notes: []string{memory.Advice()},
		}}
	}
	return diag.List{{
		Code: diag.Interrupted, Location: diag.Location{Source: source},
		Message: fmt.Sprintf("the work was ended before it was done: %v", ended),
	}}
}

// compiler is one compilation.
type compiler struct {
	ctx         context.Context
	poll        *poll.Poll
	options     Options
	main        *ast.File
	files       []*ast.File // the main file and all that it uses, each once
	scope       scope
	guesses     guesses
	idsTaken    int // see takeIDs
	result      *Result
	list        diag.List
	broken      []diag.Location // statements that could not be read
	brokenWords map[string]bool // in them

	namesMissing bool // a used file could not be read, or not all of it
}

// brokenName reports whether a name occurs in a statement that could not be
// read, or may stand in a used file that could not be. It may well be what is
// said there, so nothing is said about the name.
func (c *compiler) brokenName(name string) bool {
	if c.namesMissing {
		return true
	}
	if len(c.broken) > 0 && c.brokenWords == nil {
		c.brokenWords = map[string]bool{}
		for _, at := range c.broken {
			c.addWords(at.Source.Slice(at.Span))
		}
	}
	return c.brokenWords[name]
}

// addWords adds the words of a broken text, and what stands between backquotes.
func (c *compiler) addWords(text string) {
	apart := func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}
	quoted := false
	for part := range strings.SplitSeq(text, "`") {
		c.poll.Step(16)
		if quoted {
			c.brokenWords[part] = true
		}
		quoted = !quoted
		for word := range strings.FieldsFuncSeq(part, apart) {
			c.poll.Step(16 + len(word))
			c.brokenWords[word] = true
		}
	}
}

// diagnosticBytes is what is counted for a diagnostic, with its text and its fixes.
const diagnosticBytes = 768

// report adds a diagnostic and returns it, for what else there is to say.
func (c *compiler) report(severity diag.Severity, code diag.Code, at diag.Location, message string) *diag.Diagnostic {
	c.poll.Hold(diagnosticBytes)
	c.list = append(c.list, diag.Diagnostic{Severity: severity, Code: code, Location: at, Message: message})
	return &c.list[len(c.list)-1]
}

func (c *compiler) fail(code diag.Code, at diag.Location, message string) *diag.Diagnostic {
	return c.report(diag.Error, code, at, message)
}

func (c *compiler) warn(code diag.Code, at diag.Location, message string) *diag.Diagnostic {
	return c.report(diag.Warning, code, at, message)
}

// rule returns the rule of the main file, and says so when there is none.
func (c *compiler) rule() *ast.Where {
	var where *ast.Where
	var segment *ast.Segment
	bad := false
	for _, s := range c.main.Statements {
		c.poll.Step(1)
		switch s := s.(type) {
		case *ast.Where:
			if where == nil {
				where = s
			}
		case *ast.Segment:
			segment = s
		case *ast.BadStatement:
			bad = true
		}
	}
	switch at := (diag.Location{Source: c.main.Source, Span: ast.Span{}}); {
	case where != nil || bad || c.options.CheckOnly && len(c.main.Statements) == 0:
	case len(c.main.Statements) == 0 && c.options.Declarations && len(c.main.Comments) > 0:
	case len(c.main.Statements) == 0:
		c.fail(diag.EmptyFile, at, "there is no rule here").Notes = []string{"for example `status = \"subscribed\" and opened >= 1 in last 30d`"}
	case segment != nil:
		c.fail(diag.NoRule, diag.Location{Source: c.main.Source, Span: segment.At}, "this segment has no rule").Notes = []string{"the rule begins with `where`"}
	case !c.options.Declarations:
		c.fail(diag.NoRule, at, "this file has no rule, only declarations").Notes = []string{"a rule begins with `where`; a file of declarations is for `use` in other files"}
	}
	return where
}

func place(source *ast.Source, n ast.Node) diag.Location {
	return diag.Location{Source: source, Span: n.Span()}
}
