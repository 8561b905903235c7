package meant

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestMixedHabits reads what nobody wrote: texts of the table of mistakes in which words are dropped, repeated,
// exchanged and taken from other rows, so that the readers of several habits meet.
func TestMixedHabits(t *testing.T) {
	t.Parallel()
	texts := habits(t)
	r := rand.New(rand.NewPCG(17, 1))
	for range long.Most(4000, 40_000, 2_000_000) {
		text := mixed(r, texts)
		Read(text, func(string) bool { return false }) // asks all readers
		for _, s := range Read(text, anything(text)) {
			for _, c := range s.Changes {
				for _, fix := range c.Fixes {
					inOrder(t, text, s, c, fix)
				}
			}
		}
		if t.Failed() {
			return
		}
	}
}

// habits returns the texts of the table of mistakes.
func habits(t *testing.T) (texts []string) {
	t.Helper()
	data, err := os.ReadFile("../../testdata/mistakes.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(string(data), "\n") {
		if cells := strings.Split(line, "\t"); len(cells) == 3 {
			texts = append(texts, strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace(cells[1]))
		}
	}
	return texts
}

// mixed returns a text whose words are those of others.
func mixed(r *rand.Rand, texts []string) string {
	pick := func() []token { return tokens(texts[r.IntN(len(texts))]) }
	words := make([]string, 0, 32)
	for _, t := range pick() {
		words = append(words, t.text)
	}
	for range 1 + r.IntN(6) {
		if len(words) == 0 {
			break
		}
		i, j := r.IntN(len(words)), r.IntN(len(words))
		switch r.IntN(8) {
		case 0:
			words = append(words[:i:i], words[i+1:]...)
		case 1:
			words[i], words[j] = words[j], words[i]
		case 2:
			words = append(words[:i:i], append([]string{words[j]}, words[i:]...)...)
		case 3:
			if other := pick(); len(other) > 0 {
				words[i] = other[r.IntN(len(other))].text
			}
		case 4:
			other := pick()
			if len(other) == 0 {
				break
			}
			from := r.IntN(len(other))
			tail := make([]string, 0, len(other))
			for _, t := range other[from:min(len(other), from+1+r.IntN(6))] {
				tail = append(tail, t.text)
			}
			words = append(words[:i:i], append(tail, words[i:]...)...)
		case 5:
			signs := [][2]string{{"{{", "}}"}, {"${", "}"}, {"[", "]"}, {"%", "%"}, {"<", ">"}, {"@", ""}, {"$", ""}, {"(", ")"}, {"'", "'"}, {"“", "”"}, {"", ","}, {"not ", ""}, {"", "%"}, {"-", ""}, {"", ")"}}
			pair := signs[r.IntN(len(signs))]
			words[i] = pair[0] + words[i] + pair[1]
		case 6:
			common := []string{"today", "in", "(", ")", ",", "and", "or", "not", "=", "5", "30d", "'a, b'", "opened", "never", "between", "last", "list", "isp", "has", "contains", "email", "created_at", "value x = 5\nwhere", "x", "let y =", "null", "any", "is"}
			words[i] = common[r.IntN(len(common))]
		case 7:
			words = append(words[:i:i], append([]string{"in", "(", words[j], ")"}, words[i:]...)...)
		}
	}
	return strings.Join(words, " ")
}
