package contactfile

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/visible"
)

// Fault is what is wrong in a file, and where. Its message quotes nothing of the data beside
// names; Value has what was found, for those who may see it.
type Fault struct {
	File    string
	Line    int64  // from 1; 0 for the whole file
	Column  int    // in characters of the line, from 1; 0 for the whole line
	Name    string // of the column that the value is in; "" for none
	Message string
	Value   string // the beginning of it, as it is written; "" if it is not about a value
	Fatal   bool   // the file is not what it seems: leaving out the row does not help
}

// maxShown is how many bytes of a value are kept.
const maxShown = 1 << 10

// Error returns the place and the message, without the value.
func (f *Fault) Error() string {
	var b strings.Builder
	b.WriteString(visible.Text(f.File))
	if f.Line > 0 {
		fmt.Fprintf(&b, ":%d", f.Line)
	}
	if f.Column > 0 {
		fmt.Fprintf(&b, ":%d", f.Column)
	}
	b.WriteString(": ")
	if f.Name != "" {
		fmt.Fprintf(&b, "column \"%s\": ", visible.Text(f.Name))
	}
	b.WriteString(f.Message)
	return b.String()
}

// charactersUpTo returns the place in characters of a byte in a line, from 1.
func charactersUpTo(line string, at int) int { return utf8.RuneCountInString(line[:at]) + 1 }
