package decompile_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/rulesjson"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/sides"
)

// edges makes rules of what lies at the limits of the language.
type edges struct {
	gen.Source
	columns []string // the few that a rule is about
	dates   []string
	metrics []string
}

// newEdges returns a maker of one rule. Its conditions are about the same
// things, so that they have to do with each other.
func newEdges(s gen.Source) edges {
	e := edges{Source: s}
	for range 2 {
		e.columns = append(e.columns, pick(e, names...))
		e.dates = append(e.dates, pick(e, dates...))
		e.metrics = append(e.metrics, pick(e, "opened", "clicked", "bounced", "complained", "delivered", "unsubscribed"))
	}
	return e
}

func pick[T any](e edges, choices ...T) T { return choices[e.Intn(len(choices))] }

// rule returns a rule of some conditions.
func (e edges) rule(size int) string {
	switch kind := e.Intn(4); {
	case size <= 1 || kind == 0:
		return e.condition()
	case kind == 1:
		return "not (" + e.rule(size-1) + ")"
	default:
		left := 1 + e.Intn(size-1)
		return "(" + e.rule(left) + pick(e, " and ", " or ") + e.rule(size-left) + ")"
	}
}

func (e edges) condition() string {
	switch e.Intn(6) {
	case 0, 1, 2:
		return e.event()
	case 3:
		return fmt.Sprintf("list %s (%s)", pick(e, "in", "not in"), e.list(pick(e, 1, 2, 300), e.uuid))
	case 4:
		return fmt.Sprintf("isp %s (%s)", pick(e, "in", "not in"), e.list(pick(e, 1, 2, 300), e.id))
	default:
		return e.column()
	}
}

// list writes some values; of a long list, most differ.
func (e edges) list(n int, value func() string) string {
	values := make([]string, n)
	for i := range values {
		if values[i] = value(); i > 3 {
			values[i] = fmt.Sprint(i)
			if strings.HasPrefix(values[0], `"`) {
				values[i] = fmt.Sprintf("%q", fmt.Sprintf("00000000-0000-4000-8000-%012x", i))
			}
		}
	}
	return strings.Join(values, ", ")
}

func (e edges) uuid() string {
	return pick(e, `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`, `"0FD3D5B4-1C0A-4E91-8A4F-0F17DC6DC5AB"`, `"ffffffff-FFFF-ffff-ffff-ffffffffffff"`,
		`"00000000-0000-0000-0000-000000000000"`)
}

func (e edges) id() string {
	return pick(e, "0", "1", "9007199254740991", "9007199254740992", "2147483647", "4294967296")
}

func (e edges) event() string {
	count := func() string { return pick(e, "0", "1", "2", "2147483644", "2147483645", "2147483646") }
	text := pick(e, e.metrics...)
	campaigns := text == "opened" || text == "clicked"
	switch e.Intn(8) {
	case 0:
	case 1:
		text = "never " + text
	case 2:
		text += " between " + count() + " and " + count()
	default:
		text += " " + pick(e, "=", "!=", "<", "<=", ">", ">=", ">", "!=") + " " + count()
	}
	text += pick(e, "", "", " in last 1d", " in last 36500d", " more than 36500 days ago", " in last 5214w", " more than 1 day ago")
	if campaigns && e.Intn(4) == 0 {
		value := pick(e, e.id, e.uuid)
		text += pick(e, " from", " except") + " campaigns (" + e.list(pick(e, 1, 2, 300), value) + ")"
	}
	return text
}

// names are columns that are hard to write.
var names = []string{
	"plan", "`in`", "`list`", "`IN`", "`a b`", "`ünï`", "`\"`", "`'`", "`a#b`", "`\\`", "`\\u0041`", "`a\tb`", "`a\u2028b`", "`a\u0085b`", "`a\rb`",
	"`a\vb`", "`a\fb`", "`a\x00b`", "`a\u202eb`", "`1`", "`-`", "Plan", "PLAN", "status", "`Status`", "email", "id", "created_at", "`where`", "` `",
	"last", "color", "`a.b`", "`any[0]`", "`{`", "`a/b`", "`" + strings.Repeat("x", 300) + "`",
}

// texts are JSON strings, which are strings of the language too.
var texts = []string{
	`""`, `" "`, `"a"`, `"A"`, `"\u0000"`, `"\u001b[2J"`, `"\n"`, `"\r\n"`, `"\t"`, `"\u007f"`, `"\u0085"`, `"\u2028"`, "\"\u2028\"", "\"\u0085\"", `"\u202e"`,
	`"\ufeff"`, `"\ufffd"`, `"\ud83d\ude00"`, `"\"` + "`" + `'\\"`, `"#"`, `"2026-05-01"`, `"2026-05-01T10:00:00Z"`, `"true"`, `"1"`, `"null"`, `"M\u00fcnchen"`, `"Mu\u0308nchen"`,
	`"\u212aln"`, `"subscribed"`, `"unsubscribed"`,
}

var dates = []string{
	"2026-05-01", "0001-01-01", "9999-12-31", "2026-05-01T10:00:00Z", "2026-05-01T10:00:00.123456789Z", "2026-05-01T23:59:59+14:00", "2024-02-29",
}

func (e edges) column() string {
	name := pick(e, e.columns...)
	text := func() string { return pick(e, texts...) }
	number := func() string {
		return pick(e, "0", "-0", "0.10", "-1.50e-3", "1e6", "1E+400", "123456789012345678901234567890", "1e1000000000", "1e-1000000000", "1.0", "9007199254740993")
	}
	date := func() string { return pick(e, e.dates...) }
	quoted := func() string { return `"` + date() + `"` }
	value := pick(e, text, text, number, date, quoted, quoted, func() string { return pick(e, "true", "false") })
	switch e.Intn(8) {
	case 0:
		return name + pick(e, " is null", " is not null")
	case 1:
		return name + pick(e, " contains ", " not contains ", " starts with ") + text()
	case 2:
		return name + pick(e, " in (", " not in (") + e.list(pick(e, 1, 2, 3), value) + ")"
	case 3:
		return name + pick(e, " has any (", " has all (", " has none (") + e.list(pick(e, 1, 2, 3), text) + ")"
	case 4:
		value = pick(e, number, date, quoted)
		return name + pick(e, " < ", " <= ", " > ", " >= ") + value()
	case 5:
		value = pick(e, number, date, quoted)
		return name + " between " + value() + " and " + value()
	default:
		return name + pick(e, " = ", " != ") + value()
	}
}

// TestWhatIsWrittenIsRead checks that segc reads every document that it writes,
// at the limits of the language too, and that the rule that it reads gives the
// document again.
func TestWhatIsWrittenIsRead(t *testing.T) {
	documents := 0
	rapid.Check(t, func(t *rapid.T) {
		e := newEdges(gen.Rapid(t))
		for _, text := range []string{e.rule(1), e.rule(2), e.rule(6), gen.Rule(e, gen.Options{Size: 10})} {
			for _, plain := range []bool{true, false} {
				if readAgain(t, text, plain) {
					documents++
				}
			}
		}
	})
	t.Logf("%d documents", documents)
}

// TestHeadersAreRead checks that segc reads every body that it writes, and that
// the file that it reads gives the body again.
func TestHeadersAreRead(t *testing.T) {
	bodies := 0
	body := func(t fataler, text string) []byte {
		result, list := segc.Compile(context.Background(), text, segc.Options{})
		if result == nil {
			t.Fatalf("%s\n%v", text, list)
		}
		data, _ := sides.Body(result, rulesjson.Segment{}, true) // a name can be refused
		return data
	}
	rapid.Check(t, func(t *rapid.T) {
		e := newEdges(gen.Rapid(t))
		text := "segment " + pick(e, append([]string{`"N"`, `" N "`, `"` + strings.Repeat("ü", 300) + `"`}, texts...)...) +
			pick(e, "", "\n  id "+e.uuid()) + "\n  color " + pick(e, `"#7cb7de"`, `"#7CB7DE"`) +
			"\n  lists " + e.list(pick(e, 1, 2, 300), e.uuid) + pick(e, "", "\n  description "+pick(e, texts...)) + "\n\nwhere isp in (1)\n"
		result, _ := segc.Compile(context.Background(), text, segc.Options{})
		if result == nil {
			return
		}
		want := body(t, text)
		if want == nil {
			return
		}
		bodies++
		for _, exact := range []bool{true, false} {
			back, err := segc.Decompile(context.Background(), want, segc.DecompileOptions{Exact: exact})
			if err != nil {
				t.Fatalf("%s\n%s\n%v", text, want, err)
			}
			if got := body(t, back); string(got) != string(want) {
				t.Fatalf("%s\nbecomes\n%s\nand so\n%s\nand not\n%s", text, back, got, want)
			}
		}
	})
	t.Logf("%d bodies", bodies)
}

// TestGreatestCounts checks the documents of comparisons with the greatest count.
func TestGreatestCounts(t *testing.T) {
	for _, c := range []struct{ rule, want string }{
		{"clicked > 2147483646", "clicked > 2147483646\n"},
		{"clicked != 2147483646", "clicked <= 2147483645 or clicked > 2147483646\n"},
		{"not (clicked <= 2147483646)", "clicked > 2147483646\n"},
		{"not clicked = 2147483646", "clicked <= 2147483645 or clicked > 2147483646\n"},
		{"not (opened between 3 and 2147483646 in last 36500d)", "opened <= 2 in last 36500d or opened > 2147483646 in last 36500d\n"},
		{"bounced > 2147483646 more than 5214 weeks ago", "bounced > 2147483646 more than 36498d ago\n"},
		{"opened > 2147483646 except campaigns (9007199254740992)", "opened > 2147483646 except campaigns (9007199254740992)\n"},
		{"unsubscribed > 2147483645 and plan is null", "unsubscribed >= 2147483646 and plan is null\n"},
	} {
		for _, plain := range []bool{true, false} {
			if !readAgain(t, c.rule, plain) {
				t.Errorf("%s does not compile", c.rule)
			}
		}
		result, _ := segc.Compile(context.Background(), c.rule, segc.Options{})
		if got, err := segc.Decompile(context.Background(), sides.Compact(result), segc.DecompileOptions{}); err != nil || got != c.want {
			t.Errorf("%s comes back as %s, %v", c.rule, got, err)
		}
	}
}

// TestQuotedDates checks documents that match nobody if their texts are dates,
// and were made of rules in which they are not.
func TestQuotedDates(t *testing.T) {
	for _, text := range []string{
		`x = "2026-05-01" and x > "2026-05-01"`,
		`x < "2026-05-01" or x >= "2026-05-01T00:00:00Z" or x is null`,
		`(x > "2026-05-02" and x < "2026-05-01") or opened`,
	} {
		if !readAgain(t, text, false) {
			t.Errorf("%s does not compile", text)
		}
	}
}

// readAgain compiles a rule and reads the document with all that reads one. It
// reports whether there was one.
func readAgain(t fataler, text string, plain bool) bool {
	t.Helper()
	ctx := context.Background()
	result, _ := segc.Compile(ctx, text, segc.Options{})
	if plain && result != nil { // a rule that matches nobody or everybody has no document
		result, _ = segc.Compile(ctx, text, segc.Options{Plain: true})
	}
	if result == nil {
		return false
	}
	document := sides.Compact(result)
	if _, err := rule.Decode(document); err != nil {
		t.Fatalf("%s\n%s\n%v", text, document, err)
	}
	for _, exact := range []bool{true, false} {
		back, err := segc.Decompile(ctx, document, segc.DecompileOptions{Exact: exact})
		if err != nil {
			t.Fatalf("exact %v: %s\n%s\n%v", exact, text, document, err)
		}
		if got, want := canonical(t, encode(compiled(t, back))), canonical(t, document); got != want {
			t.Fatalf("exact %v: %s\n%s\nbecomes\n%s\nand so\n%s", exact, text, want, back, got)
		}
		if !exact {
			same(t, string(document), back)
		}
	}
	if _, list := sides.Explain(ctx, sides.Rule{Text: string(document)}, time.Time{}); list.HasErrors() {
		t.Fatalf("%s\n%s\n%v", text, document, list)
	}
	return true
}

// same checks that diff reads a document and finds it the same as a rule.
func same(t fataler, document, text string) {
	t.Helper()
	difference, list := sides.Diff(context.Background(), sides.Rule{Text: document}, sides.Rule{Text: text})
	for _, d := range list {
		if d.Code == diag.DiffUndecided {
			return
		}
	}
	if difference == nil || difference.Verdict != segc.Same {
		t.Fatalf("%s\n%s\n%v, %v", document, text, difference, list)
	}
}
