package editor

import (
	"cmp"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Named is what a name at a place means.
type Named struct {
	Kind     resolve.Kind
	Name     string
	Location diag.Location // of the name at the place
	Declared diag.Location // of the name in its declaration; no place for a column that nothing declares

	object  *resolve.Object
	program *resolve.Program
}

// mention is a place that has a name: where it is declared or used.
type mention struct {
	at       diag.Location
	object   *resolve.Object
	declares bool
	braces   bool // in the name of a segment
}

// NameAt returns what the name at an offset means, and false if there is none.
func (s *Snapshot) NameAt(offset int) (Named, bool) {
	for _, m := range s.mentions(nil, s.names, s.file()) {
		if at := m.at.Span; at.Start <= offset && offset <= at.End {
			o := m.object
			return Named{Kind: o.Kind, Name: o.Name, Location: m.at, Declared: o.Definition(), object: o, program: s.names}, true
		}
	}
	return Named{}, false
}

// mentions returns the places of a file that have a name, as a program reads them, in their order.
func (s *Snapshot) mentions(work *poll.Poll, p *resolve.Program, file *ast.File) []mention {
	var all []mention
	for _, use := range p.Declarations(work, file) {
		all = append(all, mention{at: use.Location, object: use.Object, declares: true})
	}
	for _, use := range p.Uses(work, file) {
		all = append(all, mention{at: use.Location, object: use.Object})
	}
	for _, statement := range file.Statements {
		if segment, ok := statement.(*ast.Segment); ok {
			all = append(all, inBraces(p, file.Source, segment)...)
		}
	}
	poll.SortStable(work, all, func(a, b mention) int { return cmp.Compare(a.at.Span.Start, b.at.Span.Start) })
	return all
}

// inBraces returns the places in the name and the description of a segment that have a name of its
// `for`: "In {market}".
func inBraces(p *resolve.Program, source *ast.Source, segment *ast.Segment) []mention {
	var all []mention
	add := func(v ast.Value) {
		for _, at := range bracesOf(source, v) {
			if o := p.LoopName(segment, source.Slice(at)); o != nil {
				all = append(all, mention{at: diag.Location{Source: source, Span: at}, object: o, braces: true})
			}
		}
	}
	add(segment.Name)
	for _, property := range segment.Properties {
		if property.Kind == ast.PropertyDescription && len(property.Values) > 0 {
			add(property.Values[0])
		}
	}
	return all
}

// bracesOf returns the places between the braces of a text value, as package expand reads them.
func bracesOf(source *ast.Source, v ast.Value) []ast.Span {
	var all []ast.Span
	written := source.Slice(v.At)
	for i := 0; i < len(written); {
		switch {
		case written[i] == '\\' || strings.HasPrefix(written[i:], "{{") || strings.HasPrefix(written[i:], "}}"):
			i += 2
		case written[i] != '{':
			i++
		default:
			end := strings.IndexAny(written[i+1:], "{}")
			if end < 0 {
				return all
			}
			if written[i+1+end] == '}' {
				all = append(all, ast.Span{Start: v.At.Start + i + 1, End: v.At.Start + i + 1 + end})
				i++
			}
			i += 1 + end
		}
	}
	return all
}

// isSame reports whether two objects, perhaps of two snapshots, are the same declaration. A column
// that nothing declares is the same by its name.
func isSame(a, b *resolve.Object) bool {
	if a == b {
		return true
	}
	if a.Kind != b.Kind || a.Name != b.Name {
		return false
	}
	return samePlace(a.Definition(), b.Definition())
}

// samePlace reports whether two places are one, perhaps of two snapshots.
func samePlace(a, b diag.Location) bool {
	if a.Source == nil || b.Source == nil {
		return a.Source == b.Source
	}
	return a.Span == b.Span && (a.Source == b.Source || a.Source.Name() == b.Source.Name() && a.Source.Text() == b.Source.Text())
}

// mentionsOf calls each with every place of a name in the files of the snapshot, each once.
func (s *Snapshot) mentionsOf(o *resolve.Object, each func(mention)) {
	seen := map[diag.Location]bool{}
	for _, p := range s.names.Programs() {
		for _, file := range p.Files {
			if o.Kind == resolve.Column && o.Statement == nil && file != s.file() {
				continue // it is the same only by its name
			}
			for _, m := range s.mentions(nil, p, file) {
				if isSame(m.object, o) && !seen[m.at] {
					seen[m.at] = true
					each(m)
				}
			}
		}
	}
}
