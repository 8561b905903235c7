package segc_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// TestReachesUnsubscribed checks that the warning before a segment goes live is
// the one that Check gives, and when the rule before makes it old news.
func TestReachesUnsubscribed(t *testing.T) {
	const (
		open    = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[7]}]}]}`
		closed  = `{"any":[{"all":[{"kind":"field","field":"status","operator":"equals","value":"subscribed"}]}]}`
		goodbye = `{"any":[{"all":[{"kind":"field","field":"status","operator":"equals","value":"unsubscribed"}]}]}`
		bounced = `{"any":[{"all":[{"kind":"deliverability","metric":"bounce","operator":"ever"}]}]}`
	)
	for _, c := range []struct {
		name, text, before string
		want               bool
	}{
		{"new", "isp in (1)", "", true},
		{"new, closed", `status = "subscribed" and isp in (1)`, "", false},
		{"new, for those who left", `status = "unsubscribed"`, "", false},
		{"new, for those who bounced", "bounced", "", false},
		{"new, ignored", "# segc:ignore SEG502 they asked for it\nisp in (1)", "", false},
		{"new, another warning ignored", "# segc:ignore SEG501 it reads well\nisp in (1)", "", true},
		{"new, guarded", `require status = "subscribed"` + "\nwhere status = \"subscribed\" and isp in (1)", "", false},
		{"it did so before", "isp in (1)", open, false},
		{"it did not before", "isp in (1)", closed, true},
		{"it was for those who left", "isp in (1)", goodbye, true},
		{"it was for those who bounced", "isp in (1)", bounced, true},
		{"it does no more", `status = "subscribed"`, open, false},
		{"what was before cannot be read", "isp in (1)", `{"any":7}`, true},
		{"what was before is no JSON", "isp in (1)", `{`, true},
	} {
		result, list := segc.Compile(context.Background(), c.text, segc.Options{})
		if result == nil {
			t.Fatal(c.name, list)
		}
		before, _ := segc.FromJSON(t.Context(), []byte(c.before), nil) // nil if it cannot be read
		got := result.ReachesUnsubscribed(context.Background(), before)
		if (len(got) == 1 && got[0].Code == diag.ReachesUnsubscribed) != c.want || len(got) > 1 {
			t.Errorf("%s: %v", c.name, got)
		}
		stored, err := segc.FromDocument(result.Document(), nil)
		if err != nil {
			t.Fatal(c.name, err)
		}
		// A document has neither comments nor places.
		silent := c.name == "new, ignored"
		switch alone := stored.ReachesUnsubscribed(t.Context(), before); {
		case (len(alone) == 1) != (c.want || silent):
			t.Errorf("%s, as a document: %v", c.name, alone)
		case len(alone) == 0 || silent:
		case alone[0].Code != got[0].Code || alone[0].Message != got[0].Message || !slices.Equal(alone[0].Notes, got[0].Notes) || alone[0].Location.Source != nil:
			t.Errorf("%s, as a document: %v, not %v", c.name, alone, got)
		}
		if checked := segc.Check(context.Background(), c.text, segc.Options{}); c.before == "" && c.want {
			found := false
			for _, d := range checked {
				found = found || d.Code == diag.ReachesUnsubscribed && d.Message == got[0].Message && d.Location.Span == got[0].Location.Span
			}
			if !found {
				t.Errorf("%s: check says %v", c.name, checked)
			}
		}
	}
}

// TestReachesUnsubscribedUndecided checks that a document that is beyond the limits is not
// taken for one that leaves people in peace.
func TestReachesUnsubscribedUndecided(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "reaches-undecided")
	document := &rulesjson.Document{}
	for i := range 5001 {
		document.Any = append(document.Any, rulesjson.Group{All: []rulesjson.Condition{
			rulesjson.Field{Column: "c", Operator: rulesjson.Equals, Values: []rulesjson.Value{{Text: fmt.Sprint(i)}}},
		}})
	}
	stored, err := segc.FromDocument(document, nil)
	if err != nil {
		t.Fatal(err)
	}
	list := stored.ReachesUnsubscribed(t.Context(), nil)
	if len(list) != 1 || list[0].Code != diag.ReachesUnsubscribed || list[0].Contact != nil || list[0].Severity != diag.Warning {
		t.Fatal(list)
	}
	messages.Add(t, "a document beyond the limits", list[0].Message)
}

// TestReachesWithoutMemory checks that a memory limit hides no warning: neither about a
// document, nor one that was found before the document before it was too large.
func TestReachesWithoutMemory(t *testing.T) {
	messages := prose.Open(t, "reaches-without-memory")
	catalog, list := segc.Load(t.Context(), "isp gmail = 1", segc.Options{MaxMemory: 8 << 20})
	if list.HasErrors() {
		t.Fatal(list)
	}
	document := &rulesjson.Document{}
	for i := range 100_000 {
		document.Any = append(document.Any, rulesjson.Group{All: []rulesjson.Condition{
			rulesjson.Field{Column: fmt.Sprint("column", i), Operator: rulesjson.Equals, Values: []rulesjson.Value{{Text: "x"}}},
		}})
	}
	large, err := segc.FromDocument(document, catalog)
	if err != nil {
		t.Fatal(err)
	}
	got := large.ReachesUnsubscribed(t.Context(), nil)
	if len(got) != 1 || got[0].Code != diag.ReachesUnsubscribed || got[0].Contact != nil {
		t.Fatalf("the large document: %v", got)
	}
	messages.Add(t, "the large document", got[0].Message)
	open, list := segc.Compile(t.Context(), "where opened", segc.Options{MaxMemory: 8 << 20})
	if open == nil {
		t.Fatal(list)
	}
	if got := open.ReachesUnsubscribed(t.Context(), large); len(got) != 1 || got[0].Code != diag.ReachesUnsubscribed {
		t.Errorf("after the large document: %v", got)
	}
}
