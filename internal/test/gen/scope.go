package gen

import (
	"slices"
	"strings"
)

// valueKind is what a name in the place of a value means, as rules use it. A count is a number of times: for
// parameters, a count is not a number.
type valueKind int

const (
	textValue valueKind = iota
	numberValue
	booleanValue
	dayValue
	lengthValue
	countValue
	listID
	ispID
	campaignID
	valueKinds
)

func (k valueKind) isID() bool { return k >= listID }

// scope is what can be named in a place, by its marks.
type scope struct {
	single [valueKinds][]string // names of one value, or of ids
	lists  [valueKinds][]string // names that may mean several values, and are used between parentheses only
	parts  []part
}

// part is a part with parameters.
type part struct {
	mark       string
	parameters []parameter
}

type parameter struct {
	kind valueKind
	list bool
}

// within returns a scope to which names can be added, without a change of this one.
func (c *scope) within() *scope {
	inner := &scope{parts: slices.Clone(c.parts)}
	for k := range valueKinds {
		inner.single[k], inner.lists[k] = slices.Clone(c.single[k]), slices.Clone(c.lists[k])
	}
	return inner
}

// nameOf picks a name of a value of a kind, or none. Without Options.Values it is always none, and nothing is
// drawn.
func (w *writer) nameOf(k valueKind) (mark string, ok bool) {
	if w.scope == nil || len(w.scope.single[k]) == 0 || w.Intn(3) == 0 {
		return "", false
	}
	return one(w.Source, w.scope.single[k]...), true
}

// namedDay picks a day that is counted from one with a name, or by a length with a name, or none.
func (w *writer) namedDay() (day string, ok bool) {
	if w.scope == nil {
		return "", false
	}
	if day, ok = w.nameOf(dayValue); !ok {
		if len(w.scope.single[lengthValue]) == 0 || w.Intn(3) != 1 {
			return "", false
		}
		day = one(w.Source, "2026-05-01", "2026-06-15")
		if w.options.Days {
			day = w.keyword(one(w.Source, "today", day))
		}
		return day + w.signed(one(w.Source, w.scope.single[lengthValue]...)), true
	}
	for w.Intn(3) == 1 {
		if mark, ok := w.nameOf(lengthValue); ok {
			day += w.signed(mark)
		} else {
			day += w.step(w.Intn(40) - 20)
		}
	}
	return day, true
}

// signed writes a length of time that is added to a day.
func (w *writer) signed(length string) string {
	sign := one(w.Source, " + ", " - ")
	if w.loose && w.Intn(2) == 1 {
		sign = strings.TrimSpace(sign)
	}
	return sign + length
}

// listed picks a name that may mean several values, or none.
func (w *writer) listed(k valueKind) (mark string, ok bool) {
	if w.scope == nil || len(w.scope.lists[k]) == 0 || w.Intn(2) == 0 {
		return "", false
	}
	return one(w.Source, w.scope.lists[k]...), true
}

// call picks a use of a part with parameters, or none.
func (w *writer) call() (text string, ok bool) {
	if w.scope == nil || len(w.scope.parts) == 0 || w.Intn(4) != 1 {
		return "", false
	}
	return w.use(one(w.Source, w.scope.parts...)), true
}

// use writes a use of a part with parameters.
func (w *writer) use(p part) string {
	arguments := make([]string, len(p.parameters))
	for i, parameter := range p.parameters {
		if !parameter.list || w.Intn(3) == 0 {
			arguments[i] = w.item(parameter.kind)
			continue
		}
		if mark, ok := w.listed(parameter.kind); ok {
			arguments[i] = mark
			continue
		}
		arguments[i] = w.items(parameter.kind)
	}
	return p.mark + "(" + strings.Join(arguments, ", ") + ")"
}

// item writes one value of a kind, or a name of one.
func (w *writer) item(k valueKind) string {
	if k == dayValue {
		if day, ok := w.namedDay(); ok {
			return day
		}
	} else if mark, ok := w.nameOf(k); ok {
		return mark
	}
	switch k {
	case textValue:
		return w.text(one(w.Source, w.about(textColumn, choiceColumn, tagsColumn).constants...))
	case numberValue:
		return w.number(one(w.Source, w.about(numberColumn).constants...))
	case booleanValue:
		return one(w.Source, "true", "false")
	case dayValue:
		date := one(w.Source, "2026-05-01", "2026-06-15")
		if w.options.Days {
			return w.day(date)
		}
		return date
	case lengthValue:
		return w.length(one(w.Source, w.focus.windows...))
	case countValue:
		return one(w.Source, "1", "2", "0", "3", "5")
	case listID:
		return w.id(one(w.Source, lists...))
	case ispID:
		return w.id(one(w.Source, isps...))
	default:
		return w.id(one(w.Source, campaigns...))
	}
}

// items writes a list of values.
func (w *writer) items(k valueKind) string {
	var all []string
	for range 1 + w.Intn(3) {
		if mark, ok := w.listed(k); ok {
			all = append(all, mark)
		} else {
			all = append(all, w.item(k))
		}
	}
	return "(" + strings.Join(all, ", ") + ")"
}

// about returns a column of one of the kinds, if possible one that the rule is about.
func (w *writer) about(kinds ...kind) column {
	other := func(c column) bool { return !slices.Contains(kinds, c.kind) }
	if about := slices.DeleteFunc(slices.Clone(w.focus.columns), other); len(about) > 0 {
		return one(w.Source, about...)
	}
	return one(w.Source, slices.DeleteFunc(slices.Clone(columns), other)...)
}

// kindOf returns the kind of the values of a column.
func kindOf(c column) valueKind {
	switch c.kind {
	case numberColumn:
		return numberValue
	case booleanColumn:
		return booleanValue
	case dateColumn:
		return dayValue
	default:
		return textValue
	}
}
