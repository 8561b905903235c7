package decompile_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/rulesjson"
)

// fataler is a test or a property.
type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
	Logf(format string, args ...any)
}

func encode(d *condition.Document) []byte { return append(rule.AppendJSON(nil, d, false), '\n') }

// written writes a document as a rule. Refusals have a message and give "".
func written(t fataler, d *condition.Document, options segc.DecompileOptions) string {
	t.Helper()
	text, err := segc.Decompile(context.Background(), encode(d), options)
	var refused *rulesjson.ParseError
	switch {
	case err == nil:
		return text
	case !errors.As(err, &refused) || refused.Message == "":
		t.Fatalf("%s\nis refused without a reason: %v", encode(d), err)
	}
	return ""
}

// compiled compiles a rule as it is.
func compiled(t fataler, text string) *condition.Document {
	t.Helper()
	result, list := segc.Compile(context.Background(), text, segc.Options{Plain: true, MaxGroups: 100_000})
	if result == nil {
		t.Fatalf("%s\ndoes not compile: %v", text, list.Err())
	}
	d, err := rule.Decode(sides.Compact(result))
	if err != nil {
		t.Fatalf("%v", err)
	}
	return d
}

// holds checks what is promised of every document. It reports whether the
// document was taken.
func holds(t fataler, d *condition.Document, contacts []contact.Contact) (loose, exact bool) {
	t.Helper()
	text := written(t, d, segc.DecompileOptions{})
	if text != "" {
		back := compiled(t, text)
		for _, c := range contacts {
			for _, reading := range gen.Readings() {
				if want, got := eval.Document(d, c, reading), eval.Document(back, c, reading); got != want {
					t.Fatalf("%s\n%s\nunder %v the document says %v, the rule %v, of %+v", encode(d), text, reading, want, got, c)
				}
			}
		}
		smallest(t, text, contacts)
		again := written(t, back, segc.DecompileOptions{})
		if twice := compiled(t, again); !bytes.Equal(encode(twice), encode(back)) {
			t.Fatalf("%s\n%s\n%s\n%s\na document of a rule does not come back", encode(d), text, encode(back), again)
		}
		if groups, conditions := d.Size(); conditionsIn(text) > conditions {
			t.Fatalf("%d groups of %d conditions become longer:\n%s", groups, conditions, text)
		}
	}
	strict := written(t, d, segc.DecompileOptions{Exact: true})
	if strict != "" {
		if back := compiled(t, strict); !bytes.Equal(encode(back), encode(d)) {
			t.Fatalf("%s\n%s\nis not exact:\n%s", encode(d), strict, encode(back))
		}
		if text == "" {
			t.Fatalf("%s\nis refused but for --exact:\n%s", encode(d), strict)
		}
	}
	return text != "", strict != ""
}

// smallest checks that the compiler takes a rule as it is meant to be used, too,
// and finds nothing in it that the document does not say.
func smallest(t fataler, text string, contacts []contact.Contact) {
	t.Helper()
	result, list := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 100_000})
	if result == nil {
		t.Fatalf("%s\ndoes not compile: %v", text, list.Err())
	}
	for _, d := range list {
		if d.Code == diag.MixedAndOr {
			t.Fatalf("%s\n%v", text, d)
		}
	}
	d, err := rule.Decode(sides.Compact(result))
	if err != nil {
		t.Fatalf("%v", err)
	}
	file, _ := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatalf("%v", err)
	}
	plain := compiled(t, text)
	for _, c := range contacts {
		c = names.Typed(c)
		for _, reading := range gen.Readings() {
			if want, got := eval.Document(plain, c, reading), eval.Document(d, c, reading); got != want {
				t.Fatalf("%s\nunder %v the document says %v, the smallest one %v, of %+v", text, reading, want, got, c)
			}
		}
	}
}

// conditionsIn counts the conditions that a rule without names writes.
func conditionsIn(text string) int {
	n := 1
	inText, inName := false, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case inText && c == '\\':
			i++
		case c == '"' && !inName:
			inText = !inText
		case c == '`' && !inText:
			inName = !inName
		case inText || inName:
		case bytes.HasPrefix([]byte(text[i:]), []byte(" and ")), bytes.HasPrefix([]byte(text[i:]), []byte(" or ")):
			n++
		case bytes.HasPrefix([]byte(text[i:]), []byte(" between ")):
			n-- // the `and` of its bounds joins no conditions
		}
	}
	return n
}

// TestDocumentsOfEveryShape decompiles documents that were never a rule.
func TestDocumentsOfEveryShape(t *testing.T) {
	taken := 0
	rapid.Check(t, func(t *rapid.T) {
		d := ruletest.Documents().Draw(t, "document")
		if ok, _ := holds(t, d, nil); ok {
			taken++
		}
	})
	t.Logf("%d taken", taken)
}

// TestDocumentsOfRules decompiles documents that rules became, and shuffled ones.
func TestDocumentsOfRules(t *testing.T) {
	loose, exact := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		d := document(t, source)
		if d == nil {
			return
		}
		var contacts []contact.Contact
		for range 6 {
			contacts = append(contacts, gen.Contact(source))
		}
		a, b := holds(t, d, contacts)
		if a {
			loose++
		}
		if b {
			exact++
		}
	})
	t.Logf("%d taken, %d exactly", loose, exact)
	if !t.Failed() && (loose == 0 || exact == 0) {
		t.Error("nothing was taken")
	}
}

// document returns the document of a random rule, its groups perhaps in another
// order, some of them twice or with more conditions; nil when there is none.
func document(t fataler, s gen.Source) *condition.Document {
	text := gen.Rule(s, gen.Options{Size: 14, NoNegatedStartsWith: true})
	result, _ := segc.Compile(context.Background(), text, segc.Options{Plain: true, MaxGroups: 200})
	if result == nil {
		return nil
	}
	d, err := rule.Decode(sides.Compact(result))
	if err != nil {
		t.Fatalf("%v", err)
	}
	shuffle := func(n int, swap func(i, j int)) {
		for i := n - 1; i > 0; i-- {
			swap(i, s.Intn(i+1))
		}
	}
	if s.Intn(3) == 1 {
		shuffle(len(d.Any), func(i, j int) { d.Any[i], d.Any[j] = d.Any[j], d.Any[i] })
		for _, g := range d.Any {
			shuffle(len(g.All), func(i, j int) { g.All[i], g.All[j] = g.All[j], g.All[i] })
		}
	}
	if s.Intn(4) == 1 {
		more := d.Any[s.Intn(len(d.Any))]
		from := d.Any[s.Intn(len(d.Any))]
		d.Any = append(d.Any, condition.Group{All: slices.Concat(more.All, from.All)})
	}
	return d
}

// FuzzDecompile looks for texts that make the decompiler fail, hang or lie.
func FuzzDecompile(f *testing.F) {
	for _, refusal := range ruletest.Refusals() {
		f.Add([]byte(refusal.JSON))
	}
	for _, refusal := range ruletest.BodyRefusals() {
		f.Add([]byte(refusal.JSON))
	}
	for seed := range 20 {
		f.Add(encode(ruletest.Documents().Example(seed)))
		f.Add(rule.Segment(ruletest.Bodies().Example(seed)).AppendJSON(nil, true))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 1<<15 {
			return
		}
		d, err := rule.Decode(data)
		if err == nil {
			holds(t, d, nil)
			return
		}
		text, err := segc.Decompile(context.Background(), data, segc.DecompileOptions{})
		var refused *rulesjson.ParseError
		if err != nil && !errors.As(err, &refused) {
			t.Fatalf("%s\n%v", data, err)
		}
		if err == nil {
			compiled(t, text)
		}
	})
}
