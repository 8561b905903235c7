package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/format"
)

// Catalog is what a platform has. Of a kind that is nil, nothing is known.
type Catalog struct {
	Columns []Column
	Lists   []ID

	ISPs, Campaigns []ID
}

// ID is a contact list, an ISP or a campaign.
type ID struct {
	ID    string
	Name  string // in rules; if it is empty, one is made of the label
	Label string
}

// Column is a column of a contact list. Columns of one name are one: several lists may
// have it.
type Column struct {
	Name    string // as conditions name it
	Label   string
	Type    string // as the platform writes it
	Choices []string
	NotNull bool
}

// byteOrderMark is what some editors put in front of a text.
const byteOrderMark = "\ufeff"

// Text returns the text of a catalog as segc.Catalog.Text describes it.
func (c *Catalog) Text(old string) (string, diag.List) {
	file, list := grammar.Parse(ast.NewSource("catalog.seg", old), grammar.Options{})
	if list.HasErrors() {
		return "", list
	}
	known := c.known()
	if known == 0 {
		return old, nil
	}
	e := readEarlier(file)
	generated := known | e.generated
	blocks := c.blocks(e)
	e.keepComments(blocks)
	var b strings.Builder
	b.WriteString(generated.mark() + "\n\n")
	for _, block := range blocks {
		slices.SortStableFunc(block, func(x, y generatedLine) int { return strings.Compare(x.name, y.name) })
		for _, line := range block {
			if b.WriteString(line.text()); b.Len() > grammar.MaxSize {
				return "", c.tooLarge(blocks)
			}
		}
		b.WriteString("\n")
	}
	written, list := grammar.Parse(ast.NewSource("catalog.seg", b.String()), grammar.Options{})
	if list.HasErrors() {
		return "", list
	}
	result := e.before() + e.lines(string(format.Format(written, 0)))
	if len(result) > grammar.MaxSize {
		return "", c.tooLarge(blocks)
	}
	if _, list := grammar.Parse(ast.NewSource("catalog.seg", result), grammar.Options{}); list.HasErrors() {
		return "", list
	}
	return result, nil
}

// ids returns the ids of a kind.
func (c *Catalog) ids(k kind) []ID { return [...][]ID{c.Lists, c.ISPs, c.Campaigns}[k] }

// known returns the kinds that the catalog says something about, if only that there
// are none.
func (c *Catalog) known() kindSet {
	var known kindSet
	for k := range columns {
		if c.ids(k) != nil {
			known = known.with(k)
		}
	}
	if c.Columns != nil {
		known = known.with(columns)
	}
	return known
}

// blocks returns the generated statements by kind. Those of a kind that is not known
// are the old ones.
func (c *Catalog) blocks(e *earlier) [kinds][]generatedLine {
	var blocks [kinds][]generatedLine
	for k, known := kind(0), c.known(); k < kinds; k++ {
		switch {
		case !known.has(k):
			blocks[k] = slices.Clone(e.old[k])
		case k == columns:
			blocks[k] = e.fieldLines(c.Columns)
		default:
			blocks[k] = e.idLines(k, c.ids(k))
		}
	}
	return blocks
}

// tooLarge says that segc could not read the catalog that it would write.
func (c *Catalog) tooLarge(blocks [kinds][]generatedLine) diag.List {
	var counts, nouns []string
	for k := range kinds {
		n := len(blocks[k])
		if k < columns {
			n = max(n, len(c.ids(k))) // those that are declared by hand too
		}
		if n > 0 || k == lists || k == columns {
			counts, nouns = append(counts, fmt.Sprintf("%d %s", n, k.noun())), append(nouns, k.noun())
		}
	}
	return diag.List{{
		Code:     diag.TooLarge,
		Severity: diag.Error,
		Location: diag.Location{Source: ast.NewSource("catalog.seg", "")},
		Message: fmt.Sprintf("the catalog of %s, with their choices, has more than %d bytes, the limit for a file",
			english.And(counts), grammar.MaxSize),
		Notes: []string{fmt.Sprintf("remove %s that no rule needs from the platform", english.Or(append(nouns, "choices")))},
	}}
}
