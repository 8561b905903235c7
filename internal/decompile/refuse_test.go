package decompile_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
)

const (
	uuidA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	isp1  = `{"kind":"isp","operator":"in","values":[1]}`
)

func one(conditions ...string) string {
	return `{"any":[{"all":[` + strings.Join(conditions, ",") + `]}]}`
}

func segment(name string) string {
	return `{"name":"` + name + `","color":"#7cb7de","contact_list_ids":["` + uuidA + `","` + strings.ToUpper(uuidA) + `"],"rules_json":` + one(isp1) + `}`
}

// TestRefusals lists what the language cannot say, and where it says so.
func TestRefusals(t *testing.T) {
	messages := prose.Open(t, "refusals")
	for _, c := range []struct {
		name, json, path string
		names            []string // what the message names
	}{
		{
			"text for a campaign", one(`{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[1,"spring"]}`),
			"any[0].all[0].include_campaign_ids[1]", nil,
		},
		{
			"negative campaign", one(`{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[-1]}`),
			"any[0].all[0].exclude_campaign_ids[0]",
			[]string{"0"},
		},
		{
			"great campaign", one(`{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[9007199254740993]}`),
			"any[0].all[0].include_campaign_ids[0]",
			[]string{"2^53"},
		},
		{
			"great count", one(isp1, `{"kind":"deliverability","metric":"bounce","operator":"count_gte","value":2147483648}`),
			"any[0].all[1].value",
			[]string{"2147483646"},
		},
		{
			"greatest count that rules become, as an upper bound", one(`{"kind":"activity","metric":"open","operator":"count_lte","value":2147483647}`),
			"any[0].all[0].value",
			[]string{"2147483646"},
		},
		{
			"greatest count that rules become, exactly", one(`{"kind":"activity","metric":"click","operator":"count_eq","value":2147483647}`),
			"any[0].all[0].value",
			[]string{"2147483646"},
		},
		{
			"long window", one(`{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":36501}}`),
			"any[0].all[0].days_window.days",
			[]string{"36500"},
		},
		{"negative ISP", one(`{"kind":"isp","operator":"in","values":[1,-2]}`), "any[0].all[0].values[1]", []string{"0"}},
		{"backquote", one("{\"kind\":\"field\",\"field\":\"a`b\",\"operator\":\"is_null\"}"), "any[0].all[0].field", nil},
		{"line end in a name", one(`{"kind":"field","field":"a\nb","operator":"is_null"}`), "any[0].all[0].field", nil},
		{"line separator in a name", one(`{"kind":"field","field":"a\u2028b","operator":"is_null"}`), "any[0].all[0].field", nil},
		{"control character in a name", one(`{"kind":"field","field":"a\u009b31mb","operator":"is_null"}`), "any[0].all[0].field", nil},
		{"great exponent", one(`{"kind":"field","field":"age","operator":"equals","value":1e99999999999}`), "any[0].all[0].value", nil},
		{
			"operator of a built-in column", one(isp1, `{"kind":"field","field":"status","operator":"contains","value":"x"}`),
			"any[0].all[1].operator",
			[]string{"`status`", "choice"},
		},
		{"value of a built-in column", one(`{"kind":"field","field":"id","operator":"in","value":[1,"x"]}`), "any[0].all[0].value[1]", nil},
		{"number in a text", one(`{"kind":"field","field":"x","operator":"contains","value":1}`), "any[0].all[0].value", nil},
		{"no date", one(`{"kind":"field","field":"created_at","operator":"gt","value":"soon"}`), "any[0].all[0].value", nil},
		{"in a segment", strings.Replace(segment("x"), "[1]", "[-1]", 1), "rules_json.any[0].all[0].values[0]", []string{"0"}},
		{"blank name", segment(" "), "name", nil},
		{"nobody", one(`{"kind":"activity","metric":"open","operator":"count_gte","value":5}`, `{"kind":"activity","metric":"open","operator":"count_lte","value":3}`), "any", nil},
		{"everybody", one(`{"kind":"activity","metric":"open","operator":"count_gte","value":0}`), "any", nil},
		{"segment that is broken", `{"name":"x","tint":1}`, "", []string{`"contact_list_ids"`}},
		{"color that is broken", `{"name":"x","color":1}`, "color", []string{"1"}},
		{"unknown member in a segment's rules", strings.Replace(segment("x"), `[1]`, `[1],"since":null`, 1), "rules_json.any[0].all[0].since", nil},
		{"neither", `{"x":1}`, "x", []string{`"any"`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, exact := range []bool{false, true} {
				if c.name == "in a segment" || c.name == "everybody" {
					exact = false
				}
				said := refused(t, c.json, segc.DecompileOptions{Exact: exact}, c.path, c.names...)
				messages.Add(t, c.name, said)
			}
		})
	}
}

// refused checks that a document is refused at a path, with a message that names what it is given, and
// returns the message.
func refused(t *testing.T, json string, options segc.DecompileOptions, path string, names ...string) string {
	t.Helper()
	text, err := segc.Decompile(context.Background(), []byte(json), options)
	var e *rulesjson.ParseError
	switch {
	case !errors.As(err, &e):
		t.Fatalf("%s\nis not refused: %v\n%s", json, err, text)
	case e.Path != path || !prose.Names(e.Message, names...):
		t.Errorf("%s\nis refused at %s: %s", json, e.Path, e.Message)
	case e.Start < 0 || e.End < e.Start || e.End > len(json):
		t.Errorf("%s\nis refused at the bytes %d to %d", json, e.Start, e.End)
	}
	return e.Message
}

// TestBrokenJSON checks that the strict decoder has the first word: what it refuses,
// it refuses at the same place and with the same words.
func TestBrokenJSON(t *testing.T) {
	documents := ruletest.Refusals()
	for i, r := range slices.Concat(documents, ruletest.BodyRefusals()) {
		_, err := segc.Decompile(context.Background(), []byte(r.JSON), segc.DecompileOptions{})
		// A list is neither a document nor a segment, which are two words for one fault.
		_, refused := rulesjson.Parse([]byte(r.JSON))
		if i >= len(documents) {
			_, refused = rulesjson.ParseSegment([]byte(r.JSON))
		}
		var e, want *rulesjson.ParseError
		if !errors.As(err, &e) || !errors.As(refused, &want) || e.Path != r.Path || e.Message != want.Message && r.Name != "a list" {
			t.Errorf("%s: got %v, want %v at %s", r.Name, err, want, r.Path)
		}
	}
}

func TestPlacesOfRefusals(t *testing.T) {
	json := one(isp1, `{"kind":"field","field":"status","operator":"contains","value":"x"}`)
	_, err := segc.Decompile(context.Background(), []byte(json), segc.DecompileOptions{})
	var e *rulesjson.ParseError
	if !errors.As(err, &e) || json[e.Start:e.End] != `"contains"` {
		t.Errorf("%+v", e)
	}
}

// TestInexact lists what the compiler never writes, so that --exact refuses it.
func TestInexact(t *testing.T) {
	messages := prose.Open(t, "inexact")
	two := func(a, b string) string { return `{"any":[{"all":[` + a + `]},{"all":[` + b + `]}]}` }
	plan := `{"kind":"field","field":"plan","operator":"is_null"}`
	for _, c := range []struct {
		name, json, path string
		names            []string // what the message names
	}{
		{"condition twice", one(isp1, plan, isp1), "any[0].all[2]", []string{"any[0].all[0]"}},
		{"group twice", two(isp1+","+plan, plan+","+isp1), "any[1]", []string{"any[0]"}},
		{"group in another", two(isp1+","+plan, isp1), "any[0]", []string{"any[1]"}},
		{
			"other order in a list", two(`{"kind":"isp","operator":"in","values":[1,2]}`, plan+`,{"kind":"isp","operator":"in","values":[2,1]}`),
			"any[1].all[1]",
			[]string{"any[0].all[0]"},
		},
		{"value twice", one(`{"kind":"field","field":"x","operator":"in","value":["a","b","a"]}`), "any[0].all[0].value[2]", nil},
		{"upper case", one(`{"kind":"membership","operator":"in","list_ids":["` + strings.ToUpper(uuidA) + `"]}`), "any[0].all[0].list_ids[0]", nil},
		{
			"campaign in upper case", one(`{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":["` + strings.ToUpper(uuidA) + `"]}`),
			"any[0].all[0].include_campaign_ids[0]", nil,
		},
		{"always true", one(isp1, `{"kind":"activity","metric":"open","operator":"count_gte","value":0}`), "any[0].all[1]", nil},
		{"list of a segment", segment("x"), "contact_list_ids[1]", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			said := refused(t, c.json, segc.DecompileOptions{Exact: true}, c.path, c.names...)
			messages.Add(t, c.name, said)
			if _, err := segc.Decompile(context.Background(), []byte(c.json), segc.DecompileOptions{}); err != nil {
				t.Errorf("without --exact: %v", err)
			}
		})
	}
}

func TestCatalog(t *testing.T) {
	files := fstest.MapFS{
		"typed.seg": {Data: []byte("field plan: text\n")},
		"guard.seg": {Data: []byte("require status = \"subscribed\" because \"the others left\"\n")},
		"rule.seg":  {Data: []byte("isp in (1)\n")},
		"wrong.seg": {Data: []byte("let a = b\n")},
		"loop.seg":  {Data: []byte("use \"result.seg\"\n")},
		"odd.seg":   {Data: []byte("let `in` = plan is null\nlet x = y or plan is null\nlet y = x\n")},
	}
	options := func(use string) segc.DecompileOptions {
		return segc.DecompileOptions{Use: use, Files: files, Path: "result.seg"}
	}
	refused(t, one(isp1, `{"kind":"field","field":"paln","operator":"is_null"}`), options("typed.seg"), "any[0].all[1].field", "`paln`")
	refused(t, one(`{"kind":"field","field":"plan","operator":"gt","value":1}`), options("typed.seg"), "any[0].all[0].operator", "text")
	refused(t, one(isp1), options("guard.seg"), "any", "the others left")
	for use, code := range map[string]diag.Code{
		"none.seg": diag.UseMissing, "../x.seg": diag.UseRefused, "rule.seg": diag.UseNotCatalog, "wrong.seg": diag.UnknownName,
		"loop.seg": diag.UseCycle, "odd.seg": diag.NameCycle,
	} {
		_, err := segc.Decompile(context.Background(), []byte(one(isp1)), options(use))
		var d diag.Diagnostic
		if !errors.As(err, &d) || d.Code != code {
			t.Errorf("%s: %v", use, err)
		}
	}
	_, err := segc.Decompile(context.Background(), []byte(one(isp1)), segc.DecompileOptions{Use: "typed.seg"})
	var d diag.Diagnostic
	if !errors.As(err, &d) || d.Code != diag.UseRefused {
		t.Errorf("without files: %v", err)
	}
}

func TestCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if text, err := segc.Decompile(ctx, []byte(one(isp1)), segc.DecompileOptions{}); !errors.Is(err, context.Canceled) {
		t.Errorf("%q, %v", text, err)
	}
}
