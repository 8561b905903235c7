package segc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestHostileValues has values and parts that are built to take memory or time: each gives
// an answer or an error that says why there is none, within the work that a call may take.
func TestHostileValues(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, text string
		want       []diag.Code // of the errors; none for a document
	}{
		{"parts nested 60 deep", nestedParts(60, "p%d(x) = p%d(x) and p%d(x)"), nil},
		{"parts that double their arguments 60 deep", nestedParts(60, "p%d(x) = p%d((x, 1)) or p%d((x, 2))"), nil},
		{"parts that double their arguments 60 deep, each with its own", nestedParts(60, "p%[1]d(x) = p%[2]d((x, 1%[1]d)) or p%[2]d((x, 2%[1]d))"), []diag.Code{diag.TooLarge}},
		{"a shift register of 20 parameters that goes on", shiftRegister(20, 200), []diag.Code{diag.TooLarge}},
		{"a shift register of 20 parameters that stops early", shiftRegister(20, 7), nil},
		{"a value of 100,000 ids", "value many = (" + numbers(100_000) + ")\nwhere id in (many)", nil},
		{"a value of 100,000 ids in 60 parts", "value many = (" + numbers(100_000) + ")\n" + strings.Replace(nestedParts(60, "p%d(x) = p%d(x) and p%d(x)"), "p60(1)", "p60(many)", 1), nil},
		{"a value of 100,000 ids in 20 places", "value many = (" + numbers(100_000) + ")\nwhere " + strings.Repeat("id in (many) and ", 20) + "x = 1", []diag.Code{diag.TooLarge}},
		{"values that double in lists that have them twice", doubling(40), []diag.Code{diag.TooLarge}},
		{"values that repeat a value of 40,000 texts", repeating(40_000, 6), nil},
		{"values that repeat a value of 40,000 texts without end", repeating(40_000, 80_000), []diag.Code{diag.TooLarge}},
		{"values of many values that share them", sharing(80, 1000), []diag.Code{diag.TooLarge}},
		{"values of values without end", growing(20, 60_000), []diag.Code{diag.TooLarge}},
		{"choices that repeat a value of 40,000 texts", "value many = (" + quotedNumbers(40_000) + ")\nparam p: choice(many" + strings.Repeat(", many", 100_000) + ") = \"0\"\nwhere plan = p", []diag.Code{diag.TooLarge}},
		{"choices without end", growing(12, 60_000) + "\nparam p: choice(v1) = \"0\"\nparam q: choice(v2, v1) = \"0\"\nparam r: choice(v3) = \"0\"\nparam s: choice(v4) = \"0\"", []diag.Code{diag.TooLarge}},
		{"a chain of 5,000 values", chain(5000, ""), []diag.Code{diag.TooDeep}},
		{"values that have the one before twice, 200 deep", twice(200), nil},
		{"a value of 100,000 steps", "value s = today" + strings.Repeat(" + 1d", 100_000) + "\nwhere joined > s", []diag.Code{diag.DayOutOfRange}},
		{"a cycle of 500 values", chain(500, "v0"), []diag.Code{diag.NameCycle}},
		{"a cycle of parts", "let a(n) = b(n)\nlet b(n) = c(n) or age > n\nlet c(n) = a(n)\nwhere a(1)", []diag.Code{diag.NameCycle}},
		{"a part of 1,000 parameters", manyParameters(1000), nil},
		{"steps without end", "value s = today" + strings.Repeat(" - 1d", 90) + "\nvalue t = s" + strings.Repeat(" + 1d", 90) + "\nwhere joined > t", []diag.Code{diag.DayOutOfRange}},
	} {
		options := segc.Options{Today: genToday()}
		result, list := segc.Compile(t.Context(), c.text, options)
		var got []diag.Code
		for _, d := range list {
			if d.Severity == diag.Error && (len(got) == 0 || got[len(got)-1] != d.Code) {
				got = append(got, d.Code)
			}
		}
		if many := strings.Contains(c.name, "that goes on"); many && !strings.Contains(list.Err().Error(), "10000") {
			t.Errorf("%s: %.300v", c.name, list.Err())
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) || (result == nil) != (len(c.want) > 0) {
			t.Errorf("%s: %v, expected %v: %.300v", c.name, got, c.want, list.Err())
		}
	}
}

// quotedNumbers returns numbers in quotes.
func quotedNumbers(n int) string { return `"` + strings.ReplaceAll(numbers(n), ", ", `", "`) + `"` }

// repeating has a value of texts, and names it many times in every place of a list.
func repeating(n, times int) string {
	return fmt.Sprintf("value many = (%s)\nvalue all = (many%s)\nlet f(x) = plan in (x, x)\nwhere f((all%s)) and plan in (many, all, many)",
		quotedNumbers(n), strings.Repeat(", many", times), strings.Repeat(", many", min(times, 1000)))
}

// sharing has values of the same numbers, and as many values of all of these.
func sharing(n, size int) string {
	var b strings.Builder
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("v%d", i)
		fmt.Fprintf(&b, "value v%d = (%s)\n", i, numbers(size))
	}
	for i := range names {
		fmt.Fprintf(&b, "value of%d = (%s)\n", i, strings.Join(names, ", "))
	}
	return b.String() + "where id in (of1)"
}

// growing has values that have the one before and another text.
func growing(n, size int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "value v0 = (%s)\n", quotedNumbers(size))
	for i := range n {
		fmt.Fprintf(&b, "value v%d = (v%d, \"a%d\")\n", i+1, i, i)
	}
	return b.String() + "where plan in (v1)"
}

// nestedParts has parts: each uses the one below it twice.
func nestedParts(n int, pattern string) string {
	var b strings.Builder
	b.WriteString("let p0(x) = id in (x)\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "let "+pattern+"\n", i, i-1, i-1)
	}
	fmt.Fprintf(&b, "where p%d(1)", n)
	return b.String()
}

// shiftRegister has parts that hand their arguments on, each moved by one place, in two ways.
func shiftRegister(n, steps int) string {
	names := func(from int) string {
		all := make([]string, n)
		for i := range all {
			all[i] = fmt.Sprintf("a%d", (i+from)%n)
		}
		return strings.Join(all, ", ")
	}
	fixed := strings.Split(names(1), ", ")
	fixed[n-1] = "7"
	var b strings.Builder
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("id > a%d", i)
	}
	fmt.Fprintf(&b, "let p0(%s) = %s\n", names(0), strings.Join(all, " and "))
	for i := 1; i <= steps; i++ {
		fmt.Fprintf(&b, "let p%d(%s) = p%d(%s) or p%d(%s)\n", i, names(0), i-1, names(1), i-1, strings.Join(fixed, ", "))
	}
	values := make([]string, n)
	for i := range values {
		values[i] = fmt.Sprint(i)
	}
	fmt.Fprintf(&b, "where p%d(%s)", steps, strings.Join(values, ", "))
	return b.String()
}

// twice has values: each is a list that has the one before twice.
func twice(n int) string {
	var b strings.Builder
	b.WriteString("value v0 = 1\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "value v%d = (v%d, v%d)\n", i, i-1, i-1)
	}
	fmt.Fprintf(&b, "where id in (v%d)", n)
	return b.String()
}

func numbers(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprint(i)
	}
	return strings.Join(all, ", ")
}

// doubling has lists: each has the one before twice, with a value of its own.
func doubling(n int) string {
	var b strings.Builder
	b.WriteString("value v0 = (0, 1)\n")
	for i := 1; i <= n; i++ {
		fmt.Fprintf(&b, "value v%d = (v%d, v%d, %d, %d)\n", i, i-1, i-1, 10*i, 10*i+1)
	}
	for i := range n {
		fmt.Fprintf(&b, "let l%d = id in (%sv%d)\n", i, strings.Repeat(fmt.Sprintf("v%d, ", n), 2000), n)
	}
	b.WriteString("where l0")
	return b.String()
}

// chain has values: each names the next one. The last one names a value, or is a number.
func chain(n int, last string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "value v%d = v%d\n", i, i+1)
	}
	if last == "" {
		last = "1"
	}
	fmt.Fprintf(&b, "value v%d = %s\nwhere id = v0", n, last)
	return b.String()
}

func manyParameters(n int) string {
	var names, uses, values []string
	for i := range n {
		names, uses, values = append(names, fmt.Sprintf("a%d", i)), append(uses, fmt.Sprintf("id > a%d", i)), append(values, fmt.Sprint(i))
	}
	return "let p(" + strings.Join(names, ", ") + ") = " + strings.Join(uses, " and ") + "\nwhere p(" + strings.Join(values, ", ") + ")"
}
