package prove

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/test/long"
)

// asAnyRule returns the form of a rule in parts as if it had conditions in several places.
func asAnyRule(t *testing.T, p *Prover, most int) *Form {
	t.Helper()
	form, err := p.apart(solver{Prover: p, most: most, leaf: (*solver).minimal})
	if err != nil {
		t.Fatal(err)
	}
	return form
}

// TestReadOnce compares the form of rules that have each condition once with the form that is made
// of any rule that falls into parts: nothing about them differs.
func TestReadOnce(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(18, 9))
	rules, once := long.Most(300, 3000, 20_000), 0
	for range rules {
		columns := 0
		text := "where " + someOnce(r, 1+r.IntN(5), &columns)
		p, _ := proving(t, text)
		for _, most := range []int{formula.UsualGroups, r.IntN(6)} {
			got := p.readOnce(most)
			if got == nil {
				continue
			}
			once++
			if want := asAnyRule(t, p, most); !reflect.DeepEqual(got, want) {
				t.Fatalf("%s with %d groups: %+v and %+v, not %+v and %+v", text, most, got.Minimal, got.Parts, want.Minimal, want.Parts)
			}
		}
		p.Close()
	}
	if once < rules || once == 2*rules {
		t.Errorf("%d of %d rules have each condition once", once/2, rules)
	}
}

// someOnce writes a random rule that rarely has something to do with itself.
func someOnce(r *rand.Rand, depth int, columns *int) string {
	if depth == 0 || *columns > 12 {
		*columns++
		switch r.IntN(12) {
		case 0:
			return "opened >= 1 in last 30d"
		case 1:
			return "isp in (1, 2)"
		case 2:
			return fmt.Sprintf("not c%d > 5", *columns)
		}
		return fmt.Sprintf("c%d = 1", *columns)
	}
	operands := make([]string, 1+r.IntN(4))
	for i := range operands {
		operands[i] = someOnce(r, r.IntN(depth), columns)
	}
	return "(" + strings.Join(operands, []string{" and ", " or "}[r.IntN(2)]) + ")"
}

// TestReadTwice checks that rules are left to others that have a condition twice, or two that have
// to do with each other, or one that is the same for everybody, or the opposite of one, or deep parts.
func TestReadTwice(t *testing.T) {
	t.Parallel()
	deep := func(parts int) string {
		text := "last = 1"
		for i := range parts {
			text = fmt.Sprintf("c%d = 1 %s (%s)", i, []string{"and", "or"}[i%2], text)
		}
		return "where " + text
	}
	for text, want := range map[string]bool{
		`where status = "subscribed" and opened >= 1 in last 30d or isp in (1,2)`: true,
		`where plan = "a" and vip = true`:                                         true,
		`where plan = "a"`:                                                        false,
		`where plan = "a" and x = 1 or plan = "a" and y = 1`:                      false,
		`where plan = "a" and x = 1 or plan = "b" and y = 1`:                      false,
		`where (x = 1 or y = 1) and not plan starts with "a"`:                     false,
		`where (x = 1 or y = 1) and (status is not null or z = 1)`:                false,
		deep(maxDepth + 1): true,
		deep(maxDepth + 2): false,
	} {
		p, _ := proving(t, text)
		if p == nil {
			t.Fatalf("%s: it is not proved", text)
		}
		if got := p.readOnce(formula.UsualGroups) != nil; got != want {
			t.Errorf("%s: %v", text, got)
		}
		p.Close()
	}
}
