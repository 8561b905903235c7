package edit

import (
	"strings"

	"github.com/segc-lang/segc/ast"
)

// Comment returns a text with a comment as its first line.
func Comment(text, comment string) string {
	mark := ""
	if strings.HasPrefix(text, byteOrderMark) {
		mark, text = byteOrderMark, text[len(byteOrderMark):]
	}
	newline := "\n"
	if first := strings.IndexByte(text, '\n'); first > 0 && text[first-1] == '\r' {
		newline = "\r\n"
	}
	return mark + comment + newline + text
}

// CommentIn returns the text of a file with a comment on a line of its own below the header of a
// segment, which is known by its number among those of the file.
func CommentIn(file *ast.File, segment int, comment string) (string, error) {
	e := editor{segment: segment}
	if !e.open(file) {
		return "", ErrShape
	}
	end, indentation := e.header.Name.At.End, "  "
	if n := len(e.header.Properties); n > 0 {
		last := e.header.Properties[n-1].At
		if end = last.End; e.startsLine(last.Start) {
			indentation = strings.TrimPrefix(e.text[e.lineStart(last.Start):last.Start], byteOrderMark)
		}
	}
	text, at := e.newline+indentation+comment, ast.Span{Start: end, End: end}
	if rest := strings.TrimLeft(e.text[end:e.lineEnd(end)], " \t"); rest == "" || rest[0] == '#' {
		at.Start, at.End = e.lineEnd(end), e.lineEnd(end)
	} else {
		at.End = e.lineEnd(end) - len(rest)
		text += e.newline
	}
	e.changes = append(e.changes, change{at, text})
	return e.apply()
}
