// Package problems collects what is wrong with a text while the memory that this takes
// is counted, copies such lists, makes their words fit to be shown, and makes the places and
// fixes that several stages need. It decides nothing: those who look at the text say what is
// wrong.
//
// problems.go collects, copy.go copies and show.go shows; instances.go merges what is said of
// several segments that one text makes, and unquoted.go what is said of several words in a list.
package problems

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// List collects diagnostics. Its poll counts them; it may be nil.
type List struct {
	Poll *poll.Poll
	All  diag.List
}

// diagnosticBytes is what is counted for a diagnostic, with its text and its fixes.
const diagnosticBytes = 768

// Fail adds an error and returns it, so that its notes and fixes can be added.
func (l *List) Fail(code diag.Code, at diag.Location, message string) *diag.Diagnostic {
	return l.add(diag.Error, code, at, message)
}

// Warn adds a warning and returns it.
func (l *List) Warn(code diag.Code, at diag.Location, message string) *diag.Diagnostic {
	return l.add(diag.Warning, code, at, message)
}

func (l *List) add(severity diag.Severity, code diag.Code, at diag.Location, message string) *diag.Diagnostic {
	l.Poll.Hold(diagnosticBytes)
	l.All = append(l.All, diag.Diagnostic{Severity: severity, Code: code, Location: at, Message: message})
	return &l.All[len(l.All)-1]
}

// At returns the place of a node.
func At(source *ast.Source, n ast.Node) diag.Location {
	return diag.Location{Source: source, Span: n.Span()}
}

// Replace returns the fix that writes a text at a place.
func Replace(at diag.Location, text string) diag.Fix {
	return diag.Fix{Text: "write `" + text + "`", Edits: []diag.Edit{{Location: at, Text: text}}}
}

// Quoted returns the fix that writes a text value at a place where something without
// quotes is. There is none for a piece of something that could not be read as a whole: in
// `(pro", "team")`, quotes around `pro` would be beside another one.
func Quoted(at diag.Location, text string) []diag.Fix {
	source := at.Source.Text()
	before, after := source[:at.Span.Start], source[at.Span.End:]
	if before != "" && !strings.ContainsAny(before[len(before)-1:], " \t\r\n(,=<>") {
		return nil
	}
	if after != "" && !strings.ContainsAny(after[:1], " \t\r\n),#") {
		return nil
	}
	return []diag.Fix{Replace(at, text)}
}

// After returns the empty place after another.
func After(at diag.Location) diag.Location {
	at.Span.Start = at.Span.End
	return at
}

// Before returns the empty place before another.
func Before(at diag.Location) diag.Location {
	at.Span.End = at.Span.Start
	return at
}
