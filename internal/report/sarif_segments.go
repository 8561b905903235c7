package report

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// sarifLogical says which segment of a file a place is in.
type sarifLogical struct {
	Name string `json:"name"`
	Kind string `json:"kind"`
}

// segmentsOf are the segments of texts that have several, by text.
type segmentsOf map[*ast.Source][]segmentAt

// segmentAt is a segment, with what it has of its text: its header and its rule.
type segmentAt struct {
	name string
	at   []ast.Span
}

// logical returns the segment that a place is in, as its name is written; nil where a text has
// not several, or the place is in what all of them share.
func (s segmentsOf) logical(source *ast.Source, at ast.Span) []sarifLogical {
	all, known := s[source]
	if !known {
		all = readSegments(source)
		s[source] = all
	}
	for _, segment := range all {
		for _, span := range segment.at {
			if span.Covers(at) {
				return []sarifLogical{{segment.name, "segment"}}
			}
		}
	}
	return nil
}

// readSegments reads the segments of a text with several, or with a `for`.
func readSegments(source *ast.Source) (all []segmentAt) {
	file, _ := grammar.Parse(source, grammar.Options{})
	loops := false
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.Segment:
			all = append(all, segmentAt{s.Name.Text, []ast.Span{s.At}})
			for _, p := range s.Properties {
				loops = loops || p.For != nil
			}
		case *ast.Where:
			if n := len(all); n > 0 {
				all[n-1].at = append(all[n-1].at, s.At)
			}
		}
	}
	if len(all) < 2 && !loops {
		return nil
	}
	return all
}
