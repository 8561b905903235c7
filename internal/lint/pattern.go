package lint

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
)

// pattern warns of a wildcard or a regular expression in a text value. The
// platform compares it character by character.
func (t *textValues) pattern(column comparedColumn, v ast.Value) {
	c := column.condition
	if orders(c.Op) {
		return
	}
	p := patternIn(v.Text)
	if p.what == "" && (v.Text == "*" || v.Text == "%") && whole(c.Op) {
		p.what = "the wildcard `" + v.Text + "`"
	}
	if p.what == "" {
		return
	}
	d := t.report(diag.PatternText, v, "this text value contains "+p.what+", but segments have no patterns")
	if d == nil {
		return
	}
	d.Notes = []string{"text values are compared character by character; to match part of a value, use `contains` or `starts with`"}
	if everything := v.Text == "*" || v.Text == "%" || v.Text == ".*"; everything && (c.Op == ast.Equal || c.Op == ast.NotEqual) {
		d.Notes = []string{"`is not null` finds every value, and `is null` finds contacts without one"}
		d.Fixes = t.rewrite(c, map[ast.ColumnOp]string{ast.Equal: "is not null", ast.NotEqual: "is null"}[c.Op], "")
		if name := t.tested(t.Main().Source, c.Name); len(d.Fixes) > 0 && name != t.Main().Source.Slice(c.Name.At) {
			d.Fixes[0].Edits = append(d.Fixes[0].Edits, diag.Edit{Location: at(t.Main().Source, c.Name), Text: name})
		}
		return
	}
	op, note, ok := p.operator(c.Op, column.negated)
	if note != "" {
		d.Notes = append(d.Notes, note)
	}
	if !ok {
		return
	}
	value := quoted(p.rest)
	switch isEqual := op == ast.Equal || op == ast.NotEqual; {
	case op == c.Op, isEqual && whole(c.Op):
		d.Fixes = []diag.Fix{t.replace(v, value)}
	case len(c.Values) == 1:
		d.Fixes = t.rewrite(c, operatorWord(op), value)
	default:
		d.Notes = append(d.Notes, "a list only matches whole values; write one condition for each pattern")
	}
}

// pattern is what is known of a text value that looks like one.
type pattern struct {
	what string // in words; empty if it is none
	rest string // the text without its wildcards; empty if there are others in it
	head end    // what may come before the rest
	tail end    // what may come after it
	// anchored is whether the pattern says so with ^ or $. Then an end without
	// either is free.
	anchored bool
}

// end says what a pattern has at one of its ends.
type end uint8

const (
	plain end = iota
	free      // a wildcard
	fixed     // ^ or $
)

var patternForms = lazy.Value[[]*regexp.Regexp]{Make: func() []*regexp.Regexp {
	return []*regexp.Regexp{
		regexp.MustCompile(`^%+[\pL@.]|[\pL@.]%+$`),
		regexp.MustCompile(`^\*+[\pL\pN@.]|[\pL@.]\*+$`),
		regexp.MustCompile(`^\^[\pL\pN@(\[\\.]|[\p{Ll})\]]\$$|\.\*|^\.\+|\.\+@|\\\.|\\[dwsDWS](?:[^\pL]|$)|` +
			`\([^()|]+(?:\|[^()|]+)+\)|\[\^?(?:a-z|A-Z|0-9)|^\(\?i\)`),
	}
}}

// mergeTag is a placeholder such as %NAME%, which is not a pattern.
var mergeTag = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp { return regexp.MustCompile(`^%+[A-Z][A-Z0-9_]*%+$`) }}

func patternIn(text string) pattern {
	var p pattern
	if !strings.ContainsAny(text, `%*^$\([+`) {
		return p // as most texts are; each form has one of these
	}
	forms := patternForms.Get()
	switch {
	case forms[2].MatchString(text):
		p.what = "a regular expression"
	case forms[0].MatchString(text) && !mergeTag.Get().MatchString(text):
		p.what = "the wildcard `%`"
	case forms[1].MatchString(text):
		p.what = "the wildcard `*`"
	default:
		return p
	}
	rest := text
	if cut, ok := strings.CutPrefix(rest, "^"); ok {
		rest, p.head, p.anchored = cut, fixed, true
	}
	if cut, ok := strings.CutSuffix(rest, "$"); ok {
		rest, p.tail, p.anchored = cut, fixed, true
	}
	if cut := strings.TrimLeft(strings.TrimPrefix(strings.TrimPrefix(rest, ".*"), ".+"), "%*"); cut != rest {
		rest, p.head = cut, free
	}
	if cut := strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(rest, ".*"), ".+"), "%*"); cut != rest {
		rest, p.tail = cut, free
	}
	rest = strings.ReplaceAll(rest, `\.`, ".")
	if strings.TrimFunc(rest, unicode.IsSpace) == rest && utf8.ValidString(rest) && !strings.ContainsAny(rest, `%*^$|()[]{}\?+`) {
		p.rest = rest
	}
	return p
}

// operator returns the operator that finds what a pattern after another operator
// is meant to find. The note says what is lost. It is not ok if there is none.
func (p pattern) operator(op ast.ColumnOp, negated bool) (found ast.ColumnOp, note string, ok bool) {
	if p.rest == "" || !partial(op) && !whole(op) {
		return op, "", false
	}
	begins, ends := p.head == fixed, p.tail == fixed // whether the rest is at that end of the value
	if !p.anchored {
		begins = p.head == plain && op != ast.Contains && op != ast.NotContains
		ends = p.tail == plain && whole(op)
	}
	if op == ast.StartsWith && p.head == plain {
		begins = true
	}
	opposite := op == ast.NotEqual || op == ast.NotIn || op == ast.NotContains
	switch {
	case begins && ends && opposite:
		return ast.NotEqual, "", true
	case begins && ends:
		return ast.Equal, "", true
	case begins && (opposite || negated):
		return op, "`starts with` has no opposite", false
	case begins:
		return ast.StartsWith, "", true
	case ends:
		note = "the platform cannot test how a value ends; `contains` is the nearest test"
	}
	if opposite {
		return ast.NotContains, note, true
	}
	return ast.Contains, note, true
}

func operatorWord(op ast.ColumnOp) string {
	switch op {
	case ast.Equal:
		return "="
	case ast.NotEqual:
		return "!="
	case ast.Contains:
		return "contains"
	case ast.NotContains:
		return "not contains"
	default:
		return "starts with"
	}
}
