package match

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestMillionPairs compares a judge of a formula with the judge of its tree under every reading, for a
// million pairs of a rule and a contact where there is time for all of them.
func TestMillionPairs(t *testing.T) {
	const each = 40 // contacts for a rule
	rules := long.Most(10, 250, 25_000)
	const workers = 2
	var pairs, open [workers]int
	t.Run("workers", func(t *testing.T) {
		for w := range workers {
			t.Run(fmt.Sprint(w), func(t *testing.T) {
				t.Parallel()
				for seed := w; seed < rules && !t.Failed(); seed += workers {
					open[w] += pairsAgree(t, uint64(seed), each)
					pairs[w] += each
				}
			})
		}
	})
	all, some := pairs[0]+pairs[1], open[0]+open[1]
	t.Logf("%d pairs, and %d depend on the reading", all, some)
	if !t.Failed() && (all != rules*each || some == 0 || some == all) {
		t.Errorf("of %d pairs, %d depend on the reading", all, some)
	}
}

// pairsAgree compares the judges of one random rule about some contacts, and returns for how many it
// depends on the reading.
func pairsAgree(t *testing.T, seed uint64, contacts int) (some int) {
	s := gen.Rand(rand.New(rand.NewPCG(seed, 21)))
	text := gen.Catalog(s) + "\nwhere " + gen.Rule(s, gen.Options{Names: true})
	f, names, where := lowered(t, text)
	source, err := eval.Read(nil, names, where)
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	judge := New(f, contact.Reading{}).Judge()
	for range contacts {
		c := gen.Contact(s)
		got := under(judge, &c)
		typed := names.Typed(c)
		all(func(at int, r eval.Reading) bool {
			want := source.Holds(nil, typed, r)
			if got.has(at) != want {
				line, _ := c.MarshalJSON()
				t.Errorf("%s\n%s\nunder %q: %t instead of %t", text, line, r, got.has(at), want)
			}
			return got.has(at) == want
		})
		if got.Len() > 0 && got.Len() < places {
			some++
		}
	}
	return some
}
