// Package edit changes some properties of a segment in the text of its file and
// leaves every other byte as it is: comments, parts, layout and line endings are
// the author's.
//
// It works on the places in the syntax tree. It knows nothing about what a rule
// means, so its callers compile the result and compare.
package edit

import (
	"errors"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// ErrShape says that a segment does not have one header and one rule.
var ErrShape = errors.New("the file does not have exactly one segment and one rule")

// Take returns the text of one file with some properties of a segment as another file has
// them: name, color, lists, description and rules. The segment is known by its number among those of
// the file, from 0. The other file has one, and the formatter wrote it.
//
// A property that the other file lacks is removed, and one that the first file lacks is added below the last one.
// A comment inside what is replaced moves above it. IDs returns the ids that a value of `lists` means, so that
// lists that stay are left as they are written.
//
// The properties are taken one after the other, each into the text that the one
// before left: two of them can touch the same place, such as a list added at the
// end of the last property and a description added below it.
func Take(mine *ast.File, segment int, theirs *ast.File, properties []string, ids func(ast.Value) []string) (string, error) {
	e := editor{segment: segment, theirs: theirs, ids: ids}
	if !read(theirs, 0, &e.theirHeader, &e.theirWhere) || headers(theirs) != 1 {
		return "", ErrShape
	}
	if !e.open(mine) {
		return "", ErrShape
	}
	for i, p := range properties {
		if !e.take(p) {
			return "", ErrShape
		}
		text, err := e.apply()
		if err != nil || i == len(properties)-1 {
			return text, err
		}
		if text == e.text {
			e.changes = nil
			continue
		}
		file, _ := grammar.Parse(ast.NewSource(mine.Source.Name(), text), grammar.Options{})
		if !e.open(file) {
			return "", ErrShape
		}
	}
	return e.text, nil
}

// open begins to edit a file.
func (e *editor) open(file *ast.File) bool {
	e.file, e.text, e.newline = file, file.Source.Text(), "\n"
	e.header, e.where, e.changes = nil, nil, nil
	if first := strings.IndexByte(e.text, '\n'); first > 0 && e.text[first-1] == '\r' {
		e.newline = "\r\n"
	}
	return read(file, e.segment, &e.header, &e.where)
}

// take notes the changes for one property.
func (e *editor) take(property string) bool {
	switch property {
	case "name":
		e.replace(e.header.Name.At, e.theirText(e.theirHeader.Name.At), e.header.At.Start)
	case "color":
		return e.property(ast.PropertyColor)
	case "lists":
		return e.property(ast.PropertyLists)
	case "description":
		return e.property(ast.PropertyDescription)
	case "rules":
		return e.rule()
	}
	return true
}

const byteOrderMark = "\ufeff"

// editor collects what is to be changed in a text.
type editor struct {
	file, theirs        *ast.File
	segment             int
	text                string
	newline             string
	header, theirHeader *ast.Segment
	where, theirWhere   *ast.Where
	ids                 func(ast.Value) []string
	changes             []change
}

// change puts a text in the place of a span.
type change struct {
	at   ast.Span
	text string
}

// read finds the header of a number and its rule. It has at most one: where there are several
// headers, that is after it.
func read(file *ast.File, segment int, header **ast.Segment, where **ast.Where) bool {
	number, rules, several := -1, 0, headers(file) > 1
	for _, s := range file.Statements {
		if ast.Broken(s) {
			continue
		}
		switch s := s.(type) {
		case *ast.Segment:
			if number++; number == segment {
				*header = s
			}
		case *ast.Where:
			if !several || number == segment {
				rules++
				*where = s
			}
		}
	}
	return *header != nil && rules <= 1
}

// headers returns how many headers a file has.
func headers(file *ast.File) (n int) {
	for _, s := range file.Statements {
		if _, ok := s.(*ast.Segment); ok && !ast.Broken(s) {
			n++
		}
	}
	return n
}

// property changes, adds or removes a property of the header.
func (e *editor) property(kind ast.PropertyKind) bool {
	old, n := find(e.header, kind)
	changed, m := find(e.theirHeader, kind)
	switch {
	case n > 1 || m > 1:
		return false
	case n == 0 && m == 0:
	case n == 0:
		e.insert(e.theirText(changed.At))
	case m == 0:
		e.remove(old)
	case kind == ast.PropertyLists:
		e.lists(old, changed)
	default:
		e.replace(valuesOf(old), e.theirText(valuesOf(changed)), old.At.Start)
	}
	return true
}

func find(s *ast.Segment, kind ast.PropertyKind) (found ast.Property, n int) {
	for _, p := range s.Properties {
		if p.Kind == kind {
			found = p
			n++
		}
	}
	return found, n
}

// valuesOf returns the place of the values of a property.
func valuesOf(p ast.Property) ast.Span {
	return p.Values[0].At.Join(p.Values[len(p.Values)-1].At)
}

// theirText returns a part of the other file with the line endings of this one.
func (e *editor) theirText(at ast.Span) string {
	return strings.ReplaceAll(e.theirs.Source.Slice(at), "\n", e.newline)
}

// replace puts a text in the place of a part of a statement or a property that
// starts at an offset.
func (e *editor) replace(at ast.Span, text string, start int) {
	e.keepComments(at, start)
	if at.Start > 0 && !blank(e.text[at.Start-1]) && text[0] != '"' {
		text = " " + text
	}
	if at.End < len(e.text) && !blank(e.text[at.End]) && e.text[at.End] != '#' && !strings.ContainsRune(`")`, rune(text[len(text)-1])) {
		text += " "
	}
	e.changes = append(e.changes, change{at, text})
}

// rule replaces the expression of the rule.
func (e *editor) rule() bool {
	if e.where == nil || e.theirWhere == nil || e.where.Bare {
		return false
	}
	e.replace(e.where.Expr.Span(), e.theirText(e.theirWhere.Expr.Span()), e.where.At.Start)
	return true
}

// insert adds a property below the last one, or beside it where it does not have
// a line of its own.
func (e *editor) insert(text string) {
	end, start := e.header.Name.At.End, -1
	if n := len(e.header.Properties); n > 0 {
		last := e.header.Properties[n-1]
		start, end = last.At.Start, last.At.End
	}
	lineEnd := e.lineEnd(end)
	rest := strings.TrimLeft(e.text[end:lineEnd], " \t")
	if start < 0 || !e.startsLine(start) || rest != "" && rest[0] != '#' {
		e.changes = append(e.changes, change{ast.Span{Start: end, End: end}, " " + text + e.gap(text[len(text)-1], end)})
		return
	}
	indentation := e.text[e.lineStart(start):start]
	e.changes = append(e.changes, change{ast.Span{Start: lineEnd, End: lineEnd}, e.newline + strings.TrimPrefix(indentation, byteOrderMark) + text})
}

// remove takes out a property, and its line with it if nothing else is there.
func (e *editor) remove(p ast.Property) {
	inside := e.commentsIn(p.At)
	end := e.lineEnd(p.At.End)
	rest := strings.TrimSpace(e.text[p.At.End:end])
	at, text := p.At, ""
	switch {
	case e.startsLine(p.At.Start) && rest == "":
		at = ast.Span{Start: e.lineStart(p.At.Start), End: e.nextLine(end)}
		text = e.lines(inside, e.text[at.Start:p.At.Start])
	case len(inside) > 0:
		text = e.newline + e.lines(inside, "")
	case e.startsLine(p.At.Start):
		for at.End < end && blank(e.text[at.End]) {
			at.End++
		}
	default:
		for at.Start > 0 && (e.text[at.Start-1] == ' ' || e.text[at.Start-1] == '\t') {
			at.Start--
		}
		text = e.gap(e.text[at.Start-1], at.End)
	}
	e.changes = append(e.changes, change{at, text})
}

// gap returns the space without which a byte and what follows at an offset would
// be one word.
func (e *editor) gap(before byte, offset int) string {
	if offset == len(e.text) || blank(before) || before == '"' || blank(e.text[offset]) || e.text[offset] == '#' {
		return ""
	}
	return " "
}

// keepComments moves the comments in a span above what starts at an offset.
func (e *editor) keepComments(at ast.Span, start int) {
	inside := e.commentsIn(at)
	if len(inside) == 0 {
		return
	}
	if !e.startsLine(start) {
		e.changes = append(e.changes, change{ast.Span{Start: start, End: start}, e.newline + e.lines(inside, "")})
		return
	}
	line := e.lineStart(start)
	if line == 0 && strings.HasPrefix(e.text, byteOrderMark) {
		line = len(byteOrderMark)
	}
	e.changes = append(e.changes, change{ast.Span{Start: line, End: line}, e.lines(inside, e.text[line:start])})
}

func (e *editor) commentsIn(at ast.Span) []ast.Comment {
	var inside []ast.Comment
	for _, c := range e.file.Comments {
		if at.Covers(c.At) {
			inside = append(inside, c)
		}
	}
	return inside
}

// lines writes comments, each on a line of its own.
func (e *editor) lines(comments []ast.Comment, indentation string) string {
	var b strings.Builder
	for _, c := range comments {
		b.WriteString(indentation + strings.TrimRight(c.Text, "\r") + e.newline)
	}
	return b.String()
}

func (e *editor) lineStart(offset int) int { return strings.LastIndexByte(e.text[:offset], '\n') + 1 }

// lineEnd returns where the line of an offset ends, before its line ending.
func (e *editor) lineEnd(offset int) int {
	i := strings.IndexByte(e.text[offset:], '\n')
	if i < 0 {
		return len(e.text)
	}
	if i > 0 && e.text[offset+i-1] == '\r' {
		i--
	}
	return offset + i
}

// nextLine returns where the next line starts after the end of a line.
func (e *editor) nextLine(end int) int {
	if strings.HasPrefix(e.text[end:], "\r") {
		end++
	}
	return min(end+1, len(e.text))
}

// startsLine reports whether there is nothing before an offset in its line.
func (e *editor) startsLine(offset int) bool {
	before := strings.TrimPrefix(e.text[e.lineStart(offset):offset], byteOrderMark)
	return strings.Trim(before, " \t") == ""
}

func blank(b byte) bool { return b == ' ' || b == '\t' || b == '\r' || b == '\n' }

// apply makes the changes.
func (e *editor) apply() (string, error) {
	slices.SortStableFunc(e.changes, func(a, b change) int { return a.at.Start - b.at.Start })
	var b strings.Builder
	end := 0
	for _, c := range e.changes {
		if c.at.Start < end {
			return "", ErrShape // two changes in one place: no file is written like that
		}
		b.WriteString(e.text[end:c.at.Start])
		b.WriteString(c.text)
		end = c.at.End
	}
	b.WriteString(e.text[end:])
	return b.String(), nil
}
