package rulesjson_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
)

// TestPlaces checks that the bytes of an error are those to which its path leads.
func TestPlaces(t *testing.T) {
	for _, r := range slices.Concat(ruletest.Refusals(), ruletest.BodyRefusals(), ruletest.CreateRefusals()) {
		t.Run(r.Name, func(t *testing.T) {
			text := []byte(" " + r.JSON)
			_, err := rulesjson.Parse(text)
			if strings.Contains(r.JSON, "rules_json") {
				_, err = rulesjson.ParseCreate(text)
			}
			var refused *rulesjson.ParseError
			if !errors.As(err, &refused) {
				t.Fatal(err)
			}
			start, end := decompile.Locate(nil, text, refused.Path)
			switch {
			case strings.Contains(r.Name, "twice") && r.Name != "unknown member twice": // it is the second one, unless ParseCreate refuses both
				if refused.Start <= start || refused.End <= refused.Start {
					t.Errorf("%s: the place is %d to %d", err, refused.Start, refused.End)
				}
			case refused.Start != start || refused.End != end && r.Unseen == "" && len(text[start:end]) < 100:
				t.Errorf("%s: the place is %q, not %q", err, text[refused.Start:refused.End], text[start:end])
			}
		})
	}
}

// TestContexts checks that reading and writing end with the context, with its error.
func TestContexts(t *testing.T) {
	d := &rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{
		rulesjson.ISP{Operator: rulesjson.In, Values: make([]int64, 100_000)},
	}}}}
	s := &rulesjson.Segment{Name: "x", Color: rulesjson.Colors()[0], Lists: []string{listID}, Rules: d}
	for name, work := range map[string]func(ctx context.Context) (any, error){
		"parse": func(ctx context.Context) (any, error) {
			d, err := rulesjson.ParseContext(ctx, d.AppendJSON(nil, true))
			return d != nil, err
		},
		"segment": func(ctx context.Context) (any, error) {
			s, err := rulesjson.ParseSegmentContext(ctx, s.AppendJSON(nil, true))
			return s != nil, err
		},
		"append": func(ctx context.Context) (any, error) {
			text, err := d.AppendJSONContext(ctx, nil, true)
			return text != nil, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, ctx := range []context.Context{t.Context(), context.Background(), poll.New(t.Context()).Context()} {
				if done, err := work(ctx); done != true || err != nil {
					t.Error(done, err)
				}
			}
			if done, err := work(&polltest.Ending{Context: t.Context(), Looks: 2}); done != false || !errors.Is(err, context.Canceled) {
				t.Error(done, err)
			}
			p := poll.New(&polltest.Ending{Context: t.Context(), Looks: 2})
			defer func() {
				if !p.Catch(recover()) {
					t.Error("the poll of the caller does not unwind")
				}
			}()
			work(p.Context())
		})
	}
}
