package compiler

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestMistakesBeforeTheFormula gives the compiler the formula of another rule, as a
// mistake in names, values or negations would: the document says the same as the
// formula, and is refused all the same. What another author could have written of the
// same meaning is accepted.
func TestMistakesBeforeTheFormula(t *testing.T) {
	messages := prose.Open(t, "wrong-formulas")
	const names = "isp gmail = 1\nisp yahoo = 2\ncampaign spring = 7\nlet young = age < 30\nlet old = age > 60\n"
	for _, c := range []struct {
		about, text, formula string
		right                bool
	}{
		{"a negation", "where not age > 5", "where age < 5", false},
		{"a negation that is right", "where not age > 5", "where age <= 5", true},
		{"an and for an or below a not", "where not (age > 5 and vip = true)", "where age <= 5 and vip != true", false},
		{"de Morgan", "where not (age > 5 and vip = true)", "where age <= 5 or vip != true", true},
		{"a name", "where young", "where old", false},
		{"an alias", "where isp in (gmail)", "where isp in (yahoo)", false},
		{"an alias that is right", "where isp in (gmail, yahoo)", "where isp in (2, 1)", true},
		{"an id left out", "where isp in (gmail, yahoo, 5)", "where isp in (1, 2)", false},
		{"a day", "where born >= 2026-05-01", "where born >= 2026-05-02", false},
		{"a zone", "where born < 2026-05-01T10:00:00+02:00", "where born < 2026-05-01T10:00:00Z", false},
		{"a zone that is right", "where born < 2026-05-01T10:00:00+02:00", "where born < 2026-05-01T08:00:00Z", true},
		{"a decimal", "where price < 9.99", "where price < 9.9", false},
		{"an exponent", "where price < 1e3", "where price < 100", false},
		{"an exponent that is right", "where price < 1e3", "where price < 1000.0", true},
		{"a count", "where opened > 3", "where opened >= 3", false},
		{"a count that is right", "where opened > 3", "where opened >= 4", true},
		{"weeks", "where opened in last 2w", "where opened in last 2d", false},
		{"weeks that are right", "where opened in last 2w", "where opened in last 14d", true},
		{"a side of a window", "where opened more than 30d ago", "where opened in last 30d", false},
		{"a campaign", "where clicked from campaigns (spring)", "where clicked from campaigns (8)", false},
		{"except for from", "where clicked except campaigns (spring)", "where clicked from campaigns (7)", false},
		{"a metric", "where bounced", "where complained", false},
		{"a column", `where plan = "a"`, `where plans = "a"`, false},
		{"the case of a text", `where plan = "a"`, `where plan = "A"`, false},
		{"a negative operator", `where plan not in ("a", "b")`, `where plan != "a"`, false},
	} {
		w := writing(t, names+c.formula)
		if w == nil {
			t.Fatal(c.formula)
		}
		file, list := grammar.Parse(ast.NewSource("rule.seg", names+c.text), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		program := *w.names
		program.Files = []*ast.File{file}
		w.main, w.names = file, &program
		w.proof = provingOf(w.compilation, w.rule, file.Statements[len(file.Statements)-1].(*ast.Where))
		if found, err := w.agreement(); found != prove.Proved || err != nil {
			t.Fatalf("%s: the document is not that of its formula: %v", c.about, err)
		}
		right := w.verified()
		if right != c.right {
			t.Errorf("%s: accepted: %t", c.about, right)
		}
		if right {
			continue
		}
		if !strings.HasSuffix(refusal.Places(w.All), " SEG499") || w.result.Document(nil) != nil {
			t.Errorf("%s: refused without SEG499: %s", c.about, refusal.Of(w.All))
		}
		messages.Add(t, "a wrong formula", refusal.Messages(w.All))
	}
}

// TestNothingIsRefused compiles a rule of each kind and checks that none gives SEG499.
// Other diagnostics are fine. Only this test kills the mutants of the stages before the
// formula: so the compiler refuses them itself, not only its tests.
func TestNothingIsRefused(t *testing.T) {
	const names = "isp gmail = 1\nisp big = (gmail, 2)\ncampaign spring = 7\nlist news = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n" +
		"let young = age < 30\nlet old = age > 60\n"
	for _, text := range []string{
		"not age > 5", "not age >= 5", "age between 18 and 65", "not (age between 18 and 65)", "price < 9.99", "price > -0.5e1",
		"born >= 2026-05-01", "not born < 2026-05-01T10:00:00+02:00",
		`plan != "a"`, `not plan in ("a", "b")`, `email contains "x"`, `not email contains "x"`, `name starts with "x"`, "age is null",
		`t has all ("x", "y")`, `not t has all ("x", "y")`, `t has none ("x")`, "vip = true", "not vip = true",
		"opened", "never clicked", "opened = 2", "opened != 2", "opened > 2", "not opened > 2", "opened < 3", "opened between 2 and 4", "not (opened between 2 and 4)",
		"opened in last 2w", "opened more than 30d ago", "not (clicked >= 2 in last 30d)", "bounced", "not complained", "delivered = 0",
		"clicked from campaigns (spring, 9)", "opened except campaigns (spring)",
		"list in (news)", "not list in (news)", "isp in (big)", "isp != gmail", "isp not in (big, 5)",
		"young or old", "not young", "young and not (vip = true or old)", "not (young and not old)",
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", names+"where "+text), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		for _, plain := range []bool{false, true} {
			_, _, list := Compile(t.Context(), file, Options{Plain: plain})
			for _, d := range list {
				if d.Code == diag.Internal {
					t.Errorf("%s: %s", text, d.Error())
				}
			}
		}
	}
}
