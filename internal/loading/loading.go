// Package loading reads a text for the compiler: it parses the text, gives the compiler the files
// that the text uses, and says what went wrong if segc itself has a fault. Package segc and the
// editors begin here, so both find the same problems.
package loading

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/internal/imports"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/tables"
)

// Options say how to read a text. Compiler has what the compiler takes as it is: its Importer
// and PlainAt come from the text.
type Options struct {
	Name    string         // what diagnostics call the text; "rule.seg" if empty
	Path    string         // of the text in Files, with slashes; Name if empty
	Files   fs.FS          // where `use` may read; nil refuses `use`
	Cache   *imports.Cache // of the files that rules use; may be nil
	MaxSize int            // bytes of the text, and of each file that it uses

	Compiler compiler.Options
}

// Program is a text that was loaded.
type Program struct {
	*compiler.Program
	Fault any // what loading failed on, if segc has a fault
}

// Text loads a text and the files that it uses. The program is never nil.
func Text(ctx context.Context, text string, options Options) (p *Program) {
	name := cmp.Or(options.Name, "rule.seg")
	path := cmp.Or(options.Path, name)
	source := ast.NewSource(name, text)
	defer func() {
		if fault := recover(); fault != nil {
			names := &resolve.Program{Files: []*ast.File{{Source: source}}}
			p = &Program{&compiler.Program{Program: names, Facts: check.NoFacts(names)}, fault}
		}
	}()
	file, syntax := grammar.Parse(source, grammar.Options{MaxSize: options.MaxSize, Context: ctx})
	if statement, is := tables.In(file); is {
		_, wrong := tables.Read(source, statement)
		syntax = append(syntax, wrong...).Sort()
	}
	inner := options.Compiler
	inner.PlainAt = directive.Places(file, directive.Plain)
	if options.Files != nil {
		inner.Importer = imports.New(options.Files, path, file, grammar.Options{MaxSize: options.MaxSize}, options.Cache)
	}
	return &Program{Program: compiler.Load(ctx, file, syntax, inner)}
}

// Said returns the list of a call about the program, which a fault of segc does not keep from
// returning.
func (p *Program) Said(call func() diag.List) (list diag.List) {
	source := p.Main().Source
	if p.Fault != nil {
		return Faulty(source, p.Fault)
	}
	defer func() {
		if fault := recover(); fault != nil {
			list = Faulty(source, fault)
		}
	}()
	return call()
}

// All compiles all rules of the program: the result at the index of a rule is nil if it has an
// error. It is called inside of Said.
func (p *Program) All(ctx context.Context, review bool) ([]*compile.Result, diag.List) {
	program := p.Reviewed(review)
	if program.Rules() == 0 {
		_, list := program.Compile(ctx, compiler.None)
		return nil, list
	}
	return compile.All(ctx, program)
}

// Faulty says that segc has a fault.
func Faulty(source *ast.Source, fault any) diag.List {
	return problems.Inert(diag.List{{
		Code: diag.Internal, Location: diag.Location{Source: source},
		Message: fmt.Sprintf("segc has a fault that this text shows: %v", fault),
		Notes:   []string{"please report it with the text"},
	}})
}
