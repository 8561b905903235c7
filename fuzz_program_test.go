package segc_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/rulesjson"
)

// FuzzProgram takes any text and a place in it all the way through the library: what a
// rule became is read back, compared, written as a rule and compiled again, and it is the
// same rule all along.
func FuzzProgram(f *testing.F) {
	for i, text := range corpus.Sources(f) {
		if i%long.Of(6, 1) == 0 {
			f.Add(text, len(text)/2)
		}
	}
	for _, text := range []string{
		"use \"catalog.seg\"\nwhere engaged and plan != \"pro\" and list in (vip)",
		"use \"guards.seg\"\nwhere plan = \"team\"",
		"segment \"A\" color \"#7cb7de\" lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nfield age: number not null\nwhere age != 5 and not age > 7",
		"where (a = 1 or b = 2) and (a = 1 or not c starts with \"x\")",
		"use \"used.seg\" as used\nuse \"several.seg\" \"Day 3\" as day3\nuse \"several.seg\" \"All\" as all\nlet engaged = opened\nwhere (not used or day3) and engaged and all",
	} {
		f.Add(text, 20)
	}
	for _, text := range corpus.SecondEdition() {
		f.Add(text, len(text)/2)
	}
	options := segc.Options{MaxSize: 1 << 14, MaxGroups: 100, Files: tripFiles(), Today: genToday()}
	f.Fuzz(func(t *testing.T, text string, offset int) {
		ctx := t.Context()
		program, loaded := segc.Load(ctx, text, options)
		for name := range program.Names() {
			if name.Text == "" && !loaded.HasErrors() {
				t.Fatal("a name is empty")
			}
		}
		for _, file := range program.Files() {
			for _, node := range file.At(offset) {
				if span := node.Span(); span.Start < 0 || span.End < span.Start || span.End > len(file.Source.Text()) {
					t.Fatalf("a node is at %v", span)
				}
			}
		}
		results, list := program.Check(ctx)
		if lost := missing(loaded, list); len(lost) > 0 || hasCode(list, diag.Internal) {
			t.Fatalf("%q is lost in %v", lost, list)
		}
		for _, result := range results {
			if result != nil {
				roundTrip(t, program, result)
			}
		}
	})
}

// tripFiles are the files that texts of FuzzProgram may use.
func tripFiles() segc.Files {
	return segc.Files{
		"catalog.seg": "list vip = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nfield plan: choice(\"pro\", \"team\") not null\nfield day: date\nfield tags: tags(\"a\", \"b\")\nisp gmail = (1, 2)\ncampaign hello = 7\nlet engaged = opened >= 1 in last 30d\n",
		"used.seg":    "use \"catalog.seg\"\nparam times: number = 2\nlet engaged = clicked >= times in last 90d\nrequire status = \"subscribed\"\nwhere status = \"subscribed\" and engaged and day < today",
		"several.seg": "segment \"Day {n}\" for n in (3d as \"3\", 7d)\nwhere day = today - n\nsegment \"All\" where opened >= 0",
		"guards.seg":  "field plan: text\nrequire plan is not null because \"mail needs a plan\"\n",
	}
}

// roundTrip leads a result through JSON and through a text, back to the same result.
func roundTrip(t failer, program *segc.Program, result *segc.Result) {
	t.Helper()
	json := result.Document().AppendJSON(nil, true)
	document, err := rulesjson.Parse(json)
	if err != nil {
		t.Fatalf("%s: %v", json, err)
	}
	stored, err := segc.FromDocument(document, program)
	if err != nil {
		t.Fatalf("%s: %v", json, err)
	}
	same(t, "what was read back", result, stored)
	if e, err := stored.Explain(t.Context(), time.Time{}); err != nil || len(e.Groups) == 0 {
		t.Fatalf("%s: %v", json, err)
	}
	for _, options := range []segc.DecompileOptions{{}, {Exact: true}, {Use: "catalog.seg", Files: tripFiles()}, {Use: "guards.seg", Files: tripFiles(), Exact: true}} {
		written, err := stored.Decompile(t.Context(), options)
		if refused := (*rulesjson.ParseError)(nil); errors.As(err, &refused) {
			continue // the language cannot say it, or the file has other types
		}
		if err != nil {
			t.Fatalf("%s: %v", json, err)
		}
		again, list := segc.Compile(t.Context(), written, segc.Options{Plain: options.Exact, Files: options.Files})
		if again == nil {
			t.Fatalf("%s was written as a rule that does not compile: %v\n%s", json, list.Err(), written)
		}
		same(t, written, stored, again)
		if got := again.Document().AppendJSON(nil, true); options.Exact && string(got) != string(json) {
			t.Fatalf("%s became %s through\n%s", json, got, written)
		}
	}
}

// same checks that two results match the same contacts, or that nobody can tell.
func same(t failer, what string, a, b *segc.Result) {
	t.Helper()
	difference, err := segc.Diff(t.Context(), a, b)
	if errors.Is(err, segc.ErrUndecided) {
		return
	}
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if difference.Verdict != segc.Same {
		t.Fatalf("%s is %s than %s: %v", what, difference.Verdict, a.RulesJSON(), difference)
	}
}

// TestRoundTrips does with random files what FuzzProgram does with texts, since few texts
// of a fuzzer compile.
func TestRoundTrips(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		text := gen.File(s, gen.Options{Days: s.Intn(2) == 1, Values: s.Intn(2) == 1})
		if s.Intn(3) == 0 {
			text = "require " + gen.Rules(s, gen.Options{Size: 3}, 1)[0] + " because \"of this\"\n" + text
		}
		program, _ := segc.Load(t.Context(), text, segc.Options{Plain: s.Intn(4) == 0, Today: genToday()})
		results, _ := program.Compile(t.Context())
		if len(results) == 1 && results[0] != nil {
			roundTrip(t, program, results[0])
		}
	})
}
