package expand

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// argument is what is given for a parameter, and what a name of a value means: literals, and
// names of ids.
type argument struct {
	id     int // 0 until it is given one; equal for what is the same
	values []ast.Value
	list   bool // written as one
}

// instance is a part without parameters that is made of one with parameters.
type instance struct {
	name string
	bad  bool
}

// ref returns what a name in the place of a condition becomes: with arguments, the name of a
// part that is made for them.
func (r *rewriter) ref(e *ast.Ref) ast.Expr {
	part := r.written.Part(e.Name.Text)
	switch {
	case part == nil || len(part.Params) == 0 && e.Call == nil:
		return e
	case !r.fits(e, part):
		return &ast.Bad{At: e.Span()}
	case r.keepCalls:
		return r.keptCall(e)
	}
	t := r.template(part)
	arguments, ok := r.evaluate(e, t)
	if !ok || t.bad {
		return &ast.Bad{At: e.Span()}
	}
	made := r.make(e, t, arguments)
	if made == nil {
		return &ast.Bad{At: e.Span()}
	}
	return &ast.Ref{Name: ast.Name{At: e.Span(), Text: made.name}}
}

// fits reports whether a part is used with the right number of arguments.
func (r *rewriter) fits(e *ast.Ref, part *resolve.Object) bool {
	given := 0
	if e.Call != nil {
		given = len(e.Call.Arguments)
	}
	if given == len(part.Params) && (e.Call != nil) == (given > 0) {
		return true
	}
	if r.instance != nil || r.refused[part.Definition()] {
		return false // said where the part is read by itself, or where it is declared
	}
	place := at(r.source, e)
	var d *diag.Diagnostic
	switch {
	case len(part.Params) == 0:
		d = r.Fail(diag.WrongArguments, place, fmt.Sprintf("the part `%s` has no parameters", e.Name.Text))
		d.Fixes = []diag.Fix{{Text: "remove the parentheses", Edits: []diag.Edit{{Location: at(r.source, e.Call), Text: ""}}}}
	case e.Call == nil:
		d = r.Fail(diag.WrongArguments, place, fmt.Sprintf("the part `%s` has parameters: use it as `%s`", e.Name.Text, pattern(part)))
	default:
		d = r.Fail(diag.WrongArguments, place, fmt.Sprintf("the part `%s` has %s, not %d: `%s`", e.Name.Text, counted(len(part.Params)), given, pattern(part)))
		if len(part.Params) == 1 && given > 1 {
			d.Notes = []string{"to give one parameter several values, put them in parentheses of their own: `" + part.Name + "((…))`"}
			all := e.Call.Arguments
			span := all[0].At.Join(all[len(all)-1].At)
			place := r.template(part).places[0]
			if place != aLength && place != aCount && !slices.ContainsFunc(all, func(a ast.Argument) bool { return a.Group }) {
				d.Fixes = []diag.Fix{{Text: "add parentheses", Edits: []diag.Edit{
					{Location: diag.Location{Source: r.source, Span: ast.Span{Start: span.Start, End: span.Start}}, Text: "("},
					{Location: diag.Location{Source: r.source, Span: ast.Span{Start: span.End, End: span.End}}, Text: ")"},
				}}}
			}
		} else {
			d.Notes = []string{"each use gives every parameter a value, in the order of their names"}
		}
	}
	d.Related = []diag.Label{{Location: part.Definition(), Text: "declared here"}}
	return false
}

func counted(n int) string {
	if n == 1 {
		return "1 parameter"
	}
	return strconv.Itoa(n) + " parameters"
}

// pattern writes how a part is used.
func pattern(part *resolve.Object) string {
	names := make([]string, len(part.Params))
	for i, p := range part.Params {
		names[i] = p.Text
	}
	return part.Name + "(" + strings.Join(names, ", ") + ")"
}

// keptCall returns a use in a part that is read by itself: the names of values in its
// arguments are replaced, and those of parameters are not.
func (r *rewriter) keptCall(e *ast.Ref) ast.Expr {
	places := r.template(r.written.Part(e.Name.Text)).places
	var call *ast.Call
	for i, a := range e.Call.Arguments {
		r.bad = false
		values, list, changed := r.argumentValues(a, places[i])
		switch {
		case r.bad:
			return &ast.Bad{At: e.Span()}
		case !changed:
			continue
		case call == nil:
			call = &ast.Call{At: e.Call.At, Arguments: append([]ast.Argument(nil), e.Call.Arguments...)}
		}
		call.Arguments[i] = ast.Argument{At: a.At, Values: values, Group: list}
	}
	if call == nil {
		return e
	}
	return &ast.Ref{Name: e.Name, Call: call}
}

// argumentValues returns the values of an argument with the names among them replaced, and
// whether they are a list then.
func (r *rewriter) argumentValues(a ast.Argument, p place) (values []ast.Value, list, changed bool) {
	r.column = nil
	list = a.Group
	if !list && len(a.Values) == 1 && a.Values[0].Kind == ast.Word {
		if f, ok := r.lookup(a.Values[0]); ok {
			list = f.list
		}
	}
	if p >= aListID {
		values, changed = r.ids(ast.AliasKind(p-aListID), a.Values)
	} else {
		values, changed = r.values(a.Values, aList)
	}
	return values, list, changed
}

// evaluate returns the arguments of a use.
func (r *rewriter) evaluate(e *ast.Ref, t *template) ([]*argument, bool) {
	arguments := make([]*argument, len(e.Call.Arguments))
	for i, a := range e.Call.Arguments {
		if same := r.passed(a); same != nil {
			arguments[i] = same
			continue
		}
		if len(a.Values) == 0 { // only after a syntax error
			return nil, false
		}
		r.bad = false
		values, list, _ := r.argumentValues(a, t.places[i])
		if r.bad || !r.take(weight(slices.DeleteFunc(slices.Clone(a.Values), named)), at(r.source, a)) { // its names are counted
			return nil, false
		}
		if list {
			values = r.once(values)
		}
		if said := len(r.All); !r.suits(a, values, list, t, i) {
			if len(r.All) > said && len(r.All[said].Fixes) == 0 {
				r.All[said].Fixes = r.swapped(e, t)
			}
			return nil, false
		}
		arguments[i] = r.intern(values, list)
	}
	return arguments, true
}

// passed returns the argument that a part hands on as it is, or nil.
func (r *rewriter) passed(a ast.Argument) *argument {
	if r.arguments == nil || a.Group || len(a.Values) != 1 || a.Values[0].Kind != ast.Word {
		return nil
	}
	if i, ok := r.instance.Names[a.Values[0].At]; ok {
		return r.arguments[i]
	}
	return nil
}

// suits reports whether an argument can be where the parameter is.
func (r *rewriter) suits(a ast.Argument, values []ast.Value, list bool, t *template, i int) bool {
	p, name := t.places[i], t.object.Params[i].Text
	want, one := text, false
	switch p {
	case aLength:
		want, one = length, true
	case aCount:
		want, one = number, true
	default:
		return true // the check of the part with this argument says it
	}
	var message, note string
	switch {
	case one && (list || len(values) != 1):
		message = fmt.Sprintf("the parameter `%s` is %s, but this is a list", name, p)
	case values[0].Kind == ast.Word:
		r.bad = true
		note := "write a number of times in digits"
		if p == aLength {
			note = "a length of time is a number and a unit, such as 30d"
		}
		r.unknownValue(values[0], note)
		return false
	case kindOf(values[0]) != want:
		message = fmt.Sprintf("the parameter `%s` is %s, but this is %s", name, p, r.said(values[0], kindOf(values[0])))
		if want == length && kindOf(values[0]) == number {
			note = "a length of time has a unit: `" + values[0].Text + "d`"
		}
	default:
		return true
	}
	place := at(r.source, a)
	d := r.Fail(diag.WrongValue, place, message)
	d.Related = r.inward(t, i)
	if f, ok := r.lookup(a.Values[0]); ok && f.object != nil {
		d.Related = append(d.Related, diag.Label{Location: f.object.Definition(), Text: "declared here"})
	}
	if note != "" {
		d.Notes = []string{note}
		if at(r.source, a) == place && values[0].At == a.At && r.source.Slice(a.At) == values[0].Text {
			d.Fixes = []diag.Fix{problems.Replace(place, values[0].Text+"d")}
		}
	}
	return false
}

// intern returns the argument of some values: the same one for the same values.
func (x *expander) intern(values []ast.Value, list bool) *argument {
	var key strings.Builder
	fmt.Fprintf(&key, "%t", list)
	for _, v := range values {
		x.Poll.Step(8 + len(v.Text)/4)
		x.Poll.Hold(2 * len(v.Text))
		fmt.Fprintf(&key, " %d:%d:%s", v.Kind, len(v.Text), v.Text)
	}
	known := x.arguments[key.String()]
	if known == nil {
		known = &argument{id: len(x.arguments) + 1, values: values, list: list}
		x.arguments[key.String()] = known
	}
	return known
}

// make returns the part that a use means, or reports why it cannot be made and returns nil.
func (r *rewriter) make(e *ast.Ref, t *template, arguments []*argument) *instance {
	var key strings.Builder
	key.WriteString(strconv.Itoa(int(t.object.Definition().Span.Start)) + " " + t.object.Name)
	for _, a := range arguments {
		key.WriteString(" " + strconv.Itoa(a.id))
	}
	if known := r.instances[key.String()]; known != nil {
		if known.bad {
			return nil
		}
		return known
	}
	place := at(r.source, e)
	made := &instance{name: r.nameOf(t, arguments)}
	r.instances[key.String()] = made
	if r.uses++; r.uses > MaxUses {
		if made.bad = true; r.uses == MaxUses+1 {
			r.Fail(diag.TooLarge, place, fmt.Sprintf("parts with parameters are used with more than %d different lists of arguments", MaxUses))
		}
		return nil
	}
	r.Poll.Step(64)
	use := &resolve.Instance{Part: t.object, Use: place, In: r.instance, Names: t.names}
	for _, a := range e.Call.Arguments {
		use.Arguments = append(use.Arguments, at(r.source, a))
	}
	inner := &rewriter{expander: r.expander, source: t.object.Source, parameters: t.numbers, arguments: arguments, instance: use}
	let := t.object.Statement.(*ast.Let)
	body := &ast.Let{At: let.At, Name: ast.Name{At: let.Name.At, Text: made.name}, Expr: inner.expr(t.expr)}
	r.made[t.object.Source] = append(r.made[t.object.Source], body)
	r.expansion.Uses[body] = use
	return made
}

// nameOf returns the name of a part that is made: how it is used, as it could be written.
func (x *expander) nameOf(t *template, arguments []*argument) string {
	const most = 80 // bytes
	var b strings.Builder
	b.WriteString(t.object.Name + "(")
	for i, a := range arguments {
		if i > 0 {
			b.WriteString(", ")
		}
		if a.list {
			b.WriteString("(")
		}
		for k, v := range a.values {
			if k > 0 {
				b.WriteString(", ")
			}
			if len(v.Text) > most || b.Len() > most {
				b.WriteString("…")
				break
			}
			if v.Kind == ast.String {
				b.WriteString(quoted(v.Text))
			} else {
				b.WriteString(v.Text)
			}
		}
		if a.list {
			b.WriteString(")")
		}
	}
	b.WriteString(")")
	name := b.String()
	for n := 2; x.names[name] || x.written.Part(name) != nil; n++ {
		name = b.String() + " #" + strconv.Itoa(len(x.names)+n)
	}
	x.names[name] = true
	return name
}
