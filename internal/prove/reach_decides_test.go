package prove_test

import (
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestOutsideDecidesAlike checks that what Outside decides on diagrams is what a comparison
// of the whole rules says and what a search for a contact finds, for rules that say nothing of
// the document's subjects, something, or all.
func TestOutsideDecidesAlike(t *testing.T) {
	undelivered := condition.Group{All: []condition.Condition{
		condition.Event{Metric: condition.Bounce, Operator: condition.CountEQ}, condition.Event{Metric: condition.Complaint, Operator: condition.CountEQ},
	}}
	documents := []*condition.Document{reachable, {Any: []condition.Group{undelivered}}}
	nobody, only, some := 0, 0, 0
	for i := range long.Of(60, 1500) {
		source := gen.Rand(rand.New(rand.NewPCG(23, uint64(i))))
		text := "(" + gen.Rule(source, gen.Options{NoNegatedStartsWith: true}) + ")" + []string{
			"", ` and status = "subscribed"`, ` and (status = "subscribed" or never unsubscribed)`, ` and (status = "unsubscribed" or opened)`,
			` and status = "unsubscribed" and unsubscribed`, " and bounced", " and never bounced and never complained", ` or bounced >= 2 and status = "x"`,
			` and not (status = "unsubscribed" or complained in last 30d)`, ` and (opened or status != "unsubscribed") and (clicked or status != "unsubscribed")`,
		}[i%10]
		side := oneSide(t, text)
		if side == nil {
			continue
		}
		for _, document := range documents {
			all := &condition.Document{Any: []condition.Group{{}}}
			for _, g := range document.Any {
				all.Any[0].All = append(all.Any[0].All, g.All...)
			}
			inside, err := prove.Compare(t.Context(), side, prove.DocumentSide(nil, document))
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			apart, err := prove.Compare(t.Context(), side, prove.DocumentSide(nil, all))
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			found, err := prove.Outside(t.Context(), side, document, nil)
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			asked := 0
			unwanted, err := prove.Outside(t.Context(), side, document, func(r prove.Reach) bool {
				asked++
				if r.Example != nil || r.Only && !found.Only {
					t.Errorf("%+v is said before a contact is looked for, but %+v with it\n%s", r, found, text)
				}
				return false
			})
			if err != nil || unwanted.Example != nil || unwanted.Judged != 0 {
				t.Errorf("no contact is wanted, but %+v is found, %v\n%s", unwanted, err, text)
			}
			switch contained := inside.Verdict == prove.Same || inside.Verdict == prove.Wider; {
			case contained != (found.Example == nil) || contained && found.Only:
				t.Errorf("the document is %v than the rule, but there is %+v\n%s", inside.Verdict, found, text)
			case contained:
				nobody++
				if asked > 0 {
					t.Errorf("nobody is reached, but a contact is looked for\n%s", text)
				}
			case found.Only != (apart.Verdict == prove.Disjoint):
				t.Errorf("all conditions are %v to the rule, but Only is %v\n%s", apart.Verdict, found.Only, text)
			case asked == 0 || !found.Only && unwanted.Only:
				t.Errorf("a contact is looked for without a question, or %+v is not %+v\n%s", unwanted, found, text)
			case found.Only:
				only++
			default:
				some++
			}
		}
	}
	t.Logf("%d times nobody is reached, %d times others only, %d times some", nobody, only, some)
	if nobody < long.Of(10, 200) || only < long.Of(4, 100) || some < long.Of(20, 400) {
		t.Error("the rules are not varied enough")
	}
}

// oneSide returns a rule for a comparison, or nil if it does not compile.
func oneSide(t *testing.T, text string) *prove.Side {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatalf("%v\n%s", list.Err(), text)
	}
	program, _, list := compiler.Compile(t.Context(), file, compiler.Options{})
	if list.HasErrors() {
		return nil // nobody or everybody
	}
	return program.Side(poll.New(t.Context()), 0)
}
