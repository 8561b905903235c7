package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/jsontext"
)

// listLines returns the statements for contact lists. A list that had a name
// keeps it: rules use it, and a number that moved from one list to another
// would let them reach other people unnoticed.
func (c *catalog) listLines(lists []List) []generatedLine {
	taken := map[string]bool{} // by new names
	sorted := slices.Clone(lists)
	slices.SortStableFunc(sorted, func(x, y List) int {
		return strings.Compare(x.Label+"\x00"+x.ID, y.Label+"\x00"+y.ID)
	})
	var lines []generatedLine
	next := map[string]int{} // by name, the number to try; those below are taken
	for _, l := range sorted {
		if old, had := c.lists[l.ID]; had {
			lines = append(lines, old)
			continue
		}
		if c.listIDs[l.ID] {
			continue
		}
		base := wordOf(l.Label, "list")
		name := base
		for n := max(next[base], 2); taken[name] || c.program.IDs(ast.AliasList, name) != nil; n++ {
			name = fmt.Sprintf("%s_%d", base, n)
			next[base] = n + 1
		}
		taken[name] = true
		lines = append(lines, generatedLine{
			name: name, statement: fmt.Sprintf("list %s = %s", quoteName(name), jsontext.AppendString(nil, l.ID)),
		})
	}
	return lines
}

// fieldLines returns the statements for columns, each of which may be one of
// several lists.
func (c *catalog) fieldLines(lists []List) []generatedLine {
	columns := map[string]*joinedColumn{}
	sorted := slices.Clone(lists)
	slices.SortStableFunc(sorted, func(x, y List) int { return strings.Compare(x.ID, y.ID) })
	for _, l := range sorted {
		for _, found := range l.Columns {
			if _, builtin := column.Builtin(found.Name); builtin || c.declaredByHand(found.Name) {
				continue
			}
			if old, seen := columns[found.Name]; seen {
				old.join(found)
			} else {
				columns[found.Name] = &joinedColumn{Column: found}
			}
		}
	}
	var lines []generatedLine
	for _, name := range slices.Sorted(maps.Keys(columns)) {
		if speakable(name) { // no rule can name the others
			lines = append(lines, c.fieldLine(columns[name].Column))
		}
	}
	return lines
}

// typeComment begins the comment about a type that has no name in the language.
const typeComment = "# the platform calls the type "

func (c *catalog) fieldLine(found Column) generatedLine {
	line := generatedLine{name: found.Name}
	dataType, choices := typeOf(found), found.Choices
	end := ""
	if old, had := c.fields[found.Name]; had {
		line.lead, line.trail = old.lead, old.trail
		if old.inside != "" { // the statement is written anew
			line.lead = strings.TrimPrefix(line.lead+"\n"+old.inside, "\n")
		}
		if old.field.NotNull {
			end = " not null"
		}
		if dataType == "any" && old.field.Type.Text != "any" {
			dataType, choices = old.field.Type.Text, nil
			for _, choice := range old.field.Choices {
				choices = append(choices, choice.Text)
			}
		}
	}
	if dataType == "any" && found.Type != "" && found.Type != "any" && line.trail == "" {
		line.trail = typeComment + fmt.Sprintf("%q", found.Type)
	}
	line.statement = fmt.Sprintf("field %s: %s%s%s", quoteName(found.Name), dataType, choiceList(dataType, choices), end)
	return line
}

// joinedColumn is what several lists say of a column of one name.
type joinedColumn struct {
	Column
	seen map[string]bool // its choices; nil until another list has the column
}

// join takes in what another list says. A type on which they do not agree restricts
// nothing.
func (a *joinedColumn) join(b Column) {
	if typeOf(a.Column) != typeOf(b) {
		a.Type, a.Choices = "any", nil
		return
	}
	if len(a.Choices) == 0 || len(b.Choices) == 0 {
		a.Choices = nil // any text may be one
		return
	}
	if a.seen == nil {
		a.Choices, a.seen = distinct(a.Choices), map[string]bool{}
		for _, choice := range a.Choices {
			a.seen[choice] = true
		}
	}
	for _, choice := range b.Choices {
		if choice != "" && !a.seen[choice] {
			a.seen[choice] = true
			a.Choices = append(a.Choices, choice)
		}
	}
}

// typeOf returns the type of a column. The API's names of types are not all
// documented: one that is not known restricts nothing.
func typeOf(c Column) string {
	switch strings.ToLower(c.Type) {
	case "text", "string", "email", "url", "phone":
		return "text"
	case "number", "integer", "int", "float", "decimal":
		return "number"
	case "boolean", "bool":
		return "boolean"
	case "date", "datetime", "timestamp":
		return "date"
	case "choice", "select", "enum", "single_choice":
		if slices.ContainsFunc(c.Choices, func(choice string) bool { return choice != "" }) {
			return "choice"
		}
	case "tags", "multi_choice", "multi_select", "multiselect", "multiple_choice":
		return "tags"
	}
	return "any"
}

func choiceList(dataType string, choices []string) string {
	choices = distinct(choices)
	if dataType != "choice" && dataType != "tags" || len(choices) == 0 {
		return ""
	}
	quoted := make([]string, len(choices))
	for i, choice := range choices {
		quoted[i] = string(jsontext.AppendString(nil, choice))
	}
	return "(" + strings.Join(quoted, ", ") + ")"
}

// distinct returns the texts that are not empty, each once.
func distinct(texts []string) []string {
	var out []string
	seen := make(map[string]bool, len(texts))
	for _, x := range texts {
		if x != "" && !seen[x] {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}

// wordOf makes a plain name of a label.
func wordOf(label, fallback string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(label) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r) && b.Len() > 0:
			if gap && b.Len() > 0 {
				b.WriteByte('_')
			}
			b.WriteRune(r)
			gap = false
		default:
			gap = true
		}
	}
	if b.Len() == 0 {
		return fallback
	}
	return b.String()
}

// speakable reports whether a name can stand between backquotes, and be told
// from others there.
func speakable(name string) bool { return grammar.CanQuote(name) && !strings.Contains(name, "\t") }

func quoteName(name string) string {
	if grammar.IsPlainName(name) {
		return name
	}
	return "`" + name + "`"
}
