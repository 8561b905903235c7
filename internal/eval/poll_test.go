package eval_test

import (
	"strconv"
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

// TestLooksWithin checks that one large condition is judged with many looks at the
// context, in a document and in a rule: in a long list, a long text or a long set.
func TestLooksWithin(t *testing.T) {
	const n, least = 100_000, 5
	long := strings.Repeat("é", n)
	var numbers, texts strings.Builder
	field := condition.Field{Column: "c", Operator: condition.In}
	tags := condition.Field{Column: "c", Operator: condition.HasAll}
	for i := range n {
		numbers.WriteString(strconv.Itoa(i) + ", ")
		texts.WriteString(`"` + strconv.Itoa(i) + `", `)
		field.Values = append(field.Values, condition.Value{Kind: condition.Number, Text: strconv.Itoa(i)})
		tags.Values = append(tags.Values, condition.Value{Kind: condition.String, Text: "a"})
	}
	number := contact.Int(-1)
	set := contact.Set("b", "a")
	text := contact.Text(long + "a")
	for name, d := range map[string]struct {
		condition condition.Condition
		value     contact.Value
	}{
		"numbers":       {field, number},
		"tags":          {tags, set},
		"a part":        {condition.Field{Column: "c", Operator: condition.Contains, Values: []condition.Value{{Kind: condition.String, Text: long[:200] + "b"}}}, text},
		"contact lists": {condition.Membership{Operator: condition.In, Lists: make([]string, n)}, number},
	} {
		ctx := polltest.New(t.Context())
		document := &condition.Document{Any: []condition.Group{{All: []condition.Condition{d.condition}}}}
		who := contact.Contact{Columns: map[string]contact.Value{"c": d.value}}
		eval.DocumentWithin(poll.New(ctx), document, who, eval.Reading{FoldCase: true})
		if ctx.Count < least {
			t.Errorf("a document with %s: %d looks", name, ctx.Count)
		}
	}
	for text, v := range map[string]contact.Value{
		"c in (" + numbers.String() + "1)":       number,
		"c in (" + texts.String() + `"x")`:       contact.Text("y"),
		"c has all (" + texts.String() + `"x")`:  set,
		`c = "` + long + `"`:                     text,
		"isp in (" + numbers.String() + "1)":     number,
		"a = 1" + strings.Repeat(" or a = 1", n): number,
	} {
		file, list := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{MaxSize: 8 << 20})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		names, err := eval.NewNames(file)
		if err != nil {
			t.Fatal(err)
		}
		ctx := polltest.New(t.Context())
		where := file.Statements[0].(*ast.Where)
		if _, err := eval.TreeWithin(poll.New(ctx), names, where.Expr, contact.Contact{Columns: map[string]contact.Value{"c": v}}, eval.Reading{FoldCase: true}); err != nil {
			t.Fatal(err)
		}
		if ctx.Count < least {
			t.Errorf("%.30s…: %d looks", text, ctx.Count)
		}
	}
}
