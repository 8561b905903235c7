package compile

import (
	"context"
	"fmt"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/resolve"
)

// Program is a tree and the trees that it uses, with names and types resolved. It comes
// from [Load] alone: [Compile] refuses every other implementation. It is immutable, and
// may be used from many goroutines.
type Program interface {
	File() *ast.File
	Used() []*ast.File // the files that it uses, each once
	Rules() int        // how many rules it has: none if it only declares names
}

// Importer gives Load the trees that `use` names.
type Importer interface {
	// Import returns the file at a path. The path is relative to the file that names it; if
	// from is nil, it is one of Options.Use. The same file is always the same tree. The list
	// has what is wrong in the file. If there is no file, the error says why, and wraps
	// [ErrRefused] if the path may not be read.
	Import(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error)
}

// ErrRefused is wrapped by an Importer's error if a path may not be read, whether or not
// there is a file.
var ErrRefused = fmt.Errorf("%w", resolve.ErrRefused)

// Options say how to read and compile a tree. They have the meaning of the fields of the
// same names in package segc. The zero Options refuse `use` and take the usual limits.
type Options struct {
	Importer  Importer    // nil refuses `use`
	Use       []string    // paths of files that the tree uses without saying so
	Today     time.Time   // its date, in its zone, is `today`; zero makes a tree that says today an error
	Plain     bool        // write the plain expansion; as much is proved of the rule
	Review    bool        // add the advice of segc.Check
	Enable    []diag.Code // with Review: the optional rules that run
	MaxGroups int         // of a document; 1,000 if 0 or less
	MaxBytes  int         // of a document as JSON; 16 MiB if 0 or less
	MaxWork   int         // steps of proof for a rule, as in Stats.Work; the usual limits if 0 or less
}

// Load resolves the names in a tree and checks types and values. The program is never nil;
// when the context ends the work, it knows no names, and the list has one error of the
// code diag.Interrupted. A nil tree is that of an empty text, and a nil context is
// context.Background().
//
// Load takes any tree. One that is malformed, as by a nil operand or an operator that is none
// of the constants, is an error without a place, whose message leads to the first fault.
// Expressions that are nested more than 2,000 deep are diag.TooDeep, also those that contain
// themselves. So it is with the trees of an Importer. A tree that is refused counts as an
// empty one, also for Program.File and Program.Used. A panic of the Importer itself goes on
// to the caller.
func Load(ctx context.Context, file *ast.File, options Options) (Program, diag.List) {
	if ctx == nil {
		ctx = context.Background()
	}
	if file == nil {
		file = &ast.File{}
	}
	d := newDoor(options.Importer)
	file, wrong := d.pass(ctx, file)
	today := ""
	if !options.Today.IsZero() {
		today = options.Today.Format(time.DateOnly)
	}
	p := compiler.Load(ctx, file, wrong, compiler.Options{
		Importer: d.forImports(), Use: options.Use, Today: today, Plain: options.Plain, Review: options.Review, Enable: options.Enable,
		MaxGroups: options.MaxGroups, MaxBytes: options.MaxBytes, MaxWork: options.MaxWork,
	})
	return p.Told(ctx, p.Problems(ctx))
}

// Compile compiles one rule of a program by its number from 0, with the options of Load.
// The list is complete: it has what Load found, too. If it has an error, the result is
// nil. A number that the program does not have is an error without a place. So is the tree
// of a text with syntax errors, which Load accepts in silence. With Options.Review, a program
// without a rule has no result and no error.
func Compile(ctx context.Context, p Program, rule int) (*Result, diag.List) {
	program, ok := p.(*compiler.Program)
	if !ok {
		return nil, misused(fmt.Sprintf("the program must come from compile.Load, but this is a %T", p))
	}
	if n := program.Rules(); rule < 0 || rule >= max(n, 1) {
		return nil, misused(fmt.Sprintf("there is no rule %d: the program has %d", rule, n))
	}
	if ctx == nil {
		ctx = context.Background()
	}
	found, list := program.Compile(ctx, rule)
	switch {
	case found == nil:
		return nil, list
	case program.File().Broken || len(found.JSON) == 0 && program.Rules() > 0:
		return nil, append(misused("this tree is incomplete: its text has syntax errors or was rejected"), list...)
	case len(found.JSON) == 0: // a review of declarations
		return nil, list
	}
	return resultOf(found), list
}

// All is Compile for all rules of a program: the result at the index of a rule is nil if that
// has an error. The list has what is wrong with any of them, and what several segments of a
// `for` have at one place once.
func All(ctx context.Context, p Program) ([]*Result, diag.List) {
	program, ok := p.(*compiler.Program)
	if !ok {
		return nil, misused(fmt.Sprintf("the program must come from compile.Load, but this is a %T", p))
	}
	if program.Rules() < 2 {
		result, list := Compile(ctx, p, 0)
		return []*Result{result}[:program.Rules()], list
	}
	if ctx == nil {
		ctx = context.Background()
	}
	found, list := program.All(ctx)
	results := make([]*Result, len(found))
	for i, r := range found {
		if r != nil && len(r.JSON) > 0 && !program.File().Broken {
			results[i] = resultOf(r)
		}
	}
	return results, list
}

// misused says what is wrong with a call.
func misused(message string) diag.List {
	return diag.List{{Code: diag.Internal, Message: message}}
}
