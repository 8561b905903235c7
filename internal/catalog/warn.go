package catalog

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/visible"
)

// warn says that something is not written as the catalog has it. It has no place: it is
// about what a program passed, not about a text.
func (e *earlier) warn(format string, args ...any) {
	message := fmt.Sprintf(format, args...)
	e.work.Hold(len(message))
	e.warnings = append(e.warnings, diag.Diagnostic{Code: diag.CatalogEntry, Severity: diag.Warning, Message: message})
}

// named says that an id has another name than the catalog gives it, and why.
func (e *earlier) named(k kind, id ID, name, why string) {
	if id.Name != "" && id.Name != name {
		e.warn("the %s %s is called %s here, not %s: %s", k.title(), shown(id.ID), shown(name), shown(id.Name), why)
	}
}

// unspeakable says why no rule can name something so, or returns "".
func unspeakable(name string) string {
	switch {
	case name == "":
		return "its name is empty"
	case strings.Contains(name, "`"):
		return "a name cannot contain a backquote"
	case !utf8.ValidString(name):
		return "a name is text in UTF-8"
	case !grammar.CanQuote(name):
		return "a name cannot contain a control character"
	}
	return ""
}

// called returns the name or the label of an id, for a sentence.
func called(id ID) string {
	switch {
	case id.Name != "":
		return ", called " + shown(id.Name) + ","
	case id.Label != "":
		return ", called " + shown(id.Label) + ","
	}
	return ""
}

// shown returns a text in quotes, cut if it is long.
func shown(text string) string {
	const most = 100
	if !utf8.ValidString(text) {
		return strconv.QuoteToASCII(text[:min(len(text), most)])
	}
	return quoted(visible.Shortened(text, most))
}
