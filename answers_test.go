package segc_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestEveryPrefixHasAnAnswer cuts texts with the words of the second edition off at every place, as
// they are while somebody types, and cuts their beginnings off: there is a document or an error
// with a place, soon, and on a day and without one. What can be read is formatted once.
func TestEveryPrefixHasAnAnswer(t *testing.T) {
	t.Parallel()
	texts := corpus.SecondEdition()
	for _, c := range corpus.Cases(t) {
		if text, _ := c.Get("in.seg"); strings.HasPrefix(c.Name, "days/") {
			texts = append(texts, string(text))
		}
	}
	s := gen.Rand(rand.New(rand.NewPCG(4, 15)))
	for range long.Of(3, 30) {
		texts = append(texts, newlyNamed(s, gen.File(s, gen.Options{Days: true, Size: 4})))
		texts = append(texts, gen.File(s, gen.Options{Days: true, Values: true, Size: 3}))
	}
	cuts, documents := 0, 0
	for i, text := range texts {
		stride := long.Of(11, 1)
		if len(text) > 400 {
			stride *= 4
		}
		for cut := range len(text) + 1 {
			if (cut+i)%stride != 0 && cut < len(text) {
				continue
			}
			for _, part := range []string{text[:cut], text[cut:]} {
				cuts++
				if answersSoon(t, part) {
					documents++
				}
			}
			if t.Failed() {
				return
			}
		}
	}
	t.Logf("%d texts, and %d of them have a document", cuts, documents)
	if cuts < long.Of(1000, 20_000) || documents < cuts/100 {
		t.Errorf("%d texts, and %d of them have a document", cuts, documents)
	}
}

// answersSoon asks for the document of any text, and reports whether there is one.
func answersSoon(t *testing.T, text string) bool {
	t.Helper()
	const enough = 20 * time.Second // a few milliseconds on a machine with nothing else to do
	ctx, cancel := context.WithTimeout(t.Context(), enough)
	defer cancel()
	for _, today := range []time.Time{{}, genToday()} {
		result, list := segc.Compile(ctx, text, segc.Options{Today: today, MaxGroups: 200})
		answered(t, result, list)
		hasPlaces(t, text, list)
		if today.IsZero() {
			continue
		}
		hasPlaces(t, text, segc.Check(ctx, text, segc.Options{Today: today, MaxGroups: 200}))
		formattedOnce(t, text, result)
		if result != nil {
			return true
		}
	}
	return false
}

// formattedOnce checks that a text that can be formatted keeps its document, and stays the same the
// second time.
func formattedOnce(t *testing.T, text string, result *segc.Result) {
	t.Helper()
	once, problems := segc.Format(t.Context(), text, segc.FormatOptions{})
	if problems.HasErrors() {
		return
	}
	if twice, _ := segc.Format(t.Context(), once, segc.FormatOptions{}); twice != once {
		t.Errorf("%q is formatted to\n%s\nand then to\n%s", text, once, twice)
	}
	again, list := segc.Compile(t.Context(), once, segc.Options{Today: genToday(), MaxGroups: 200})
	want, got := "", ""
	if result != nil {
		want = string(result.RulesJSON())
	}
	if again != nil {
		got = string(again.RulesJSON())
	}
	if got != want {
		t.Errorf("%q is another document once it is formatted:\n%s\n%s", text, once, diagnosticsText(t, list))
	}
}

// hasPlaces checks that every problem has a place in the text, and that none is a fault or the end
// of the time.
func hasPlaces(t *testing.T, text string, list diag.List) {
	t.Helper()
	for _, d := range list {
		at := d.Location
		if d.Code == diag.Internal || d.Code == diag.Interrupted || at.Source == nil ||
			at.Span.Start < 0 || at.Span.Start > at.Span.End || at.Span.End > len(at.Source.Text()) {
			t.Errorf("%q: %s at %v", text, d.Error(), at.Span)
		}
	}
}
