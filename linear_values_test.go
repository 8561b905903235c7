package segc_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/poll/polltest"
)

// TestManyValuesAreLinear checks that ten times as many values that are alike in
// some way take at most thirteen times as many steps, counted by the looks at the
// context.
func TestManyValuesAreLinear(t *testing.T) {
	variant := func(i int, from, to string) string {
		letters, others := []rune(from), []rune(to)
		for k := range letters {
			if i>>k&1 != 0 {
				letters[k] = others[k]
			}
		}
		return `"` + string(letters) + `"`
	}
	list := func(from, to int, value func(i int) string) string {
		all := make([]string, 0, to-from)
		for i := from; i < to; i++ {
			all = append(all, value(i))
		}
		return "(" + strings.Join(all, ", ") + ")"
	}
	cases := func(i int) string { return variant(i, "abcdefghijklmnop", "ABCDEFGHIJKLMNOP") }
	looks := func(i int) string { return variant(i, "aeopcyxaeopcyxae", "аеорсухаеорсухае") }
	for name, text := range map[string]func(n int) string{
		"case variants": func(n int) string { return "where plan in " + list(0, n, cases) },
		"case variants, in and not": func(n int) string {
			return "where plan in " + list(0, n/2, cases) + " and plan not in " + list(n/3, n, cases)
		},
		"look-alikes":     func(n int) string { return "where plan in " + list(0, n, looks) },
		"repeated values": func(n int) string { return "where plan in " + list(0, n, func(int) string { return `"x"` }) },
		"ignores": func(n int) string {
			return strings.Repeat("# segc:ignore SEG508\n", n) + `where plan = "x "`
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			count := func(n int) int {
				ctx := polltest.New(t.Context())
				segc.Check(ctx, text(n), segc.Options{})
				return ctx.Count
			}
			few, many := count(1500), count(15_000)
			t.Logf("%d looks, %d with ten times as many", few, many)
			if many > 13*few+20 {
				t.Errorf("%d looks, %d with ten times as many", few, many)
			}
			if many < 10 {
				t.Errorf("%d looks are too few to tell", many)
			}
		})
	}
}
