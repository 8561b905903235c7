// Package directive reads the comments that speak to segc rather than to people, such as
// `# segc:ignore SEG501 it reads well`. What they ask for is done elsewhere.
package directive

import (
	"strings"

	"github.com/segc-lang/segc/ast"
)

// The directives.
const (
	Ignore = "segc:ignore" // silences warnings: codes and a reason follow
	Plain  = "segc:plain"  // asks for the plain expansion of the file: words may follow
)

// Cut returns what follows a directive in a comment. It reports false if the comment
// is not that directive.
func Cut(comment ast.Comment, directive string) (rest string, ok bool) {
	rest, ok = strings.CutPrefix(strings.TrimSpace(strings.TrimPrefix(comment.Text, "#")), directive)
	if !ok || rest != "" && !strings.ContainsAny(rest[:1], " \t:") {
		return "", false
	}
	return rest, true
}

// Is reports whether a comment is a directive.
func Is(comment ast.Comment) bool {
	for _, directive := range [...]string{Ignore, Plain} {
		if _, ok := Cut(comment, directive); ok {
			return true
		}
	}
	return false
}

// In reports whether a file has a directive.
func In(file *ast.File, directive string) bool { return len(Places(file, directive)) > 0 }

// Places returns where a file has a directive.
func Places(file *ast.File, directive string) (places []ast.Span) {
	for _, c := range file.Comments {
		if _, ok := Cut(c, directive); ok {
			places = append(places, c.At)
		}
	}
	return places
}
