package grammar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
)

func ExampleExpect() {
	source := ast.NewSource("vip.seg", "where opened in last 30d and plan is n")
	expected := grammar.Expect(source, len(source.Text()))
	fmt.Println(expected.Keywords, source.Slice(expected.Span))

	expected = grammar.Expect(source, len("where opened in last "))
	fmt.Println(expected.Classes)
	// Output:
	// [not null] n
	// [length value name]
}

// TestExpect has places that are easy to get wrong, each marked with a bar.
func TestExpect(t *testing.T) {
	starts := "use segment let campaign field require where value param assume "
	condition := "not ! ( opened clicked bounced complained delivered unsubscribed never list isp <condition> <column>"
	joints := "and && or ||"
	units := " d day days w week weeks" // of a number, before `ago`
	column := "= == != <> > >= < <= between on contains starts in not is has ( "
	for _, c := range []struct{ text, span, want string }{
		{"|", "", strings.TrimSpace(starts) + " tables list isp ! not ( opened clicked bounced complained delivered unsubscribed never <condition> <column>"},
		{"\ufeff|", "", strings.TrimSpace(starts) + " tables list isp ! not ( opened clicked bounced complained delivered unsubscribed never <condition> <column>"},
		{"wh|", "wh", strings.TrimSpace(starts) + " tables list isp ! not ( opened clicked bounced complained delivered unsubscribed never <condition> <column>"},
		{"where |", "", condition},
		{"where pl|an = 1", "plan", condition},
		{"where plan| = 1", "plan", condition},
		{"where\u200b \u00a0|", "", condition},
		{"where plan |", "", column + joints + " " + starts + "list isp"},
		{"where `my plan`|", "", column + joints + " " + starts + "list isp"},
		{"where `my pl|an`", "`my plan`", condition},
		{"where `my pl| and", "`my pl", condition},
		{"where plan =|", "", "true false today <length> <value-name> <value>"},
		{"where plan >|= 1", ">=", column + joints + " " + starts + "list isp"},
		{"where plan = \"p|ro\"", `"pro"`, "true false today <length> <value-name> <value>"},
		{"where plan = \"pro\"|", "", joints + " " + starts + "list isp"},
		{"where plan = \"p| and", `"p`, "true false today <length> <value-name> <value>"},
		{"where (plan = 1 |", "", joints + " )" + units},
		{"where (plan in (1 |", "", ", )" + units},
		{"where (plan in (1) |", "", joints + " )"},
		{"where plan in (|", "", "true false today <length> <value-name> <value>"},
		{"where plan in (1, |", "", "true false today ) <length> <value-name> <value>"},
		{"where plan = 1 # a comm|ent", "", ""},
		{"where plan = 1 # a comment|", "", ""},
		{"where plan = 1 # a comment\n|", "", joints + " " + starts + "list isp" + units},
		{"where plan = /* no| */ 1", "", ""},
		{"where plan = /* no */|", "", "true false today <length> <value-name> <value>"},
		{"where plan = \"# a|\"", `"# a"`, "true false today <length> <value-name> <value>"},
		{"where opened in |", "", "the last"},
		{"where opened in last |", "", "<length> <value-name>"},
		{"where opened in last 30|d", "30d", "<length> <value-name>"},
		{"where opened in last 30 |", "", "d day days w week weeks"},
		{"where opened more than 2 weeks |", "", "ago"},
		{"where opened >= |", "", "<count> <value-name>"},
		{"where opened between 1 |", "", "&& and"},
		{"where opened between 1 && |", "", "<count> <value-name>"},
		{"let a == |", "", condition},
		{"where opened from |", "", "campaigns"},
		{"where list |", "", "in not"},
		{"list |", "", "in not <new-name>"},
		{"list in|", "in", "in not <new-name>"},
		{"isp |", "", "in not = == != <> <new-name>"},
		{"where opened\nlist |", "", "<new-name>"},
		{"where opened\nlist x = |", "", "( <list>"},
		{"segment \"x\" |", "", "id color description lists for was " + starts + "list isp"},
		{"segment \"x\" lists a |", "", ", id color description for was " + starts + "list isp"},
		{"segment \"x\" color |", "", "<string>"},
		{"field plan |", "", ":"},
		{"field plan: |", "", "<type>"},
		{"field plan: text |", "", "( not " + starts + "list isp"},
		{"field plan: choice(\"a\") not |", "", "null"},
		{"require plan = 1 |", "", joints + " because " + starts + "list isp" + units},
		{"require (plan = 1 |", "", joints + " )" + units},
		{"require plan = 1 because |", "", "<string>"},
		{"opened |", "", "= == != <> > >= < <= between in more from except " + joints},
		{"use |", "", "<string>"},
		{"where plan like \"x\" |", "", starts + "list isp"},
		{"where plan like \"x\" and |", "", condition},
		{"where (plan in (1 2) and |", "", condition},
		{"where (plan in (1 2) and x = 1 |", "", joints + " )" + units},
		{"where plan = 1)) or |", "", condition},
		{"where plan =\nlet x = |", "", condition},
		{"where x = 1 and list vip = |", "", "( <list>"},
		{"field |", "", "<column>"},

		{"opened in last 30d |", "", "from except " + joints},
		{"opened more than 30d ago |", "", "from except " + joints},
		{"opened in last 30d more |", "", "than"},
		{"opened in last 30d more than 2w ago |", "", "from except " + joints},
		{"never clicked except campaigns (1) |", "", "in more " + joints},
		{"clicked from campaigns (1) except |", "", "campaigns"},
		{"clicked from campaigns (1) in last 1d |", "", joints},
		{"opened in last 30d and opened |", "", "= == != <> > >= < <= between in more from except " + joints},
		{"bounced |", "", "= == != <> > >= < <= between in more " + joints},
		{"never delivered in last 30d |", "", joints},
		{"bounced from |", "", "campaigns"},
		{"segment \"x\" color \"a\" |", "", "id description lists for was " + starts + "list isp"},
		{"segment \"x\" color \"a\" color |", "", "<string>"},
		{"segment \"x\" id \"a\" description \"b\" lists a |", "", ", color for was " + starts + "list isp"},
		{"segment \"x\" id \"a\" segment \"y\" |", "", "id color description lists for was " + starts + "list isp"},

		{"where plan = 1\n|", "", joints + " " + starts + "list isp" + units},
		{"where plan = 1\nplan = |", "", "true false today <length> <value-name> <value>"},
		{"where plan = 1\n\r\n# a comment\nplan = 1 |", "", joints + " " + starts + "list isp" + units},
		{"where plan = 1 plan = |", "", starts + "list isp"},
		{"where plan = 1 and x = 1\nopened in |", "", "the last"},
		{"let a = b\nnot (c or |", "", condition},
		{"use \"x\"\n5 and |", "", condition},
		{"list x = (a)\nplan |", "", column + joints + " " + starts + "list isp"},
		{"segment \"x\"\nopened >= |", "", "<count> <value-name>"},
		{"require a because \"b\"\nplan in (|", "", "true false today <length> <value-name> <value>"},
		{"plan = 1\nplan = |", "", starts + "list isp"},
		{"use \"x\"\nplan = 1\nplan = |", "", starts + "list isp"},
		{"where (plan = 1\nplan = |", "", starts + "list isp"},
		{"use \"x\"\nand |", "", starts + "list isp"},
		{"let x = a\nisp in |", "", "("},
		{"let x = a\nlist not in (|", "", "<list>"},
		{"let x = a\nlist = |", "", starts + "list isp"},
		{"let x = a\nuse != 1 and |", "", condition},
		{"segment \"x\"\nid = |", "", "true false today <length> <value-name> <value>"},
		{"segment \"x\" was \"y\" |", "", "id color description lists for " + starts + "list isp"},
		{"segment \"x\" for |", "", "list isp campaign <new-name>"},
		{"segment \"x\" for list |", "", "<new-name>"},
		{"segment \"x\" for a |", "", "in"},
		{"segment \"x\" for a in |", "", "("},
		{"segment \"x\" for a in (1 |", "", ", ) as" + units},
		{"segment \"x\" for a in (\"b\" |", "", ", ) as"},
		{"segment \"x\" for a in (\"b\" as |", "", "<string>"},
		{"segment \"x\" for a in (\"b\" as \"c\" |", "", ", )"},
		{"segment \"x\" for a in (1) |", "", "id color description lists for was " + starts + "list isp"},
		{"segment \"x\" lists a\nplan |", "", column + joints + " " + starts + "list isp"},
		{"segment \"x\"\nplan \"a\" and |", "", starts + "list isp"},

		{"let and = |", "", condition},
		{"let where = |", "", condition},
		{"list and = |", "", "( <list>"},
		{"isp from = |", "", "( <isp>"},
		{"campaign let = |", "", "( <campaign>"},
		{"field where: |", "", "<type>"},
		{"field in: text |", "", "( not " + starts + "list isp"},
		{"let and |", "", starts + "list isp"},
		{"let a b and |", "", starts + "list isp"},
		{"list x = 1 and |", "", starts + "list isp"},
		{"where and |", "", starts + "list isp"},
		{"where (and |", "", condition},
		{"where 5 and |", "", condition},
		{"where = 5 and |", "", starts + "list isp"},
		{"where (plan like \"x\") |", "", joints + " " + starts + "list isp"},
		{"where (plan like (\"x\") |", "", starts + "list isp"},
		{"where ((plan =) |", "", joints + " )"},
		{"opened from campaigns (1 2) |", "", "in more " + joints},
		{"list x = (a b) |", "", starts + "list isp"},
		{"let a(|", "", "<new-name>"},
		{"let a |", "", "= == ("},
		{"let a(b |", "", ", )"},
		{"let a(b, |", "", "<new-name>"},
		{"let a(b) |", "", "= =="},
		{"let a(b) = |", "", condition},
		{"value |", "", "<new-name> " + column + joints},
		{"value on |", "", "= == true false today <length> <value-name> <value>"},
		{"value on = |", "", "( true false today <length> <value-name> <value>"},
		{"value list = |", "", "( true false today <length> <value-name> <value>"},
		{"value = |", "", "true false today <length> <value-name> <value>"},
		{"value a |", "", "= =="},
		{"where value |", "", column + joints + " " + starts + "list isp"},
		{"where a\nvalue |", "", "<new-name>"},
		{"where a = value |", "", joints + " + - " + starts + "list isp"},
		{"where (a\nvalue b = |", "", "( true false today <length> <value-name> <value>"},
		{"where a and\nvalue b = |", "", "( true false today <length> <value-name> <value>"},
		{"value a = (1, |", "", ") true false today <length> <value-name> <value>"},
		{"value a = n |", "", "+ - " + starts + "list isp"},
		{"value a = n - |", "", "<length> <value-name>"},
		{"param |", "", "<new-name> " + column + joints},
		{"where a\nparam b |", "", ":"},
		{"param b: |", "", "list isp campaign <type>"},
		{"param b: list |", "", "( = == " + starts + "list isp"},
		{"param b: choice(|", "", "<string> <value-name>"},
		{"param b: text = |", "", "true false today <length> <value-name> <value> <list> <isp> <campaign>"},
		{"where a(|", "", "( true false today <length> <value-name> <value> <list> <isp> <campaign>"},
		{"where a(b |", "", ", ) + -"},
		{"where a(1, (2, |", "", ") true false today <length> <value-name> <value>"},
		{"where a(1, (2) |", "", ", )"},
		{"where a((2), b) |", "", joints + " " + starts + "list isp"},
		{"where a(b > 2) |", "", joints + " " + starts + "list isp"},
		{"where plan contains |", "", "<string> <value-name>"},
		{"where opened in last n |", "", "from except " + joints + " " + starts + "list isp"},
		{"where opened more than n |", "", "ago"},

		{"require plan like \"x\" because |", "", "<string>"},
		{"where plan like \"x\" because |", "", starts + "list isp"},
	} {
		offset := strings.Index(c.text, "|")
		source := ast.NewSource("x.seg", c.text[:offset]+c.text[offset+1:])
		expected := grammar.Expect(source, offset)
		got, want := sorted(all(expected)), sorted(strings.Fields(c.want))
		if at := source.Slice(expected.Span); !slices.Equal(got, want) || at != c.span {
			t.Errorf("%q: %q, %q, not %q", c.text, at, got, want)
		}
	}
}

// all returns the words and classes of what is expected.
func all(expected grammar.Expected) []string {
	words := slices.Clone(expected.Keywords)
	for _, c := range expected.Classes {
		words = append(words, "<"+strings.ReplaceAll(string(c), " ", "-")+">")
	}
	return words
}

// TestExpectIsLinear asks at the end of hostile texts of a megabyte: with a reader that is
// quadratic, it would take hours.
func TestExpectIsLinear(t *testing.T) {
	t.Parallel()
	for i, shape := range hostile.Texts() {
		if i%long.Every(4, 2, 1) == 0 {
			text := shape.Make(grammar.MaxSize)
			grammar.Expect(ast.NewSource("x.seg", text), len(text))
		}
	}
}

// TestExpectOutside asks outside of a text, and after what Parse would read.
func TestExpectOutside(t *testing.T) {
	source := ast.NewSource("x.seg", "where ")
	if before := grammar.Expect(source, -5); before.Span != (ast.Span{}) || !slices.Contains(before.Keywords, "where") {
		t.Errorf("before the text: %v", before)
	}
	if after := grammar.Expect(source, 500); after.Span != (ast.Span{Start: 6, End: 6}) || !slices.Contains(after.Keywords, "opened") {
		t.Errorf("after the text: %v", after)
	}
	text := strings.Repeat("\n", grammar.MaxSize) + " "
	if late := grammar.Expect(ast.NewSource("x.seg", text), len(text)); len(all(late)) > 0 {
		t.Errorf("after what is read: %v", late)
	}
}

// TestExpectKnowsHowDeep checks that `not` and `(` are named as deep as the parser takes
// them, and that nothing of a condition is named after one too many.
func TestExpectKnowsHowDeep(t *testing.T) {
	const most = grammar.MaxNesting
	for _, text := range []string{
		strings.Repeat("(", most),
		strings.Repeat("not ", most),
		strings.Repeat("!", most),
		strings.Repeat("not (", most/2),
		strings.Repeat("(", most/2) + strings.Repeat("!", most/2),
		strings.Repeat("not ", most/2) + strings.Repeat("(", most/2),
		"(" + strings.Repeat("not ", most-1),
		"not (a or " + strings.Repeat("! (", most/2-1),
		"not (not b and not (not not c or not d) and " + strings.Repeat("not (", most/2-1),
		"not a and not (b) or (not c) and " + strings.Repeat("not ", most),
		"let a = not b\nlet c = " + strings.Repeat("not ", most),
		"where (b like (c)) and (d like 1) and " + strings.Repeat("not (", most/2),
		strings.Repeat("(a or not ", most/2),
	} {
		at := strings.LastIndexAny(text[:len(text)-1], "(!t") + 1 // before the last one
		for _, before := range []string{text[:at] + " ", text} {
			expected := grammar.Expect(ast.NewSource("x.seg", before), len(before))
			if !slices.Contains(expected.Keywords, "opened") {
				t.Errorf("%.40q: %v", before, expected)
			}
			for _, word := range []string{"not", "!", "("} {
				_, list := grammar.Parse(ast.NewSource("x.seg", before+" "+word), grammar.Options{})
				deep := slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.TooDeep })
				if slices.Contains(expected.Keywords, word) == deep || deep != (before == text) {
					t.Errorf("%.40q: `%s` is among %v, and that it is too deep is %t", before, word, expected.Keywords, deep)
				}
			}
		}
		for _, word := range []string{" not a", " (a", " ! a and b", " (a) and not"} {
			text := text + word + " "
			expected := grammar.Expect(ast.NewSource("x.seg", text), len(text))
			if slices.Contains(expected.Keywords, "opened") || !slices.Contains(expected.Keywords, "where") {
				t.Errorf("%.40q after `%s`: %v", text, word, expected)
			}
			text += "where not "
			if expected = grammar.Expect(ast.NewSource("x.seg", text), len(text)); !slices.Contains(expected.Keywords, "not") {
				t.Errorf("%.40q in the next statement: %v", text, expected)
			}
		}
	}
}

func sorted(words []string) []string {
	slices.Sort(words)
	return words
}
