package lint_test

import (
	"slices"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
)

// patterns is the predicate of SEG514. The column has no list of choices, the
// operator is not an order, the value has up to 256 bytes, and
//   - it begins with % before a letter, a point or @, or ends with % after one of
//     these, and is not capitals, digits and _ between two runs of %;
//   - or it begins with * before a letter, a number, a point or @, or ends with *
//     after a letter, a point or @;
//   - or it has what only regular expressions have: ^ at the beginning before a
//     letter, a number or one of @ ( [ \ and a point; $ at the end after a small
//     letter, ) or ]; .* anywhere; .+ at the beginning or before @; a backslash
//     before a point, or before one of dwsDWS that no letter follows; parentheses
//     around | ; a bracket and a-z, A-Z or 0-9 after it; (?i) at the beginning;
//   - or the operator is an equality, and the value is % or *.
func patterns(files []*ast.File) []ast.Span {
	return dueOf(files, func(c comparison) bool {
		return !c.choices() && !c.byOrder() && len(c.value.Text) <= 256 && (hasWildcard(c.value.Text) || isExpression(c.value.Text) || c.byEquality() && slices.Contains([]string{"%", "*"}, c.value.Text))
	})
}

func isOneOf(r rune, extra string, classes ...*unicode.RangeTable) bool {
	return strings.ContainsRune(extra, r) || unicode.In(r, classes...)
}

// around returns the first character of a text after its leading run of a
// character, and the last one before its trailing run. They are 0 without a run.
func around(text string, c rune) (first, last rune) {
	runes := []rune(text)
	i, j := 0, len(runes)
	for i < j && runes[i] == c {
		i++
	}
	for j > i && runes[j-1] == c {
		j--
	}
	if i > 0 && i < j {
		first = runes[i]
	}
	if j < len(runes) && i < j {
		last = runes[j-1]
	}
	return first, last
}

func hasWildcard(text string) bool {
	first, last := around(text, '%')
	inner := strings.Trim(text, "%")
	tag := first != 0 && last != 0 && 'A' <= first && first <= 'Z' && strings.Trim(inner, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
	if !tag && (first != 0 && isOneOf(first, "@.", unicode.L) || last != 0 && isOneOf(last, "@.", unicode.L)) {
		return true
	}
	first, last = around(text, '*')
	return first != 0 && isOneOf(first, "@.", unicode.L, unicode.N) || last != 0 && isOneOf(last, "@.", unicode.L)
}

func isExpression(text string) bool {
	runes := []rune(text)
	at := func(i int) rune {
		if i >= 0 && i < len(runes) {
			return runes[i]
		}
		return 0
	}
	n := len(runes)
	if at(0) == '^' && n > 1 && isOneOf(at(1), `@([\.`, unicode.L, unicode.N) || at(n-1) == '$' && n > 1 && isOneOf(at(n-2), ")]", unicode.Ll) {
		return true
	}
	if strings.HasPrefix(text, ".+") || strings.HasPrefix(text, "(?i)") {
		return true
	}
	for i := range runes {
		switch {
		case at(i) == '.' && (at(i+1) == '*' || at(i+1) == '+' && at(i+2) == '@'),
			at(i) == '\\' && at(i+1) == '.',
			at(i) == '\\' && isOneOf(at(i+1), "dwsDWS") && (i+2 == n || !unicode.IsLetter(at(i+2))):
			return true
		case at(i) == '[':
			rest := strings.TrimPrefix(string(runes[i+1:]), "^")
			if len(rest) >= 3 && slices.Contains([]string{"a-z", "A-Z", "0-9"}, rest[:3]) {
				return true
			}
		case at(i) == '(':
			inside, _, closed := strings.Cut(string(runes[i+1:]), ")")
			if closed && !strings.Contains(inside, "(") && strings.Contains(inside, "|") && !slices.Contains(strings.Split(inside, "|"), "") {
				return true
			}
		}
	}
	return false
}

func patternCondition(w *world) string {
	column := pick(w, "email", "company", "plan")
	kind := "text"
	switch column {
	case "company":
		kind = w.typeOf(column, "text", "any")
	case "plan":
		kind = w.typeOf(column, `choice("%a", "b*")`, "any")
	}
	value := func() string {
		text := pick(w, "", "", "", "", "", "", "", "", "%", "*", ".*", "^", "(", "%%", "**", ".+", "100", "[") +
			pick(w, "gmail", "@gmail.com", "x", "US", "NAME", "50", " off", "ab", "b.+@c", `C:\\data`, `\\d+`, `\\.com`, "a|b", "[a-z]", "[A-Q]", "(?i)x", "ß", "shop", "bob@x.de", "Acme", "a*b", "20% off", "É", "5 ", "") +
			pick(w, "", "", "", "", "", "", "", "", "%", "*", ".*", "$", ")", "|c)", "%%", "**")
		return `"` + text + `"`
	}
	operators := []string{"=", "!=", "in", "not in"}
	if !strings.HasPrefix(kind, "choice") {
		operators = append(operators, "contains", "not contains", "starts with", "contains")
	}
	switch operator := pick(w, operators...); operator {
	case "in", "not in":
		return column + " " + operator + " (" + value() + ", " + value() + ")"
	default:
		return column + " " + operator + " " + value()
	}
}
