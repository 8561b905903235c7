package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// formerNames warns of a `was` that names a segment which the file still has, with the same
// values of `for`: that segment was not renamed.
func (l *linter) formerNames() {
	rules := l.MainRules
	if l.Expanded != nil {
		rules = l.Expanded.MainRules
	}
	living := make(map[string]*resolve.Rule, len(rules))
	for i := range rules {
		l.Poll.Step(16)
		if written := rules[i].AsWritten(); written.Segment != nil {
			living[identityOfRule(written.Segment.Name.Text, &rules[i])] = written
		}
	}
	said := map[*ast.Segment]bool{}
	for i := range rules {
		l.Poll.Step(16)
		rule := rules[i].AsWritten()
		was := formerName(rule.Segment)
		if was == nil || said[rule.Segment] {
			continue
		}
		other := living[identityOfRule(was.Values[0].Text, &rules[i])]
		if other == nil {
			continue
		}
		said[rule.Segment] = true
		source := l.Main().Source
		message := "`was` gives the name that the segment has now, not the old one"
		if other != rule {
			message = fmt.Sprintf("`was` names the segment %s, which this file still has", quoted(was.Values[0].Text))
		}
		d := l.warn(diag.FormerName, at(source, was.Values[0]), message)
		if other != rule {
			d.Related = []diag.Label{{Location: at(source, other.Segment.Name), Text: "the segment"}}
		}
		d.Notes = []string{"`was` gives the old name of a renamed segment; you can remove it once the change is applied"}
		d.Fixes = []diag.Fix{{Text: "remove it", Edits: []diag.Edit{{Location: withoutLine(source, was.At)}}}}
	}
}

// identityOfRule tells segments of a file apart by a name as it is written, and by their values of
// `for`.
func identityOfRule(name string, rule *resolve.Rule) string {
	values := make([]string, 0, len(rule.Each))
	for _, each := range rule.Each {
		values = append(values, each.Name+"="+each.Value)
	}
	slices.Sort(values)
	return name + "\x00" + strings.Join(values, "\x00")
}

// formerName returns the `was` of a header, or nil.
func formerName(s *ast.Segment) *ast.Property {
	if s == nil {
		return nil
	}
	for i := range s.Properties {
		if p := &s.Properties[i]; p.Kind == ast.PropertyWas && len(p.Values) > 0 {
			return p
		}
	}
	return nil
}

// withoutLine returns the place to take out so that a part of a line is gone: all of the line if
// it has nothing more, and the blanks before the part otherwise.
func withoutLine(source *ast.Source, span ast.Span) diag.Location {
	text := source.Text()
	for span.Start > 0 && (text[span.Start-1] == ' ' || text[span.Start-1] == '\t') {
		span.Start--
	}
	if rest := strings.TrimLeft(text[span.End:], " \t\r"); (span.Start == 0 || text[span.Start-1] == '\n') && strings.HasPrefix(rest, "\n") {
		span.End = len(text) - len(rest) + 1
	}
	return diag.Location{Source: source, Span: span}
}

// plainBraces warns of a name in braces in the name or description of a segment without `for`,
// where nothing takes its place.
func (l *linter) plainBraces() {
	for i := range l.MainRules {
		l.Poll.Step(16)
		rule := &l.MainRules[i]
		if rule.Segment == nil || len(rule.Loops()) > 0 {
			continue
		}
		l.bracesIn(rule.Segment.Name)
		for _, p := range rule.Segment.Properties {
			if p.Kind == ast.PropertyDescription && len(p.Values) > 0 {
				l.bracesIn(p.Values[0])
			}
		}
	}
}

// bracesIn looks for the first name in braces of a text.
func (l *linter) bracesIn(v ast.Value) {
	l.Poll.Step(8 + len(v.Text)/4)
	name := nameInBraces(v.Text)
	if name == "" {
		return
	}
	d := l.warn(diag.PlainBraces, at(l.Main().Source, v), fmt.Sprintf("`{%s}` is not replaced: braces only work in a segment with `for`", name))
	if o := l.Value(name); o != nil && o.Kind == resolve.Param {
		d.Related = []diag.Label{{Location: o.Definition(), Text: "the param"}}
		d.Notes = []string{"the name of a segment cannot contain a param; to make one segment for each value, use `for`"}
		return
	}
	d.Notes = []string{"to make one segment for each value, list them after the name: `for " + name + " in (…)`"}
}

// nameInBraces returns the first name that is in braces alone, or "". Two braces are a brace, as
// they are with `for`.
func nameInBraces(text string) string {
	for {
		start := strings.IndexByte(text, '{')
		if start < 0 {
			return ""
		}
		if strings.HasPrefix(text[start:], "{{") {
			text = text[start+2:]
			continue
		}
		text = text[start+1:]
		end := strings.IndexAny(text, "{}")
		if end < 0 {
			return ""
		}
		if text[end] == '}' && isName(text[:end]) {
			return text[:end]
		}
		text = text[end:] // which may begin another one
	}
}

// isName reports whether a text is a name without backquotes, of the letters that names mostly
// have.
func isName(text string) bool {
	for i, r := range text {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return text != ""
}

// assumedTwice warns of an assumption that the file has already, or a file that it uses.
func (l *linter) assumedTwice() {
	type assumed struct {
		source    *ast.Source
		statement *ast.Assume
	}
	first := map[[2]string]assumed{}
	main := l.Main()
	for i := range l.Files {
		file := l.Files[(i+1)%len(l.Files)] // the main file is the last one
		for _, s := range file.Statements {
			l.Poll.Step(4)
			s, ok := s.(*ast.Assume)
			if !ok || ast.Broken(s) {
				continue
			}
			says := [2]string{strings.ToLower(s.Question.Text), strings.ToLower(s.Answer.Text)}
			before, again := first[says]
			if !again {
				first[says] = assumed{file.Source, s}
				continue
			}
			if file != main {
				continue
			}
			message := fmt.Sprintf("this file already has `assume %s %s`", says[0], says[1])
			if before.source != main.Source {
				message = fmt.Sprintf("a used file already has `assume %s %s`", says[0], says[1])
			}
			d := l.warn(diag.AssumedTwice, at(file.Source, s), message)
			d.Related = []diag.Label{{Location: at(before.source, before.statement), Text: "the first one"}}
			d.Fixes = []diag.Fix{{Text: "remove it", Safe: true, Edits: []diag.Edit{{Location: withoutLine(file.Source, s.At)}}}}
		}
	}
}
