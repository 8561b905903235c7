package main

import (
	"context"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
)

// TestAnyFixesEnd checks that an author who takes any of the fixes that are offered, again
// and again, comes to an end. Which diagnostic is fixed, and how, is drawn, or the author
// is stubborn: the fix that was taken most often is taken again, or the one that adds the
// most. The optional rules are on or off.
func TestAnyFixesEnd(t *testing.T) {
	t.Parallel()
	applied := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := slippedText(source)
		options := segc.Options{Name: "rule.seg"}
		if source.Intn(4) > 0 {
			options.Enable = segc.OptionalRules()
		}
		habit := source.Intn(3)
		taken := map[string]int{}
		for steps := 0; ; steps++ {
			fixes := allFixes(segc.Check(context.Background(), text, options))
			if len(fixes) == 0 {
				return
			}
			n, most := source.Intn(len(fixes)), -1
			var texts []string
			for i, offer := range fixes {
				after, err := diag.Apply(offer.of.Location.Source, offer.fix)
				if err != nil {
					t.Fatalf("%v: the fix %q of %s in\n%s", err, offer.fix.Text, offer.of.Error(), text)
				}
				texts = append(texts, after)
				score := []int{-1, taken[offer.name()], len(text) + len(after)}[habit]
				if score > most {
					n, most = i, score
				}
			}
			switch {
			case texts[n] == text:
				t.Fatalf("the fix %q of %s changes nothing in\n%s", fixes[n].fix.Text, fixes[n].of.Error(), text)
			case steps == 100:
				t.Fatalf("after %d fixes there is more to fix: %s\n%s", steps, fixes[n].of.Error(), text)
			}
			applied++
			taken[fixes[n].name()]++
			text = texts[n]
		}
	})
	if !t.Failed() && applied == 0 {
		t.Error("no rule had a fix")
	}
}

// TestNoFixIsOfferedTwice checks that a fix, once taken, is not offered again for what it
// wrote: it corrects its mistake, and writes nothing that is wrong in the same way. Only
// parentheses that are open are an exception: each needs its own at the same place.
func TestNoFixIsOfferedTwice(t *testing.T) {
	t.Parallel()
	applied := 0
	rapid.Check(t, func(t *rapid.T) {
		source := gen.Rapid(t)
		text := slippedText(source)
		for range 4 {
			fixes := allFixes(checkAll(text))
			if len(fixes) == 0 {
				return
			}
			taken := fixes[source.Intn(len(fixes))]
			after, err := diag.Apply(taken.of.Location.Source, taken.fix)
			if err != nil {
				t.Fatal(err)
			}
			for _, again := range allFixes(checkAll(after)) {
				if again.name() == taken.name() && again.of.Message == taken.of.Message && taken.of.Code != diag.UnclosedParen && again.changes(taken.written()) {
					t.Fatalf("the fix %q of %s is offered again:\n%s\n--\n%s", taken.fix.Text, taken.of.Error(), text, after)
				}
			}
			applied++
			text = after
		}
	})
	if !t.Failed() && applied == 0 {
		t.Error("no rule had a fix")
	}
}

// name is the same for two fixes of the same kind.
func (o offered) name() string { return string(o.of.Code) + " " + o.fix.Text }

// written returns where the edits of a fix are in the text after it, without those that
// only take something out.
func (o offered) written() (places [][2]int) {
	moved := 0
	for _, edit := range o.fix.Edits { // in the order of their places, as offered fixes are
		at := edit.Location.Span
		if edit.Text != "" {
			places = append(places, [2]int{at.Start + moved, at.Start + moved + len(edit.Text)})
		}
		moved += len(edit.Text) - (at.End - at.Start)
	}
	return places
}

// changes reports whether a fix changes one of the places, or writes beside it.
func (o offered) changes(places [][2]int) bool {
	for _, edit := range o.fix.Edits {
		for _, place := range places {
			if at := edit.Location.Span; at.Start <= place[1] && at.End >= place[0] {
				return true
			}
		}
	}
	return false
}

// slippedText returns a damaged file, or a short rule without declarations, in which the
// names of columns may be those of other things and signs and words may be out of place.
func slippedText(s gen.Source) string {
	if s.Intn(3) == 0 {
		return damagedFile(s)
	}
	text := gen.Rule(s, gen.Options{NoNegatedStartsWith: true, Size: 3, Depth: 2})
	for range s.Intn(3) {
		names := []string{"plan", "age", "vip", "tier", "extra", "city", "score", "email", "first_name"}
		others := []string{"click", "opens", "bounces", "delivery", "fname", "Email", "ID"}
		text = strings.ReplaceAll(text, names[s.Intn(len(names))], others[s.Intn(len(others))])
	}
	for range 1 + s.Intn(3) {
		text = slip(s, text)
	}
	return text
}

// slip makes a slip that people make with one hand: a sign too many, or a word that is
// missing or elsewhere.
func slip(s gen.Source, text string) string {
	signs := []string{",", ".", "\u201d", "\u201c", ";", "[", "&", "|", ")", "(", `"`, "'", "`", "-", "0", "+", "=", "!", "\u200b"}
	words := strings.Split(text, " ")
	n := s.Intn(len(words))
	switch s.Intn(5) {
	case 0:
		at := s.Intn(len(text) + 1)
		return text[:at] + signs[s.Intn(len(signs))] + text[at:]
	case 1:
		words[n] += signs[s.Intn(len(signs))]
	case 2:
		words = append(words[:n:n], words[n+1:]...)
	case 3:
		other := s.Intn(len(words))
		words[n], words[other] = words[other], words[n]
	default:
		if text == "" {
			return text
		}
		return gen.Damage(s, text)
	}
	return strings.Join(words, " ")
}
