package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/column"
)

// fieldLines returns the statements for columns. Several may have one name.
func (e *earlier) fieldLines(found []Column) []generatedLine {
	joined := map[string]*joinedColumn{}
	for _, c := range found {
		e.work.Step(16 + 4*len(c.Choices))
		if e.columnsByHand[c.Name] {
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
		e.work.Step(32)
		found := joined[name].Column
		if fault := unspeakable(name); fault != "" {
			e.warn("the column %s is left out: %s", shown(name), fault)
		} else if builtin, ok := column.Builtin(name); ok {
			e.builtin(found, builtin)
		} else {
			e.choices(found)
			lines = append(lines, e.fieldLine(found))
		}
	}
	return lines
}

// builtin says what the catalog knows of a column that every contact has, if it is more
// than segc does.
func (e *earlier) builtin(found Column, builtin column.Column) {
	typ := typeOf(found)
	other := typ != "any" && typ != builtin.Type.String() ||
		slices.ContainsFunc(found.Choices, func(choice string) bool { return typ == "choice" && !slices.Contains(builtin.Choices, choice) })
	switch {
	case other:
		e.warn("the column %s is left out: every contact has it, with type %s%s", shown(found.Name), builtin.Type, choiceList(builtin.Type.String(), builtin.Choices))
	case found.NotNull && !builtin.NotNull:
		e.warn("`not null` of the column %s is left out, since every contact has the column; declare it by hand", shown(found.Name))
	}
}

// choices says which choices of a column are left out.
func (e *earlier) choices(found Column) {
	typ := typeOf(found)
	switch _, declared := e.fields[found.Name]; {
	case typ == "choice" || typ == "tags":
	case isChoiceType(found.Type):
		if len(found.Choices) == 0 && !declared {
			e.warn("the column %s has no choices, so its type is any here, not choice", shown(found.Name))
		}
	case len(found.Choices) > 0:
		if typ != "any" || !declared {
			e.warn("the choices of the column %s are left out: a column of type %s has none", shown(found.Name), typ)
		}
		return
	}
	for _, choice := range distinct(found.Choices, false) {
		e.work.Step(4)
		if !isChoice(choice) {
			e.warn("the choice %s of the column %s is left out: a choice is a text value in UTF-8 that is not empty", shown(choice), shown(found.Name))
		}
	}
}

// isChoice reports whether a text can be a choice.
func isChoice(text string) bool { return text != "" && utf8.ValidString(text) }

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
		if typ, known := column.ParseType(strings.ToLower(old.field.Type.Text)); dataType == "any" && known {
			kept := Column{Type: typ.String()}
			for _, choice := range old.field.Choices {
				kept.Choices = append(kept.Choices, choice.Text)
			}
			dataType, choices = typeOf(kept), kept.Choices
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
		a.Choices, a.seen = distinct(a.Choices, false), map[string]bool{}
		for _, choice := range a.Choices {
			a.seen[choice] = true
		}
	}
	for _, choice := range b.Choices {
		if !a.seen[choice] {
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
	case "tags", "multi_choice", "multi_select", "multiselect", "multiple_choice":
		return "tags"
	}
	if isChoiceType(c.Type) && slices.ContainsFunc(c.Choices, isChoice) {
		return "choice"
	}
	return "any"
}

// isChoiceType reports whether the API's name of a type is one for columns with one of some
// texts.
func isChoiceType(name string) bool {
	switch strings.ToLower(name) {
	case "choice", "select", "enum", "single_choice":
		return true
	}
	return false
}

func choiceList(dataType string, choices []string) string {
	choices = distinct(choices, true)
	if dataType != "choice" && dataType != "tags" || len(choices) == 0 {
		return ""
	}
	inQuotes := make([]string, len(choices))
	for i, choice := range choices {
		inQuotes[i] = quoted(choice)
	}
	return "(" + strings.Join(inQuotes, ", ") + ")"
}

// distinct returns texts, each once, or those of them that can be choices.
func distinct(texts []string, choices bool) []string {
	var out []string
	seen := make(map[string]bool, len(texts))
	for _, x := range texts {
		if !seen[x] && (!choices || isChoice(x)) {
			seen[x] = true
			out = append(out, x)
		}
	}
	return out
}
