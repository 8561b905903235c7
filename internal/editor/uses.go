package editor

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// Used is a declaration that a segment rests on.
type Used struct {
	Kind     resolve.Kind
	Name     string
	Location diag.Location // of the name, where it is declared
}

// Uses returns what a segment and its guards rest on: declarations, in the sequence in which they are
// found, and the names of the files that have them, sorted. The name can be "" for all segments.
func (s *Snapshot) Uses(segment string) (used []Used, files []string) {
	var nodes []ast.Node
	for i := range s.program.MainRules {
		written := s.program.MainRules[i].AsWritten()
		if segment != "" && s.program.MainRules[i].Name() != segment {
			continue
		}
		if written.Segment != nil && !slices.Contains(nodes, ast.Node(written.Segment)) {
			nodes = append(nodes, written.Segment)
		}
		if written.Where != nil && !slices.Contains(nodes, ast.Node(written.Where)) {
			nodes = append(nodes, written.Where)
		}
	}
	for _, g := range s.names.Guards {
		nodes = append(nodes, g.Require)
		files = append(files, g.Source.Name())
	}
	for _, o := range s.names.Reach(nil, nodes...) {
		if len(used) == maxUsed {
			break
		}
		at := o.Definition()
		if at.Source == nil {
			continue
		}
		used = append(used, Used{o.Kind, o.Name, at})
		files = append(files, at.Source.Name())
	}
	files = slices.DeleteFunc(files, func(name string) bool { return name == s.Source().Name() })
	slices.Sort(files)
	return used, slices.Compact(files)
}

// maxUsed is how many declarations a segment rests on at most.
const maxUsed = 10_000
