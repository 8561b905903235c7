package expand

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// place is where a parameter appears, which says what it is.
type place uint8

const (
	nowhere place = iota
	aValue
	aLength
	aCount
	aListID
	anISP
	aCampaign
)

// String returns what belongs in the place.
func (p place) String() string {
	return [...]string{"nothing", "a value", "a length of time", "a number of times", "a contact list", "an ISP", "a campaign"}[p]
}

func placeOf(k ast.AliasKind) place { return aListID + place(k) }

// template is a part with parameters.
type template struct {
	object  *resolve.Object
	numbers map[string]int   // of the parameters, by name
	expr    ast.Expr         // with the names of values replaced
	places  []place          // by parameter
	first   []ast.Span       // where a parameter is used first
	onward  []handed         // and what takes it there, if it is an argument
	names   map[ast.Span]int // where a parameter is, and its number
	bad     bool             // which was said
}

// handed is a parameter of a part, which another one hands an argument to.
type handed struct {
	to     *template
	number int
}

// template returns a part with parameters after a look at what each of them is.
func (x *expander) template(o *resolve.Object) *template {
	if t := x.templates[o]; t != nil {
		return t
	}
	t := &template{object: o, numbers: make(map[string]int, len(o.Params)), places: make([]place, len(o.Params)), first: make([]ast.Span, len(o.Params)), onward: make([]handed, len(o.Params)), names: map[ast.Span]int{}}
	x.templates[o] = t
	for i, p := range slices.Backward(o.Params) { // of two with one name, which is an error, the first counts
		x.Poll.Step(16)
		t.numbers[p.Text] = i
	}
	if o.Cyclic {
		t.bad = true
		return t
	}
	r := &rewriter{expander: x, source: o.Source, parameters: t.numbers, keepCalls: true}
	t.expr = r.expr(o.Expr)
	let := *o.Statement.(*ast.Let)
	let.Expr = t.expr
	x.expansion.Parts = append(x.expansion.Parts, resolve.Template{Source: o.Source, Let: &let})
	for n := range ast.Preorder(o.Expr) { // as it is written: what a name stands for may be a name, too
		x.Poll.Step(16)
		x.look(t, n)
	}
	return t
}

// look notes the parameters in a node of a part.
func (x *expander) look(t *template, n ast.Node) {
	switch n := n.(type) {
	case *ast.Ref:
		if t.number(n.Name) >= 0 {
			x.misplaced(t, n.Name, "condition")
			return
		}
		x.lookAtCall(t, n)
	case *ast.Column:
		if t.number(n.Name) >= 0 {
			x.misplaced(t, n.Name, "column")
		}
		for _, v := range n.Values {
			if v.Kind == ast.Word {
				x.is(t, v, aValue)
			}
		}
	case *ast.Moment:
		if n.Base.Kind == ast.Word {
			x.is(t, n.Base, aValue)
		}
	case ast.Step:
		if n.Count.Kind == ast.Word {
			x.is(t, n.Count, aLength)
		}
	case ast.Window:
		if n.Count.Kind == ast.Word {
			x.is(t, n.Count, aLength)
		}
	case *ast.Event:
		for _, v := range n.Counts {
			if v.Kind == ast.Word {
				x.is(t, v, aCount)
			}
		}
	case *ast.Membership:
		x.areIDs(t, ast.AliasList, n.Values)
	case *ast.ISP:
		x.areIDs(t, ast.AliasISP, n.Values)
	case ast.Campaigns:
		x.areIDs(t, ast.AliasCampaign, n.Values)
	}
}

// lookAtCall notes the parameters that are arguments: they are what the parameters of the
// other part are.
func (x *expander) lookAtCall(t *template, ref *ast.Ref) {
	part := x.written.Part(ref.Name.Text)
	if part == nil || ref.Call == nil || len(part.Params) == 0 {
		return
	}
	other := x.template(part)
	for i, a := range ref.Call.Arguments {
		if i >= len(other.places) {
			return
		}
		for _, v := range a.Values {
			if v.Kind != ast.Word {
				continue
			}
			number := t.number(ast.Name{Text: v.Text})
			fresh := number >= 0 && t.places[number] == nowhere
			if other.places[i] != nowhere {
				x.is(t, v, other.places[i])
			} else {
				x.is(t, v, aValue)
			}
			if fresh {
				t.onward[number] = handed{other, i}
			}
		}
	}
}

func (x *expander) areIDs(t *template, k ast.AliasKind, values []ast.Value) {
	for _, v := range values {
		if v.Kind == ast.Word {
			x.is(t, v, placeOf(k))
		}
	}
}

// number returns the number of the parameter of a name, or -1.
func (t *template) number(name ast.Name) int {
	if i, ok := t.numbers[name.Text]; ok {
		return i
	}
	return -1
}

// is notes what a parameter is, and says it if it is something else elsewhere.
func (x *expander) is(t *template, v ast.Value, p place) {
	i := t.number(ast.Name{Text: v.Text})
	if i < 0 {
		return
	}
	t.names[v.At] = i
	switch t.places[i] {
	case nowhere:
		t.places[i], t.first[i] = p, v.At
	case p:
	default:
		if t.bad {
			return
		}
		t.bad = true
		d := x.Fail(diag.WrongValue, at(t.object.Source, v), fmt.Sprintf("the parameter `%s` is used as %s here and as %s elsewhere", v.Text, p, t.places[i]))
		d.Related = []diag.Label{{Location: diag.Location{Source: t.object.Source, Span: t.first[i]}, Text: "used as " + t.places[i].String()}}
		d.Notes = []string{"give the part two parameters"}
	}
}

// inward returns labels that lead to where a parameter is used: where parts hand it on, if they
// do. No part hands anything to itself.
func (x *expander) inward(t *template, number int) []diag.Label {
	var way resolve.Chain
	for {
		x.Poll.Step(8)
		at := diag.Location{Source: t.object.Source, Span: t.first[number]}
		next := t.onward[number]
		if next.to == nil || next.to.places[next.number] == nowhere {
			return way.Inward(at)
		}
		way.Add(at)
		t, number = next.to, next.number
	}
}

// misplaced says that a parameter is in the place of a condition or of a column.
func (x *expander) misplaced(t *template, name ast.Name, what string) {
	t.bad = true
	d := x.Fail(diag.WrongValue, at(t.object.Source, name), fmt.Sprintf("`%s` is a parameter, which is a value and not a %s", name.Text, what))
	d.Related = []diag.Label{{Location: at(t.object.Source, t.object.Params[t.number(name)]), Text: "the parameter"}}
	d.Notes = []string{"write the " + what + " itself in place of `" + name.Text + "`"}
}
