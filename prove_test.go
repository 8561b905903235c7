package segc_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestMinimalDocuments holds what the pages promise of small rules: the exact
// document, and that it is proved.
func TestMinimalDocuments(t *testing.T) {
	const notNull = "field plan: text not null\nfield a: number not null\nwhere "
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{
			"the documentation's example", `status = "subscribed" and opened >= 1 in last 30d`,
			[]string{"status equals subscribed & open count_gte 1 last 30"},
		},
		{"the stricter of two bounds", "age > 5 and age > 3", []string{"age gt 5"}},
		{"the weaker of two bounds", "age > 5 or age > 3", []string{"age gt 3"}},
		{"joined lists", "isp in (1) or isp in (2)", []string{"isp in 1 2"}},
		{"a list less a list", "isp in (1, 2, 3) and isp not in (2, 4)", []string{"isp in 1 3"}},
		{"joined texts", `plan = "a" or plan = "b" or plan in ("c", "a")`, []string{"plan in a,b,c"}},
		{"nested windows, or", "opened >= 3 in last 30d or opened >= 1 in last 90d", []string{"open count_gte 1 last 90"}},
		{"nested windows, and", "opened >= 3 in last 30d and opened >= 1 in last 90d", []string{"open count_gte 3 last 30"}},
		{
			"nested windows that both count", "opened >= 1 in last 30d or opened >= 3 in last 90d",
			[]string{"open count_gte 1 last 30", "open count_gte 3 last 90"},
		},
		{"never within longer ago", "never opened in last 90d and never opened in last 30d", []string{"open never last 90"}},
		{"campaigns join", "opened from campaigns (12) or opened from campaigns (13)", []string{"open ever from 12,13"}},
		{"campaigns and the rest", "opened from campaigns (12) or opened except campaigns (12)", []string{"open ever"}},
		{"campaigns, never", "never opened from campaigns (12) and never opened from campaigns (13)", []string{"open never from 12,13"}},
		{
			"the edge of a window is in doubt", "opened in last 30d or opened more than 30d ago",
			[]string{"open ever last 30", "open ever more_than 30"},
		},
		{"windows that overlap", "opened in last 31d or opened more than 30d ago", []string{"open ever"}},
		{"a missing value is in doubt", `plan = "a" or plan != "a"`, []string{"plan equals a", "plan not_equals a"}},
		{"all that have a value", "a < 5 or a > 0", []string{"a is_not_null"}},
		{"a gap", "a < 5 or a > 5", []string{"a is_not_null & a not_equals 5"}},
		{"a gap, never missing", notNull + "a < 5 or a > 5", []string{"a not_equals 5"}},
		{"the other of two values", "field vip: boolean\nwhere vip is not null and vip != true", []string{"vip equals false"}},
		{"parts of a text", `plan contains "pro" or plan contains "prof"`, []string{"plan contains pro"}},
		{"the beginning of a text", `plan starts with "pro" and plan contains "r"`, []string{"plan starts_with pro"}},
		{"no opposite is needed", `not (email starts with "bob") and email = "x@y"`, []string{"email equals x@y"}},
		{"not has all", `not tags has all ("a", "b")`, []string{"tags has_none a", "tags has_none b"}},
		{
			"conditions that are in no part", "x >= 0 and x < 5 or x > 5 and x <= 10 or x = 5 and a = true",
			[]string{"x gte 0 & x not_equals 5 & x lte 10", "x equals 5 & a equals true"},
		},
		{"a bound of a count", "opened >= 2 and not opened >= 3", []string{"open count_eq 2"}},
		{"not equal counts", "opened != 0", []string{"open count_gte 1"}},
		{"a factor", "(a is null or b is null) and (a is null or c is null)", []string{"a is_null", "b is_null & c is_null"}},
		{
			"consensus", "a is null and b is null or a is not null and c is null or b is null and c is null",
			[]string{"a is_null & b is_null", "a is_not_null & c is_null"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			result, _ := mustCompile(t, c.text, segc.Options{})
			if got := inWords(t, sides.Compact(result)); !slices.Equal(got, c.want) {
				t.Errorf("%s\nis %q, want %q", c.text, got, c.want)
			}
			s := result.Stats()
			conditions := 0
			for _, group := range c.want {
				conditions += 1 + strings.Count(group, " & ")
			}
			if !s.Proved || s.Groups != len(c.want) || s.AtLeast != s.Groups || s.Conditions != conditions {
				t.Errorf("%s\nhas the stats %v", c.text, s)
			}
			if s.Level != 3 {
				t.Errorf("%s\nwas looked at on level %d", c.text, s.Level)
			}
		})
	}
}

// pairs returns (a or b1) and … and (a or bn).
func pairs(n int, a, b string) string {
	var parts []string
	for i := 1; i <= n; i++ {
		parts = append(parts, "("+strings.ReplaceAll(a, "#", fmt.Sprint(i))+" or "+strings.ReplaceAll(b, "#", fmt.Sprint(i))+")")
	}
	return strings.Join(parts, " and ")
}

func TestCommonOperandsAreFound(t *testing.T) {
	result, list := mustCompile(t, pairs(40, "a = 1", "b# = 1"), segc.Options{})
	if s := result.Stats(); s.Groups != 2 || s.Conditions != 41 || !s.Proved || len(list) > 0 {
		t.Errorf("%v, %v", s, list)
	}
}

// TestPairsMultiply checks that a rule whose size is certain is refused with
// just that size, and compiled where it fits.
func TestPairsMultiply(t *testing.T) {
	text := pairs(12, "a# = 1", "b# = 1")
	result, _ := mustCompile(t, text, segc.Options{MaxGroups: 5000})
	if s := result.Stats(); s.Groups != 4096 || s.Conditions != 12*4096 {
		t.Errorf("12 pairs: %v", s)
	}
	for n, size := range map[int]string{12: "4096", 20: "1048576"} {
		_, list := segc.Compile(context.Background(), pairs(n, "a# = 1", "b# = 1"), segc.Options{})
		d, ok := find(list, diag.TooManyGroups)
		if !ok || !strings.Contains(d.Message, size+" groups") {
			t.Errorf("%d pairs: %v", n, list)
		}
	}
}

// TestAsWritten checks that a minimal rule stays as its author wrote it, with
// its operators and in its order.
func TestAsWritten(t *testing.T) {
	count := 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rule(s, gen.Options{Size: 1 + s.Intn(8), NoNegatedStartsWith: true})
		full, list := segc.Compile(context.Background(), text, segc.Options{})
		plain, _ := segc.Compile(context.Background(), text, segc.Options{Plain: true})
		if full == nil || plain == nil {
			_, never := find(list, diag.NeverTrue)
			_, always := find(list, diag.AlwaysTrue)
			if plain != nil && !never && !always { // which the plain expansion need not see
				t.Fatalf("%s\n%v", text, list)
			}
			return
		}
		stats, written := full.Stats(), plain.Stats()
		same := string(sides.Compact(full)) == string(sides.Compact(plain))
		switch {
		case stats.Method == "as written" && !stats.Proved && stats.Level == 3:
			t.Fatalf("%s\nis as written, but not proved: %v", text, stats)
		case stats.Method == "as written" && !same:
			t.Fatalf("%s\nis not as written:\n%s", text, sides.Compact(full))
		case stats.Groups == written.Groups && stats.Conditions == written.Conditions && !same:
			t.Fatalf("%s\nis as small as written, but another document:\n%s", text, sides.Compact(full))
		case stats.Groups > written.Groups, stats.Groups == written.Groups && stats.Conditions > written.Conditions:
			t.Fatalf("%s\nis larger than written: %v", text, stats)
		case stats.AtLeast > stats.Groups, stats.Proved && stats.AtLeast < stats.Groups:
			t.Fatalf("%s\n%v", text, stats)
		}
		if same {
			count++
		}
	})
	if !t.Failed() && count == 0 {
		t.Error("no rule at all is minimal as written")
	}
}

// TestWhatIsTakenApartIsNotProved checks that a rule whose conditions have to do
// with each other in more ways than are looked at is not called minimal.
func TestWhatIsTakenApartIsNotProved(t *testing.T) {
	var parts []string
	for i := range 40 {
		parts = append(parts, fmt.Sprintf(`name contains "%c%c%c"`, 'a'+i%5, 'a'+i/5, 'k'+i%7))
	}
	for _, text := range []string{
		strings.Join(parts, " or ") + ` or name contains "zyx" or name contains "zy"`,
		strings.Join(parts, " or ") + ` or name contains "zy" and isp in (1) or name contains "zyx" and isp in (2)`,
	} {
		result, _ := mustCompile(t, text, segc.Options{})
		if s := result.Stats(); s.Proved || s.AtLeast != 1 || s.Level != 0 {
			t.Errorf("%.60s…\n%v", text, s)
		}
	}
}

// TestNothingIsPaidForWhatIsMinimal checks that a rule that is minimal as written
// is found to be so at once: without primes, and without a covering problem.
func TestNothingIsPaidForWhatIsMinimal(t *testing.T) {
	for _, text := range []string{
		`status = "subscribed" and opened >= 1 in last 30d`,
		`status = "subscribed" and opened >= 1 in last 30d or isp in (1, 2)`,
		"a is null and b is null and c is null or x = 2 and c is null and d = 1 and a is null",
	} {
		result, _ := mustCompile(t, text, segc.Options{})
		if s := result.Stats(); s.Method != "as written" || !s.Proved || s.Spent.Primes+s.Spent.Branches+s.Spent.Steps > 0 {
			t.Errorf("%s\n%v", text, s)
		}
	}
}

// TestRelatedPairsAreNoProduct checks that a rule is not refused for what it
// multiplies out to when its conditions have to do with each other.
func TestRelatedPairsAreNoProduct(t *testing.T) {
	result, _ := mustCompile(t, pairs(12, "age > #", "b# = 1"), segc.Options{})
	if s := result.Stats(); s.Groups != 13 || !s.Proved {
		t.Errorf("%v", s)
	}
}

// TestLevels checks that less than everything is admitted.
func TestLevels(t *testing.T) {
	for text, level := range map[string]int{
		`(x >= "b" or x = 5) and x between "b" and "b"`: 2,
		"age > 5 and age > 3":                           3,
		`plan = "a" and isp in (1)`:                     3,
		"(a is null or b = 1) and c is null":            3,
	} {
		result, _ := mustCompile(t, text, segc.Options{})
		if s := result.Stats(); s.Level != level {
			t.Errorf("%s\nlevel %d, want %d: %v", text, s.Level, level, s)
		}
	}
}

// TestManyClasses minimizes a rule that tells more values of one column apart
// than a machine word has bits.
func TestManyClasses(t *testing.T) {
	const n = 70
	var parts []string
	for i := range n {
		parts = append(parts, fmt.Sprintf("(age = %d and age is not null and x%d is null)", i, i))
	}
	parts = append(parts, "(age in (3, 4) and x3 is null and x4 is null)") // says nothing new
	result, _ := mustCompile(t, strings.Join(parts, " or "), segc.Options{})
	if s := result.Stats(); s.Groups != n || s.Conditions != 2*n || !s.Proved {
		t.Errorf("%v", s)
	}
}
