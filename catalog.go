package segc

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/rule"
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

// generatedMark begins the part of a catalogue that UpdateCatalog writes.
const generatedMark = "# Contact lists and columns, as the platform has them. `segc catalog pull` writes what follows."

// UpdateCatalog returns the text of a catalogue with a list statement for every
// contact list and a field statement for every column, sorted. What else the
// text has stays as it is, byte for byte: names of ISPs and campaigns, parts,
// guards, comments, and the names and columns that are declared by hand, which
// go before those of the API. With an error in the list the text is not read.
func UpdateCatalog(text string, lists []CatalogList) (string, diag.List) {
	kept, _, found := strings.Cut(text, generatedMark)
	if !found {
		kept = text
	}
	file, list := grammar.Parse(ast.NewSource("catalog.seg", kept), grammar.Options{})
	if list.HasErrors() {
		return "", list
	}
	known := declared(file)
	var b strings.Builder
	b.WriteString(strings.TrimRight(kept, "\n"))
	if b.Len() > 0 {
		b.WriteString("\n\n")
	}
	b.WriteString(generatedMark + "\n\n")
	for _, line := range listLines(lists, known) {
		b.WriteString(line)
	}
	if fields := fieldLines(lists, known); len(fields) > 0 {
		b.WriteString("\n")
		for _, line := range fields {
			b.WriteString(line)
		}
	}
	return b.String(), nil
}

// declarations are what the hand-written part of a catalogue says.
type declarations struct {
	ids    map[string]bool // of lists that have a name
	names  map[string]bool // of lists
	fields map[string]bool
}

func declared(file *ast.File) declarations {
	d := declarations{ids: map[string]bool{}, names: map[string]bool{}, fields: map[string]bool{}}
	for _, s := range file.Statements {
		switch s := s.(type) {
		case *ast.Field:
			d.fields[s.Name.Text] = true
		case *ast.Alias:
			if s.Kind != ast.AliasList {
				continue
			}
			d.names[s.Name.Text] = true
			if len(s.Values) == 1 {
				d.ids[strings.ToLower(s.Values[0].Text)] = true
			}
		}
	}
	return d
}

func listLines(lists []CatalogList, known declarations) []string {
	taken := map[string]bool{}
	for name := range known.names {
		taken[name] = true
	}
	var lines []string
	sorted := slices.Clone(lists)
	slices.SortStableFunc(sorted, func(x, y CatalogList) int {
		return strings.Compare(x.Label+"\x00"+x.ID, y.Label+"\x00"+y.ID)
	})
	for _, l := range sorted {
		if known.ids[l.ID] {
			continue
		}
		base := wordOf(l.Label, "list")
		name := base
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s_%d", base, n)
		}
		taken[name] = true
		lines = append(lines, fmt.Sprintf("list %s = %s\n", quoteName(name), rule.AppendString(nil, l.ID)))
	}
	return lines
}

func fieldLines(lists []CatalogList, known declarations) []string {
	columns := map[string]CatalogColumn{}
	for _, l := range lists {
		for _, c := range l.Columns {
			if _, builtin := column.Builtin(c.Name); builtin || known.fields[c.Name] || c.Name == "" {
				continue
			}
			old, seen := columns[c.Name]
			if seen {
				if typeOf(old) != typeOf(c) {
					c.Type, c.Choices = "any", nil // lists disagree
				} else {
					c.Choices = union(old.Choices, c.Choices)
				}
			}
			columns[c.Name] = c
		}
	}
	names := make([]string, 0, len(columns))
	for name := range columns {
		names = append(names, name)
	}
	slices.Sort(names)
	lines := make([]string, len(names))
	for i, name := range names {
		c := columns[name]
		lines[i] = fmt.Sprintf("field %s: %s%s", quoteName(name), typeOf(c), choiceList(c))
		if typeOf(c) == "any" && c.Type != "" && c.Type != "any" {
			lines[i] += " # the platform calls the type " + strings.Join(strings.Fields(c.Type), " ")
		}
		lines[i] += "\n"
	}
	return lines
}

// typeOf returns the type of a column. The API's names of types are not all
// documented: one that is not known restricts nothing.
func typeOf(c CatalogColumn) string {
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
		if len(c.Choices) > 0 {
			return "choice"
		}
	case "tags", "multi_choice", "multi_select", "multiselect", "multiple_choice":
		return "tags"
	}
	return "any"
}

func choiceList(c CatalogColumn) string {
	if t := typeOf(c); t != "choice" && t != "tags" || len(c.Choices) == 0 {
		return ""
	}
	quoted := make([]string, len(c.Choices))
	for i, choice := range c.Choices {
		quoted[i] = string(rule.AppendString(nil, choice))
	}
	return "(" + strings.Join(quoted, ", ") + ")"
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, x := range b {
		if !slices.Contains(out, x) {
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

func quoteName(name string) string {
	if grammar.IsPlainName(name) {
		return name
	}
	return "`" + name + "`"
}
