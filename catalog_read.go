package segc

import (
	"strings"

	"github.com/segc-lang/segc/ast"
)

// catalogue is what a catalogue says before it is updated.
type catalogue struct {
	head string // what stays as it is

	listNames  map[string]bool // that the head gives to lists
	listIDs    map[string]bool // that it names
	fieldNames map[string]bool // that it declares

	lists  map[string]generatedLine // of the generated part, by id
	fields map[string]oldField      // by name
}

// oldField is a field statement of the generated part.
type oldField struct {
	generatedLine
	field *ast.Field
}

// readCatalog divides a catalogue into what stays and what was generated.
func readCatalog(file *ast.File) *catalogue {
	c := &catalogue{
		listNames: map[string]bool{}, listIDs: map[string]bool{}, fieldNames: map[string]bool{},
		lists: map[string]generatedLine{}, fields: map[string]oldField{},
	}
	text := file.Source.Text()
	mark := markOf(file)
	c.head = text[:mark]
	at := endOfLine(text, mark)
	for i, s := range file.Statements {
		span := s.Span()
		if span.Start < mark {
			c.declare(s)
			continue
		}
		end := endOfLine(text, span.End)
		if i+1 < len(file.Statements) {
			end = min(end, file.Statements[i+1].Span().Start)
		}
		line := generatedLine{
			lead:      tidyLines(text[at:span.Start]),
			statement: text[span.Start:span.End],
			trail:     strings.TrimSpace(text[span.End:end]),
		}
		if !c.generated(s, line) {
			c.declare(s)
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

// declare notes what a statement by hand declares.
func (c *catalogue) declare(s ast.Statement) {
	switch s := s.(type) {
	case *ast.Field:
		c.fieldNames[s.Name.Text] = true
	case *ast.Alias:
		if s.Kind == ast.AliasList {
			c.listNames[s.Name.Text] = true
			if id, one := oneID(s); one {
				c.listIDs[id] = true
			}
		}
	}
}

// generated takes over a statement that UpdateCatalog may have written.
func (c *catalogue) generated(s ast.Statement, line generatedLine) bool {
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
func (c *catalogue) move(piece string) {
	c.head = strings.TrimRight(c.head, " \t\r\n")
	if c.head != "" {
		c.head += "\n"
	}
	c.head += piece
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
