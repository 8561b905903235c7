package resolve

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/problems"
)

// Scope is a file whose rule others use as a part, with the files that it uses. Its names are
// its own. Its columns are those of all programs of the compile.
type Scope struct {
	Program *Program
	// Wanted are the names of the segments that are used, with "" for the only one.
	Wanted map[string]bool
	// Rules are the numbers of the rules that are used, in an expanded program.
	Rules []int
}

// Taken is a rule of another file that is a part. There is one for all its uses.
type Taken struct {
	Program *Program // of the other file
	Rule    int      // its number there, and -1 in a program as it is written
}

// Where returns the rule, or nil.
func (t *Taken) Where() *ast.Where {
	if t == nil || t.Rule < 0 {
		return nil
	}
	return t.Program.MainRules[t.Rule].Where
}

// whole is what the programs of one compile share.
type whole struct {
	imported map[*ast.Use]*ast.File
	implied  []*ast.File // which every file uses without saying so
	ways     map[*ast.Source]*step
}

// Imported returns the file that a `use` brings in; nil if it cannot be had.
func (p *Program) Imported(use *ast.Use) *ast.File {
	if p.whole == nil {
		return nil
	}
	return p.whole.imported[use]
}

// Implied returns the files that every file uses without saying so.
func (p *Program) Implied() []*ast.File {
	if p.whole == nil {
		return nil
	}
	return p.whole.implied
}

// Programs returns the programs of the files that are used as parts, each after those that it
// uses itself, and then the program.
func (p *Program) Programs() []*Program {
	all := make([]*Program, 0, len(p.Scopes)+1)
	for _, s := range p.Scopes {
		all = append(all, s.Program)
	}
	return append(all, p)
}

// AllFiles returns the files of all programs, each once: those of the program first.
func (p *Program) AllFiles() []*ast.File {
	if len(p.Scopes) == 0 {
		return p.Files
	}
	all := slices.Clone(p.Files)
	seen := make(map[*ast.Source]bool, len(all))
	for _, f := range all {
		seen[f.Source] = true
	}
	for _, s := range slices.Backward(p.Scopes) {
		for _, f := range s.Program.Files {
			if f.Source == nil || !seen[f.Source] {
				seen[f.Source] = true
				all = append(all, f)
			}
		}
	}
	return all
}

// world is what the loaders of one compile share.
type world struct {
	whole
	files  int // how many were reached
	main   *ast.File
	found  map[*ast.File]*step  // the first way to each of the others
	states map[*ast.File]state  // of the main files of programs
	scopes map[*ast.File]*Scope // by their main files
	order  []*Scope
	told   map[*ast.File]bool // what is wrong inside of them was said
	text   int                // see maxScopes
	taken  int
	full   bool // it was said that the text is too much
}

func newWorld(main *ast.File) *world {
	return &world{main: main}
}

// maxScopes bounds the text of the files that are used as parts, together with what they use: a
// catalog counts once for each of them, since each reads it with its own names. An empty file
// counts as scopeBytes.
const (
	maxScopes  = 16 << 20
	scopeBytes = 1024
	// statementBytes and readBytes are what is counted for a statement and for a byte of a file that
	// is read again with names of its own: its objects, and copies of its trees with values in the
	// places of names.
	statementBytes = 1300
	readBytes      = 8
)

// reached notes the way to a file.
func (w *world) reached(file *ast.File, way *step) {
	if file == w.main {
		if way == nil {
			w.files++
		}
		return
	}
	if _, known := w.found[file]; known {
		return
	}
	if w.found == nil {
		w.found = map[*ast.File]*step{}
	}
	w.found[file] = way
	w.files++
}

// tell says what is wrong inside of a file, once.
func (w *world) tell(l *loader, u used) {
	if w.told[u.file] {
		return
	}
	if w.told == nil {
		w.told = map[*ast.File]bool{}
	}
	w.told[u.file] = true
	l.All = append(l.All, u.list...)
}

// keep notes the file that a `use` brings in.
func (w *world) keep(s *ast.Use, file *ast.File) {
	if file == nil {
		return
	}
	if w.imported == nil {
		w.imported = map[*ast.Use]*ast.File{}
	}
	w.imported[s] = file
}

// within counts a file of a program that others use as a part.
func (l *loader) within(file *ast.File, at diag.Location) bool {
	w := l.world
	if l.Number == 0 {
		return true
	}
	l.Poll.Hold(readBytes*len(file.Source.Text()) + statementBytes*len(file.Statements))
	if w.text += len(file.Source.Text()) + scopeBytes; w.text <= maxScopes {
		return true
	}
	l.Incomplete = true
	if !w.full {
		w.full = true
		d := l.Fail(diag.TooLarge, at, "the files that are used as parts, and the files that they use, have more than 16 MiB together")
		d.Notes = []string{"a file that several of them use counts once for each"}
	}
	return false
}

// usePart loads a file whose rule is used as a part.
func (l *loader) usePart(file *ast.File, s *ast.Use, at diag.Location, way *step) {
	w := l.world
	u := l.imported(file.Source, s.Path, at)
	if u.file == nil {
		l.Incomplete = true
		return
	}
	if l.refuseTables(u.file, at) {
		return
	}
	way = way.next(at, u.file)
	switch {
	case u.file == w.main || w.states[u.file] == open:
		l.useCycle(u.file, way)
		return
	case w.states[u.file] == fresh:
		l.scope(u, at, way)
	}
	scope := w.scopes[u.file]
	if scope == nil {
		return
	}
	w.keep(s, u.file)
	name := ""
	if s.Segment != nil {
		name = s.Segment.Text
	}
	scope.Wanted[name] = true
}

// scope makes the program of a file whose rule is used as a part.
func (l *loader) scope(u used, at diag.Location, way *step) {
	w := l.world
	if w.states == nil {
		w.states, w.scopes = map[*ast.File]state{}, map[*ast.File]*Scope{}
	}
	w.states[u.file] = open
	defer func() { w.states[u.file] = done }()
	inner := &loader{
		List: problems.List{Poll: l.Poll}, Program: &Program{Number: len(w.states)}, ctx: l.ctx, importer: l.importer, main: u.file,
		world: w, paths: l.paths, way: way, taken: &w.taken,
	}
	if !inner.within(u.file, at) {
		l.All = append(l.All, inner.All...)
		l.Incomplete = true
		return
	}
	w.tell(inner, u)
	inner.Incomplete = u.list.HasErrors()
	inner.load()
	l.All = append(l.All, inner.All...)
	scope := &Scope{Program: inner.Program, Wanted: map[string]bool{}}
	w.scopes[u.file] = scope
	w.order = append(w.order, scope)
}

// join tells the programs what they share.
func (w *world) join(l *loader) {
	l.whole = &w.whole
	if len(w.order) == 0 {
		return
	}
	l.Scopes = w.order
	w.ways = make(map[*ast.Source]*step, len(w.found))
	for file, way := range w.found {
		if file.Source != nil {
			w.ways[file.Source] = way
		}
	}
	for _, file := range l.Files {
		delete(w.ways, file.Source)
	}
	all := l.Programs()
	incomplete := slices.ContainsFunc(all, func(p *Program) bool { return p.Incomplete })
	for _, p := range all {
		p.whole, p.Incomplete = &w.whole, incomplete
	}
	for _, p := range all {
		for _, o := range p.order {
			if use, ok := o.Statement.(*ast.Use); ok && w.imported[use] != nil {
				o.Taken = &Taken{Program: w.scopes[w.imported[use]].Program, Rule: -1}
			}
		}
	}
	l.JoinColumns(nil)
}

// JoinColumns makes the columns of the programs of one compile those of all of them. The list,
// if there is one, gets those that have two types.
func (p *Program) JoinColumns(list *problems.List) {
	all := append([]*Program{p}, p.Programs()[:len(p.Scopes)]...)
	joined := map[string]*Object{}
	var order, unclear []*Object
	for _, program := range all {
		for _, o := range program.order {
			if o.Kind != Column {
				continue
			}
			first := joined[o.Name]
			if first == nil {
				joined[o.Name] = o
				order = append(order, o)
				continue
			}
			first.Column.NotNull = first.Column.NotNull || o.Column.NotNull
			if list == nil {
				continue
			}
			list.Poll.Step(16 + len(o.Column.Choices))
			if first.Definition() != o.Definition() && !sameType(first.Column, o.Column) {
				d := list.Fail(diag.ColumnTypes, o.Definition(), fmt.Sprintf("`%s` has another type in %s, but a column has the same type everywhere", o.Name, first.Source.Name()))
				d.Related = []diag.Label{{Location: first.Declaration(), Text: "declared here"}}
				unclear = append(unclear, first)
			}
		}
	}
	for _, o := range unclear { // that a value does not fit one of the types follows from that
		o.Column = column.Column{}
	}
	for _, program := range all {
		program.columns, program.joined = joined, order
	}
}

// sameType reports whether two declarations of a column give it one type. The values of tags may
// be left out.
func sameType(a, b column.Column) bool {
	if a.Type != b.Type {
		return false
	}
	if a.Type == column.Tags && (len(a.Choices) == 0 || len(b.Choices) == 0) {
		return true
	}
	x, y := slices.Clone(a.Choices), slices.Clone(b.Choices)
	slices.Sort(x)
	slices.Sort(y)
	return slices.Equal(slices.Compact(x), slices.Compact(y))
}

// ShowWays shows, of what is wrong in a file that is used as a part, or that such a file uses,
// how the main file leads there.
func (p *Program) ShowWays(list diag.List) {
	if len(p.Scopes) == 0 {
		return
	}
	for i := range list {
		d := &list[i]
		way := p.whole.ways[d.Location.Source]
		if way == nil || d.Code == diag.UseCycle {
			continue
		}
		d.Related = append(slices.Clip(d.Related), way.labels()...)
	}
}

// labels shows the way from the main file.
func (s *step) labels() []diag.Label {
	const text = "used here"
	var steps []*step
	for ; s != nil; s = s.up {
		if s.depth < chained || len(steps) == 0 {
			steps = append(steps, s)
		}
	}
	slices.Reverse(steps)
	labels := make([]diag.Label, 0, len(steps))
	for i, s := range steps {
		label := diag.Label{Location: s.at, Text: text}
		if i == chained-1 && len(steps) > chained {
			if more := steps[len(steps)-1].depth - chained; more > 0 {
				label.Text += ", and so on through " + english.Count(more, "more file")
			}
		}
		labels = append(labels, label)
	}
	return labels
}
