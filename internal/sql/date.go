package sql

import (
	"strings"
)

// moment is a date or a time of a condition.
type moment struct {
	instant
	hasTime bool
}

// dateTests compares a column of dates or times.
func (f *field) dateTests() (positive, opposite test, err error) {
	moments := make([]moment, len(f.Values))
	for i := range f.Values {
		m := &moments[i]
		if m.instant, m.hasTime, err = f.emitter.dialect.readInstant(f.Values[i].Text); err != nil {
			return test{}, test{}, f.about(err)
		}
	}
	if _, ordered := order(f.Operator); ordered {
		positive, err = f.onSide(&moments[0])
		return positive, positive.not(), f.about(err)
	}
	return f.sameMoments(moments)
}

// onSide compares the column by its order.
func (f *field) onSide(m *moment) (test, error) {
	sign, _ := order(f.Operator)
	at := m.instant
	start, next := at.midnight()
	switch {
	case f.said.Time == WholeDay && m.hasTime && at != start:
		// A midnight is never the same as a later time of its day.
		at = start
		if !f.emitter.asked(Day) {
			switch sign {
			case ">=":
				sign = ">"
			case "<":
				sign = "<="
			}
		}
	case f.said.Time != WholeDay && !m.hasTime && (sign == ">" || sign == "<="):
		if f.emitter.asked(Day) {
			at, sign = next, map[string]string{">": ">=", "<=": "<"}[sign]
		}
	}
	text, err := f.emitter.dialect.compare(f.ref, sign, f.said.When, at)
	return test{text, false}, err
}

// sameMoments tests whether the column is one of some dates and times.
func (f *field) sameMoments(moments []moment) (positive, opposite test, err error) {
	var values, parts []string
	for i := range moments {
		m := &moments[i]
		at := m.instant
		start, next := at.midnight()
		switch {
		case f.said.Time == WholeDay && m.hasTime && at != start:
			if !f.emitter.asked(Day) {
				continue // a midnight is never this time
			}
			at = start
		case f.said.Time != WholeDay && !m.hasTime && f.emitter.asked(Day):
			from, err := f.emitter.dialect.compare(f.ref, ">=", f.said.When, start)
			if err != nil {
				return test{}, test{}, f.about(err)
			}
			to, err := f.emitter.dialect.compare(f.ref, "<", f.said.When, next)
			if err != nil {
				return test{}, test{}, f.about(err)
			}
			parts = append(parts, from+" AND "+to)
			continue
		}
		value, exact, err := f.emitter.dialect.instantText(f.said.When, at)
		switch {
		case err != nil:
			return test{}, test{}, f.about(err)
		case exact: // clocks show another hour for all others
			values = append(values, value)
		}
	}
	switch {
	case len(values) == 0 && len(parts) == 0:
		return test{f.ref + " <> " + f.ref, false}, test{f.ref + " IS NOT NULL", false}, nil
	case len(parts) == 0:
		return test{oneOf(f.ref, values), false}, test{noneOf(f.ref, values), false}, f.emitter.dialect.listed(values)
	}
	if len(values) > 0 {
		parts = append(parts, oneOf(f.ref, values))
	}
	if len(parts) == 1 {
		positive = test{parts[0], true}
	} else {
		positive = test{"(" + strings.Join(parts, ") OR (") + ")", true}
	}
	return positive, positive.not(), f.emitter.dialect.listed(values)
}
