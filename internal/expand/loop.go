package expand

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/resolve"
)

// loop is a `for` of a header: a name, and what it means in each of the rules in turn.
type loop struct {
	object *resolve.Object
	kind   kind // of values, that of the first one
	items  []item
}

// item is one value of a loop.
type item struct {
	value ast.Value // a literal, or a name of ids
	text  string    // as it is written
	label string    // which stands for it in names
	at    ast.Span
	ids   bool
}

// rules makes the rules of the main file: one for each value of the `for` of a header. They
// are counted before the first one is made.
func (x *expander) rules() (rules []resolve.Rule) {
	written := x.written.MainRules
	loops := make([][]loop, len(written))
	count := 0
	conditions := 0
	for i := range written {
		x.Poll.Step(16)
		n := 1
		loops[i] = x.loops(&written[i])
		for _, l := range loops[i] {
			n = min(n*len(l.items), resolve.MaxRules+1)
		}
		if count += n; count > resolve.MaxRules {
			x.Fail(diag.TooLarge, at(x.source(), written[i].Segment.Name), "this file makes more than 1,000 segments")
			return nil
		}
		if n < 2 || written[i].Where == nil {
			continue
		}
		if conditions += n * x.conditionsIn(written[i].Where.Expr); conditions > maxConditions {
			x.Fail(diag.TooLarge, at(x.source(), written[i].Segment.Name), "the rules that `for` makes in this file have more than 1,000,000 conditions together")
			return nil
		}
	}
	x.of.MarkNone(&x.List)
	for i := range written {
		rules = append(rules, x.rulesOf(&written[i], loops[i])...)
	}
	return rules
}

// maxConditions is how many conditions the rules that `for` makes may have together. It bounds the
// time that the rules of a file take.
const maxConditions = 1_000_000

// conditionsIn returns how many conditions and names of parts an expression has.
func (x *expander) conditionsIn(e ast.Expr) (n int) {
	for node := range ast.Preorder(e) {
		x.Poll.Step(4)
		switch node.(type) {
		case *ast.Column, *ast.Event, *ast.Membership, *ast.ISP, *ast.Ref:
			n++
		}
	}
	return n
}

// source returns the text of the main file.
func (x *expander) source() *ast.Source { return x.written.Main().Source }

// loops reads the `for` of a header. One with which something is wrong has no items.
func (x *expander) loops(rule *resolve.Rule) (loops []loop) {
	var seen map[string]ast.Name
	for _, f := range rule.Loops() {
		x.Poll.Step(16)
		if rule.Segment.Broken { // its names mean nothing, and that is said
			return []loop{{}}
		}
		if first, again := seen[f.Name.Text]; again {
			d := x.Fail(diag.DuplicateName, at(x.source(), f.Name), fmt.Sprintf("there is a `for` with the name `%s` already", f.Name.Text))
			d.Related = []diag.Label{{Location: at(x.source(), first), Text: "the first one"}}
			loops = append(loops, loop{})
			continue
		}
		if seen == nil {
			seen = map[string]ast.Name{}
		}
		seen[f.Name.Text] = f.Name
		loops = append(loops, x.loop(rule.Segment, f))
	}
	return loops
}

// loop reads a `for`.
func (x *expander) loop(segment *ast.Segment, f *ast.For) loop {
	l := loop{object: x.written.LoopName(segment, f.Name.Text)}
	r := &rewriter{expander: x, source: x.source()}
	right := len(f.Each) > 0
	defer x.JoinUnquoted(len(x.All))
	var unknown int
	for i := range f.Each {
		e := &f.Each[i]
		x.Poll.Step(16)
		before := len(x.All)
		items, k, ok := r.loopItems(f, e)
		if !ok && len(x.All) > before && (x.All[before].Code == diag.UnknownName || x.All[before].Code == diag.UnquotedText) {
			if x.isIDs(&x.All[before], f, e.Value) {
				if unknown++; unknown > 1 {
					x.All = x.All[:before] // one fix is for all
				}
			}
		}
		if !ok || !x.take(len(items), at(x.source(), e.Value)) {
			right = false
			continue
		}
		if len(l.items) > 0 && k != l.kind {
			d := x.Fail(diag.WrongValue, at(x.source(), e.Value), fmt.Sprintf("all values of a `for` must have the same type, but this is %s and the first one is %s", k, l.kind))
			d.Related = []diag.Label{{Location: at(x.source(), f.Each[0].Value), Text: "the first one"}}
			values := make([]ast.Value, len(f.Each))
			for i, e := range f.Each {
				values[i] = e.Value
			}
			d.Fixes = asTexts(x.source(), values)
			right = false
			continue
		}
		l.kind = k
		l.items = append(l.items, items...)
	}
	if !right || !x.onceEach(f, l.items) {
		l.items = nil
	}
	return l
}

// isIDs adds, to what is said of an unknown value of a `for`, that it is the name of ids, if it is
// one: the `for` lacks the word for these.
func (x *expander) isIDs(d *diag.Diagnostic, f *ast.For, v ast.Value) bool {
	if _, ids := f.Kind.IDs(); ids {
		return false
	}
	for _, kind := range [...]ast.AliasKind{ast.AliasList, ast.AliasISP, ast.AliasCampaign} {
		o := x.written.IDs(kind, v.Text)
		if o == nil {
			continue
		}
		word := resolve.KindOf(kind).String()
		at := at(x.source(), ast.Name{At: ast.Span{Start: f.Name.At.Start, End: f.Name.At.Start}})
		d.Code = diag.WrongLoop // the name is known
		d.Message = fmt.Sprintf("`%s` is the name of ids of the kind `%s`, but this `for` takes values", v.Text, word)
		d.Related = append(d.Related, diag.Label{Location: o.Definition(), Text: "declared here"})
		d.Notes = nil
		d.Fixes = []diag.Fix{{Text: "write `for " + word + "`", Edits: []diag.Edit{{Location: at, Text: word + " "}}}}
		return true
	}
	return false
}

// loopItems returns what one value of a `for` means: several items if it is the name of a list.
func (r *rewriter) loopItems(f *ast.For, e *ast.Each) (items []item, k kind, ok bool) {
	if kind, isID := f.Kind.IDs(); isID {
		return r.eachID(kind, e)
	}
	if r.isParam(e.Value) {
		return nil, k, false
	}
	literals, k, ok := r.item(e.Value, true)
	if !ok {
		return nil, k, false
	}
	if e.Label != nil && len(literals) != 1 {
		r.Fail(diag.WrongLoop, at(r.source, *e.Label), fmt.Sprintf("`%s` is a list of %d values, but a label is for one value", e.Value.Text, len(literals)))
		return nil, k, false
	}
	for _, v := range literals {
		it := item{value: placed(v, e.Value.At), text: asGiven(v), at: e.At}
		it.label = it.text
		if e.Label != nil {
			it.label = e.Label.Text
		}
		items = append(items, it)
	}
	if o := r.written.Value(e.Value.Text); e.Value.Kind == ast.Word && o != nil {
		r.note(e.Value.At, o)
	}
	return items, k, true
}

// isParam refuses a param as a value of `for`: the value that is given for it would be in the
// name of a segment, so another value would make another segment.
func (r *rewriter) isParam(v ast.Value) bool {
	o := r.written.Value(v.Text)
	if v.Kind != ast.Word || o == nil || o.Kind != resolve.Param {
		return false
	}
	d := r.Fail(diag.WrongLoop, at(r.source, v), fmt.Sprintf("`%s` is a param, but the values of `for` must be the same in every run", v.Text))
	d.Related = []diag.Label{{Location: o.Definition(), Text: "declared here"}}
	d.Notes = []string{"the names of the segments contain the values and must stay the same"}
	return true
}

// eachID returns what one value of a `for` of ids means: the value is an id, or the name of one or
// more.
func (r *rewriter) eachID(kind ast.AliasKind, e *ast.Each) (items []item, k kind, ok bool) {
	k = idKind(kind)
	v := e.Value
	if v.Kind == ast.Word {
		switch {
		case r.isParam(v):
			return nil, k, false
		case r.written.IDs(kind, v.Text) == nil:
			r.unknownID(v, kind)
			return nil, k, false
		}
	} else if !isID(v, k) {
		r.Fail(diag.BadID, at(r.source, v), "this is neither the id of "+k.String()+" nor the name of one")
		return nil, k, false
	}
	it := item{value: v, text: v.Text, label: v.Text, at: e.At, ids: true}
	if e.Label != nil {
		it.label = e.Label.Text
	}
	return []item{it}, k, true
}

// onceEach reports whether no value of a `for` is there twice.
func (x *expander) onceEach(f *ast.For, items []item) bool {
	seen := make(map[string]ast.Span, len(items))
	for _, it := range items {
		x.Poll.Step(32)
		key := sameValue(it)
		if first, again := seen[key]; again {
			d := x.Fail(diag.WrongLoop, diag.Location{Source: x.source(), Span: it.at}, fmt.Sprintf("the value %s of `%s` is repeated", quoted(it.text), f.Name.Text))
			if first != it.at {
				d.Related = []diag.Label{{Location: diag.Location{Source: x.source(), Span: first}, Text: "the first one"}}
				x.offerOnce(d, f, it.at)
			}
			return false
		}
		seen[key] = it.at
	}
	return true
}

// sameValue returns a text that is the same for values of one kind that mean the same.
func sameValue(it item) string {
	switch it.value.Kind {
	case ast.Number:
		if n, err := decimal.Parse(it.value.Text); err == nil {
			return n.String()
		}
	case ast.Length:
		if n, err := strconv.Atoi(countOf(it.value).Text); err == nil {
			if unitOf(it.value) == ast.Weeks {
				n *= 7
			}
			return strconv.Itoa(n) + "d"
		}
	case ast.String:
		if it.ids {
			return strings.ToLower(it.text)
		}
	}
	return it.text
}

// rulesOf makes the rules of one that was written.
func (x *expander) rulesOf(written *resolve.Rule, loops []loop) (rules []resolve.Rule) {
	if slices.ContainsFunc(loops, func(l loop) bool { return len(l.items) == 0 || l.object == nil }) { // a tree by hand may lack the name
		return nil
	}
	patterns := x.patterns(written, loops)
	x.of.MarkNone(&x.List)
	chosen := make([]int, len(loops))
	for number := 0; ; number++ {
		x.Poll.Step(64)
		rules = append(rules, x.rule(written, patterns, loops, chosen, number))
		at := len(loops) - 1
		for ; at >= 0; at-- {
			if chosen[at]++; chosen[at] < len(loops[at].items) {
				break
			}
			chosen[at] = 0
		}
		if at < 0 {
			return rules
		}
	}
}

// rule makes one rule.
func (x *expander) rule(written *resolve.Rule, patterns patterns, loops []loop, chosen []int, number int) resolve.Rule {
	made := resolve.Rule{Written: written, Number: number, Segment: written.Segment, Where: written.Where}
	r := &rewriter{expander: x, source: x.source()}
	if len(loops) > 0 {
		r.each = make(map[string]found, len(loops))
		made.Each = make([]resolve.Each, len(loops))
	}
	for i, l := range loops {
		it := l.items[chosen[i]]
		made.Each[i] = resolve.Each{Name: l.object.Name, Value: it.text, Label: it.label}
		r.each[l.object.Name] = found{argument: &argument{values: []ast.Value{it.value}}, object: l.object, kind: l.kind}
	}
	if s := written.Segment; s != nil && !s.Broken {
		made.Segment = r.segment(s)
		if len(loops) > 0 {
			made.Segment = r.nameSegment(made.Segment, patterns, chosen, loops)
		}
	}
	if where := written.Where; where != nil && x.wants(&made) {
		if e := r.expr(where.Expr); e != where.Expr {
			x.expansion.Exprs[e] = where.Expr
			made.Where = &ast.Where{At: where.At, Expr: e, Bare: where.Bare}
		} else if len(loops) > 0 {
			made.Where = &ast.Where{At: where.At, Expr: e, Bare: where.Bare}
		}
	}
	if slices.ContainsFunc(loops, func(l loop) bool { return len(l.items) > 1 }) {
		x.of.Mark(&x.List, made.Name())
	} else {
		x.of.MarkNone(&x.List)
	}
	return made
}
