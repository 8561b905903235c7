package editor

import (
	"cmp"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// Definition returns where the name at an offset is declared. The path of a `use` leads to the
// file, and the name of a segment there to its header.
func (s *Snapshot) Definition(offset int) []diag.Location {
	if use, ok := s.scopeAt(nil, offset).statement.(*ast.Use); ok && use.At.End >= offset {
		return s.definitionOfUse(use, offset)
	}
	named, ok := s.NameAt(offset)
	if !ok || named.Declared.Source == nil {
		return nil
	}
	return []diag.Location{named.Declared}
}

// definitionOfUse returns what the part of a `use` at an offset leads to.
func (s *Snapshot) definitionOfUse(use *ast.Use, offset int) []diag.Location {
	file := s.names.Imported(use)
	if file == nil {
		return nil
	}
	start := diag.Location{Source: file.Source}
	inside := func(at ast.Span) bool { return at.Start <= offset && offset <= at.End }
	if !inside(use.Path.At) && use.As != nil {
		if rule := s.takenRule(use, file); rule != nil {
			return []diag.Location{{Source: file.Source, Span: rule.Span()}}
		}
	}
	return []diag.Location{start}
}

// takenRule returns the header of the rule that a `use` takes as a part, or the rule if it has none.
func (s *Snapshot) takenRule(use *ast.Use, file *ast.File) ast.Node {
	for _, p := range s.names.Programs() {
		if p.Main() != file {
			continue
		}
		for i := range p.MainRules {
			rule := &p.MainRules[i]
			if use.Segment != nil && rule.Name() != use.Segment.Text {
				continue
			}
			if rule.Segment != nil {
				return rule.Segment.Name
			}
			if rule.Where != nil {
				return rule.Where
			}
		}
	}
	return nil
}

// Highlight is a place of the text that has the same name as the cursor.
type Highlight struct {
	Span     ast.Span
	Declares bool
}

// Highlights returns the places of the text that mean the same as the name at an offset.
func (s *Snapshot) Highlights(offset int) []Highlight {
	named, ok := s.NameAt(offset)
	if !ok {
		return nil
	}
	var all []Highlight
	for _, m := range s.mentions(nil, s.names, s.file()) {
		if isSame(m.object, named.object) {
			all = append(all, Highlight{m.at.Span, m.declares})
		}
	}
	return all
}

// ReferencesTo returns the places in the files of the snapshot that have a name, its declaration
// included: the name may be one of another snapshot that has read the same files. Files are the
// same if they have the same name and the same text.
func (s *Snapshot) ReferencesTo(named Named) []diag.Location {
	if named.object == nil {
		return nil
	}
	var all []diag.Location
	s.mentionsOf(named.object, func(m mention) { all = append(all, m.at) })
	sortPlaces(all)
	return all
}

// sortPlaces sorts places by the name of the file and the place in it.
func sortPlaces(all []diag.Location) {
	slices.SortStableFunc(all, func(a, b diag.Location) int {
		return cmp.Or(cmp.Compare(a.Source.Name(), b.Source.Name()), cmp.Compare(a.Span.Start, b.Span.Start))
	})
}

// IsLocal reports whether a name can be used in its file alone.
func (n Named) IsLocal() bool {
	return n.Kind == resolve.Parameter || n.Kind == resolve.Loop || n.Declared.Source == nil
}
