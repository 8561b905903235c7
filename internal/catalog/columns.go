package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/column"
)

// fieldLines returns the statements for columns. Several may have one name.
func (e *earlier) fieldLines(found []Column) []generatedLine {
	joined := map[string]*joinedColumn{}
	for _, c := range found {
		if _, builtin := column.Builtin(c.Name); builtin || e.columnsByHand[c.Name] {
			continue
		}
		if old, seen := joined[c.Name]; seen {
			old.join(c)
		} else {
			joined[c.Name] = &joinedColumn{Column: c}
		}
	}
	var lines []generatedLine
	for _, name := range slices.Sorted(maps.Keys(joined)) {
		if speakable(name) { // no rule can name the others
			lines = append(lines, e.fieldLine(joined[name].Column))
		}
	}
	return lines
}

// typeComment begins the comment about a type that has no name in the language.
const typeComment = "# the platform calls the type "

func (e *earlier) fieldLine(found Column) generatedLine {
	line := generatedLine{name: found.Name}
	dataType, choices := typeOf(found), found.Choices
	notNull := found.NotNull
	if old, had := e.fields[found.Name]; had {
		line.at, line.lead, line.trail = old.at, old.lead, old.trail
		if old.inside != "" { // the statement is written anew
			line.lead = strings.TrimPrefix(line.lead+"\n"+old.inside, "\n")
		}
		notNull = notNull || old.field.NotNull
		if dataType == "any" && !strings.EqualFold(old.field.Type.Text, "any") {
			dataType, choices = strings.ToLower(old.field.Type.Text), nil
			for _, choice := range old.field.Choices {
				choices = append(choices, choice.Text)
			}
		}
	}
	if dataType == "any" && found.Type != "" && found.Type != "any" {
		line.note = typeComment + fmt.Sprintf("%q", found.Type)
	}
	end := ""
	if notNull {
		end = " not null"
	}
	line.statement = fmt.Sprintf("field %s: %s%s%s", quoteName(found.Name), dataType, choiceList(dataType, choices), end)
	return line
}

// joinedColumn is what several columns of one name have in common.
type joinedColumn struct {
	Column
	seen map[string]bool // its choices; nil until there is another column
}

// join takes in another column. If their types differ, the type restricts nothing.
func (a *joinedColumn) join(b Column) {
	a.NotNull = a.NotNull && b.NotNull
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
	inQuotes := make([]string, len(choices))
	for i, choice := range choices {
		inQuotes[i] = quoted(choice)
	}
	return "(" + strings.Join(inQuotes, ", ") + ")"
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
