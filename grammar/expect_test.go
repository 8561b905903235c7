package grammar_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
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
	// [length]
}

// TestExpect has places that are easy to get wrong, each marked with a bar.
func TestExpect(t *testing.T) {
	starts := "use segment let campaign field require where "
	condition := "not ! ( opened clicked bounced complained delivered unsubscribed never list isp <condition> <column>"
	joints := "and && or ||"
	column := "= == != <> > >= < <= between contains starts in not is has "
	for _, c := range []struct{ text, span, want string }{
		{"|", "", strings.TrimSpace(starts) + " list isp ! not ( opened clicked bounced complained delivered unsubscribed never <condition> <column>"},
		{"\ufeff|", "", strings.TrimSpace(starts) + " list isp ! not ( opened clicked bounced complained delivered unsubscribed never <condition> <column>"},
		{"wh|", "wh", strings.TrimSpace(starts) + " list isp ! not ( opened clicked bounced complained delivered unsubscribed never <condition> <column>"},
		{"where |", "", condition},
		{"where pl|an = 1", "plan", condition},
		{"where plan| = 1", "plan", condition},
		{"where\u200b \u00a0|", "", condition},
		{"where plan |", "", column + joints + " " + starts + "list isp"},
		{"where `my plan`|", "", column + joints + " " + starts + "list isp"},
		{"where `my pl|an`", "`my plan`", condition},
		{"where `my pl| and", "`my pl", condition},
		{"where plan =|", "", "true false <value>"},
		{"where plan >|= 1", ">=", column + joints + " " + starts + "list isp"},
		{"where plan = \"p|ro\"", `"pro"`, "true false <value>"},
		{"where plan = \"pro\"|", "", joints + " " + starts + "list isp"},
		{"where plan = \"p| and", `"p`, "true false <value>"},
		{"where (plan = 1 |", "", joints + " )"},
		{"where (plan in (1 |", "", ", )"},
		{"where (plan in (1) |", "", joints + " )"},
		{"where plan in (|", "", "true false <value>"},
		{"where plan in (1, |", "", "true false ) <value>"},
		{"where plan = 1 # a comm|ent", "", ""},
		{"where plan = 1 # a comment|", "", ""},
		{"where plan = 1 # a comment\n|", "", joints + " " + starts + "list isp"},
		{"where plan = /* no| */ 1", "", ""},
		{"where plan = /* no */|", "", "true false <value>"},
		{"where plan = \"# a|\"", `"# a"`, "true false <value>"},
		{"where opened in |", "", "the last"},
		{"where opened in last |", "", "<length>"},
		{"where opened in last 30|d", "30d", "<length>"},
		{"where opened in last 30 |", "", "d day days w week weeks"},
		{"where opened more than 2 weeks |", "", "ago"},
		{"where opened >= |", "", "<count>"},
		{"where opened between 1 |", "", "&& and"},
		{"where opened between 1 && |", "", "<count>"},
		{"let a == |", "", condition},
		{"where opened from |", "", "campaigns"},
		{"where list |", "", "in not"},
		{"list |", "", "in not <new-name>"},
		{"list in|", "in", "in not <new-name>"},
		{"isp |", "", "in not = == != <> <new-name>"},
		{"where opened\nlist |", "", "<new-name>"},
		{"where opened\nlist x = |", "", "( <list>"},
		{"segment \"x\" |", "", "id color description lists " + starts + "list isp"},
		{"segment \"x\" lists a |", "", ", id color description lists " + starts + "list isp"},
		{"segment \"x\" color |", "", "<string>"},
		{"field plan |", "", ":"},
		{"field plan: |", "", "<type>"},
		{"field plan: text |", "", "( not " + starts + "list isp"},
		{"field plan: choice(\"a\") not |", "", "null"},
		{"require plan = 1 |", "", joints + " because " + starts + "list isp"},
		{"require (plan = 1 |", "", joints + " )"},
		{"require plan = 1 because |", "", "<string>"},
		{"opened |", "", "= == != <> > >= < <= between in more from except " + joints},
		{"use |", "", "<string>"},
		{"where plan like \"x\" |", "", starts + "list isp"},
		{"where plan like \"x\" and |", "", condition},
		{"where (plan in (1 2) and |", "", condition},
		{"where (plan in (1 2) and x = 1 |", "", joints + " )"},
		{"where plan = 1)) or |", "", condition},
		{"where plan =\nlet x = |", "", condition},
		{"where x = 1 and list vip = |", "", "( <list>"},
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
		if i%long.Of(4, 1) == 0 {
			text := shape.Make(grammar.MaxSize)
			grammar.Expect(ast.NewSource("x.seg", text), len(text))
		}
	}
}

// TestExpectOutside asks outside of a text, as deep as parentheses may be nested, and after
// what Parse would read.
func TestExpectOutside(t *testing.T) {
	source := ast.NewSource("x.seg", "where ")
	if before := grammar.Expect(source, -5); before.Span != (ast.Span{}) || !slices.Contains(before.Keywords, "where") {
		t.Errorf("before the text: %v", before)
	}
	if after := grammar.Expect(source, 500); after.Span != (ast.Span{Start: 6, End: 6}) || !slices.Contains(after.Keywords, "opened") {
		t.Errorf("after the text: %v", after)
	}
	deep := strings.Repeat("(", grammar.MaxNesting-1)
	for text, opens := range map[string]bool{deep: true, deep + "(": false} {
		expected := grammar.Expect(ast.NewSource("x.seg", text), len(text))
		if slices.Contains(expected.Keywords, "(") != opens || !slices.Contains(expected.Keywords, "opened") {
			t.Errorf("in %d parentheses: %v", len(text), expected)
		}
	}
	text := strings.Repeat("\n", grammar.MaxSize) + " "
	if late := grammar.Expect(ast.NewSource("x.seg", text), len(text)); len(all(late)) > 0 {
		t.Errorf("after what is read: %v", late)
	}
}

// FuzzExpect asks at any offset of any text: the word there is around the offset, nothing
// is named twice, and after a line what follows makes no difference.
func FuzzExpect(f *testing.F) {
	for i, text := range corpus.Sources(f) {
		f.Add(text, i*37%(len(text)+1))
	}
	for _, text := range []string{
		"", "list", "list in (", "a in (1 2", "((((", "))))", "let let let", "a = \"", "a = `", "/* ", "/* */", "#", "\ufeff", "\ufeff\ufeff", "a\u200b", "\xff\xfe",
		"opened in last 30", "a like (b", "where in ( (", "segment \"x\" lists a,", "“a", "“a”", "isp = ", "use use", "a >", "a !",
	} {
		f.Add(text, len(text))
		f.Add(text, len(text)/2)
	}
	f.Fuzz(func(t *testing.T, text string, offset int) {
		source := ast.NewSource("x.seg", text)
		got := grammar.Expect(source, offset)
		offset = min(max(offset, 0), len(text))
		if strings.HasPrefix(text, "\ufeff") {
			offset = max(offset, len("\ufeff"))
		}
		if got.Span.Start > offset || got.Span.End < offset || got.Span.End > len(text) {
			t.Fatalf("the word at %d is at %v", offset, got.Span)
		}
		named := sorted(all(got))
		if len(slices.Compact(slices.Clone(named))) != len(named) {
			t.Fatalf("%v are named twice", named)
		}
		atLine := got.Span.Empty() && strings.HasSuffix(text[:offset], "\n") && !strings.Contains(text, "/*")
		if atLine && !slices.Equal(named, sorted(all(grammar.Expect(ast.NewSource("x.seg", text[:offset]+"\n"), offset)))) {
			t.Fatalf("without the text after %d, it is not %v", offset, named)
		}
	})
}

func sorted(words []string) []string {
	slices.Sort(words)
	return words
}
