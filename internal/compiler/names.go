package compiler

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// The grammar reads each file alone, and does not know what names mean. What it says of them
// is seen here again, when all files are there.

// dropFollowing drops what the grammar says of the uses of names that are refused where they
// are declared.
func (l *loading) dropFollowing(names *resolve.Program) {
	reserved, after := map[string]bool{}, l.refusedParts(names)
	for _, p := range names.Programs() {
		maps.Copy(reserved, p.Reserved)
	}
	if len(reserved)+len(after) == 0 {
		return
	}
	l.All = slices.DeleteFunc(l.All, func(d diag.Diagnostic) bool {
		l.Poll.Step(16)
		if d.Code != diag.SyntaxError {
			return false
		}
		before := strings.TrimRight(d.Location.Source.Text()[:d.Location.Span.Start], " \t\r\n")
		return reserved[d.Location.Source.Slice(d.Location.Span)] || after[end{d.Location.Source, len(before)}]
	})
}

// notFollowing leaves out what the checks say of uses of such names: in the place of a value, the
// word means something that its author did not mean.
func (l *loading) notFollowing(names *resolve.Program, list diag.List) diag.List {
	words := map[string]bool{}
	for _, p := range names.Programs() {
		maps.Copy(words, p.AsWritten().Reserved)
	}
	if len(words) == 0 {
		return list
	}
	reserved := func(at diag.Location) bool { return words[at.Source.Slice(at.Span)] }
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		l.Poll.Step(16)
		return d.Code == diag.WrongValue &&
			(reserved(d.Location) || slices.ContainsFunc(d.Related, func(label diag.Label) bool { return reserved(label.Location) }))
	})
}

// end is where something ends in a file.
type end struct {
	source *ast.Source
	offset int
}

// refusedParts returns where names of parts with parameters are used and end, if the parts
// cannot have these names: what is in parentheses after them is not read as arguments.
func (l *loading) refusedParts(names *resolve.Program) (after map[end]bool) {
	wrong := map[diag.Location]bool{}
	for _, d := range l.All {
		if l.Poll.Step(4); d.Code == diag.SyntaxError {
			wrong[d.Location] = true
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	refused := map[string]bool{}
	for _, file := range names.AllFiles() {
		for _, s := range file.Statements {
			l.Poll.Step(8)
			if let, ok := s.(*ast.Let); ok && len(let.Parameters) > 0 && wrong[problems.At(file.Source, let.Name)] {
				refused[let.Name.Text] = true
			}
		}
	}
	if len(refused) == 0 {
		return nil
	}
	after = map[end]bool{}
	for _, file := range names.AllFiles() {
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				l.Poll.Step(8)
				if ref, ok := n.(*ast.Ref); ok && refused[ref.Name.Text] {
					after[end{file.Source, ref.Name.At.End}] = true
				}
			}
		}
	}
	return after
}

// literalsOnly looks again at texts without quotes in the places in which no name can be, such
// as the color of a segment. For the name of a value, it says so, and offers the value in its
// place: the name in quotes is hardly meant.
func (l *loading) literalsOnly(names *resolve.Program) {
	if !names.HasNamedValues() {
		return
	}
	meant := map[diag.Location]*resolve.Object{}
	for _, file := range names.AsWritten().Files {
		for _, s := range file.Statements {
			l.Poll.Step(8)
			for _, v := range textsOf(s) {
				if o := names.AsWritten().ValueAt(nil, v.Text); o != nil && v.Kind == ast.Word {
					meant[problems.At(file.Source, v)] = o
				}
			}
		}
	}
	if len(meant) == 0 {
		return
	}
	l.All = slices.Clone(l.All) // the list of the grammar is the caller's
	for i := range l.All {
		l.Poll.Step(8)
		d := &l.All[i]
		o := meant[d.Location]
		if o == nil || d.Code != diag.UnquotedText {
			continue
		}
		d.Message += fmt.Sprintf(", and the %s `%s` cannot be in its place", o.Kind, o.Name)
		d.Related = append(slices.Clone(d.Related), diag.Label{Location: o.Definition(), Text: "declared here"})
		d.Fixes = nil
		if meaning := names.Meaning(o); o.Kind == resolve.Value && len(meaning.Values) == 1 && meaning.Values[0].Kind == ast.String {
			d.Fixes = []diag.Fix{problems.Replace(d.Location, string(jsontext.AppendString(nil, meaning.Values[0].Text)))}
		}
	}
}

// textsOf returns the values of a statement that are texts and have no names.
func textsOf(s ast.Statement) (texts []ast.Value) {
	switch s := s.(type) {
	case *ast.Use:
		if texts = []ast.Value{s.Path}; s.Segment != nil {
			texts = append(texts, *s.Segment)
		}
	case *ast.Require:
		if s.Because != nil {
			return []ast.Value{*s.Because}
		}
	case *ast.Segment:
		texts = []ast.Value{s.Name}
		for _, p := range s.Properties {
			if p.Kind != ast.PropertyLists {
				texts = append(texts, p.Values...)
			}
		}
	}
	return texts
}
