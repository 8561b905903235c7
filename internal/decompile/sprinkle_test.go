package decompile_test

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/rulesjson"
)

// TestSprinkledDocuments checks that documents as the API writes them, with null
// and empty members in their conditions, unknown members around them and members
// in any order, lose nothing on their way to a rule. The judges are canonical,
// which reads JSON by itself, and the evaluator on random contacts. For 10,000
// documents and more:
//
//	go test ./internal/decompile -run TestSprinkledDocuments -v -rapid.checks=4000
func TestSprinkledDocuments(t *testing.T) {
	taken, refused := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		for _, d := range []*condition.Document{document(t, s), document(t, s), sayable(t), sayable(t)} {
			switch {
			case d == nil:
			case sprinkled(t, s, d):
				taken++
			default:
				refused++
			}
		}
	})
	t.Logf("%d documents decompiled, %d refused since they match nobody or everybody", taken, refused)
}

// sprinkled checks one document. It reports false when it matches nobody or
// everybody: there is no rule for it then.
func sprinkled(t fataler, s gen.Source, d *condition.Document) bool {
	t.Helper()
	original := encode(d)
	text := ruletest.Sprinkle(s.Intn, original)
	if s.Intn(3) == 0 {
		body := rule.Body{Name: "N", Color: "#7cb7de", Lists: []string{uuidA}, Rules: d}
		text = ruletest.SprinkleSegment(s.Intn, rule.Segment(&body).AppendJSON(nil, true))
	}
	written, err := segc.Decompile(context.Background(), text, segc.DecompileOptions{})
	var refusal *rulesjson.ParseError
	var why diag.Diagnostic
	if errors.As(err, &why) && (why.Code == diag.NeverTrue || why.Code == diag.AlwaysTrue) {
		return false
	}
	if errors.As(err, &refusal) && slices.Contains(refusedAsCertain(t), refusal.Message) {
		return false
	}
	if err != nil {
		t.Fatalf("%s\n%v", text, err)
	}
	back := compiled(t, written)
	if want, got := canonical(t, original), canonical(t, encode(back)); got != want {
		t.Fatalf("%s\nbecomes\n%s\nand so\n%s\nand not\n%s", text, written, got, want)
	}
	for range 4 {
		c := gen.Contact(s)
		about(s, d, &c)
		for _, reading := range gen.Readings() {
			if want, got := eval.Document(d, c, reading), eval.Document(back, c, reading); got != want {
				t.Fatalf("%s\n%s\nunder %v the document says %v, the rule %v, of %+v", text, written, reading, want, got, c)
			}
		}
	}
	if _, list := sides.Explain(context.Background(), sides.Rule{Text: string(text)}, time.Time{}); list.HasErrors() {
		t.Fatalf("%s\n%v", text, list)
	}
	difference, list := sides.Diff(context.Background(), sides.Rule{Text: string(text)}, sides.Rule{Text: string(original)})
	if difference == nil || difference.Verdict != segc.Same {
		t.Fatalf("%s\n%v, %v", text, difference, list)
	}
	return true
}

// refusedAsCertain returns what is said of documents that match nobody and everybody, if the compiler
// does not say it.
func refusedAsCertain(t fataler) (messages []string) {
	t.Helper()
	for _, json := range []string{
		`{"any":[{"all":[{"kind":"field","field":"x","operator":"is_null"},{"kind":"field","field":"x","operator":"is_not_null"}]}]}`,
		`{"any":[{"all":[{"kind":"field","field":"x","operator":"is_null"}]},{"all":[{"kind":"field","field":"x","operator":"is_not_null"}]}]}`,
	} {
		_, err := segc.Decompile(context.Background(), []byte(json), segc.DecompileOptions{})
		var refused *rulesjson.ParseError
		if !errors.As(err, &refused) {
			t.Fatalf("%s\n%v", json, err)
		}
		messages = append(messages, refused.Message)
	}
	return messages
}

// about gives a contact values, lists and events that a document speaks of.
func about(s gen.Source, d *condition.Document, c *contact.Contact) {
	for _, g := range d.Any {
		for _, stated := range g.All {
			switch f := stated.(type) {
			case condition.Field:
				if len(f.Values) > 0 && s.Intn(2) == 0 {
					v := f.Values[s.Intn(len(f.Values))]
					c.Columns[f.Column] = valueOf(v)
				}
			case condition.Membership:
				if s.Intn(2) == 0 {
					c.Lists = append(c.Lists, strings.ToLower(f.Lists[0]))
				}
			case condition.Event:
				event := contact.Event{Metric: f.Metric, DaysAgo: max(0, min(f.Window.Days-1+s.Intn(3), 36_501))}
				for _, ids := range [][]condition.Value{f.Include, f.Exclude} {
					if len(ids) > 0 && s.Intn(2) == 0 {
						event.Campaign = strings.ToLower(ids[0].Text)
					}
				}
				c.Events = append(c.Events, event)
			}
		}
	}
}

// valueOf returns a value of a document as contacts have it. A number that none can have
// is missing.
func valueOf(v condition.Value) contact.Value {
	switch v.Kind {
	case condition.Number:
		n, _ := contact.Number(v.Text)
		return n
	case condition.Boolean:
		return contact.Boolean(v.Text == "true")
	default:
		return contact.Text(v.Text)
	}
}

// sayable generates documents that the language can say, and that were never a
// rule: their texts, names and numbers are any.
func sayable(t *rapid.T) *condition.Document {
	d := ruletest.Documents().Draw(t, "document")
	for _, g := range d.Any {
		for i, c := range g.All {
			g.All[i] = sayableCondition(t, c)
		}
	}
	return d
}

func sayableCondition(t *rapid.T, c condition.Condition) condition.Condition {
	switch c := c.(type) {
	case condition.Field:
		if !grammar.CanQuote(c.Column) {
			c.Column = strconv.Quote(c.Column)
			c.Column = strings.ReplaceAll(c.Column, "`", "'")
		}
		if slices.Contains([]string{"status", "email", "id", "created_at", "first_name", "last_name"}, c.Column) {
			c.Column += "_" // these have a type
		}
		switch c.Operator {
		case condition.Contains, condition.NotContains, condition.StartsWith, condition.HasAny, condition.HasAll, condition.HasNone:
			for i := range c.Values {
				c.Values[i] = condition.Value{Kind: condition.String, Text: c.Values[i].Text}
			}
		case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
			if c.Values[0].Kind == condition.Boolean {
				c.Values[0] = condition.Value{Kind: condition.Number, Text: "-0.50"}
			}
		}
		return c
	case condition.Event:
		if c.Count > 1<<31-2 {
			c.Count = rapid.SampledFrom([]int64{0, 1, 5, 1<<31 - 3, 1<<31 - 2}).Draw(t, "count")
			if c.Operator == condition.CountGE && rapid.Bool().Draw(t, "border") {
				c.Count = 1<<31 - 1
			}
		}
		if c.Window.Days > 0 {
			c.Window.Days = 1 + c.Window.Days%36_500
		}
		return c
	case condition.ISP:
		for i := range c.Values {
			c.Values[i] &= 1<<53 - 1
		}
		return c
	default:
		return c
	}
}

// TestAbsences checks each of the members that the API writes and nobody means.
func TestAbsences(t *testing.T) {
	for _, a := range slices.Concat(ruletest.Absences(), ruletest.BodyAbsences()) {
		for _, exact := range []bool{false, true} {
			options := segc.DecompileOptions{Exact: exact}
			want, err := segc.Decompile(context.Background(), []byte(a.Without), options)
			if err != nil {
				if strings.Contains(a.Without, `["x"]`) {
					continue // the language knows no such campaign
				}
				t.Fatal(err)
			}
			if got, err := segc.Decompile(context.Background(), []byte(a.JSON), options); err != nil || got != want {
				t.Errorf("%s, exact %v: %v\n%s", a.Name, exact, err, got)
			}
		}
		var texts [2]bytes.Buffer
		for i, text := range []string{a.JSON, a.Without} {
			e, list := sides.Explain(context.Background(), sides.Rule{Text: text}, time.Time{})
			if list.HasErrors() {
				t.Fatalf("%s: %v", a.Name, list)
			}
			if err := e.Write(&texts[i], "text"); err != nil {
				t.Fatal(err)
			}
		}
		if texts[0].String() != texts[1].String() {
			t.Errorf("%s is explained as\n%s\nand not as\n%s", a.Name, &texts[0], &texts[1])
		}
		if d, list := sides.Diff(context.Background(), sides.Rule{Text: a.JSON}, sides.Rule{Text: a.Without}); d == nil || d.Verdict != segc.Same {
			t.Errorf("%s: %v, %v", a.Name, d, list)
		}
	}
}
