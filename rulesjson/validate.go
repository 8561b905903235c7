package rulesjson

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Validate reports the first thing that the API does not accept in a document that a
// program made: the error is a [*ParseError] without offsets. It is nil exactly if [Parse]
// reads the compact JSON of the document as an equal one, where a slice without elements
// equals nil. A document of more than 16 MiB as JSON is refused without being written. A
// nil document is refused like an empty one.
func (d *Document) Validate() error {
	if leastSize(d) > maxSize {
		return tooLarge()
	}
	v := validator{}
	if !v.document(d) {
		return v.err
	}
	if mostSize(d) > maxSize && sizeOf(d) > maxSize {
		return tooLarge()
	}
	return nil
}

func tooLarge() error {
	return &ParseError{Message: fmt.Sprintf("the document has more than %d bytes as JSON, which is the limit", maxSize)}
}

// validator checks a document. It keeps its place in the path as a scanner does, and
// after a failure its methods return false and err says why.
type validator struct{ scanner }

func (v *validator) document(d *Document) bool {
	v.enter("any")
	defer v.leave()
	return each(v, d.groups(), "group", func(g Group) bool {
		v.enter("all")
		defer v.leave()
		return each(v, g.All, "condition", v.condition)
	})
}

// each checks that there are elements, and each of them with its index in the path.
func each[T any](v *validator, elements []T, what string, check func(T) bool) bool {
	if len(elements) == 0 {
		return v.fail("must be a list of at least one %s, not an empty list", what)
	}
	at := v.steps
	v.enter("")
	defer v.leave()
	for i, element := range elements {
		v.path[at].index = int32(i) // below maxSize: each takes a byte
		if !check(element) {
			return false
		}
	}
	return true
}

func (v *validator) condition(c Condition) bool {
	switch c := c.(type) {
	case Field:
		return v.nonEmpty("field", c.Column, "the name of a column") &&
			word(v, "operator", c.Operator, fieldOperators) && v.values(c)
	case Activity:
		return v.event(Deliverability{c.Metric, c.Operator, c.Count, c.Window}, activityMetrics, activityOperators) && v.campaigns(c)
	case Deliverability:
		return v.event(c, deliverabilityMetrics, deliverabilityOperators)
	case Membership:
		return word(v, "operator", c.Operator, setOperators) && v.inside("list_ids", func() bool {
			return each(v, c.Lists, "list id", v.uuid)
		})
	case ISP:
		return word(v, "operator", c.Operator, setOperators) && v.inside("values", func() bool {
			return each(v, c.Values, "ISP id", func(int64) bool { return true })
		})
	case nil:
		return v.fail("must be a condition, not nil")
	default:
		return v.fail("must be a Field, an Activity, a Deliverability, a Membership or an ISP, not a %T", c)
	}
}

// inside checks the value of a member.
func (v *validator) inside(name string, check func() bool) bool {
	v.enter(name)
	defer v.leave()
	return check()
}

func (v *validator) nonEmpty(name, text, what string) bool {
	return v.inside(name, func() bool {
		if text == "" {
			return v.fail("must be %s, not an empty string", what)
		}
		return v.text(text)
	})
}

func (v *validator) text(text string) bool {
	return utf8.ValidString(text) || v.fail("the string is not valid UTF-8")
}

// word checks that a member is one of a few words.
func word[T ~string](v *validator, name string, text T, words []T) bool {
	return slices.Contains(words, text) || v.inside(name, func() bool {
		return v.fail("must be %s, not the string %s", alternatives(words), quote(string(text)))
	})
}

func (v *validator) values(c Field) bool {
	arity := c.Operator.arity()
	if arity == none && len(c.Values) > 0 {
		return v.failAt("value", 0, "must be left out; the operator %q takes no value", c.Operator)
	}
	if arity == none {
		return true
	}
	if len(c.Values) == 0 {
		return v.fail(`the member "value" is missing; the operator %q takes one`, c.Operator)
	}
	return v.inside("value", func() bool {
		switch {
		case arity == many:
			return each(v, c.Values, "value", v.value)
		case len(c.Values) > 1:
			return v.fail("must be one value, not %d; the operator %q takes no list", len(c.Values), c.Operator)
		default:
			return v.value(c.Values[0])
		}
	})
}

func (v *validator) value(value Value) bool {
	switch {
	case value.Kind == String:
		return v.text(value.Text)
	case value.Kind == Number && !isNumber(value.Text):
		return v.fail("must be a JSON number, not %s", quote(value.Text))
	case value.Kind == Boolean && value.Text != "true" && value.Text != "false":
		return v.fail("must be true or false, not %s", quote(value.Text))
	case value.Kind > Boolean:
		return v.fail("must be a string, a number, true or false, not a value of kind %d", value.Kind)
	}
	return true
}

// isNumber reports whether a text is a JSON number.
func isNumber(text string) bool {
	s := scanner{data: []byte(text), err: &ParseError{}} // nobody asks what is broken
	_, ok := s.number()
	return ok && s.pos == len(text)
}

func (v *validator) event(c Deliverability, metrics []Metric, operators []Operator) bool {
	if !word(v, "metric", c.Metric, metrics) || !word(v, "operator", c.Operator, operators) {
		return false
	}
	switch {
	case !c.Operator.counts() && c.Count != 0:
		return v.failAt("value", 0, "must be left out; the operator %q takes no value", c.Operator)
	case c.Count < 0:
		return v.failAt("value", 0, "must be at least 0, not %d", c.Count)
	case c.Window == Window{}:
		return true
	}
	return v.inside("days_window", func() bool {
		if c.Window.Days < 1 {
			return v.failAt("days", 0, "must be at least 1, not %d", c.Window.Days)
		}
		return word(v, "mode", c.Window.Mode, windowModes)
	})
}

func (v *validator) campaigns(c Activity) bool {
	if len(c.Include) > 0 && len(c.Exclude) > 0 {
		return v.failAt("exclude_campaign_ids", 0, `must be left out beside "include_campaign_ids"`)
	}
	return v.campaignIDs("include_campaign_ids", c.Include) && v.campaignIDs("exclude_campaign_ids", c.Exclude)
}

func (v *validator) campaignIDs(name string, ids []Value) bool {
	return len(ids) == 0 || v.inside(name, func() bool { return each(v, ids, "campaign id", v.campaign) })
}

func (v *validator) campaign(id Value) bool {
	if id.Kind == Boolean || id.Text == "" || id.Kind == Number && strings.ContainsAny(id.Text, ".eE") {
		return v.fail("must be a campaign id, a whole number or a string, not %s", quote(id.Text))
	}
	return v.value(id)
}

func (v *validator) uuid(id string) bool {
	return isUUID(id) || v.fail("must be %s, not the string %s", someUUID, quote(id))
}
