package expand

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// piece is a text in the name or the description of a segment with `for`, or what replaces a
// name of `for` there.
type piece struct {
	text string
	loop int // its number, or -1 for a text
}

// patterns are the name and the description of a segment with `for`.
type patterns struct{ name, description []piece }

// patterns takes apart what has braces in a header. Without `for`, nothing has.
func (x *expander) patterns(rule *resolve.Rule, loops []loop) (p patterns) {
	if len(loops) == 0 || rule.Segment == nil {
		return p
	}
	p.name = x.pattern(rule.Segment.Name, loops)
	if x.scope != nil {
		return p // the description has no effect
	}
	for _, property := range rule.Segment.Properties {
		if property.Kind == ast.PropertyDescription && len(property.Values) > 0 && p.description == nil {
			p.description = x.pattern(property.Values[0], loops)
		}
	}
	return p
}

// pattern takes a text with braces apart. What is wrong with it is said, and stays as it is.
func (x *expander) pattern(v ast.Value, loops []loop) (pieces []piece) {
	var text strings.Builder
	wrong := len(x.All)
	rest := v.Text
	for rest != "" {
		x.Poll.Step(8)
		i := strings.IndexAny(rest, "{}")
		if i < 0 {
			break
		}
		text.WriteString(rest[:i])
		rest = rest[i:]
		if strings.HasPrefix(rest, "{{") || strings.HasPrefix(rest, "}}") {
			text.WriteByte(rest[0])
			rest = rest[2:]
			continue
		}
		end := strings.IndexAny(rest[1:], "{}") + 1
		if open := loopBefore(text.String(), rest, loops); open > 0 {
			x.halfBraces(v, len(v.Text)-len(rest), open)
			text.WriteByte(rest[0])
			rest = rest[1:]
			continue
		}
		if rest[0] == '}' || end == 0 || rest[end] == '{' {
			x.lonelyBrace(v, len(v.Text)-len(rest), loops)
			text.WriteByte(rest[0])
			rest = rest[1:]
			continue
		}
		name := rest[1:end]
		n := slices.IndexFunc(loops, func(l loop) bool { return l.object != nil && l.object.Name == name })
		if n < 0 {
			x.unknownBraces(v, len(v.Text)-len(rest), name, loops)
			text.WriteString(rest[:end+1])
		} else {
			pieces = append(pieces, piece{text.String(), -1}, piece{loop: n})
			text.Reset()
		}
		rest = rest[end+1:]
	}
	text.WriteString(rest)
	pieces = append(pieces, piece{text.String(), -1})
	if wrong < len(x.All) { // names that differ all the same: what is wrong is said
		for n := range loops {
			pieces = append(pieces, piece{" ", -1}, piece{loop: n})
		}
	}
	return pieces
}

// within returns the place of a part of a text, or that of the whole text if it is not written
// as it is.
func (x *expander) within(v ast.Value, start, length int) (place diag.Location, exact bool) {
	place = at(x.source(), v)
	written := x.source().Slice(v.At)
	if len(written) != len(v.Text)+2 || written[1:len(written)-1] != v.Text {
		return place, false
	}
	place.Span.Start += 1 + start
	place.Span.End = place.Span.Start + length
	return place, true
}

// loopBefore returns how long a name of a `for` is that a lonely brace is right after, or right
// before; 0 if there is none.
func loopBefore(text, rest string, loops []loop) int {
	for _, l := range loops {
		if l.object == nil {
			continue
		}
		n := len(l.object.Name)
		after, closed := strings.CutPrefix(rest[1:], l.object.Name)
		switch {
		case rest[0] == '}' && strings.HasSuffix(text, l.object.Name):
			return n
		case rest[0] == '{' && closed && !strings.HasPrefix(after, "}") && !strings.ContainsAny(after[:min(1, len(after))], ".[{") && strings.IndexAny(after, "{}") != 0:
			if i := strings.IndexAny(after, "{}"); i < 0 || after[i] == '{' {
				return n
			}
		}
	}
	return 0
}

// halfBraces says of a name of a `for` that it lacks one of its braces.
func (x *expander) halfBraces(v ast.Value, start, length int) {
	brace, other, at := v.Text[start:start+1], "}", start+1+length
	if brace == "}" {
		other, at = "{", start-length
	}
	place, exact := x.within(v, start, 1)
	d := x.Fail(diag.WrongBraces, place, fmt.Sprintf("this `%s` has no other brace", brace))
	if exact {
		missing, _ := x.within(v, at, 0)
		d.Fixes = []diag.Fix{{Text: "add `" + other + "`", Edits: []diag.Edit{{Location: missing, Text: other}}}}
	}
}

// lonelyBrace says of a brace that nothing closes or opens.
func (x *expander) lonelyBrace(v ast.Value, start int, loops []loop) {
	brace := v.Text[start : start+1]
	place, exact := x.within(v, start, 1)
	d := x.Fail(diag.WrongBraces, place, fmt.Sprintf("this `%s` has no other brace", brace))
	if exact {
		d.Fixes = []diag.Fix{problems.Replace(place, brace+brace)}
	}
	d.Notes = []string{x.bracesOf(loops)}
}

// unknownBraces says that no `for` of the segment has the name in braces.
func (x *expander) unknownBraces(v ast.Value, start int, name string, loops []loop) {
	place, exact := x.within(v, start, len(name)+2)
	d := x.Fail(diag.WrongBraces, place, fmt.Sprintf("this segment has no `for` with the name `%s`", name))
	var names []string
	for _, l := range loops {
		if l.object != nil {
			names = append(names, l.object.Name)
		}
	}
	base, _, _ := strings.Cut(strings.TrimSpace(name), ".") // {market.label}
	nearest, ok := suggest.Nearest(base, names)
	if slices.Contains(names, base) {
		nearest, ok = base, true
	}
	if !ok && len(names) == 1 && strings.TrimSpace(name) == "" {
		nearest, ok = names[0], true
	}
	switch {
	case exact && ok:
		d.Fixes = []diag.Fix{problems.Replace(place, "{"+nearest+"}")}
	case exact:
		d.Fixes = []diag.Fix{problems.Replace(place, "{{"+name+"}}")}
	}
	d.Notes = []string{x.bracesOf(loops)}
}

// bracesOf says what braces are for.
func (x *expander) bracesOf(loops []loop) string {
	name := "market"
	if len(loops) > 0 && loops[0].object != nil {
		name = loops[0].object.Name
	}
	return "`{" + name + "}` inserts the value of the `for`; for a brace itself, write `{{` or `}}`"
}

// nameSegment returns the header of one segment of those that `for` makes.
func (r *rewriter) nameSegment(s *ast.Segment, patterns patterns, chosen []int, loops []loop) *ast.Segment {
	made := &ast.Segment{At: s.At, Name: s.Name}
	made.Name.Text = r.fill(patterns.name, chosen, loops)
	for _, p := range s.Properties {
		switch p.Kind {
		case ast.PropertyFor:
			continue
		case ast.PropertyDescription:
			if len(p.Values) > 0 {
				p.Values = slices.Clone(p.Values)
				p.Values[0].Text = r.fill(patterns.description, chosen, loops)
			}
		}
		made.Properties = append(made.Properties, p)
	}
	return made
}

// fill writes a pattern with the meaning that the names of `for` have in one segment.
func (x *expander) fill(pieces []piece, chosen []int, loops []loop) string {
	var b strings.Builder
	for _, p := range pieces {
		if p.loop < 0 {
			b.WriteString(p.text)
		} else {
			b.WriteString(loops[p.loop].items[chosen[p.loop]].label)
		}
	}
	x.Poll.Step(16 + b.Len()/8)
	x.Poll.Hold(b.Len())
	return b.String()
}
