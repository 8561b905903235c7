package segc

import (
	"strings"

	"github.com/segc-lang/segc/ast"
)

// PlainComment is a comment that asks for the plain expansion of the file that
// has it, as Options.Plain does. Words may follow it. `segc pull` writes it where
// the document that simplification gives is not the one that the platform has.
const PlainComment = "# segc:plain"

// wantsPlain reports whether a file has a PlainComment.
func wantsPlain(file *ast.File) bool {
	for _, c := range file.Comments {
		if fields := strings.Fields(strings.TrimPrefix(c.Text, "#")); len(fields) > 0 && fields[0] == "segc:plain" {
			return true
		}
	}
	return false
}
