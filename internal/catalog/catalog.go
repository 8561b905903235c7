package catalog

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/poll"
)

// Catalog is what a platform has. If a kind is nil, nothing is known about it.
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
	Type    string // as the platform writes it
	Choices []string
	NotNull bool
}

// byteOrderMark is what some editors put at the start of a text.
const byteOrderMark = "\ufeff"

// Text returns the text of a catalog as segc.Catalog.Text describes it, except that
// it does not report mistakes in what people wrote that only show when names and
// types are looked up. If the context ends, it returns nothing.
func (c *Catalog) Text(ctx context.Context, old string) (text string, list diag.List) {
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			text, list = "", nil
		}
	}()
	file, list := parse(ctx, old)
	if list = append(list, rules(file)...); list.HasErrors() {
		return "", list
	}
	known := c.known()
	if known == 0 {
		return old, nil
	}
	e := readEarlier(work, file)
	generated := known | e.generated
	blocks := c.blocks(e)
	e.keepComments(blocks)
	var b strings.Builder
	b.WriteString(generated.mark() + "\n\n")
	for _, block := range blocks {
		poll.SortStable(nil, block, func(x, y generatedLine) int { return strings.Compare(x.name, y.name) })
		for _, line := range block {
			work.Step(32)
			if b.WriteString(line.text()); b.Len() > grammar.MaxSize {
				return "", c.tooLarge(blocks)
			}
		}
		b.WriteString("\n")
	}
	written, list := parse(ctx, b.String())
	if list.HasErrors() {
		return "", list
	}
	result := e.before() + e.lines(string(format.FormatWithin(work, written, 0)))
	if len(result) > grammar.MaxSize {
		return "", c.tooLarge(blocks)
	}
	if _, list := parse(ctx, result); list.HasErrors() {
		return "", list
	}
	return result, e.warnings
}

// parse reads the text of a catalog.
func parse(ctx context.Context, text string) (*ast.File, diag.List) {
	return grammar.Parse(ast.NewSource("catalog.seg", text), grammar.Options{Context: ctx})
}

// rules returns an error for each rule and each header: no rule could use the file.
func rules(file *ast.File) (list diag.List) {
	for _, s := range file.Statements {
		what := ""
		switch s.(type) {
		case *ast.Where:
			what = "rule"
		case *ast.Segment:
			what = "segment"
		case *ast.Tables:
			what = "statement `tables`"
		default:
			continue
		}
		list = append(list, diag.Diagnostic{
			Code: diag.UseNotCatalog, Location: diag.Location{Source: file.Source, Span: s.Span()},
			Message: fmt.Sprintf("this text has a %s, and a catalog may hold declarations only", what),
		})
	}
	return list
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
