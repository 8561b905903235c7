package gen

import (
	"slices"
	"strconv"
	"strings"
)

func (w *writer) condition() string {
	if len(w.lets) > 0 && w.Intn(6) == 1 {
		w.named++
		return one(w.Source, w.lets...)
	}
	if text, ok := w.call(); ok {
		return text
	}
	switch w.Intn(10) {
	case 4, 5, 6:
		return w.event(one(w.Source, w.focus.activities...), true)
	case 7:
		return w.event(one(w.Source, w.focus.deliveries...), false)
	case 8:
		if w.Intn(2) == 1 {
			return w.keyword("isp") + " " + w.operator(one(w.Source, "=", "!=")) + " " + w.one(ispID, isps)
		}
		return w.keyword("isp") + " " + w.in() + " " + w.ids(ispID, isps)
	case 9:
		return w.keyword("list") + " " + w.in() + " " + w.ids(listID, lists)
	default:
		return w.columnCondition(one(w.Source, w.focus.columns...))
	}
}

func (w *writer) in() string { return w.keyword(one(w.Source, "in", "not in")) }

// id writes an id, or a name of it.
func (w *writer) id(id id) string {
	switch {
	case w.options.Names && len(id.names) > 0 && w.Intn(2) == 1:
		return one(w.Source, id.names...)
	case id.quoted && w.loose && w.Intn(4) == 1:
		return w.text(strings.ToUpper(id.text))
	case id.quoted:
		return w.text(id.text)
	default:
		return id.text
	}
}

// one writes one of the ids, or a name of some.
func (w *writer) one(k valueKind, ids []id) string {
	if mark, ok := w.nameOf(k); ok {
		return mark
	}
	return w.id(one(w.Source, ids...))
}

func (w *writer) ids(k valueKind, ids []id) string {
	var texts []string
	for _, id := range some(w.Source, 2, ids...) {
		if mark, ok := w.listed(k); ok {
			texts = append(texts, mark)
		} else {
			texts = append(texts, w.id(id))
		}
	}
	return "(" + strings.Join(texts, ", ") + ")"
}

// event writes a condition on a count with its clauses in either order.
func (w *writer) event(metric string, activity bool) string {
	text := w.keyword(metric)
	switch w.Intn(10) {
	case 0, 1:
	case 2:
		text = w.keyword("never") + " " + text
	case 3:
		low := w.Intn(maxCount)
		high := low + w.Intn(maxCount+1-low)
		text += " " + w.keyword("between") + " " + w.count(low) + " " + w.keyword("and") + " " + w.count(high)
	default:
		sign := one(w.Source, ">=", "=", "<=", ">", "<", "!=")
		text += " " + w.operator(sign) + " " + w.count(one(w.Source, 1, 2, 1, 0, 3, 4, maxCount))
	}
	var clauses []string
	if w.Intn(3) > 0 {
		clauses = append(clauses, w.window())
	}
	if activity && w.Intn(3) == 1 {
		clauses = append(clauses, w.keyword(one(w.Source, "from", "except"))+" "+w.keyword("campaigns")+" "+w.ids(campaignID, campaigns))
	}
	if len(clauses) == 2 && w.loose && w.Intn(2) == 1 {
		slices.Reverse(clauses)
	}
	return strings.Join(append([]string{text}, clauses...), " ")
}

// count writes a number of times, or a name of one.
func (w *writer) count(times int) string {
	if mark, ok := w.nameOf(countValue); ok {
		return mark
	}
	return strconv.Itoa(times)
}

func (w *writer) window() string {
	length := w.length(one(w.Source, w.focus.windows...))
	if mark, ok := w.nameOf(lengthValue); ok {
		length = mark
	}
	if w.Intn(2) == 1 {
		return w.keyword("more than") + " " + length + " " + w.keyword("ago")
	}
	if w.loose && w.Intn(2) == 1 {
		return w.keyword("in the last") + " " + length
	}
	return w.keyword("in last") + " " + length
}

// The operators that rules use on each kind of column.
var (
	ordered      = []string{"=", "!=", ">", ">=", "<", "<=", "between", "in", "not in", "is null", "is not null"}
	dated        = append(ordered[:len(ordered):len(ordered)], "on")
	daily        = append(dated[:len(dated):len(dated)], "on", "on", "on")
	unordered    = []string{"=", "!=", "in", "not in", "is null", "is not null"}
	textual      = []string{"=", "!=", "contains", "not contains", "starts with", "in", "not in", "is null", "is not null"}
	anyText      = []string{"=", ">", ">=", "<", "<=", "between", "has any", "has all", "has none", "not in", "contains"}
	yesOrNo      = []string{"=", "!=", "is null", "is not null"}
	setOperators = []string{"has any", "has all", "has none", "is null", "is not null"}
)

func (w *writer) columnCondition(c column) string {
	operators := textual
	switch c.kind {
	case numberColumn:
		operators = ordered
	case dateColumn:
		operators = dated
		switch {
		case w.options.Days:
			operators = daily
		case w.options.FirstEdition:
			operators = ordered
		}
	case booleanColumn:
		operators = yesOrNo
	case choiceColumn:
		operators = unordered
	case tagsColumn:
		operators = setOperators
	case anyColumn:
		// Only a column that is declared may have values of several types.
		if w.options.Names {
			switch w.Intn(4) {
			case 1:
				c.kind, c.constants = numberColumn, []string{"1", "2"}
				operators = ordered
			case 2:
				c.kind, c.constants = booleanColumn, []string{"true", "false"}
				operators = yesOrNo
			case 3:
				operators = anyText
			}
		}
	}
	operator := one(w.Source, operators...)
	if operator == "starts with" && (w.noStart || w.negated && w.options.NoNegatedStartsWith) {
		operator = "contains"
	}
	return w.column(c.name) + " " + w.keyword(w.operator(operator)) + w.operand(c, operator)
}

// operand writes what comes after the operator, with the blank before it.
func (w *writer) operand(c column, operator string) string {
	switch operator {
	case "is null", "is not null":
		return ""
	case "contains", "not contains", "starts with":
		if mark, ok := w.nameOf(textValue); ok {
			return " " + mark
		}
		return " " + w.text(one(w.Source, c.parts...))
	case "in", "not in", "has any", "has all", "has none":
		var texts []string
		for _, constant := range some(w.Source, 3, c.constants...) {
			if mark, ok := w.listed(kindOf(c)); ok {
				texts = append(texts, mark)
			} else {
				texts = append(texts, w.value(c, constant))
			}
		}
		return " (" + strings.Join(texts, ", ") + ")"
	case "on":
		return " " + w.value(c, w.wholeDay(c))
	case "between":
		low, high := w.bounds(c)
		return " " + w.value(c, low) + " " + w.keyword("and") + " " + w.value(c, high)
	default:
		return " " + w.value(c, one(w.Source, c.constants...))
	}
}

// bounds draws two constants, the lower one first.
func (w *writer) bounds(c column) (low, high string) {
	constants := slices.Clone(c.constants)
	if c.kind == numberColumn {
		slices.SortFunc(constants, func(a, b string) int {
			x, _ := strconv.ParseFloat(a, 64)
			y, _ := strconv.ParseFloat(b, 64)
			return int(2 * (x - y))
		})
	}
	i := w.Intn(len(constants))
	return constants[i], constants[i+w.Intn(len(constants)-i)]
}

// value writes a constant of a column. A date in quotes may be a text where the
// column is not known to hold dates.
func (w *writer) value(c column, constant string) string {
	if c.kind == dateColumn {
		if day, ok := w.namedDay(); ok {
			return day
		}
	} else if mark, ok := w.nameOf(kindOf(c)); ok {
		return mark
	}
	switch c.kind {
	case numberColumn:
		return w.number(constant)
	case booleanColumn:
		return constant
	case dateColumn:
		switch {
		case w.loose && w.Intn(2) == 1:
			return w.text(constant)
		case w.options.Days:
			return w.day(constant)
		}
		return constant
	default:
		return w.text(constant)
	}
}
