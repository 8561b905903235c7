package resolve

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
)

// Importer gives a program the files that `use` names.
type Importer interface {
	// Import returns the file at a path, which is relative to the file that
	// names it; without one, it is as the caller of Load gave it. The same file is always the same tree. The list has what is
	// wrong inside the file, the error says why there is none: it wraps
	// ErrRefused when the path may not be read.
	Import(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error)
}

// ErrRefused is wrapped by an Importer's error when a path may not be read,
// whether or not there is a file.
var ErrRefused = errors.New("this path may not be read")

// maxFiles bounds how many files one rule can pull in.
const maxFiles = 1000

// maxPath is how many bytes the path of a used file may have. Looking at each folder on
// the way to it takes their square.
const maxPath = 1024

// loader makes a program.
type loader struct {
	problems.List
	*Program
	ctx      context.Context
	importer Importer
	main     *ast.File
	circular bool // some name may be made of itself

	valueNames map[string]bool // of values and params
	room       []Object        // for those that are declared

	world *world
	paths []string // of files that every file uses without saying so
	way   *step    // to the main file of the program, if others use it as a part
	taken *int     // how many ids the names of all programs mean
}

// Load gathers a file, what it uses and what they declare. The program is never nil. The
// list has what is wrong with the declarations, and inside the used files. A nil
// importer refuses `use`. The paths are those of files that the file uses without saying
// so. The poll counts the work, and may end it.
func Load(ctx context.Context, work *poll.Poll, main *ast.File, importer Importer, paths ...string) (*Program, diag.List) {
	w := newWorld(main)
	l := &loader{List: problems.List{Poll: work}, Program: &Program{}, ctx: ctx, importer: importer, main: main, world: w, paths: paths, taken: &w.taken}
	l.load()
	w.join(l)
	return l.Program, l.All
}

// load makes the program of the main file.
func (l *loader) load() {
	main := l.main
	loaded := map[*ast.File]state{}
	// These files come first: what an author uses, too, stays what was there for them.
	for _, path := range l.paths {
		l.implied(path, loaded)
	}
	implied := slices.DeleteFunc(slices.Clone(l.Files), func(f *ast.File) bool { return f == main })
	count := len(l.Files)
	if loaded[main] == fresh {
		l.file(main, l.way, loaded)
		count++
	}
	said := append([]*ast.File{main}, l.Files[count:]...)
	l.Files = slices.Concat(said, implied)
	l.said = len(said)
	l.nameValues()
	l.declareOrdered()
	l.MainRules = l.gatherRules(main)
	l.noteHeaders()
	l.noteShared()
	l.followAll()
}

// step is one `use` on the way to a file.
type step struct {
	at    diag.Location
	file  *ast.File
	up    *step // to the file that has the `use`; nil in the main file
	depth int   // how many steps lead to it
}

// next returns the way that a `use` at a place leads on to a file.
func (s *step) next(at diag.Location, file *ast.File) *step {
	depth := 0
	if s != nil {
		depth = s.depth + 1
	}
	return &step{at, file, s, depth}
}

// state says how far what may lead to itself has been followed.
type state uint8

const (
	fresh state = iota
	open        // being followed: met again, it is a cycle
	done
)

func (l *loader) file(file *ast.File, way *step, loaded map[*ast.File]state) {
	loaded[file] = open
	l.Files = append(l.Files, file)
	l.world.reached(file, way)
	for _, s := range file.Statements {
		l.Poll.Step(16)
		if s, ok := s.(*ast.Use); ok {
			l.use(file, s, way, loaded)
		}
	}
	loaded[file] = done
}

func (l *loader) use(file *ast.File, s *ast.Use, way *step, loaded map[*ast.File]state) {
	at := problems.At(file.Source, s.Path)
	switch {
	case s.Broken: // which the grammar has said
		l.Incomplete = true
	case s.As != nil:
		l.usePart(file, s, at, way)
	default:
		u := l.imported(file.Source, s.Path, at)
		l.world.keep(s, u.file)
		l.follow(u, at, way, loaded)
	}
}

// implied loads a file that the main file uses without saying so. It may be the main file
// itself, if that has declarations only: who edits a catalog checks it like any other file.
func (l *loader) implied(path string, loaded map[*ast.File]state) {
	at := diag.Location{Source: l.main.Source}
	said := len(l.All)
	u := l.imported(nil, ast.Value{Kind: ast.String, Text: path}, at)
	if l.Number > 0 {
		l.All = l.All[:said] // which is said of the main file
	} else if u.file != nil {
		l.world.implied = append(l.world.implied, u.file)
	}
	l.follow(u, at, nil, loaded)
}

// used is a file that another one uses, and what is wrong inside it.
type used struct {
	file *ast.File // nil if it cannot be had, which was said
	list diag.List
}

// follow loads a file that is used at a place.
func (l *loader) follow(u used, at diag.Location, way *step, loaded map[*ast.File]state) {
	used := u.file
	if used == nil {
		l.Incomplete = true
		return
	}
	if loaded[used] == done {
		return
	}
	way = way.next(at, used)
	if loaded[used] == open {
		l.useCycle(used, way)
		return
	}
	if !l.within(used, at) {
		return
	}
	l.world.tell(l, u)
	if l.refuseTables(used, at) {
		return
	}
	if u.list.HasErrors() {
		l.Incomplete = true // what could not be read may look like a rule
	} else {
		l.refuseRule(used, at)
	}
	l.file(used, way, loaded)
}

// imported returns the file at the path of a `use`, or of the caller of Load, who has no
// source. That it cannot be had is said.
func (l *loader) imported(from *ast.Source, path ast.Value, at diag.Location) used {
	l.Poll.Step(256 + 4*len(path.Text))
	switch {
	case path.Text == "":
		l.Fail(diag.UseMissing, at, "expected the path of a file here")
		return used{}
	case l.importer == nil && from == nil:
		l.Fail(diag.UseRefused, at, fmt.Sprintf("the options of the program make this text use %q, but it cannot read other files here", path.Text))
		return used{}
	case l.importer == nil:
		l.Fail(diag.UseRefused, at, "`use` does not work here, because this text cannot read other files")
		return used{}
	case len(path.Text) > maxPath:
		l.Fail(diag.UseRefused, at, fmt.Sprintf("this path has more than %d bytes", maxPath))
		return used{}
	case l.world.files >= maxFiles:
		l.Fail(diag.TooLarge, at, fmt.Sprintf("a rule can use at most %d files", maxFiles))
		return used{}
	}
	l.Poll.Step(poll.Every) // others may take their time, and a look at the context costs little beside that
	file, list, err := l.importer.Import(l.ctx, from, path.Text)
	var why failed
	if err != nil {
		why = failedBy(err)
	}
	switch {
	case err == nil && file == nil:
		l.Fail(diag.UseMissing, at, fmt.Sprintf("%q cannot be read: the importer returned neither a file nor an error", path.Text))
	case err == nil && file.Broken && !list.HasErrors() && file != l.main:
		l.Fail(diag.UseMissing, at, fmt.Sprintf("only a part of %q was read, and the importer did not say why", path.Text))
		return used{file, list}
	case err == nil:
		return used{file, list}
	case path.Kind != ast.String: // that it lacks its quotes is said
	case why.refused:
		l.Fail(diag.UseRefused, at, fmt.Sprintf("%q may not be read: %s", path.Text, why.reason))
	case why.missing:
		d := l.Fail(diag.UseMissing, at, fmt.Sprintf("there is no file %q", path.Text))
		if d.Notes = []string{"the path is relative to the file that names it"}; from == nil {
			d.Notes = []string{"the options of the program make this text use it"}
		} else if near := l.nearPath(from, path.Text); near != "" {
			d.Fixes = []diag.Fix{problems.Replace(at, string(jsontext.AppendString(nil, near)))}
		}
	default:
		l.Fail(diag.UseMissing, at, fmt.Sprintf("%q cannot be read: %s", path.Text, why.reason))
	}
	return used{}
}

// useCycle says that a file is on the way to itself.
func (l *loader) useCycle(used *ast.File, way *step) {
	var steps []*step // from that file, or from the main file
	for s := way.up; s != nil && s.file != used; s = s.up {
		steps = append(steps, s)
	}
	slices.Reverse(steps)
	names := []string{used.Source.Name()}
	d := l.Fail(diag.UseCycle, way.at, "")
	for _, s := range steps[:min(len(steps), maxShown-1)] {
		names = append(names, s.file.Source.Name())
		d.Related = append(d.Related, diag.Label{Location: s.at, Text: "used here"})
	}
	if len(steps) == 0 {
		d.Message = names[0] + " uses itself"
		d.Notes = []string{"to share a condition between the segments of a file, name it: `let NAME = …`"}
		return
	}
	d.Message = "these files use each other: " + cycle(names, len(steps)+1)
}

// maxShown is how many steps of a cycle are shown.
const maxShown = 10

// cycle writes a cycle of so many steps, given the names of the first ones.
func cycle(names []string, steps int) string {
	all := strings.Join(names, " → ")
	if steps > len(names) {
		all += " → …"
	}
	return all + " → " + names[0]
}

// refuseTables refuses a file that says what a database calls things, which no rule uses,
// and reports whether it is one.
func (l *loader) refuseTables(file *ast.File, at diag.Location) bool {
	for _, s := range file.Statements {
		if _, is := s.(*ast.Tables); !is {
			continue
		}
		d := l.Fail(diag.UseNotCatalog, at, fmt.Sprintf("%s says what a database calls things, and no rule uses that: pass the file to `segc sql` with `--tables`", file.Source.Name()))
		d.Related = []diag.Label{{Location: problems.At(file.Source, s), Text: "here"}}
		return true
	}
	return false
}

// refuseRule refuses what does not belong in a used file.
func (l *loader) refuseRule(file *ast.File, at diag.Location) {
	for _, s := range file.Statements {
		what := ""
		switch s.(type) {
		case *ast.Where:
			what = "a rule"
		case *ast.Segment:
			what = "a segment"
		default:
			continue
		}
		d := l.Fail(diag.UseNotCatalog, at, fmt.Sprintf("%s has %s, but `use` reads only declarations", file.Source.Name(), what))
		d.Related = []diag.Label{{Location: problems.At(file.Source, s), Text: "here"}}
		d.Notes = []string{"to use its rule as a part, write `use … as NAME`"}
		if file == l.main {
			d.Notes = []string{"this text has the same path as a file that it uses: give it another one"}
		} else if !at.Span.Empty() {
			l.offerPart(d, file, at)
		}
		return
	}
}
