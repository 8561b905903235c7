package segc_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/gen"
	"github.com/segc-lang/segc/diag"
)

func TestProbe(t *testing.T) {
	if os.Getenv("PROBE") == "" { t.Skip() }
	counts := map[diag.Code]int{}
	shown := map[diag.Code]int{}
	var worst time.Duration
	start := time.Now()
	for i := range 1000 {
		text := gen.File(gen.Rand(rand.New(rand.NewPCG(1, uint64(i)))), gen.Options{NoNegatedStartsWith: true})
		s := time.Now()
		list := segc.Check(context.Background(), text, segc.Options{Enable: segc.OptionalRules()})
		if d := time.Since(s); d > worst { worst = d }
		seen := map[diag.Code]bool{}
		for _, d := range list {
			if d.Code < "SEG500" && d.Severity == diag.Warning { continue }
			if !seen[d.Code] { counts[d.Code]++ }
			seen[d.Code] = true
			if shown[d.Code] < 6 && d.Code > "SEG500" && d.Code != "SEG501" {
				shown[d.Code]++
				_, rule, _ := strings.Cut(text, "\nwhere ")
				fmt.Println(d.Code, d.Message, "|", d.Location.Source.Slice(d.Location.Span), "|", d.Notes, "|", rule)
			}
		}
	}
	fmt.Println(counts, worst, time.Since(start))
	paths, _ := filepath.Glob("testdata/compile/*/*.txtar")
	for _, p := range paths {
		data, _ := os.ReadFile(p)
		for _, part := range strings.Split(string(data), "\n-- ")[0:] {
			_ = part
		}
	}
}
