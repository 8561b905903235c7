package judge

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf16"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/test/gen"
)

// catalog declares the columns of the tables.
const catalog = `field plan: text
field vip: boolean
field age: number
field born: date
field tier: choice("basic", "team", "gold")
field tags: tags
field city: text not null
field score: number not null
field agreed: boolean not null
field extra: text
field ` + "`order`: text\nfield `o\"d'd`: text\nfield `Upper`: text\nfield `ünï \\ code`: text\nfield `user`: text\n"

// read is a rule, for a query and for the judge.
type read struct {
	text    string
	formula *formula.Formula
	columns func(string) column.Column
	source  *eval.Source
}

// readRule reads a rule; it is false for one with errors.
func readRule(rule string) (*read, error) {
	text := catalog + "where " + rule
	file, list := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	program, wrong := resolve.Load(context.Background(), nil, file, nil)
	program.Today = gen.Today
	facts, more := check.Program(nil, program)
	if list = append(append(list, wrong...), more...); list.HasErrors() {
		return nil, list.Err()
	}
	names, err := eval.NewNames(file)
	if err != nil {
		return nil, err
	}
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			source, err := eval.Read(nil, names.On(gen.Today), where.Expr)
			if err != nil {
				return nil, err
			}
			return &read{rule, formula.Lower(nil, program, facts, where.Expr).Formula, facts.Column, source}, nil
		}
	}
	return nil, fmt.Errorf("%s has no rule", rule)
}

// randomRule makes a rule that can be read.
func randomRule(r *rand.Rand) *read {
	for {
		text := gen.Rule(gen.Rand(r), gen.Options{Size: 1 + r.IntN(7), Depth: 4})
		switch r.IntN(4) {
		case 0:
			text = oddCondition(r)
		case 1:
			text = "(" + text + ") " + pick(r, []string{"and", "or", "and not", "or not"}) + " (" + oddCondition(r) + ")"
		}
		if made, err := readRule(text); err == nil {
			return made
		}
	}
}

// oddCondition makes a condition with texts, numbers or times that are easily written wrongly.
func oddCondition(r *rand.Rand) string {
	quoted := func() string { return literal(pick(r, hostile())) }
	listed := func() string {
		var parts []string
		for range 1 + r.IntN(3) {
			parts = append(parts, quoted())
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	name := pick(r, append(oddColumns(), "first_name", "plan", "extra", "email", "city"))
	switch r.IntN(10) {
	case 0, 1, 2:
		return "`" + name + "` " + pick(r, []string{"=", "!=", "contains", "not contains", "starts with"}) + " " + quoted()
	case 3:
		return "not `" + name + "` starts with " + quoted()
	case 4:
		return "`" + name + "` " + pick(r, []string{"in", "not in"}) + " " + listed()
	case 5:
		return "tags " + pick(r, []string{"has any", "has all", "has none"}) + " " + listed()
	case 6:
		return pick(r, []string{"age", "score"}) + " " + pick(r, []string{"=", "!=", "<", "<=", ">", ">="}) + " " +
			pick(r, []string{"0", "-0.0", "0.5", "1e1", "1.8e1", "0.25", "18.000001", "-1000", "1e-6", "999999999999999", "0.100", "30.5"})
	case 7:
		return pick(r, []string{"age", "score"}) + " " + pick(r, []string{"in", "not in"}) + " (" + pick(r, []string{"18, 30", "0.5, -1", "1e3, 0, 18.5"}) + ")"
	case 8:
		return pick(r, []string{"born", "created_at"}) + " " + pick(r, []string{"=", "!=", "<", "<=", ">", ">="}) + " " + pick(r, days())
	default:
		return pick(r, []string{"born", "created_at"}) + " " + pick(r, []string{"in", "not in"}) + " (" + pick(r, days()) + ", " + pick(r, days()) + ")"
	}
}

func days() []string {
	return []string{
		"2026-05-01", "2026-06-15", "2026-04-30", "2026-05-01T10:00:00Z", "2026-05-01T00:00:00Z", "2026-05-01T02:00:00+02:00", "2026-05-01T10:00:00.5Z", "2026-06-14",
		"2026-04-30T23:59:59.999Z", "2026-05-01T10:00:00.500000Z",
	}
}

// literal writes a text with escapes for all that is not ASCII.
func literal(text string) string {
	var b strings.Builder
	for _, r := range string(jsontext.AppendString(nil, text)) {
		switch {
		case r >= ' ' && r <= '~':
			b.WriteRune(r)
		default:
			for _, unit := range utf16.Encode([]rune{r}) {
				fmt.Fprintf(&b, `\u%04x`, unit)
			}
		}
	}
	return b.String()
}
