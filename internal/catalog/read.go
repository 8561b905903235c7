package catalog

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/visible"
)

// earlier is what a catalog says before it is written anew: the text of its
// statements with their comments, and the names that are in use.
type earlier struct {
	work     *poll.Poll
	warnings diag.List // about what is not written as the catalog has it

	generated kindSet // the kinds that the generated part has
	mark      int     // where that part begins
	head      []byte  // what stays as it is
	newline   string  // of the text

	looks         [columns]map[string]bool   // of the names of ids
	idsByHand     [columns]map[string]string // the names that statements by hand give to ids, by id as idLiteral writes it
	columnsByHand map[string]bool

	old    [kinds][]generatedLine            // the generated part
	ids    [columns]map[string]generatedLine // of it, by id as idLiteral writes it
	fields map[string]oldField               // of it, by name
}

// oldField is a field statement of the generated part.
type oldField struct {
	generatedLine
	field *ast.Field
}

// readEarlier divides a catalog into what stays and what was generated.
func readEarlier(work *poll.Poll, file *ast.File) *earlier {
	text := file.Source.Text()
	e := &earlier{work: work, newline: "\n", columnsByHand: map[string]bool{}, fields: map[string]oldField{}}
	for k := range columns {
		e.looks[k], e.idsByHand[k], e.ids[k] = map[string]bool{}, map[string]string{}, map[string]generatedLine{}
	}
	e.mark, e.generated = markOf(file)
	e.head = []byte(text[:e.mark])
	if first := strings.IndexByte(text, '\n'); first > 0 && text[first-1] == '\r' {
		e.newline = "\r\n"
	}
	at := endOfLine(text, e.mark)
	for i, s := range file.Statements {
		work.Step(32)
		if s, ok := s.(*ast.Alias); ok {
			e.looks[kindOf(s.Kind)][visible.Look(s.Name.Text)] = true
		}
		span := s.Span()
		if span.Start < e.mark {
			e.byHand(s)
			continue
		}
		end := endOfLine(text, span.End)
		if i+1 < len(file.Statements) {
			end = min(end, file.Statements[i+1].Span().Start)
		}
		line := generatedLine{
			at:        span.Start,
			lead:      tidyLines(text[at:span.Start]),
			statement: text[span.Start:span.End],
			trail:     strings.TrimSpace(text[span.End:end]),
			inside:    commentsIn(file, span),
		}
		if !e.take(s, line) {
			e.byHand(s)
			e.move(line.text())
		}
		at = end
	}
	if rest := tidyLines(text[at:]); rest != "" {
		e.move(rest + "\n")
	}
	return e
}

// markOf returns where the generated part begins, and the kinds that it has.
func markOf(file *ast.File) (at int, generated kindSet) {
	all := marks()
	for _, comment := range file.Comments {
		if generated, ok := all[strings.TrimSpace(comment.Text)]; ok {
			return comment.At.Start, generated
		}
	}
	return len(file.Source.Text()), 0
}

// byHand notes what a statement by hand declares.
func (e *earlier) byHand(s ast.Statement) {
	switch s := s.(type) {
	case *ast.Field:
		e.columnsByHand[s.Name.Text] = true
	case *ast.Alias:
		if id, one := oneID(s); one {
			e.idsByHand[kindOf(s.Kind)][id] = s.Name.Text
		}
	}
}

// take takes over a statement that was generated. It reports false if it was not.
func (e *earlier) take(s ast.Statement, line generatedLine) bool {
	switch s := s.(type) {
	case *ast.Field:
		if !e.generated.has(columns) {
			return false
		}
		line.name = s.Name.Text
		if strings.HasPrefix(line.trail, typeComment) {
			line.trail, line.note = "", line.trail
		}
		e.fields[line.name] = oldField{line, s}
		e.old[columns] = append(e.old[columns], line)
		return true
	case *ast.Alias:
		k := kindOf(s.Kind)
		id, one := oneID(s)
		if _, twice := e.ids[k][id]; !one || twice || !e.generated.has(k) {
			return false
		}
		line.name = s.Name.Text
		e.ids[k][id] = line
		e.old[k] = append(e.old[k], line)
		return true
	}
	return false
}

// move puts a piece of the generated part before it.
func (e *earlier) move(piece string) {
	e.head = bytes.TrimRight(e.head, " \t\r\n")
	if len(e.head) > 0 && string(e.head) != byteOrderMark {
		e.head = append(e.head, e.newline...)
	}
	e.head = append(e.head, e.lines(piece)...)
}

// before returns what comes before the generated part.
func (e *earlier) before() string {
	head := strings.TrimRight(string(e.head), " \t\r\n")
	if strings.TrimPrefix(head, byteOrderMark) != "" {
		head += e.newline + e.newline
	}
	return head
}

// lines returns a text with the line endings of the catalog.
func (e *earlier) lines(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", e.newline)
}

// keepComments moves the comments of what is gone before the generated part: they may
// say more than the catalog does.
func (e *earlier) keepComments(blocks [kinds][]generatedLine) {
	for k, block := range blocks {
		kept := map[int]bool{} // by place
		for _, line := range block {
			kept[line.at] = true
		}
		gone := slices.Clone(e.old[k])
		poll.SortStable(nil, gone, func(a, b generatedLine) int { return cmp.Compare(a.name, b.name) })
		for _, line := range gone {
			if comments := line.comments(); comments != "" && !kept[line.at] {
				e.move(comments + "\n")
			}
		}
	}
}

// commentsIn returns the comments in a span, a line each.
func commentsIn(file *ast.File, span ast.Span) string {
	var lines []string
	first, _ := slices.BinarySearchFunc(file.Comments, span.Start, func(c ast.Comment, start int) int { return cmp.Compare(c.At.Start, start) })
	for _, comment := range file.Comments[first:] {
		if comment.At.Start >= span.End {
			break
		}
		if span.Covers(comment.At) {
			lines = append(lines, comment.Text)
		}
	}
	return tidyLines(strings.Join(lines, "\n"))
}

func endOfLine(text string, from int) int {
	if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
		return from + n + 1
	}
	return len(text)
}
