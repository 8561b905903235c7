package diag

import (
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// places converts offsets as ast.Source.Position does, in a time that does not
// grow with the length of the line: thousands of problems in one long line are
// shown as fast as in many lines.
type places map[*ast.Source][]ast.Position

// stride is the least number of bytes between two known positions.
const stride = 1 << 10

func (p places) position(source *ast.Source, offset int) ast.Position {
	text := source.Text()
	offset = min(max(offset, 0), len(text))
	known, ok := p[source]
	if !ok {
		known = knownPositions(text)
		p[source] = known
	}
	nearest := min(offset/stride, len(known)-1)
	if known[nearest].Offset > offset {
		nearest--
	}
	at := known[nearest]
	part := text[at.Offset:offset]
	if newlines := strings.Count(part, "\n"); newlines > 0 {
		at.Line += newlines
		at.Column = 1
		part = part[strings.LastIndexByte(part, '\n')+1:]
	}
	at.Column += utf8.RuneCountInString(part)
	at.Offset = offset
	return at
}

// knownPositions returns the position of the first character that starts at or
// after every multiple of the stride. The first is the start of the text.
func knownPositions(text string) []ast.Position {
	here := ast.Position{Line: 1, Column: 1}
	known := append(make([]ast.Position, 0, len(text)/stride+1), here)
	for offset, r := range text {
		here.Offset = offset
		if offset >= len(known)*stride {
			known = append(known, here)
		}
		here.Column++
		if r == '\n' {
			here.Line++
			here.Column = 1
		}
	}
	return known
}
