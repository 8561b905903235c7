package lint

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// valueBytes is what is counted for a value that is looked for again.
const valueBytes = 96

// repeated warns of a value that is in a list twice, however it is written: numbers and
// dates by their value, texts and names by their characters. The case of ids, which may be
// UUIDs, says nothing. In a loose column, which may have values of any type, it is not
// certain that two spellings of a value are one.
func (l *linter) repeated(source *ast.Source, values []ast.Value, as valuesOf, loose bool) {
	if len(values) < 2 {
		return
	}
	l.Poll.Hold(valueBytes * len(values))
	defer l.Poll.Free(valueBytes * len(values))
	// Whole numbers, which come in long lists, are the same if their texts are.
	whole := !slices.ContainsFunc(values, func(v ast.Value) bool {
		l.Poll.Step(2)
		return v.Kind != ast.Number || !isWhole(v.Text)
	})
	if whole && areFewAndDifferent(values) {
		return
	}
	const room = 1 << 14 // a table for more is made bit by bit, between looks at the context
	seen := make(map[identity]int, min(len(values), room))
	written := map[instant]string{}
	for i, v := range values {
		l.Poll.Step(32 + len(v.Text)/4)
		id := identity{kind: ast.Number, text: v.Text}
		if !whole {
			id = identityOf(v, as, written)
		}
		first, again := seen[id]
		if !again {
			seen[id] = i
			continue
		}
		d := l.warn(diag.RepeatedValue, at(source, v), "this value is already in the list")
		d.Related = []diag.Label{{Location: at(source, values[first]), Text: "the first one"}}
		gap := ast.Span{Start: values[i-1].At.End, End: v.At.End}
		if !strings.Contains(source.Slice(gap), "#") {
			d.Fixes = []diag.Fix{{Text: "remove it", Safe: !loose || v.Text == values[first].Text, Edits: []diag.Edit{{Location: diag.Location{Source: source, Span: gap}}}}}
		}
	}
}

// areFewAndDifferent reports whether there are few values, which need no table, and no two have the
// same text.
func areFewAndDifferent(values []ast.Value) bool {
	const few = 8
	for i, v := range values[:min(len(values), few)] {
		if slices.ContainsFunc(values[:i], func(before ast.Value) bool { return before.Text == v.Text }) {
			return false
		}
	}
	return len(values) <= few
}

// valuesOf says what the values of a list are.
type valuesOf uint8

const (
	columnValues valuesOf = iota
	dateValues            // of a column of dates, where texts are dates as well
	idValues
)

// identity is what values share that are the same.
type identity struct {
	kind ast.ValueKind
	text string
}

// instant is what dates share that are the same.
type instant struct {
	date date.Date
	day  bool // a date without a time, which may be more than its midnight
}

// identityOf returns the identity of a value. That of a date is how the date is
// written first.
func identityOf(v ast.Value, as valuesOf, written map[instant]string) identity {
	id := identity{kind: v.Kind, text: v.Text}
	switch {
	case as == idValues && v.Kind == ast.String:
		id.text = strings.ToLower(v.Text)
	case v.Kind == ast.Number:
		if number, err := decimal.Parse(v.Text); err == nil {
			id.text = number.String()
		}
	case v.Kind == ast.Date, v.Kind == ast.String && as == dateValues:
		if at, err := date.Parse(v.Text); err == nil {
			key := instant{at, !strings.Contains(v.Text, "T")}
			if _, again := written[key]; !again {
				written[key] = v.Text
			}
			id = identity{kind: ast.Date, text: written[key]}
		}
	}
	return id
}

// isWhole reports whether a number is its own shortest form for sure.
func isWhole(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' || i == 0 && text[i] == '0' && len(text) > 1 {
			return false
		}
	}
	return true
}

// valuesOfColumn says what the values of a column are.
func (l *linter) valuesOfColumn(c *ast.Column) valuesOf {
	known, _ := l.Column(c.Name.Text)
	// An unquoted date says so too.
	if known.Type == column.Date || slices.ContainsFunc(c.Values, isDay) {
		return dateValues
	}
	return columnValues
}
