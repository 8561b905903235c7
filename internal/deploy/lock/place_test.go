package lock_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/test/prose"
)

func TestPlace(t *testing.T) {
	messages := prose.Open(t, "places")
	long := strings.Repeat("x", lock.MaxPlace)
	keys := map[string]string{}
	for _, c := range []struct {
		place       lock.Place
		words, want string // what the error names
		whole       bool
	}{
		{lock.Place{File: "a.seg"}, "a.seg", "", true},
		{lock.Place{File: "a.seg", Segment: "A"}, `a.seg, segment "A"`, "", false},
		{lock.Place{File: "a.seg", Segment: "A", Values: map[string]string{"n": "1", "m": `"`}}, `a.seg, segment "A" with m "\"", n "1"`, "", false},
		{lock.Place{File: "a.seg", Values: map[string]string{"n": "1", "m": "2"}}, `a.seg with m "2", n "1"`, "m, n", false},
		{lock.Place{File: "a.seg", Segment: long[:lock.MaxPlace-len(`""{}`)]}, "", "", false},
		{lock.Place{File: "a.seg", Segment: long}, "", "16 KiB", false},
		{lock.Place{File: "a.seg", Segment: "A", Values: map[string]string{"m": long}}, "", "16 KiB", false},
	} {
		if got := c.place.String(); got != c.words && c.words != "" {
			t.Errorf("it is %s, not %s", got, c.words)
		}
		err := c.place.Check()
		if (err == nil) != (c.want == "") || err != nil && !prose.Names(err.Error(), c.want) {
			t.Fatalf("%.100s: %v, not %q", c.place, err, c.want)
		}
		if err != nil {
			messages.Add(t, fmt.Sprintf("%.40s", c.place), err.Error())
		}
		if c.place.Whole() != c.whole {
			t.Errorf("%.100s: whole is %t", c.place, !c.whole)
		}
		if other, twice := keys[c.place.Key()]; twice {
			t.Errorf("%.100s and %.100s have one key", other, c.place)
		}
		keys[c.place.Key()] = c.place.String()
	}
}

// TestSetPlaces checks which entries another one takes the place of. A file with one segment is the
// place that the segment would have beside others.
func TestSetPlaces(t *testing.T) {
	values := func(v string) map[string]string { return map[string]string{"m": v} }
	for name, c := range map[string]struct {
		old, set lock.Entry
		stays    bool
	}{
		"another name":                    {lock.Entry{Segment: "A"}, lock.Entry{Segment: "B"}, true},
		"another value":                   {lock.Entry{Segment: "A", Values: values("1")}, lock.Entry{Segment: "A", Values: values("2")}, true},
		"another file":                    {lock.Entry{File: "b.seg", Segment: "A"}, lock.Entry{Segment: "A"}, true},
		"the same name":                   {lock.Entry{Segment: "A"}, lock.Entry{Segment: "A"}, false},
		"the same value":                  {lock.Entry{Segment: "A", Values: values("1")}, lock.Entry{Segment: "A", Values: values("1")}, false},
		"the whole file":                  {lock.Entry{Name: "A"}, lock.Entry{Name: "B"}, false},
		"one of several":                  {lock.Entry{Name: "A"}, lock.Entry{Segment: "A"}, false},
		"another one of several":          {lock.Entry{Name: "A"}, lock.Entry{Segment: "B"}, true},
		"a value of several":              {lock.Entry{Name: "A"}, lock.Entry{Segment: "A", Values: values("1")}, true},
		"several become the whole file":   {lock.Entry{Segment: "A"}, lock.Entry{Name: "A"}, false},
		"others than what the file has":   {lock.Entry{Segment: "B"}, lock.Entry{Name: "A"}, true},
		"values before the whole file is": {lock.Entry{Segment: "A", Values: values("1")}, lock.Entry{Name: "A"}, true},
	} {
		f := lock.New()
		for i, e := range []lock.Entry{c.old, c.set} {
			e.ID = []string{one, two}[i]
			if e.File == "" {
				e.File = "a.seg"
			}
			f.Set(base, e)
		}
		if got := len(f.Remotes[base]) == 2; got != c.stays {
			t.Errorf("%s: the old entry stays: %t", name, got)
		}
	}
}
