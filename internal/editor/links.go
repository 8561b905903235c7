package editor

import "github.com/segc-lang/segc/ast"

// Link is a place that leads to another file.
type Link struct {
	Span ast.Span // without the quotes
	Path string   // as Options.Files has it
}

// Links returns the paths of `use` that lead to a file.
func (s *Snapshot) Links() []Link {
	var links []Link
	for _, statement := range s.file().Statements {
		use, ok := statement.(*ast.Use)
		if !ok {
			continue
		}
		file := s.names.Imported(use)
		at := ast.Span{Start: use.Path.At.Start + 1, End: use.Path.At.End - 1}
		if file == nil || at.Empty() {
			continue
		}
		links = append(links, Link{Span: at, Path: file.Source.Name()})
	}
	return links
}
