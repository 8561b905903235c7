package segc_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/polltest"
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
		"tags, any and none": func(n int) string {
			tag := func(i int) string { return fmt.Sprintf(`"t%d"`, i) }
			return "where tags has any " + list(0, n/2, tag) + " and tags has none " + list(n/3, n, tag)
		},
		"accented tags, all and none": func(n int) string {
			tag := func(i int) string { return fmt.Sprintf(`"é%d "`, i) }
			return "where tags has all " + list(0, n/2, tag) + " and not tags has all " + list(n/3, n, tag)
		},
		"tags, one by one": func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, ` or tags has any ("t%d")`, i)
			}
			return "where " + b.String()[len(" or "):]
		},
		"a long value": func(n int) string {
			value := func(i int) string { return fmt.Sprintf(`"ö%d"`, i) }
			return fmt.Sprintf(`where plan in ("%s", %s and plan != "x"`, strings.Repeat("ä", 4*n), list(0, n, value)[1:])
		},
		"parts and demands": func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "let p%d = not age > %d\n", i, i)
			}
			return b.String() + strings.Repeat("require plan is not null\n", n/10) + `where plan = "a"`
		},
		"parts": func(n int) string {
			var b strings.Builder
			for i := range n {
				fmt.Fprintf(&b, "let p%d = plan = \"v%d\"\n", i, i)
			}
			return b.String() + `where plan = "a"`
		},
		"a chain of parts": func(n int) string {
			b := []byte("let p0 = age > 0\n")
			for i := range n - 1 {
				b = fmt.Appendf(b, "let p%d = p%d\n", i+1, i)
			}
			return fmt.Sprintf("%swhere p%d", b, n-1)
		},
		"dates by name": func(n int) string {
			var b strings.Builder
			for i := range n {
				if i%500 == 0 {
					fmt.Fprintf(&b, "value v%d = 2026-05-01\n", i)
				} else {
					fmt.Fprintf(&b, "value v%d = v%d\n", i, i-1)
				}
			}
			return b.String() + "where status = \"subscribed\" and joined > v1 and lost = \"2026-05-01\""
		},
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
			sizes := []int{120, 1200}
			if long.Run() {
				sizes = []int{150, 1500, 15_000}
			}
			few := count(sizes[0])
			for _, n := range sizes[1:] {
				many := count(n)
				t.Logf("%d looks, %d with ten times as many values", few, many)
				if many > 13*few+20 {
					t.Errorf("%d looks, %d with ten times as many values", few, many)
				}
				few = many
			}
			if few < 10 {
				t.Errorf("%d looks are too few to tell", few)
			}
		})
	}
}
