package catalog

import (
	"bytes"
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

// catalog is what a catalog says before it is updated: what its names mean, and the text
// of its statements, with their comments.
type catalog struct {
	program *resolve.Program
	mark    int    // where the generated part begins
	head    []byte // what stays as it is
	newline string // of the text

	listIDs map[string]bool // that statements by hand name, also if another list has the name

	lists  map[string]generatedLine // of the generated part, by id
	fields map[string]oldField      // by name
}

// oldField is a field statement of the generated part.
type oldField struct {
	generatedLine
	field *ast.Field
}

// readCatalog divides a catalog into what stays and what was generated.
func readCatalog(file *ast.File) *catalog {
	program, _ := resolve.Load(context.Background(), nil, file, nil) // what is wrong with a name is said where it is used
	mark := markOf(file)
	c := &catalog{
		program: program, mark: mark, listIDs: map[string]bool{}, lists: map[string]generatedLine{}, fields: map[string]oldField{},
	}
	text := file.Source.Text()
	c.head, c.newline = []byte(text[:mark]), "\n"
	if first := strings.IndexByte(text, '\n'); first > 0 && text[first-1] == '\r' {
		c.newline = "\r\n"
	}
	at := endOfLine(text, mark)
	for i, s := range file.Statements {
		span := s.Span()
		if span.Start < mark {
			c.byHand(s)
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
		if !c.generated(s, line) {
			c.byHand(s)
			c.move(line.text())
		}
		at = end
	}
	if rest := tidyLines(text[at:]); rest != "" {
		c.move(rest + "\n")
	}
	return c
}

// markOf returns where the generated part begins.
func markOf(file *ast.File) int {
	for _, comment := range file.Comments {
		if strings.TrimSpace(comment.Text) == generatedMark {
			return comment.At.Start
		}
	}
	return len(file.Source.Text())
}

// byHand notes the list that a statement by hand names.
func (c *catalog) byHand(s ast.Statement) {
	if s, ok := s.(*ast.Alias); ok && s.Kind == ast.AliasList {
		if id, one := oneID(s); one {
			c.listIDs[id] = true
		}
	}
}

// declaredByHand reports whether a column is declared before the generated part.
func (c *catalog) declaredByHand(name string) bool {
	o := c.program.Declared(name)
	return o != nil && o.Declaration().Span.Start < c.mark
}

// generated takes over a statement that Update may have written.
func (c *catalog) generated(s ast.Statement, line generatedLine) bool {
	switch s := s.(type) {
	case *ast.Field:
		line.name = s.Name.Text
		if strings.HasPrefix(line.trail, typeComment) {
			line.trail = ""
		}
		c.fields[line.name] = oldField{line, s}
		return true
	case *ast.Alias:
		if id, one := oneID(s); one && s.Kind == ast.AliasList {
			line.name = s.Name.Text
			if _, twice := c.lists[id]; !twice {
				c.lists[id] = line
				return true
			}
		}
	}
	return false
}

// move puts a piece of the generated part before it.
func (c *catalog) move(piece string) {
	c.head = bytes.TrimRight(c.head, " \t\r\n")
	if len(c.head) > 0 && string(c.head) != byteOrderMark {
		c.head = append(c.head, c.newline...)
	}
	c.head = append(c.head, c.lines(piece)...)
}

// lines returns a text with the line endings of the catalog.
func (c *catalog) lines(text string) string {
	return strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", c.newline)
}

// keepComments moves the comments of lists and columns that are gone before the
// generated part: they may say more than the catalog does.
func (c *catalog) keepComments(blocks ...[]generatedLine) {
	kept := map[string]bool{} // statements name a list or a column by its first words
	for _, block := range blocks {
		for _, line := range block {
			kept[line.kind()+line.name] = true
		}
	}
	var gone []generatedLine
	for _, line := range c.lists {
		gone = append(gone, line)
	}
	for _, old := range c.fields {
		gone = append(gone, old.generatedLine)
	}
	slices.SortFunc(gone, func(a, b generatedLine) int {
		return cmp.Or(cmp.Compare(b.kind(), a.kind()), cmp.Compare(a.name, b.name), a.at-b.at)
	})
	for _, line := range gone {
		if kept[line.kind()+line.name] {
			continue
		}
		if comments := tidyLines(line.lead + "\n" + line.inside + "\n" + line.trail); comments != "" {
			c.move(comments + "\n")
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

// oneID returns the id of an alias that stands for just one.
func oneID(s *ast.Alias) (string, bool) {
	if len(s.Values) != 1 || s.Values[0].Kind != ast.String {
		return "", false
	}
	return strings.ToLower(s.Values[0].Text), true
}

func endOfLine(text string, from int) int {
	if n := strings.IndexByte(text[from:], '\n'); n >= 0 {
		return from + n + 1
	}
	return len(text)
}

// tidyLines returns the lines of a piece of text that have anything in them.
func tidyLines(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}
