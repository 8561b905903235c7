package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestFixesDoNotContradict checks that following fixes never goes in circles: no
// fix causes a warning whose fix undoes the first one. Nor does a certain fix cause
// a question to the author, except for one that every rule gets in which two
// conditions meet: a fix can remove what was between them.
func TestFixesDoNotContradict(t *testing.T) {
	t.Parallel()
	texts := sampleOf(corpus.Sources(t))
	for _, rule := range pairs() {
		texts = append(texts, `status = "subscribed" and `+rule)
	}
	random := randomFixes()
	for i := range random {
		source := gen.Rand(rand.New(rand.NewPCG(9, uint64(i))))
		texts = append(texts, gen.File(source, gen.Options{NoNegatedStartsWith: true}))
	}
	applied := 0
	for _, text := range texts {
		if list := checkAll(text); !list.HasErrors() {
			applied += follow(t, text, list)
		}
	}
	if applied < random/4 {
		t.Errorf("only %d fixes were tried", applied)
	}
	t.Logf("%d fixes of %d texts", applied, len(texts))
}

// pairs returns rules in which two warnings meet.
func pairs() []string {
	var rules []string
	comparisons := []string{"age > 5", "age <= 5", "age between 3 and 5", "created_at < 2026-01-01"}
	for _, c := range comparisons {
		name, _, _ := strings.Cut(c, " ")
		for _, form := range []string{
			"not (%[1]s or %[2]s is null)", "not (%[2]s is null or %[1]s)", "not (%[1]s) and %[2]s is not null",
			"%[2]s is not null and not (%[1]s)", "not (%[1]s) or %[2]s is null", "not (%[1]s and %[2]s is not null)",
			"not (not (%[1]s) or %[2]s is null)", "not (%[1]s or %[2]s is null or %[2]s is null)",
			"not (%[1]s or %[2]s is null or clicked)", "not (clicked and (%[1]s or %[2]s is null))",
			"not (%[1]s) and %[1]s", "not (%[1]s) and (%[2]s is not null or clicked)", "not (%[1]s) and not (%[2]s is null)",
		} {
			rules = append(rules, fmt.Sprintf(form, c, name))
		}
	}
	return append(rules,
		"age < 10 and not (age > 5)", "not (age > 5) and age < 10 and age < 11", "not (age > 5 and age > 3)",
		"clicked and opened or clicked and opened", "(clicked and opened or clicked) and not (age > 5)",
		`plan in ("a", "a") or plan = "a" and clicked`, `not (plan in ("a", "b", "a")) and plan != "a"`,
		"isp in (1, 1) and isp = 1 or isp != 1", "(age > 5 or age <= 5 or age is null) and opened",
		"(age > 5 and age < 3 or clicked) and opened", "not (age > 5 and age < 3) and opened",
	)
}

// checkAll returns all diagnostics about a text, including those of optional rules.
func checkAll(text string) diag.List {
	return segc.Check(context.Background(), text, segc.Options{Name: "rule.seg", Enable: segc.OptionalRules()})
}

// follow applies each fix of a text and looks at what comes up then.
func follow(t *testing.T, text string, list diag.List) (applied int) {
	t.Helper()
	for _, d := range list {
		_, isCertain := d.Certain()
		for _, fix := range d.Fixes {
			after, err := diag.Apply(d.Location.Source, fix)
			if err != nil {
				t.Errorf("%v in\n%s", err, text)
				continue
			}
			applied++
			next := checkAll(after)
			for _, new := range comesUp(list, next) {
				for _, back := range new.Fixes {
					undone, err := diag.Apply(new.Location.Source, back)
					switch {
					case err != nil:
						t.Errorf("%v in\n%s", err, after)
					case alike(undone, text):
						t.Errorf("the fix of %s brings up %s, whose fix undoes it:\n%s\n--\n%s", d.Error(), new.Error(), text, after)
					case isCertain && !asksWhereTheyMeet(new.Code) && differ(after, undone):
						t.Errorf("the fix of %s brings up %s, whose fix changes the meaning:\n%s\n--\n%s", d.Error(), new.Error(), after, undone)
					}
				}
			}
		}
	}
	return applied
}

// asksWhereTheyMeet reports whether a code asks how conditions that are together are
// meant, and offers readings that no --fix writes.
func asksWhereTheyMeet(code diag.Code) bool {
	return code == diag.BindsToOne || code == diag.OpenNegative
}

// differ reports whether two texts are known to mean different things.
func differ(a, b string) bool {
	difference, _ := sides.Diff(context.Background(), sides.Rule{Text: a}, sides.Rule{Text: b})
	return difference != nil && difference.Verdict != segc.Same
}

// comesUp returns the diagnostics of a text of whose code there were fewer
// before.
func comesUp(before, after diag.List) (new diag.List) {
	count := map[diag.Code]int{}
	for _, d := range before {
		count[d.Code]++
	}
	for _, d := range after {
		if count[d.Code]--; count[d.Code] < 0 {
			new = append(new, d)
		}
	}
	return new
}

// alike reports whether two texts are the same rule, apart from layout.
func alike(a, b string) bool {
	words := func(text string) []string {
		formatted, _ := segc.Format(context.Background(), text, segc.FormatOptions{})
		return strings.Fields(strings.NewReplacer("(", " ( ", ")", " ) ").Replace(formatted))
	}
	return slices.Equal(words(a), words(b))
}
