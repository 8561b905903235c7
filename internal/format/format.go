package format

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// Width is the width of lines that is used unless another one is asked for.
const Width = 100

// Format returns the text of a file whose lines are as wide as given, or Width
// when that is 0. Only what cannot be broken, a long text say, is wider.
//
// The file must have been read without errors: what could not be read cannot be
// written, and Format panics on it. A file that a program made has no Source
// and no spans; its comments come first.
//
// The text reads back as the same tree, with the same comments in the same
// order between the same conditions and values, and formatting it again changes
// nothing. Its lines end as the first line of the source does.
func Format(file *ast.File, width int) []byte { return FormatWithin(nil, file, width) }

// FormatWithin is Format with a poll that counts the work and what it holds, and
// may end it.
func FormatWithin(work *poll.Poll, file *ast.File, width int) []byte {
	if width <= 0 {
		width = Width
	}
	b := builder{poll: work, comments: file.Comments}
	size := 0
	if file.Source != nil {
		b.source = file.Source.Text()
		size = len(b.source)
	}
	b.items = make([]item, 0, 16+size/4)
	b.file(file)
	measure(work, b.items)
	p := printer{poll: work, out: make([]byte, 0, size+size/8+64), ending: lineEnding(b.source), width: width}
	p.print(b.items)
	if len(p.out) > 0 {
		p.out = append(p.out, p.ending...)
	}
	return p.out
}

func lineEnding(source string) string {
	if end := strings.IndexByte(source, '\n'); end > 0 && source[end-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
