package gen

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
)

// TestFilesHaveAllSortsOfUses checks that random files use rules in all ways, and that each use is
// of a file that is there, and named in the text.
func TestFilesHaveAllSortsOfUses(t *testing.T) {
	seen := map[string]int{}
	for i := range 300 {
		s := Rand(rand.New(rand.NewPCG(uint64(i), 7)))
		text, used := Files(s, Options{Plain: i%2 == 1})
		main := parse(t, text)
		uses := 0
		for n := range main.All() {
			use, ok := n.(*ast.Use)
			if !ok || use.As == nil {
				continue
			}
			uses++
			if strings.Count(text, use.As.Text) < 2 {
				t.Fatalf("%s is not used in\n%s", use.As.Text, text)
			}
		}
		if uses != len(used)-1 {
			t.Fatalf("%d of %d files are used in\n%s", uses, len(used), text)
		}
		for path, text := range used {
			file := parse(t, text)
			segments := 0
			for _, s := range file.Statements {
				switch s := s.(type) {
				case *ast.Use:
					if used[s.Path.Text] == "" {
						t.Fatalf("%s uses %s, which is not there", path, s.Path.Text)
					}
					if s.As != nil {
						seen["a rule in a rule"]++
					}
				case *ast.Segment:
					if segments++; len(s.Properties) > 0 {
						seen["for"]++
					}
				case *ast.Require:
					seen["guard"]++
				case *ast.Where:
					if s.Bare {
						seen["bare"]++
					}
				}
			}
			if segments > 1 {
				seen["several"]++
			}
		}
	}
	for _, what := range []string{"a rule in a rule", "for", "guard", "bare", "several"} {
		if seen[what] < 20 {
			t.Errorf("%s: %v", what, seen)
		}
	}
}
