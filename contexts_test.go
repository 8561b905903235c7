package segc_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/rulesjson"
)

// endings are what the calls that take a context are asked about: a rule with a header, a
// catalog, parts that change nothing and more than a few problems that look alike.
type endings struct {
	text, wrong string
	options     segc.Options
	program     *segc.Program
	result      *segc.Result
	other       *segc.Result
	explanation *segc.Explanation
	file        *ast.File
	tree        compile.Program
}

func newEndings(t *testing.T) *endings {
	e := &endings{
		text: "segment \"Near\" color \"#7cb7de\" lists vip description \"who is near\"\nuse \"catalog.seg\"\n" +
			"where (engaged or plan = \"team\") and (plan in (\"pro\", \"team\") or age > 5) and not (age > 7 or age is null) # near\n",
		options: segc.Options{
			Files: segc.Files{"catalog.seg": "list vip = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nfield plan: choice(\"pro\", \"team\")\nfield age: number\nlet engaged = opened >= 1 in last 30d\n"},
			Cache: new(segc.Cache), Enable: segc.OptionalRules(),
		},
	}
	e.wrong = e.text + lines(40, "let p# = plаn = \"x\" and wher = 1\n") // the a is Cyrillic
	var list diag.List
	e.program, list = segc.Load(t.Context(), e.text, e.options)
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	if e.result, list = e.program.Rules()[0].Compile(t.Context()); e.result == nil {
		t.Fatal(list.Err())
	}
	if e.other, list = segc.Compile(t.Context(), "where age > 7 and plan != \"pro\"", segc.Options{}); e.other == nil {
		t.Fatal(list.Err())
	}
	var err error
	if e.explanation, err = e.result.Explain(t.Context(), time.Time{}); err != nil {
		t.Fatal(err)
	}
	e.file, _ = grammar.Parse(ast.NewSource("a.seg", "where (a = 1 or b = 1) and (a = 1 or c = 1)"), grammar.Options{})
	e.tree, _ = compile.Load(t.Context(), e.file, compile.Options{Review: true})
	return e
}

// ending is what a call answered: everything that it returned.
type ending struct {
	answer string // "" for none
	list   diag.List
	err    error
}

// half says what is wrong with an answer, given that of a context that does not end.
func (got ending) half(whole ending) string {
	said := func(e ending) string {
		var b bytes.Buffer
		if err := diag.WriteJSON(&b, e.list); err != nil {
			return err.Error()
		}
		return fmt.Sprintf("%s\n%s%v", e.answer, b.String(), e.err)
	}
	ended := got.err
	if len(got.list) == 1 && got.list[0].Code == diag.Interrupted {
		ended = got.list.Err()
	}
	if ended != nil && errors.Is(ended, context.Canceled) {
		if got.answer != "" {
			return "an ended call has an answer: " + got.answer
		}
		return ""
	}
	return cmp.Diff(said(whole), said(got))
}

// resultAnswer is all that is in a result.
func resultAnswer(r *segc.Result) string {
	if r == nil {
		return ""
	}
	text := fmt.Sprintf("%s %+v", r.RulesJSON(), r.Stats())
	for _, at := range r.Origin(0, 0) {
		text += at.Source.Slice(at.Span)
	}
	return text
}

func resultsAnswer(results []*segc.Result) string {
	var all []string
	for _, r := range results {
		all = append(all, resultAnswer(r))
	}
	return strings.Join(all, "")
}

// loadAnswer is what a program says later, when nothing ends it: "" if that is that its
// own loading was ended, and only that.
func loadAnswer(t *testing.T, p *segc.Program) string {
	names := slices.Collect(p.Names())
	results, list := p.Compile(t.Context())
	checked, advice := p.Check(t.Context())
	if len(list) == 1 && list[0].Code == diag.Interrupted {
		_, err := segc.FromDocument(&rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{rulesjson.ISP{Operator: rulesjson.In, Values: []int64{1}}}}}}, p)
		if !errors.Is(list.Err(), context.Canceled) || !errors.Is(advice.Err(), context.Canceled) || !errors.Is(err, context.Canceled) {
			t.Errorf("a program that was not loaded does not say why: %v, %v, %v", list, advice, err)
		}
		if len(results)+len(checked)+len(p.Rules()) > 0 || len(p.Files()) != 1 || slices.ContainsFunc(names, func(n segc.Name) bool { return n.Definition.Source != nil }) {
			t.Errorf("a program that was not loaded knows more than its text: %v", names)
		}
		return ""
	}
	var all strings.Builder
	for _, n := range names {
		fmt.Fprintln(&all, n.Kind, n.Text, n.Definition.Span, n.Type, n.Choices, n.IDs)
	}
	return fmt.Sprintf("%s%d files, %s%v%v", all.String(), len(p.Files()), resultsAnswer(append(results, checked...)), list.Err(), advice.Err())
}

// calls are the functions and methods of the public packages that take a context, by name.
func (e *endings) calls(t *testing.T) map[string]func(ctx context.Context) ending {
	document := e.result.Document().AppendJSON(nil, true)
	body, list := e.result.Body(rulesjson.Segment{})
	if body == nil {
		t.Fatal(list.Err())
	}
	segment := body.AppendJSON(nil, true)
	load := func(text string) func(ctx context.Context) ending {
		return func(ctx context.Context) ending {
			p, list := segc.Load(ctx, text, e.options)
			return ending{loadAnswer(t, p), list, nil}
		}
	}
	check := func(text string) func(ctx context.Context) ending {
		return func(ctx context.Context) ending { return ending{list: segc.Check(ctx, text, e.options)} }
	}
	written := func(text string, err error) ending { return ending{text, nil, err} }
	return map[string]func(ctx context.Context) ending{
		"segc.Load":           load(e.text),
		"segc.Load, wrong":    load(e.wrong),
		"segc.Check":          check(e.text),
		"segc.Check, wrong":   check(e.wrong),
		"segc.Check, a guard": check("require plan = \"pro\" because \"x\"\n" + "where plan in (\"pro\", \"team\")"),
		"segc.Compile": func(ctx context.Context) ending {
			r, list := segc.Compile(ctx, e.text, e.options)
			return ending{resultAnswer(r), list, nil}
		},
		"segc.Program.Compile": func(ctx context.Context) ending {
			results, list := e.program.Compile(ctx)
			return ending{resultsAnswer(results), list, nil}
		},
		"segc.Program.Check": func(ctx context.Context) ending {
			results, list := e.program.Check(ctx)
			return ending{resultsAnswer(results), list, nil}
		},
		"segc.Rule.Compile": func(ctx context.Context) ending {
			r, list := e.program.Rules()[0].Compile(ctx)
			return ending{resultAnswer(r), list, nil}
		},
		"segc.Rule.Check": func(ctx context.Context) ending {
			r, list := e.program.Rules()[0].Check(ctx)
			return ending{resultAnswer(r), list, nil}
		},
		"segc.SQL": func(ctx context.Context) ending {
			q, list := segc.SQL(ctx, []*segc.Result{e.result, e.other}, segc.SQLOptions{Dialect: segc.DuckDB, Plain: true})
			if q == nil {
				return ending{list: list}
			}
			return ending{q.Text, list, nil}
		},
		"segc.Diff": func(ctx context.Context) ending {
			d, err := segc.Diff(ctx, e.other, e.result)
			if d == nil {
				return ending{err: err}
			}
			text, wrong := json.Marshal(d)
			return ending{string(text), nil, errors.Join(err, wrong)}
		},
		"segc.Result.Explain": func(ctx context.Context) ending {
			x, err := e.result.Explain(ctx, time.Unix(1e9, 0))
			if x == nil {
				return ending{err: err}
			}
			var b bytes.Buffer
			err = errors.Join(err, x.Write(&b, segc.ExplainMarkdown))
			return ending{b.String(), nil, err}
		},
		"segc.Explanation.WriteContext": func(ctx context.Context) ending {
			var all []byte
			for _, format := range []segc.ExplanationFormat{segc.ExplainText, segc.ExplainMarkdown, segc.ExplainJSON, segc.ExplainMermaid, segc.ExplainSVG} {
				var b bytes.Buffer
				if err := e.explanation.WriteContext(ctx, &b, format); err != nil {
					return ending{b.String(), nil, err}
				}
				all = append(all, b.Bytes()...)
			}
			return ending{answer: string(all)}
		},
		"segc.Explanation.WriteText": func(ctx context.Context) ending {
			var b bytes.Buffer
			err := e.explanation.WriteText(ctx, &b, 60)
			return ending{b.String(), nil, err}
		},
		"segc.Result.Decompile": func(ctx context.Context) ending {
			return written(e.result.Decompile(ctx, segc.DecompileOptions{Use: "catalog.seg", Files: e.options.Files}))
		},
		"segc.Result.Decompile, exact": func(ctx context.Context) ending {
			return written(e.result.Decompile(ctx, segc.DecompileOptions{Exact: true}))
		},
		"segc.Decompile": func(ctx context.Context) ending {
			return written(segc.Decompile(ctx, segment, segc.DecompileOptions{Use: "catalog.seg", Files: e.options.Files}))
		},
		"segc.FromJSON": func(ctx context.Context) ending {
			r, err := segc.FromJSON(ctx, document, e.program)
			return ending{resultAnswer(r), nil, err}
		},
		"segc.Result.ReachesUnsubscribed": func(ctx context.Context) ending {
			return ending{list: e.other.ReachesUnsubscribed(ctx, nil)}
		},
		"segc.Result.ReachesUnsubscribed, as before": func(ctx context.Context) ending {
			return ending{list: e.other.ReachesUnsubscribed(ctx, e.result)}
		},
		"segc.Catalog.Text": func(ctx context.Context) ending {
			c := segc.Catalog{
				Columns: []segc.CatalogColumn{{Name: "plan", Type: "choice", Choices: []string{"pro", ""}}, {Name: "a`b"}},
				ISPs:    []segc.CatalogID{{ID: "1", Name: "gmail"}, {ID: "2", Name: "gmail"}, {ID: "x"}},
			}
			text, list := c.Text(ctx, "# ours\nlet engaged = opened\nisp yahoo = 3\n")
			return ending{text, list, nil}
		},
		"segc.Format": func(ctx context.Context) ending {
			text, list := segc.Format(ctx, e.text, segc.FormatOptions{Width: 20})
			if text == e.text {
				text = ""
			}
			return ending{text, list, nil}
		},
		"segc.Format, wrong": func(ctx context.Context) ending {
			text, list := segc.Format(ctx, e.wrong, segc.FormatOptions{Width: 20})
			return ending{strings.TrimPrefix(text, e.wrong), list, nil}
		},
		"compile.Load": func(ctx context.Context) ending {
			p, list := compile.Load(ctx, e.file, compile.Options{})
			r, later := compile.Compile(t.Context(), p, 0)
			if r == nil {
				return ending{"", list, later.Err()}
			}
			return ending{fmt.Sprintf("%s%v", r.JSON(), later), list, nil}
		},
		"compile.Compile": func(ctx context.Context) ending {
			r, list := compile.Compile(ctx, e.tree, 0)
			if r == nil {
				return ending{list: list}
			}
			return ending{fmt.Sprintf("%s%+v", r.JSON(), r.Stats), list, nil}
		},
		"compile.All": func(ctx context.Context) ending {
			all, list := compile.All(ctx, e.tree)
			if len(all) == 0 || all[0] == nil {
				return ending{list: list}
			}
			return ending{fmt.Sprintf("%s%+v", all[0].JSON(), all[0].Stats), list, nil}
		},
		"grammar.Options.Context": func(ctx context.Context) ending {
			file, list := grammar.Parse(ast.NewSource("a.seg", e.wrong), grammar.Options{Context: ctx})
			return ending{lines(len(file.Statements), "#"), list, nil}
		},
		"rulesjson.ParseContext": func(ctx context.Context) ending {
			d, err := rulesjson.ParseContext(ctx, document)
			if d == nil {
				return ending{err: err}
			}
			return written(string(d.AppendJSON(nil, false)), err)
		},
		"rulesjson.ParseSegmentContext": func(ctx context.Context) ending {
			s, err := rulesjson.ParseSegmentContext(ctx, segment)
			if s == nil {
				return ending{err: err}
			}
			return written(string(s.AppendJSON(nil, false)), err)
		},
		"rulesjson.Document.AppendJSONContext": func(ctx context.Context) ending {
			text, err := e.result.Document().AppendJSONContext(ctx, nil, false)
			return written(string(text), err)
		},
	}
}

// TestContextsEnd ends the context of each call at each moment at which the call looks at
// it: the answer is whole, or says that the context has ended and nothing else.
func TestContextsEnd(t *testing.T) {
	t.Parallel()
	e := newEndings(t)
	for name, call := range e.calls(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			whole := call(t.Context())
			if whole.answer == "" && len(whole.list) == 0 && !strings.HasSuffix(name, ", as before") {
				t.Fatal("nothing was answered")
			}
			if again := call(t.Context()); again.half(whole) != "" {
				t.Fatal("the call does not always answer the same: ", again.half(whole))
			}
			for _, closely := range []bool{false, true} {
				context := func(n int64) (endsAfter, context.Context) {
					ends := newEndsAfter(n)
					if closely {
						return ends, poll.Closely(ends)
					}
					return ends, ends
				}
				counted, ctx := context(1 << 40)
				call(ctx)
				asks := counted.asked.Load()
				if asks == 0 {
					t.Error("the context is not looked at")
				}
				step := max(1, asks/int64(long.Of(20, 2000)))
				for n := int64(0); n < asks; n += step {
					if _, ctx := context(n); true {
						if wrong := call(ctx).half(whole); wrong != "" {
							t.Fatalf("ended at look %d of %d: %s", n, asks, wrong)
						}
					}
				}
			}
		})
	}
}
