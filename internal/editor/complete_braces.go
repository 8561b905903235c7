package editor

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// completeBraces returns what may come in braces, and whether the offset is in some: the names of the
// `for` of a segment, in its name and its description. Without a `for`, braces are letters.
func (s *Snapshot) completeBraces(work *poll.Poll, offset int) (Completion, bool) {
	for _, statement := range s.file().Statements {
		work.Step(1)
		segment, is := statement.(*ast.Segment)
		if !is || segment.At.Start > offset {
			continue
		}
		for _, v := range patternsOf(segment) {
			if offset <= v.At.Start || v.At.End <= offset {
				continue
			}
			work.Step(v.At.End - v.At.Start)
			span, in := s.braceAt(v, offset)
			if !in {
				return Completion{}, false
			}
			return s.loopsInBraces(segment, span)
		}
	}
	return Completion{}, false
}

// patternsOf returns the texts of a segment that may have names in braces.
func patternsOf(segment *ast.Segment) []ast.Value {
	all := []ast.Value{segment.Name}
	for _, property := range segment.Properties {
		if property.Kind == ast.PropertyDescription && len(property.Values) > 0 {
			all = append(all, property.Values[0])
		}
	}
	return all
}

// braceAt returns what is between the braces around an offset of a text: up to the closing brace, or to
// the end of the word if there is none.
func (s *Snapshot) braceAt(v ast.Value, offset int) (ast.Span, bool) {
	text := s.text()
	start := 0
	for i := v.At.Start; i < offset; i++ {
		switch {
		case text[i] == '\\' || i+1 < v.At.End && (text[i:i+2] == "{{" || text[i:i+2] == "}}"):
			if i++; i >= offset {
				return ast.Span{}, false
			}
		case text[i] == '{':
			start = i + 1
		case text[i] == '}':
			start = 0
		}
	}
	if start == 0 {
		return ast.Span{}, false
	}
	if end := strings.IndexAny(text[offset:v.At.End-1], `{}\`); end >= 0 && text[offset+end] == '}' {
		return ast.Span{Start: start, End: offset + end}, true
	}
	return ast.Span{Start: start, End: max(offset, min(wordAt(text, offset).End, v.At.End-1))}, true
}

// loopsInBraces returns the names of the `for` of a segment, each with its values, for what is in braces.
func (s *Snapshot) loopsInBraces(segment *ast.Segment, span ast.Span) (Completion, bool) {
	done := Completion{Span: span, Closed: true}
	closing := "}"
	if strings.HasPrefix(s.text()[span.End:], "}") {
		closing = ""
	}
	for _, property := range segment.Properties {
		if property.For == nil {
			continue
		}
		name := property.For.Name.Text
		o := s.names.LoopName(segment, name)
		if o == nil || o.Loop() != property.For || len(name) > maxItemText || strings.ContainsAny(name, "{}\"'\\") || len(done.Items) == MaxItems {
			continue
		}
		done.Items = append(done.Items, Item{Kind: ParameterItem, Label: name, Text: name + closing, Detail: s.loopDetail(property.For), Help: Help{Object: o}})
	}
	return done, len(done.Items) > 0
}

// loopDetail lists the values of a `for`, the first of them if there are many.
func (s *Snapshot) loopDetail(loop *ast.For) string {
	const most = 5
	var words []string
	for i, e := range loop.Each {
		if i == most {
			words = append(words, "…")
			break
		}
		word := s.Source().Slice(e.Value.At)
		if e.Label != nil {
			word += " as " + s.Source().Slice(e.Label.At)
		}
		words = append(words, word)
	}
	return shown("for " + strings.Join(words, ", "))
}
