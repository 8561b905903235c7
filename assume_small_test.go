package segc_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/gen"
)

// TestAssumptionsThatMatter has rules of the few conditions that assumptions are about, so that most
// of them depend on an assumption: the same text in capital and small letters, missing values, the
// days at the edges of windows, and a date beside a time.
func TestAssumptionsThatMatter(t *testing.T) {
	conditions := []string{
		`plan = "pro"`, `plan = "PRO"`, `plan != "pro"`, `plan != "Pro"`, `plan in ("pro", "x")`, `plan not in ("PRO", "x")`,
		`plan contains "pr"`, `plan not contains "PR"`, `plan is null`, `plan is not null`,
		`tags has any ("a")`, `tags has none ("a", "B")`, `tags has all ("A")`, `tags is null`,
		`opened in last 5d`, `opened more than 5d ago`, `never opened in last 5d`, `never opened more than 5d ago`, `opened`, `opened >= 2 in last 5d`,
		`renewal = 2026-05-01`, `renewal != 2026-05-01`, `renewal > 2026-05-01`, `renewal >= 2026-05-01T10:00:00Z`, `renewal < 2026-05-02`,
	}
	compiled, changed := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		for range 12 { // a draw of rapid takes longer than a rule
			var answers []string
			for _, q := range ast.Questions() {
				if all := ast.Answers(q); source.Intn(3) > 0 {
					answers = append(answers, q+"="+all[source.Intn(len(all))])
				}
			}
			assumed := readingOf(t, strings.Join(answers, ", "))
			kinds := [][]string{conditions[:10], conditions[10:14], conditions[14:20], conditions[20:], conditions}
			from := kinds[source.Intn(len(kinds))]
			text := from[source.Intn(len(from))]
			for range 1 + source.Intn(4) {
				next := from[source.Intn(len(from))]
				if source.Intn(3) == 0 {
					next = "not (" + next + ")"
				}
				text = "(" + text + ")" + []string{" and ", " or "}[source.Intn(2)] + next
			}
			text = "field plan: text\nfield tags: tags\nfield renewal: date\nwhere " + text
			seed := rand.NewPCG(uint64(source.Intn(1<<16)), 2)
			contacts := edgesOf(writtenOut(text)).directed(gen.Rand(rand.New(seed)), 24)
			result := judgeAssumed(t, text, contacts, assumed)
			if result == nil {
				continue
			}
			compiled++
			if changesText(t, text, result) {
				changed++
			}
		}
	})
	t.Logf("%d rules compiled and compared, %d of them to another document", compiled, changed)
	if !t.Failed() && changed == 0 {
		t.Errorf("%d rules compiled, %d changed", compiled, changed)
	}
}
