package main

import (
	"fmt"
	"strings"
)

// node is a part of a rule: a condition, or others joined.
type node struct {
	join      join
	parts     []*node
	condition condition
}

type join byte

const (
	leaf join = iota
	and
	or
	not
)

// condition is what is asked of one subject.
type condition struct {
	subject  string
	operator string   // as the document has it
	values   []string // as the document has them
	days     string   // of an event's window
}

// reader reads a rule from left to right. It knows as much of the language as the rules of
// package workload need, and stops at the first mistake.
type reader struct {
	text  string
	at    int    // after the token
	token string // the one that is looked at; empty at the end
	err   error
}

func parse(text string) (*node, error) {
	r := &reader{text: text}
	r.next()
	rule := r.either()
	if r.token != "" {
		r.fail("the end")
	}
	return rule, r.err
}

func (r *reader) next() {
	i := r.at
	for i < len(r.text) && (r.text[i] == ' ' || r.text[i] == '\n') {
		i++
	}
	start := i
	switch {
	case i == len(r.text):
	case r.text[i] == '"':
		for i++; i < len(r.text) && r.text[i] != '"'; i++ {
			if r.text[i] < ' ' || r.text[i] == '\\' {
				r.fail("a plain text")
			}
		}
		if i++; i > len(r.text) {
			r.fail("the end of a text")
		}
	case wordly(r.text[i]):
		for i < len(r.text) && (wordly(r.text[i]) || r.text[i] == '.' || r.text[i] == '-') {
			i++
		}
	case strings.IndexByte("<>!=", r.text[i]) >= 0:
		for i < len(r.text) && strings.IndexByte("<>!=", r.text[i]) >= 0 {
			i++
		}
	default:
		i++
	}
	i = min(i, len(r.text))
	r.at, r.token = i, r.text[start:i]
}

func wordly(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_'
}

func (r *reader) fail(wanted string) {
	if r.err == nil {
		r.err = fmt.Errorf("at %d: %q in place of %s", r.at, r.token, wanted)
	}
	r.token, r.at = "", len(r.text)
}

// take skips a token if it comes next.
func (r *reader) take(token string) bool {
	if r.token != token {
		return false
	}
	r.next()
	return true
}

func (r *reader) must(token string) {
	if !r.take(token) {
		r.fail(token)
	}
}

// value returns the next token, of any kind.
func (r *reader) value() string {
	token := r.token
	if token == "" {
		r.fail("a value")
	}
	r.next()
	return token
}

func (r *reader) either() *node {
	first := r.both()
	if r.token != "or" {
		return first
	}
	all := &node{join: or, parts: []*node{first}}
	for r.take("or") {
		all.parts = append(all.parts, r.both())
	}
	return all
}

func (r *reader) both() *node {
	first := r.one()
	if r.token != "and" {
		return first
	}
	all := &node{join: and, parts: []*node{first}}
	for r.take("and") {
		all.parts = append(all.parts, r.one())
	}
	return all
}

func (r *reader) one() *node {
	switch {
	case r.take("not"):
		return &node{join: not, parts: []*node{r.one()}}
	case r.take("("):
		inner := r.either()
		r.must(")")
		return inner
	}
	subject := r.value()
	if metric(subject) != "" {
		return r.event(subject)
	}
	return r.column(subject)
}

func (r *reader) event(subject string) *node {
	c := condition{subject: subject, operator: "ever"}
	switch r.token {
	case ">=", "<=", "=":
		c.operator = map[string]string{">=": "count_gte", "<=": "count_lte", "=": "count_eq"}[r.value()]
		c.values = []string{r.value()}
	}
	if r.take("in") {
		r.must("last")
		days, ok := strings.CutSuffix(r.value(), "d")
		if !ok {
			r.fail("a number of days")
		}
		c.days = days
	}
	return &node{condition: c}
}

func (r *reader) column(subject string) *node {
	one := func(operator string) *node {
		return &node{condition: condition{subject: subject, operator: operator, values: []string{r.operand()}}}
	}
	several := func(operator string) *node {
		return &node{condition: condition{subject: subject, operator: operator, values: r.list()}}
	}
	switch word := r.value(); word {
	case "=":
		return one("equals")
	case "!=":
		return one("not_equals")
	case ">":
		return one("gt")
	case ">=":
		return one("gte")
	case "<":
		return one("lt")
	case "<=":
		return one("lte")
	case "contains":
		return one("contains")
	case "in":
		return several("in")
	case "is":
		r.must("null")
		return &node{condition: condition{subject: subject, operator: "is_null"}}
	case "has":
		r.must("any")
		return several("has_any")
	case "between":
		low := one("gte")
		r.must("and")
		return &node{join: and, parts: []*node{low, one("lte")}}
	}
	r.fail("an operator")
	return &node{}
}

// operand returns a value as the document has it: a date is a text there.
func (r *reader) operand() string {
	value := r.value()
	if len(value) == len("2006-01-02") && value[4] == '-' {
		return `"` + value + `"`
	}
	return value
}

func (r *reader) list() []string {
	r.must("(")
	values := []string{r.operand()}
	for r.take(",") {
		values = append(values, r.operand())
	}
	r.must(")")
	return values
}
