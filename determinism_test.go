package segc_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// everything returns all that a compilation says, as bytes.
func everything(t testing.TB, text string) string {
	t.Helper()
	var b bytes.Buffer
	result, list := segc.Compile(context.Background(), text, segc.Options{Today: genToday()})
	if err := diag.WriteJSON(&b, list); err != nil {
		t.Error(err)
	}
	b.Write(diagnosticsText(t, list))
	if result != nil {
		b.Write(result.RulesJSON())
		b.WriteString(fmt.Sprintf("%+v", result.Stats()))
	}
	return b.String()
}

// determined returns rules of all sorts.
func determined() []string {
	random := gen.Rand(rand.New(rand.NewPCG(11, 12)))
	var rules []string
	for i := range 25 {
		days := i%2 == 1
		rules = append(rules, gen.File(random, gen.Options{Size: 12, Days: days}), gen.Rule(random, gen.Options{Size: 16, Days: days}))
	}
	named := gen.Rand(rand.New(rand.NewPCG(11, 13)))
	for i := range 15 {
		rules = append(rules, gen.File(named, gen.Options{Size: 8, Days: i%2 == 1, Values: true}))
	}
	for i := range 10 {
		two := gen.Rules(random, gen.Options{Size: 4, Days: i%2 == 1}, 2)
		rules = append(rules, "require "+two[0]+"\nwhere "+two[1])
	}
	return append(rules, gen.ThreeCNF(8, 20), gen.RandomDNF(8, 20, 4), pairs(20, "a# = 1", "b# = 1"))
}

// TestSameBytes compiles rules many times, on one processor and on two, and at
// the same time: documents, diagnostics and stats are always the same bytes.
func TestSameBytes(t *testing.T) {
	sameBytes(t, determined(), long.Of(2, 30))
}

// TestSameBytesOfHardRules does so with rules that take the exact method and the
// heuristic to their limits.
func TestSameBytesOfHardRules(t *testing.T) {
	const runs = 2
	texts := []string{gen.ThreeCNF(long.Of(10, 12), long.Of(33, 40))}
	if long.Run() {
		texts = append(texts, gen.RandomDNF(14, 60, 5), gen.RandomDNF(17, 60, 6))
	}
	sameBytes(t, texts, runs)
}

func sameBytes(t *testing.T, rules []string, runs int) {
	t.Helper()
	want := make([]string, len(rules))
	for i, text := range rules {
		want[i] = everything(t, text)
	}
	check := func() {
		for i, text := range rules {
			if got := everything(t, text); got != want[i] {
				t.Errorf("%s\nonce gives\n%s\nand once\n%s", text, want[i], got)
			}
		}
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for i := range runs {
		runtime.GOMAXPROCS(1 + i%2)
		check()
	}
	var group sync.WaitGroup
	for range 3 {
		group.Go(check)
	}
	group.Wait()
}
