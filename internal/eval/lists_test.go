package eval_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

func listID(n int) string { return fmt.Sprintf("%08x-0000-4000-8000-000000000000", n) }

// membership returns a condition that lists ids, as a document and as a rule that lists
// them itself or by names.
func membership(t testing.TB, ids []string, named bool) (*condition.Document, *eval.Names, ast.Expr) {
	t.Helper()
	var text strings.Builder
	where := make([]string, len(ids))
	for i, id := range ids {
		if where[i] = `"` + id + `"`; named {
			where[i] = fmt.Sprint("n", i/3)
			if i%3 == 0 {
				fmt.Fprintf(&text, "list n%d = (\"%s\")\n", i/3, strings.Join(ids[i:min(i+3, len(ids))], `", "`))
			}
		}
	}
	text.WriteString("where list in (" + strings.Join(slices.Compact(where), ", ") + ")")
	file, list := grammar.Parse(ast.NewSource("x.seg", text.String()), grammar.Options{MaxSize: 16 << 20})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatal(err)
	}
	stated := condition.Membership{Operator: condition.In, Lists: ids}
	document := &condition.Document{Any: []condition.Group{{All: []condition.Condition{stated}}}}
	return document, names, file.Statements[len(file.Statements)-1].(*ast.Where).Expr
}

// TestManyListsTakeFewSteps checks that a condition with many ids and a contact on many
// lists take about as many steps as there are of both, not as there are pairs.
func TestManyListsTakeFewSteps(t *testing.T) {
	const ids, on = 100_000, 1000
	var listed []string
	for i := range ids {
		listed = append(listed, listID(i))
	}
	var c contact.Contact
	for i := range on {
		c.Lists = append(c.Lists, listID(ids+i))
	}
	const most = 40 * (ids + on) / poll.Every
	for _, named := range []bool{false, true} {
		document, names, where := membership(t, listed, named)
		source, err := eval.Read(nil, names, where)
		if err != nil {
			t.Fatal(err)
		}
		ctx := polltest.New(t.Context())
		if eval.DocumentWithin(poll.New(ctx), document, c, eval.Reading{}) || source.Holds(poll.New(ctx), c, eval.Reading{}) {
			t.Error("the contact is on one of the lists")
		}
		if ctx.Count > most {
			t.Errorf("named %t: the context was looked at %d times, want at most %d", named, ctx.Count, most)
		}
	}
}

// TestListsAreFound checks that both judges find lists in the same way, however many there
// are on either side.
func TestListsAreFound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	matched := 0
	for range 300 {
		var listed []string
		var c contact.Contact
		for range 1 + random.IntN(40) {
			listed = append(listed, listID(random.IntN(1000)))
		}
		for range random.IntN(40) {
			c.Lists = append(c.Lists, listID(random.IntN(1000)))
		}
		want := slices.ContainsFunc(c.Lists, func(id string) bool { return slices.Contains(listed, id) })
		for _, named := range []bool{false, true} {
			document, names, where := membership(t, listed, named)
			got, err := eval.Tree(names, where, c, eval.Reading{})
			if err != nil || got != want || eval.Document(document, c, eval.Reading{}) != want {
				t.Fatalf("%q in %q: the tree says %t, %v, want %t", c.Lists, listed, got, err, want)
			}
		}
		if want {
			matched++
		}
	}
	if matched < 50 || matched > 250 {
		t.Errorf("%d of 300 contacts matched", matched)
	}
}

// TestListsOfThePart checks that a judge remembers nothing of the lists of another part.
func TestListsOfThePart(t *testing.T) {
	var listed, others []string
	for i := range 100 {
		listed, others = append(listed, listID(i)), append(others, listID(1000+i))
	}
	document, names, where := membership(t, listed, false)
	source, err := eval.Read(nil, names, where)
	if err != nil {
		t.Fatal(err)
	}
	judge := eval.NewJudge(nil, eval.Reading{})
	for i, part := range []eval.Part{{Lists: listed[90:]}, {Lists: others}, {Lists: listed[50:]}, {Lists: others[:10]}} {
		want := i%2 == 0
		tree, stated := judge.Tree(&source.Conditions[0], &part), judge.Document(document.Any[0].All[0], &part)
		if tree != want || stated != want {
			t.Errorf("part %d: the tree says %t, the document %t, want %t", i, tree, stated, want)
		}
	}
}
