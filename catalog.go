package segc

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

// CatalogList is a contact list as the API describes it.
type CatalogList struct {
	ID      string // a UUID in lower case
	Label   string
	Columns []CatalogColumn
}

// CatalogColumn is a column of a contact list.
type CatalogColumn struct {
	Name    string // as conditions name it
	Label   string
	Type    string // as the API writes it
	Choices []string
}

// byteOrderMark is what some editors put in front of a text.
const byteOrderMark = "\ufeff"

// generatedMark begins the part of a catalog that UpdateCatalog writes.
const generatedMark = "# Contact lists and columns, as the platform has them. `segc catalog pull` writes what follows."

// UpdateCatalog returns the text of a catalog with a list statement for every
// contact list and a field statement for every column, sorted, at its end.
//
// What stands before them stays as it is, byte for byte. Lists that it names
// and columns that it declares are not declared again. Of what stands among the
// generated statements, other statements move before them; comments, the names
// of lists and `not null` stay, and so does a type where the API's says nothing.
// A list keeps its name when its label changes, since rules use the name. A list
// or column that the API no longer has goes, and its comments move up.
//
// The ids are taken as they are: an id that is no UUID, which the API never
// gives, makes a text that does not compile. A text with an error is not
// changed: the list says what is wrong. So does a catalog that would have more
// than 1 MiB, which no rule could use. The time grows with the lists, their columns
// and their choices, and no faster.
func UpdateCatalog(text string, lists []CatalogList) (string, diag.List) {
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
	generated, list := Format(b.String(), FormatOptions{Name: "catalog.seg"})
	if list.HasErrors() {
		return "", list
	}
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

// generatedLine is a statement that UpdateCatalog writes, with the comments that
// were found at it.
type generatedLine struct {
	name      string
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
