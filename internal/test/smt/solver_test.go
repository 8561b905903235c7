package smt

import (
	"fmt"
	"math/big"
	"os/exec"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/test/judges"
)

// answer is what z3 says of one question.
type answer string

const (
	sat     answer = "sat"
	unsat   answer = "unsat"
	unknown answer = "unknown"
)

// script is a list of questions for one run of z3.
type script struct {
	text  strings.Builder
	count int
}

// ask adds the question whether a formula over the constants can hold.
func (s *script) ask(w *world, formula string) int {
	s.text.WriteString("(push)\n")
	s.text.WriteString(w.declarations())
	fmt.Fprintf(&s.text, "(assert %s)\n(check-sat)\n(pop)\n", formula)
	s.count++
	return s.count - 1
}

// run asks z3 all questions.
func (s *script) run(t *testing.T) []answer {
	t.Helper()
	z3 := judges.Tool(t, "z3", "z3")
	command := exec.Command(z3, "-in", "-t:10000")
	command.Stdin = strings.NewReader(s.text.String())
	output, err := command.CombinedOutput()
	lines := strings.Fields(string(output))
	if err != nil || len(lines) != s.count {
		t.Fatalf("z3 answers %d of %d questions: %v\n%.2000s", len(lines), s.count, err, output)
	}
	answers := make([]answer, len(lines))
	for i, line := range lines {
		answers[i] = answer(line)
	}
	return answers
}

func and(parts ...string) string { return join("and", "true", parts) }

func or(parts ...string) string { return join("or", "false", parts) }

func not(formula string) string { return "(not " + formula + ")" }

func xor(a, b string) string { return "(xor " + a + " " + b + ")" }

func join(op, none string, parts []string) string {
	switch len(parts) {
	case 0:
		return none
	case 1:
		return parts[0]
	}
	return "(" + op + " " + strings.Join(parts, " ") + ")"
}

// quoted is a string of SMT-LIB.
func quoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		if r < utf8.RuneSelf && r >= ' ' && r != '"' && r != '\\' {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\u{%x}", r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// real is a number of SMT-LIB.
func real(n *big.Rat) string {
	text := fmt.Sprintf("(/ %s.0 %s.0)", new(big.Int).Abs(n.Num()), n.Denom())
	if n.Sign() < 0 {
		return "(- " + text + ")"
	}
	return text
}

// fold makes letters equal that differ by case only.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			least = min(least, other)
		}
		return least
	}, text)
}
