package editor

import (
	"strings"

	"github.com/segc-lang/segc/ast"
)

// Fold is a part of a text that an editor can hide, from the end of its first line.
type Fold struct {
	Span ast.Span
	Kind FoldKind
}

// FoldKind says what a fold hides.
type FoldKind uint8

// The kinds of folds.
const (
	CodeFold FoldKind = iota
	CommentFold
	UsesFold // `use` statements, one after the other
)

// maxFolds is how many folds a text has at most: editors take no more.
const maxFolds = 5000

// Folds returns what can be hidden: statements, what is in parentheses, comments and `use`
// statements, if they take more than one line.
func (s *Snapshot) Folds() []Fold {
	f := folder{source: s.Source(), seen: map[int]bool{}}
	statements := s.file().Statements
	for i := 0; i < len(statements); i++ {
		if _, is := statements[i].(*ast.Use); is {
			first := i
			for i+1 < len(statements) {
				if _, is := statements[i+1].(*ast.Use); !is {
					break
				}
				i++
			}
			f.add(UsesFold, statements[first].Span().Join(statements[i].Span()))
			continue
		}
		at := statements[i].Span()
		if _, is := statements[i].(*ast.Segment); is && i+1 < len(statements) {
			if rule, is := statements[i+1].(*ast.Where); is {
				at = at.Join(rule.At)
			}
		}
		f.add(CodeFold, at)
		if tables, is := statements[i].(*ast.Tables); is {
			f.events(tables)
		}
		f.inside(statements[i])
	}
	f.comments(s.file().Comments)
	return f.folds
}

// folder collects folds.
type folder struct {
	source *ast.Source
	seen   map[int]bool // the lines at which a fold begins: an editor takes one for each
	folds  []Fold
}

// add adds a fold if it has more than one line, and none begins in its first line.
func (f *folder) add(kind FoldKind, at ast.Span) {
	first := f.source.LineOf(at.Start)
	if len(f.folds) < maxFolds && !f.seen[first] && first < f.source.LineOf(max(at.Start, at.End-1)) {
		f.seen[first] = true
		f.folds = append(f.folds, Fold{at, kind})
	}
}

// inside adds what is in parentheses below a statement.
func (f *folder) inside(statement ast.Statement) {
	for n := range ast.Preorder(statement) {
		switch n := n.(type) {
		case *ast.Paren, *ast.Column, *ast.Event, *ast.Membership, *ast.ISP, *ast.Call:
			f.add(CodeFold, n.Span())
		case *ast.For:
			f.add(CodeFold, n.List)
		case ast.TablesItem:
			f.add(CodeFold, n.At)
		}
	}
}

// events adds each relation of events with the items about it.
func (f *folder) events(s *ast.Tables) {
	for i := 0; i < len(s.Items); i++ {
		if s.Items[i].Word() != "events" {
			continue
		}
		at := s.Items[i].At
		for i+1 < len(s.Items) && isAboutEvents(s.Items[i+1].Word()) {
			i++
			at = at.Join(s.Items[i].At)
		}
		f.add(CodeFold, at)
	}
}

// comments adds lines of comments, one right below the other.
func (f *folder) comments(all []ast.Comment) {
	for i := 0; i < len(all); {
		run := all[i].At
		line := f.source.LineOf(run.Start)
		begins := f.begins(run.Start)
		for i++; begins && i < len(all) && f.source.LineOf(all[i].At.Start) == line+1 && f.begins(all[i].At.Start); i++ {
			line++
			run = run.Join(all[i].At)
		}
		if begins {
			f.add(CommentFold, run)
		}
	}
}

// begins reports whether only blanks are before an offset in its line.
func (f *folder) begins(offset int) bool {
	_, start := f.source.Line(f.source.LineOf(offset))
	return strings.Trim(f.source.Slice(ast.Span{Start: start, End: offset}), " \t\ufeff") == ""
}
