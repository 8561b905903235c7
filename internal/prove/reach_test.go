package prove_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

var (
	active    = condition.Field{Column: "status", Operator: condition.NotEquals, Values: []condition.Value{{Text: "unsubscribed"}}}
	stayed    = condition.Event{Metric: condition.Unsubscribe, Operator: condition.CountEQ}
	reachable = &condition.Document{Any: []condition.Group{{All: []condition.Condition{active}}, {All: []condition.Condition{stayed}}}}
	clear     = &condition.Document{Any: []condition.Group{{All: []condition.Condition{active, stayed}}}}
)

func reachOf(t *testing.T, text string) (*compiler.Result, *ast.File, prove.Reach, error) {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	program, result, list := compiler.Compile(t.Context(), file, compiler.Options{})
	if list.HasErrors() {
		return nil, file, prove.Reach{}, nil // nobody or everybody
	}
	reach, err := prove.Outside(t.Context(), program.Side(poll.New(t.Context()), 0), reachable, nil)
	return result, file, reach, err
}

// TestOutsideReplays checks that the contact that a rule reaches, and should not,
// is one to the evaluator too, under the readings that are named; and that a
// rule that reaches others is not only for such contacts.
func TestOutsideReplays(t *testing.T) {
	found, only, none := 0, 0, 0
	for i := range long.Of(60, 300) {
		source := gen.Rand(rand.New(rand.NewPCG(11, uint64(i))))
		text := gen.File(source, gen.Options{NoNegatedStartsWith: true})
		if i%3 == 0 {
			text += " and (status = \"subscribed\" or opened > 3)"
		} else if i%3 == 1 {
			text += " and status = \"unsubscribed\""
		}
		result, file, reach, err := reachOf(t, text)
		if err != nil {
			t.Errorf("%v\n%s", err, text)
		}
		if result == nil || err != nil {
			continue
		}
		names, err := eval.NewNames(file)
		if err != nil {
			t.Fatal(err)
		}
		if reach.Example == nil {
			none++
		} else {
			found++
			if len(reach.Example.Readings) == 0 {
				t.Errorf("there is a contact under no reading\n%s", text)
			}
			for _, r := range gen.Under(reach.Example.Readings) {
				if !eval.Document(result.Document(nil), reach.Example.Contact, r) || eval.Document(reachable, reach.Example.Contact, r) {
					t.Errorf("the evaluator does not agree on %v under %v\n%s", reach.Example.Contact, r, text)
				}
			}
		}
		if reach.Only {
			only++
		}
		for range 40 {
			c := names.Typed(gen.Contact(source))
			for _, r := range gen.Readings() {
				matched := eval.Document(result.Document(nil), c, r)
				if matched && !eval.Document(reachable, c, r) && reach.Example == nil {
					t.Fatalf("nobody is said to be reached, but %v is\n%s", c, text)
				}
				if matched && eval.Document(clear, c, r) && reach.Only {
					t.Fatalf("the rule is said to be for others only, but %v is reached\n%s", c, text)
				}
			}
		}
	}
	t.Logf("%d rules reach somebody, %d nobody, %d are for such people", found, none, only)
	if found < 20 || only < long.Of(5, 20) {
		t.Error("the rules are not varied enough")
	}
}

// TestOutsideIsBounded checks that a large rule costs no more steps than a warning
// is worth, and what the error is to callers.
func TestOutsideIsBounded(t *testing.T) {
	var all, some []string
	for i := range long.Of(24, 300) {
		all = append(all, fmt.Sprintf("a%d = %d", i, i))
		some = append(some, fmt.Sprintf("(b%d > %d or opened >= %d in last %dd from campaigns (%d))", i%9, i, i%7+1, i+1, i))
	}
	for text, decided := range map[string]bool{
		strings.Join(all, " or "): true, strings.Join(all, " and "): true,
		strings.Join(some[:8], " and "): true, strings.Join(some, " or "): false,
	} {
		_, _, _, err := reachOf(t, text)
		if decided {
			if err != nil {
				t.Errorf("%v: %.80s …", err, text)
			}
			continue
		}
		undecided(t, err, logic.DefaultOperations/5)
		if long.Run() { // TestCompareIsBounded has a smaller limit
			_, err = prove.Compare(t.Context(), sideOf(t, text), prove.DocumentSide(nil, reachable))
			undecided(t, err, logic.DefaultOperations)
		}
	}
}

// undecided checks that an error is the one that callers expect, and that it took no more
// steps than the limit.
func undecided(t *testing.T, err error, most int) {
	t.Helper()
	var limit *logic.LimitError
	if !errors.Is(err, prove.ErrUndecided) || !errors.As(err, &limit) || limit.Max > most || limit.Spent > limit.Max+limit.Max/10 {
		t.Errorf("the error is %v, with the limit %+v", err, limit)
	}
}
