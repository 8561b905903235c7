package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/format"
)

// List is a contact list as the API describes it.
type List struct {
	ID      string // a UUID in lower case
	Label   string
	Columns []Column
}

// Column is a column of a contact list.
type Column struct {
	Name    string // as conditions name it
	Label   string
	Type    string // as the API writes it
	Choices []string
}

// byteOrderMark is what some editors put in front of a text.
const byteOrderMark = "\ufeff"

// generatedMark begins the part of a catalog that Update writes.
const generatedMark = "# Contact lists and columns, as the platform has them. `segc catalog pull` writes what follows."

// Update returns the text of a catalog as segc.UpdateCatalog describes it.
func Update(text string, lists []List) (string, diag.List) {
	file, list := grammar.Parse(ast.NewSource("catalog.seg", text), grammar.Options{})
	if list.HasErrors() {
		return "", list
	}
	kept := readCatalog(file)
	var b strings.Builder
	b.WriteString(generatedMark + "\n\n")
	listLines, fieldLines := kept.listLines(lists), kept.fieldLines(lists)
	kept.keepComments(listLines, fieldLines)
	for _, block := range [][]generatedLine{listLines, fieldLines} {
		slices.SortStableFunc(block, func(x, y generatedLine) int { return strings.Compare(x.name, y.name) })
		for _, line := range block {
			if b.WriteString(line.text()); b.Len() > grammar.MaxSize {
				return "", tooLargeCatalog(len(lists), len(fieldLines))
			}
		}
		b.WriteString("\n")
	}
	written, list := grammar.Parse(ast.NewSource("catalog.seg", b.String()), grammar.Options{})
	if list.HasErrors() {
		return "", list
	}
	generated := string(format.Format(written, 0))
	head := strings.TrimRight(string(kept.head), " \t\r\n")
	if strings.TrimPrefix(head, byteOrderMark) != "" {
		head += kept.newline + kept.newline
	}
	result := head + kept.lines(generated)
	if len(result) > grammar.MaxSize {
		return "", tooLargeCatalog(len(lists), len(fieldLines))
	}
	if _, list := grammar.Parse(ast.NewSource("catalog.seg", result), grammar.Options{}); list.HasErrors() {
		return "", list
	}
	return result, nil
}

// tooLargeCatalog says that segc could not read the catalog that it would write.
func tooLargeCatalog(lists, columns int) diag.List {
	return diag.List{{
		Code:     diag.TooLarge,
		Severity: diag.Error,
		Location: diag.Location{Source: ast.NewSource("catalog.seg", "")},
		Message: fmt.Sprintf("the catalog of %d contact lists and %d columns, with their choices, has more than %d bytes, the limit for a file",
			lists, columns, grammar.MaxSize),
		Notes: []string{"remove contact lists, columns or choices that no rule needs from the platform"},
	}}
}

// generatedLine is a statement that Update writes, with the comments that
// were found at it.
type generatedLine struct {
	name      string
	at        int    // in the old text
	lead      string // comment lines before the statement
	statement string
	trail     string // a comment behind it
	inside    string // comment lines in it
}

// kind returns the first word of the statement.
func (l generatedLine) kind() string {
	word, _, _ := strings.Cut(l.statement, " ")
	return strings.ToLower(word)
}

func (l generatedLine) text() string {
	text := l.statement
	if l.trail != "" {
		text += " " + l.trail
	}
	if l.lead != "" {
		text = l.lead + "\n" + text
	}
	return text + "\n"
}
