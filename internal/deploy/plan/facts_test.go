package plan_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// datum matches what a reason names, and not its other words.
var datum = regexp.MustCompile("\"[^\"]*\"|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|[0-9A-Za-z_/.-]*[0-9A-Za-z_]\\.seg\\b|--[a-z-]+|\\b[0-9]{4}-[0-9]{2}-[0-9]{2}\\b|\\b[0-9]+\\b")

// facts returns the names, ids, files, flags, days and numbers of a reason each once.
// They are the same in other words; testdata has the words.
func facts(reason string) string {
	all := datum.FindAllString(reason, -1)
	for i, d := range all {
		if bare := strings.Trim(d, `"`); len(bare) == len(listID) && bare[8] == '-' {
			all[i] = strings.TrimLeft(bare[:8], "0")
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), " ")
}

// keepReasons puts what a plan says of its segments into a golden file.
func keepReasons(t *testing.T, words *prose.Book, key string, p *plan.Plan) {
	t.Helper()
	var said []string
	for _, s := range p.Steps {
		if s.Reason != "" {
			said = append(said, s.Label()+": "+s.Reason)
		}
	}
	if len(said) > 0 {
		words.Add(t, key, strings.Join(said, "\n"))
	}
}

// hinted reports whether a plan says of a segment that its `was` has no effect.
func hinted(p *plan.Plan) bool {
	return slices.ContainsFunc(p.Steps, func(s plan.Step) bool { return s.Action == plan.Create && s.Reason != "" })
}
