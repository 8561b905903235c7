package segc_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/rulesjson"
)

// TestMatcherAgrees compares what matchers of a text and of its document say with the judge
// of trees, under each reading.
func TestMatcherAgrees(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.File(s, gen.Options{Size: 6})
		program, list := segc.Load(t.Context(), text, segc.Options{Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
		if list.HasErrors() {
			t.Fatalf("%s\n%v", text, list.Err())
		}
		results, _ := program.Compile(t.Context())
		if len(results) != 1 || results[0] == nil {
			return // nobody, everybody or too large
		}
		stored, err := segc.FromDocument(results[0].Document(), program)
		if err != nil {
			t.Fatal(err)
		}
		names, where := meaning(t, text)
		for _, result := range []*segc.Result{results[0], stored} {
			matcher, err := result.Matcher(segc.MatcherOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				c := names.Typed(gen.Contact(s))
				matches, open, err := matcher.Match(&c)
				if err != nil {
					t.Fatal(err)
				}
				for _, reading := range gen.Readings() {
					want, err := eval.Tree(names, where, c, reading)
					if err != nil {
						t.Fatal(err)
					}
					got := matches
					for _, cube := range open {
						got = got || gen.Gives(reading, cube)
					}
					if got != want {
						t.Fatalf("%s\nunder %v: %v instead of %v, of %+v", text, reading, got, want, c)
					}
				}
			}
		}
	})
}

// TestMatcherInManyGoroutines asks one matcher about contacts with times, on the edge of a
// window, from many goroutines.
func TestMatcherInManyGoroutines(t *testing.T) {
	result, list := segc.Compile(t.Context(), `where status = "subscribed" and opened in last 30d`, segc.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	now := time.Date(2026, 6, 15, 12, 0, 0, 0, time.UTC)
	matcher, err := result.Matcher(segc.MatcherOptions{At: now})
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for i := range 16 {
		group.Go(func() {
			for days := range 60 {
				c := contact.Contact{
					Columns: map[string]contact.Value{"status": contact.Text("subscribed")},
					Events:  []contact.Event{{Metric: rulesjson.Open, At: now.AddDate(0, 0, -days).Add(-time.Duration(i) * time.Minute)}, {Metric: rulesjson.Open, At: now.Add(time.Second)}},
				}
				matches, open, err := matcher.Match(&c)
				if err != nil || matches != (days < 30) || (len(open) == 1 && open[0] == contact.Reading{EdgeInLast: contact.Yes}) != (days == 30) {
					t.Errorf("%d days ago: %v, %v, %v", days, matches, open, err)
				}
			}
		})
	}
	group.Wait()
}

// TestMatcherRefuses asks for what is not known.
func TestMatcherRefuses(t *testing.T) {
	text := `field plan: text
field born: date
where plan = "club" and born < 2000-01-01 and opened and list in ("0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab") and isp in (1)`
	result, list := segc.Compile(t.Context(), text, segc.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	_, err := result.Matcher(segc.MatcherOptions{Carries: &segc.Needs{Columns: []string{"plan"}, Lists: true}})
	unknown := (*segc.UnknownError)(nil)
	if !errors.As(err, &unknown) || err.Error() != `the rule looks at the column "born", events and the ISP, which the contacts do not carry: unknown is not missing` {
		t.Errorf("got %v", err)
	}
	needs := result.Needs()
	if matcher, err := result.Matcher(segc.MatcherOptions{Carries: &needs}); err != nil {
		t.Error(err)
	} else {
		for _, c := range []struct {
			contact contact.Contact
			want    string
		}{
			{contact.Contact{Columns: map[string]contact.Value{"plan": contact.Int(1)}}, `segc: the column "plan" has the type text, and the contact has a value of the type number`},
			{contact.Contact{Columns: map[string]contact.Value{"born": contact.Text("2000-01-01")}}, `segc: the column "born" has the type date, and the contact has a value of the type text`},
			{contact.Contact{Events: []contact.Event{{Metric: rulesjson.Open, At: time.Unix(1, 0)}}}, "segc: a contact has events with a time, but MatcherOptions.At is zero"},
		} {
			if _, _, err := matcher.Match(&c.contact); err == nil || err.Error() != c.want {
				t.Errorf("got %v instead of %s", err, c.want)
			}
		}
		if matches, open, err := matcher.Match(nil); matches || open != nil || err != nil {
			t.Errorf("nobody: %v, %v, %v", matches, open, err)
		}
	}
	if _, err := (&segc.Result{}).Matcher(segc.MatcherOptions{}); err == nil || !strings.Contains(err.Error(), "Result has no document") {
		t.Errorf("got %v", err)
	}
	if _, _, err := (&segc.Matcher{}).Match(nil); err == nil || !strings.Contains(err.Error(), "Result.Matcher") {
		t.Errorf("got %v", err)
	}
}

// TestMemoryOfMatch judges contacts without allocating. The race detector allocates by itself.
func TestMemoryOfMatch(t *testing.T) {
	result, list := segc.Compile(t.Context(), `where status = "subscribed" and (opened >= 2 in last 30d or email contains "@example.")`, segc.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	matcher, err := result.Matcher(segc.MatcherOptions{})
	if err != nil {
		t.Fatal(err)
	}
	c := contact.Contact{
		Columns: map[string]contact.Value{"status": contact.Text("subscribed"), "email": contact.Text("anna@example.com")},
		Events:  []contact.Event{{Metric: rulesjson.Open, DaysAgo: 3}, {Metric: rulesjson.Click, DaysAgo: 4}, {Metric: rulesjson.Open, DaysAgo: 12}},
	}
	if n := testing.AllocsPerRun(1000, func() {
		if matches, open, err := matcher.Match(&c); !matches || open != nil || err != nil {
			t.Fatal(matches, open, err)
		}
	}); n != 0 {
		t.Errorf("a contact takes %v pieces of memory", n)
	}
}
