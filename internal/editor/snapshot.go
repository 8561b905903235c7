package editor

import (
	"context"
	"io/fs"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/imports"
	"github.com/segc-lang/segc/internal/loading"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Options say how to read a text. They have the meaning of those of package segc, and the zero
// Options are for a text on its own.
type Options struct {
	Name, Path string            // what diagnostics call the text, and its path in Files; Name if empty
	Files      fs.FS             // where `use` may read; nil refuses `use`
	Open       func() []string   // the paths in Files of texts that are open and on no disk; may be nil
	Use        []string          // files that the text uses without saying so
	Cache      *imports.Cache    // of the files that rules use; may be nil
	Today      string            // what day it is, as 2026-05-01; without it, a rule that needs it is an error
	Assume     contact.Reading   // what the platform is known to do
	Params     map[string]string // of params by name
	Plain      bool              // expand the rules without simplifying them
	Enable     []diag.Code       // the optional warnings that are given, too

	MaxSize, MaxGroups, MaxBytes, MaxWork int
	MaxMemory                             int64
}

// Snapshot is a text with the files that it uses, and what is known of it before any proof.
type Snapshot struct {
	options Options
	program *loading.Program
	names   *resolve.Program // as they are written
	list    diag.List
	reads   []string
}

// Load reads a text: syntax, names, types and values. It is fast enough for every key.
func Load(ctx context.Context, text string, options Options) *Snapshot {
	s := &Snapshot{options: options}
	var reads *recorder
	files := options.Files
	if files != nil {
		reads = newRecorder(files)
		files = reads
	}
	ctx = poll.Within(ctx, options.MaxMemory)
	s.program = loading.Text(ctx, text, loading.Options{
		Name: options.Name, Path: options.Path, Files: files, Cache: options.Cache, MaxSize: options.MaxSize,
		Compiler: compiler.Options{
			Use: options.Use, Today: options.Today, Assumed: options.Assume, Params: options.Params, Plain: options.Plain, Enable: options.Enable,
			MaxGroups: options.MaxGroups, MaxBytes: options.MaxBytes, MaxWork: options.MaxWork,
		},
	})
	list := s.program.Said(func() diag.List { return s.program.Problems(ctx) })
	s.program.Program, s.list = s.program.Told(ctx, list)
	s.names = s.program.AsWritten()
	s.reads = reads.paths()
	return s
}

// Source returns the text.
func (s *Snapshot) Source() *ast.Source { return s.file().Source }

// Problems returns what is wrong with the text and the files that it uses before any proof. It
// must not be changed.
func (s *Snapshot) Problems() diag.List { return s.list }

// HasErrors reports whether one of the problems is an error, so that nothing can be proved.
func (s *Snapshot) HasErrors() bool { return s.list.HasErrors() }

// Reads returns the paths of the files that the snapshot read or tried to read, sorted.
func (s *Snapshot) Reads() []string { return s.reads }

// UsesToday reports whether a rule or a guard depends on the day.
func (s *Snapshot) UsesToday() bool {
	rule, guard := s.program.Program.Program.UsesToday()
	return rule || guard
}

// Today returns the day for which the text was read, or "".
func (s *Snapshot) Today() string { return s.options.Today }

// Files returns the trees of the text, which is the first, and of the files that it uses, each
// once. They must not be changed.
func (s *Snapshot) Files() []*ast.File { return s.names.AllFiles() }

// file returns the tree of the text.
func (s *Snapshot) file() *ast.File { return s.names.Main() }

// text returns the text itself.
func (s *Snapshot) text() string { return s.Source().Text() }
