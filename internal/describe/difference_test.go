package describe_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/describe"
)

// example returns a contact with some words, under a reading if one is given.
func example(words []string, readings ...contact.Reading) *contact.Example {
	return &contact.Example{Words: words, Readings: append(readings, contact.Reading{})[:max(len(readings), 1)]}
}

// TestText checks what people read of two rules.
func TestText(t *testing.T) {
	missing := contact.Reading{MissingMatches: contact.Yes}
	for _, c := range []struct {
		name         string
		difference   describe.Difference
		old, changed string // "old.seg" and "new.seg" without them
		want         string
	}{
		{name: "the same", difference: describe.Difference{Verdict: "same"}, want: "same: both rules match the same contacts\n"},
		{
			name:       "narrower, with a contact who leaves",
			difference: describe.Difference{Verdict: "narrower", Leaves: example([]string{`plan "free"`, "2 opens today"})},
			want: "narrower: new.seg matches some of the contacts of old.seg, and no others\n" +
				"  leaves: a contact with plan \"free\", 2 opens today\n",
		},
		{
			name:       "wider, with one who was not found",
			difference: describe.Difference{Verdict: "wider", Enters: &contact.Example{Unshown: true}},
			want: "wider: new.seg matches all contacts of old.seg, and others\n" +
				"  enters: segc found no example within its limits\n",
		},
		{
			name: "both",
			difference: describe.Difference{
				Verdict: "overlapping", Enters: example([]string{"no plan"}, missing), Leaves: example([]string{"age 3"}),
				ByReading: []describe.ReadingVerdict{{missing, "overlapping"}, {contact.Reading{MissingMatches: contact.No}, "narrower"}},
			},
			want: "overlapping: new.seg matches some of the contacts of old.seg, and others\n" +
				"  enters: a contact with no plan\n" +
				"          if the platform lets negative operators such as `!=` and `not in` match a missing value\n" +
				"  leaves: a contact with age 3\n" +
				"  overlapping, if the platform lets negative operators such as `!=` and `not in` match a missing value\n" +
				"  narrower, if the platform does not let negative operators such as `!=` and `not in` match a missing value\n",
		},
		{
			name:       "names and words stay in their line",
			difference: describe.Difference{Verdict: "disjoint", Enters: example([]string{"plan \"a\nb\x1b[31m\""})},
			old:        "a\nb.seg", changed: "\x1b[31m.seg",
			want: "disjoint: no contact matches both \"a\\nb.seg\" and \"\\x1b[31m.seg\"\n" +
				"  enters: a contact with plan \"a b␛[31m\"\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b bytes.Buffer
			if c.old == "" {
				c.old, c.changed = "old.seg", "new.seg"
			}
			c.difference.Text(&b, c.old, c.changed)
			if diff := cmp.Diff(c.want, b.String()); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestTurned checks that a difference that is turned twice is itself, and that each verdict is turned once.
func TestTurned(t *testing.T) {
	for verdict, want := range map[string]string{"same": "same", "narrower": "wider", "wider": "narrower", "overlapping": "overlapping", "disjoint": "disjoint"} {
		d := &describe.Difference{
			Verdict: verdict, Enters: example([]string{"age 3"}), Leaves: example([]string{"no age"}),
			ByReading: []describe.ReadingVerdict{{contact.Reading{MissingMatches: contact.Yes}, verdict}},
		}
		turned := d.Turned()
		if turned.Verdict != want || turned.ByReading[0].Verdict != want || turned.Enters != d.Leaves || turned.Leaves != d.Enters {
			t.Errorf("%s becomes %+v", verdict, turned)
		}
		if again := turned.Turned(); !reflect.DeepEqual(again, d) {
			t.Errorf("turned twice, %s becomes %+v", verdict, again)
		}
	}
}

// TestSentenceIsShort checks that what is said of a contact stays short.
func TestSentenceIsShort(t *testing.T) {
	var words []string
	for i := range 1000 {
		words = append(words, fmt.Sprintf("column%d %q", i, strings.Repeat("x", 10_000)))
	}
	if n := len(describe.Sentence(words)); n > 50*400 {
		t.Errorf("a contact with a thousand columns takes %d bytes", n)
	}
	if got := describe.Sentence(words[:52]); !strings.HasSuffix(got, "2 more things") {
		t.Errorf("it ends in %q", got[len(got)-20:])
	}
	if got := describe.Readings([]string{"a", "b"}, " and "); got != "a and b" {
		t.Errorf("two words of a reading are %q", got)
	}
	if got := describe.When(example([]string{"age 3"})); len(got) != 0 {
		t.Errorf("a contact who always shows it does so when %q", got)
	}
}
