package condition

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestKeys compares keys with a list of them, after every kind of change.
func TestKeys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var k Keys
		var want []string // by number; empty for one that is reserved
		key := func() string {
			return strings.Repeat("k", rapid.IntRange(1, 60).Draw(t, "length")) + rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "end")
		}
		index := func(text string) int {
			for i, other := range want {
				if other == text {
					return i
				}
			}
			return -1
		}
		t.Repeat(map[string]func(*rapid.T){
			"": func(t *rapid.T) {
				if k.Len() != len(want) {
					t.Fatalf("%d numbers, not %d", k.Len(), len(want))
				}
				for i, text := range want {
					if text == "" {
						continue
					}
					if n, known := k.Find([]byte(text)); !known || n != i {
						t.Fatalf("%q has the number %d, known %v, not %d", text, n, known, i)
					}
				}
			},
			"add": func(t *rapid.T) {
				for range rapid.IntRange(1, 12).Draw(t, "keys") {
					text := key()
					n, known := k.Find([]byte(text))
					if at := index(text); known != (at >= 0) || known && n != at {
						t.Fatalf("%q has the number %d, known %v, not %d", text, n, known, at)
					}
					if known {
						continue
					}
					if n := k.Add([]byte(text)); n != len(want) {
						t.Fatalf("%q got the number %d, not %d", text, n, len(want))
					}
					want = append(want, text)
				}
			},
			"reserve": func(t *rapid.T) {
				k.Reserve()
				want = append(want, "")
			},
			"cut": func(t *rapid.T) {
				n := rapid.IntRange(len(want)/2, len(want)).Draw(t, "kept")
				gone := want[n:]
				k.Cut(n)
				want = want[:n]
				for _, text := range gone {
					if _, known := k.Find([]byte(text)); known && text != "" {
						t.Fatalf("%q is still there", text)
					}
				}
			},
			"keep": func(t *rapid.T) {
				every := rapid.IntRange(2, 5).Draw(t, "every")
				var kept []string
				k.Keep(func(number int) bool { return number%every != 0 })
				for i, text := range want {
					if i%every != 0 {
						kept = append(kept, text)
					}
				}
				want = kept
			},
		})
	})
}
