package expand

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// kind is the kind of what a name means.
type kind uint8

const (
	text kind = iota
	number
	boolean
	day
	length
	listID
	ispID
	campaignID
)

// String returns what one of the kind is called in a sentence.
func (k kind) String() string {
	return [...]string{"a text value", "a number", "true or false", "a date", "a length of time", "a contact list", "an ISP", "a campaign"}[k]
}

// named reports whether the kind is one of ids, which have names of their own.
func (k kind) isID() bool { return k >= listID }

func idKind(k ast.AliasKind) kind { return listID + kind(k) }

// kindOf returns the kind of a literal.
func kindOf(v ast.Value) kind {
	switch v.Kind {
	case ast.Number:
		return number
	case ast.Boolean:
		return boolean
	case ast.Date, ast.Today, ast.Day:
		return day
	case ast.Length:
		return length
	}
	return text
}

// meaning is what a name of a value means.
type meaning struct {
	*argument
	kind  kind
	bad   bool // which was said
	ended bool // if not, it is being found out

	param             string      // of a param: the word for its type
	choices, fallback []ast.Value // of a param
}

// known returns what of a meaning there is to know for those who ask what a name is.
func (m *meaning) known() resolve.Meaning {
	known := resolve.Meaning{Type: m.param}
	if len(m.choices) > 0 {
		known.Choices = make([]string, len(m.choices))
		for i, v := range m.choices {
			known.Choices[i] = v.Text
		}
	}
	if len(m.fallback) == 1 {
		known.Default = asGiven(m.fallback[0])
	}
	if m.bad {
		return known
	}
	if m.param == "" {
		known.Type = resolve.ParamTypes()[m.kind]
	}
	known.Values = m.values
	return known
}

// asGiven writes a literal as it could be given for a param.
func asGiven(v ast.Value) string {
	switch v.Kind {
	case ast.Day:
		return v.Moment.String()
	case ast.Length:
		return countOf(v).Text + unitOf(v).String()
	}
	return v.Text
}

// meaning returns what a value or a param means. The chain has the names that lead to
// it.
func (x *expander) meaning(o *resolve.Object, chain []*resolve.Object) *meaning {
	x.Poll.Step(16 + len(chain))
	if m := x.meanings[o]; m != nil {
		if !m.ended && !m.bad {
			m.bad = true
			x.cycle(o, chain)
		}
		return m
	}
	m := &meaning{argument: &argument{}}
	x.meanings[o] = m
	defer func() { x.expansion.Meanings[o] = m.known() }()
	if len(chain) >= maxChain {
		m.bad = true
		x.Fail(diag.TooDeep, o.Definition(), fmt.Sprintf("`%s` uses other values more than %d levels deep", o.Name, maxChain))
		m.ended = true
		return m
	}
	chain = append(chain[:len(chain):len(chain)], o)
	switch s := o.Statement.(type) {
	case *ast.NamedValue:
		x.value(o, s, m, chain)
	case *ast.Param:
		x.param(o, s, m, chain)
	}
	x.Poll.Hold(valueBytes * len(m.values))
	m.ended = true
	return m
}

// maxChain is how deep names of values may be nested in one another.
const maxChain = 1000

// cycle says that a value is made of itself.
func (x *expander) cycle(o *resolve.Object, chain []*resolve.Object) {
	for len(chain) > 0 && chain[0] != o {
		chain = chain[1:]
	}
	const most = 10
	var names []string
	d := x.Fail(diag.NameCycle, o.Definition(), "")
	for i, step := range chain {
		if i == most {
			names = append(names, "…")
			break
		}
		names = append(names, step.Name)
		if i > 0 {
			d.Related = append(d.Related, diag.Label{Location: step.Definition(), Text: "`" + step.Name + "` is declared here"})
		}
	}
	d.Message = "this value uses itself: " + strings.Join(append(names, o.Name), " → ")
}

// value finds out what a `value` means.
func (x *expander) value(o *resolve.Object, s *ast.NamedValue, m *meaning, chain []*resolve.Object) {
	r := &rewriter{expander: x, source: o.Source, chain: chain}
	m.list = s.Group
	first := true
	var seen names
	for _, v := range s.Values {
		x.Poll.Step(16)
		if seen.again(v) && r.skip(v) {
			continue
		}
		literals, k, ok := r.item(v, s.Group)
		if !ok {
			m.bad = true
			return
		}
		if !first && k != m.kind {
			d := x.Fail(diag.WrongValue, at(o.Source, v), fmt.Sprintf("all values of a list must have the same type, but this is %s and the first one is %s", k, m.kind))
			d.Related = []diag.Label{{Location: at(o.Source, s.Values[0]), Text: "the first one"}}
			d.Fixes = asTexts(o.Source, s.Values)
			m.bad = true
			return
		}
		m.kind, first = k, false
		if m.values = append(m.values, literals...); !x.take(len(literals), at(o.Source, v)) {
			m.bad = true
			return
		}
	}
	m.values = x.once(m.values)
}

// names are those in one list. The values of a name are in the list once, however often it is
// named.
type names map[string]bool

// again reports whether a value is a name that is there already.
func (n *names) again(v ast.Value) bool {
	if v.Kind != ast.Word {
		return false
	}
	if (*n)[v.Text] {
		return true
	}
	if *n == nil {
		*n = names{}
	}
	(*n)[v.Text] = true
	return false
}

// item returns the literals that one item of a definition means, and their kind. A name may
// mean a list only within a list.
func (r *rewriter) item(v ast.Value, within bool) (literals []ast.Value, k kind, ok bool) {
	if v.Kind != ast.Word {
		if v, ok = r.moment(v); ok && v.Moment != nil && len(v.Moment.Steps) > maxSteps {
			r.tooManySteps(v)
			ok = false
		}
		return []ast.Value{v}, kindOf(v), ok
	}
	o := r.written.Value(v.Text)
	if o == nil {
		r.unknownValue(v, "")
		return nil, 0, false
	}
	m := r.expander.meaning(o, r.chain)
	switch {
	case m.bad || !m.ended:
		return nil, 0, false
	case m.kind.isID():
		d := r.Fail(diag.WrongValue, at(r.source, v), fmt.Sprintf("`%s` is %s, not a value", v.Text, m.kind))
		d.Related = []diag.Label{{Location: o.Definition(), Text: "declared here"}}
		return nil, 0, false
	case m.list && !within:
		d := r.Fail(diag.WrongValue, at(r.source, v), fmt.Sprintf("`%s` is a list of values; put it in parentheses", v.Text))
		d.Related = []diag.Label{{Location: o.Definition(), Text: "declared here"}}
		d.Fixes = []diag.Fix{problems.Replace(at(r.source, v), "("+r.source.Slice(v.At)+")")}
		return nil, 0, false
	}
	return m.values, m.kind, true
}

// unknownValue says that no value has a name. The note says what else can be in its place; it
// is a text if there is none.
func (r *rewriter) unknownValue(v ast.Value, note string) {
	if r.guesses.MayBeDeclared(v.Text) {
		return
	}
	place := at(r.source, v)
	d := r.Fail(diag.UnknownName, place, fmt.Sprintf("unknown value `%s`", v.Text))
	names := slices.Concat(r.guesses.Names(resolve.Value), r.guesses.Names(resolve.Param))
	if nearest, ok := r.guesses.Nearest(v.Text, names); ok {
		d.Fixes = []diag.Fix{problems.Replace(place, nearest)}
		return
	}
	if note != "" {
		d.Notes = []string{note}
		return
	}
	if day, ok := suggest.Day(v.Text); ok {
		d.Notes = []string{"a day is counted from `today`, and text values need quotes"}
		d.Fixes = append([]diag.Fix{problems.Replace(place, day)}, problems.Quoted(place, quoted(v.Text))...)
		return
	}
	d.Code, d.Message = diag.UnquotedText, "text values need quotes: `"+quoted(v.Text)+"`"
	d.Fixes = problems.Quoted(place, quoted(v.Text))
}

// take counts values that are put in the place of a name. It reports false when they are too
// many, which it says once.
func (x *expander) take(n int, at diag.Location) bool {
	if x.spliced += n; x.spliced <= MaxValues && x.dropped <= maxDropped {
		x.Poll.Step(4 * n)
		x.Poll.Hold(valueBytes * n)
		return true
	}
	if !x.full {
		x.full = true
		x.Fail(diag.TooLarge, at, fmt.Sprintf("all uses of the names of values together expand to more than %d values", MaxValues))
	}
	return false
}

// skip counts the values of a name that is in a list already, and so has a meaning. It reports
// false when that is too much: then take fails.
func (r *rewriter) skip(name ast.Value) bool {
	r.dropped += len(r.meanings[r.written.Value(name.Text)].values)
	return r.dropped <= maxDropped
}

// once drops the values of a list that are in it already, and does not count them any more.
func (x *expander) once(values []ast.Value) []ast.Value {
	kept := resolve.Distinct(x.Poll, values)
	again := weight(values) - weight(kept)
	x.spliced -= again
	x.dropped += again
	x.Poll.Free(valueBytes * again)
	return kept
}
