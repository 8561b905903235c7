package segc_test

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
)

// completions returns random contacts for whom everything that is reported is
// true. In everything else, they are on the edges of a text, or beside them.
func completions(s gen.Source, d *told, text string, n int) []contact.Contact {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	contacts := edgesOf(file).directed(s, n)
	for i := range contacts {
		if s.Intn(4) == 1 {
			contacts[i] = gen.Contact(s)
		}
		for _, metric := range metrics {
			if s.Intn(6) == 1 {
				contacts[i].Events = append(slices.Clip(contacts[i].Events), contact.Event{
					Metric: metric, DaysAgo: s.Intn(120), Count: 1 + int64(s.Intn(2))<<20,
				})
			}
		}
		contacts[i] = d.complete(contacts[i])
	}
	empty := contact.Contact{Columns: gen.Contact(s).Columns}
	maps.DeleteFunc(empty.Columns, func(name string, _ contact.Value) bool { return gen.Takes(name, contact.Value{}, false) })
	return append(contacts, d.complete(empty))
}

// decide checks that a verdict is so of all completions, under all readings that
// are named.
func decide(t *rapid.T, s gen.Source, d *told, readings []eval.Reading, text, about string, typed func(contact.Contact) contact.Contact, holds func(contact.Contact, eval.Reading) bool) {
	t.Helper()
	if len(readings) == 0 {
		t.Fatalf("%s\nthere is no reading", about)
	}
	readings = fewReadings(readings)
	for _, c := range completions(s, d, text, 12) {
		c = typed(c)
		for _, r := range readings {
			if !holds(c, r) {
				line, _ := c.MarshalJSON()
				t.Fatalf("%s\nis not so of %s\nunder %v", about, line, r)
			}
		}
	}
}

// TestShownContactsDecide checks that the rules of a comparison differ on every
// contact for whom the words are so that are shown, and that words and facts
// say the same.
func TestShownContactsDecide(t *testing.T) {
	shown, absent := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		rules := gen.Rules(s, gen.Options{Size: 1 + s.Intn(5)}, 2)
		switch s.Intn(4) {
		case 1:
			rules[1] = "(" + rules[0] + ") and (" + rules[1] + ")"
		case 2:
			rules[1] = "(" + rules[0] + ") or (" + rules[1] + ")"
		}
		d, _ := diffOf(rules[0], rules[1])
		if d == nil {
			return
		}
		names, old := meaning(t, "where "+rules[0])
		_, changed := meaning(t, "where "+rules[1])
		for _, who := range []*contact.Example{d.Enters, d.Leaves} {
			if who == nil {
				continue
			}
			shown++
			about := rules[0] + "\n" + rules[1] + "\n" + strings.Join(who.Words, ", ")
			text, err := json.Marshal(who.Facts)
			if err != nil {
				t.Fatal(err)
			}
			facts, err := toldByFacts(text)
			if err != nil {
				t.Fatalf("%s\n%v", about, err)
			}
			words, rest, err := toldByWords(strings.Join(who.Words, ", "))
			if len(who.Words) > 0 && (err != nil || rest != "" || !cmp.Equal(words, facts, values)) {
				t.Fatalf("%s\nwords and facts differ: %q, %v\n%s", about, rest, err, cmp.Diff(words, facts, values))
			}
			if len(facts.None) > 0 {
				absent++
			}
			in, out := changed, old
			if who == d.Leaves {
				in, out = old, changed
			}
			said, err := readingsIf(who.Readings[0].Words())
			if err != nil || !slices.Equal(said, gen.Under(who.Readings[:1])) {
				t.Fatalf("%s\nthe words of %+v mean other readings: %v", about, who.Readings[0], err)
			}
			decide(t, s, facts, gen.Under(who.Readings), "where ("+rules[0]+") or ("+rules[1]+")", about, names.Typed, func(c contact.Contact, r eval.Reading) bool {
				matched, err := eval.Tree(names, in, c, r)
				other, err2 := eval.Tree(names, out, c, r)
				return err == nil && err2 == nil && matched && !other
			})
		}
	})
	if !t.Failed() && (shown == 0 || absent == 0) {
		t.Errorf("%d contacts are shown, %d lack something", shown, absent)
	}
}

// noteOf reads a note that describes a contact, and what it says about readings.
func noteOf(t *rapid.T, note string) (*told, []eval.Reading) {
	t.Helper()
	v := wordsOfContacts()
	text, ok := strings.CutPrefix(note, v.words["example"])
	if !ok {
		t.Fatalf("no contact is shown: %s", note)
	}
	d, rest, err := toldByWords(strings.TrimPrefix(text, v.words["example with"]))
	if err != nil {
		t.Fatal(err)
	}
	if rest == "" {
		return d, gen.Under([]contact.Reading{{}})
	}
	rest, ok = strings.CutPrefix(rest, v.words["example if"])
	if !ok {
		t.Fatalf("%q: what is %q?", note, rest)
	}
	words, err := v.readings(rest)
	if err != nil {
		t.Fatalf("%q: %v", note, err)
	}
	readings, err := readingsIf(words)
	if err != nil {
		t.Fatalf("%q: %v", note, err)
	}
	return d, readings
}

// sameExample checks that the contact of a diagnostic is the one of its note, with the
// first of its readings.
func sameExample(t *rapid.T, example *contact.Example, said *told, when []eval.Reading) {
	t.Helper()
	text, err := json.Marshal(example)
	if err != nil || example == nil || example.Unshown || example.Contact == nil || len(example.Words) != len(example.Facts) {
		t.Fatalf("the example is %s, %v", text, err)
	}
	if !slices.Equal(gen.Under(example.Readings[:1]), when) {
		t.Fatalf("%s\nhas another reading than its note", text)
	}
	facts, err := json.Marshal(example.Facts)
	if err != nil {
		t.Fatal(err)
	}
	of, err := toldByFacts(facts)
	if err != nil || !cmp.Equal(of, said, values) {
		t.Fatalf("%s\nsays something else than its note: %v\n%s", text, err, cmp.Diff(of, said, values))
	}
}

// TestEscapeesDecide holds the same of the contacts that are shown when a rule
// gets past a guard.
func TestEscapeesDecide(t *testing.T) {
	shown, unproved := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		rules := gen.Rules(s, gen.Options{Size: 1 + s.Intn(5), NoNegatedStartsWith: true}, 2)
		text := "require " + rules[0] + "\nwhere " + rules[1]
		_, list := segc.Compile(context.Background(), text, segc.Options{MaxGroups: 5000})
		if _, ok := find(list, diag.GuardUndecided); ok {
			unproved++
		}
		d, failed := find(list, diag.GuardFails)
		if !failed {
			return
		}
		shown++
		if len(d.Notes) != 1 {
			t.Fatalf("%s\n%v", text, d.Notes)
		}
		said, when := noteOf(t, d.Notes[0])
		sameExample(t, d.Contact, said, when)
		names, allowed := meaning(t, "where "+rules[0])
		_, reached := meaning(t, "where "+rules[1])
		decide(t, s, said, gen.Under(d.Contact.Readings), text, text+"\n"+d.Notes[0], names.Typed, func(c contact.Contact, r eval.Reading) bool {
			in, err := eval.Tree(names, reached, c, r)
			ok, err2 := eval.Tree(names, allowed, c, r)
			return err == nil && err2 == nil && in && !ok
		})
	})
	t.Logf("%d are shown, %d could not be proved", shown, unproved)
	if !t.Failed() && shown == 0 {
		t.Error("no contact is shown")
	}
}

// TestReachedDecide holds the same of the unsubscribed whom a rule reaches.
func TestReachedDecide(t *testing.T) {
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.Rules(s, gen.Options{Size: 1 + s.Intn(6), NoNegatedStartsWith: true}, 1)[0]
		if s.Intn(2) == 1 {
			text += " and (status = \"subscribed\" or opened >= 3)"
		}
		list := segc.Check(context.Background(), text, segc.Options{MaxGroups: 5000})
		d, warned := find(list, diag.ReachesUnsubscribed)
		if !warned {
			return
		}
		shown++
		said, when := noteOf(t, d.Notes[0])
		sameExample(t, d.Contact, said, when)
		names, where := meaning(t, "where "+text)
		about := "where (" + text + ") or status = \"unsubscribed\" or unsubscribed"
		decide(t, s, said, gen.Under(d.Contact.Readings), about, text+"\n"+d.Notes[0], names.Typed, func(c contact.Contact, r eval.Reading) bool {
			in, err := eval.Tree(names, where, c, r)
			return err == nil && in && c.Columns["status"].Text() == "unsubscribed" && slices.ContainsFunc(c.Events, unsubscribed)
		})
	})
	if !t.Failed() && shown == 0 {
		t.Error("no contact is shown")
	}
}

func unsubscribed(e contact.Event) bool { return e.Metric == condition.Unsubscribe }

// values lets values be compared.
var values = cmp.AllowUnexported(contact.Value{})
