package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
	"github.com/segc-lang/segc/schema"
)

// TestAgreesWithParser writes valid bodies as the API does, with members that
// say nothing, breaks them at up to two places, and checks that the schema and
// the parser say the same of them.
func TestAgreesWithParser(t *testing.T) {
	s := compile(t, "segment.schema.json")
	rapid.Check(t, func(t *rapid.T) {
		text := ruletest.Segments().Draw(t, "segment").AppendJSON(nil, true)
		text = ruletest.Sprinkle(intn(t), text)
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(0, 2).Draw(t, "faults") {
			document = mutate(t, document)
		}
		if text, err = json.Marshal(document); err != nil {
			t.Fatal(err)
		}
		invalid := s.Validate(document)
		_, refused := rulesjson.ParseCreate(text)
		var fault *rulesjson.ParseError
		if (invalid == nil) != (refused == nil) || refused != nil && (!errors.As(refused, &fault) || !refusedAt(invalid, fault.Path)) {
			t.Fatalf("the schema says %v, the parser %v\n%s", invalid, refused, text)
		}
	})
}

// FuzzParse checks on any text that Parse accepts exactly what the schema accepts, except
// for what a schema cannot see, and that what is read is written and read again as it is.
func FuzzParse(f *testing.F) {
	for _, r := range ruletest.Refusals() {
		if len(r.JSON) < 1000 {
			f.Add([]byte(r.JSON))
		}
	}
	for _, a := range ruletest.Absences() {
		f.Add([]byte(a.JSON))
	}
	for seed := range 20 {
		f.Add(ruletest.PublicDocuments().Example(seed).AppendJSON(nil, seed%2 == 0))
	}
	s := compile(f, "rules.schema.json")
	f.Fuzz(func(t *testing.T, data []byte) {
		refused := refusal(t, data)
		if refused == nil {
			checkFixpoint(t, data)
		}
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err == nil {
			err = s.Validate(value)
		}
		switch {
		case refused == nil && err != nil:
			t.Fatalf("the schema alone refuses it: %v", err)
		case err == nil:
			if data, err = json.Marshal(value); err != nil { // each member once, and no halves of pairs
				t.Fatal(err)
			}
			if err := refusal(t, data); err != nil && !spelledInteger(data[err.Start:err.End]) {
				t.Fatalf("the parser alone refuses it: %v", err)
			}
		}
	})
}

// spelledInteger reports whether a schema takes a text as an integer, and the parser does not: it is
// written with a point or an exponent, or too large.
func spelledInteger(text []byte) bool {
	_, err := strconv.ParseInt(string(text), 10, 64)
	return err != nil && strings.Trim(string(text), "0123456789.eE+-") == ""
}

// refusal returns why a text is not a document, and nothing for one that is.
func refusal(t *testing.T, data []byte) *rulesjson.ParseError {
	document, err := rulesjson.Parse(data)
	var fault *rulesjson.ParseError
	switch {
	case err == nil:
		return nil
	case document != nil || !errors.As(err, &fault) || fault.Message == "":
		t.Fatalf("%v, and %T: %v", document, err, err)
	}
	return fault
}

// checkFixpoint checks that a document is valid, and is written and read again as it is.
func checkFixpoint(t *testing.T, data []byte) {
	document, err := rulesjson.Parse(data)
	if err == nil {
		err = document.Validate()
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, compact := range []bool{true, false} {
		again, err := rulesjson.Parse(document.AppendJSON(nil, compact))
		if diff := cmp.Diff(document, again); err != nil || diff != "" {
			t.Fatalf("%v\n%s", err, diff)
		}
	}
}

// mutate changes one place of a JSON value.
func mutate(t *rapid.T, value any) any {
	switch value := value.(type) {
	case map[string]any:
		if len(value) == 0 || rapid.IntRange(0, 9).Draw(t, "here") == 0 {
			return junk(t)
		}
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(value))).Draw(t, "member")
		switch rapid.IntRange(0, 5).Draw(t, "change") {
		case 0:
			delete(value, name)
		case 1:
			value[rapid.SampledFrom(names).Draw(t, "name")] = junk(t)
		default:
			value[name] = mutate(t, value[name])
		}
		return value
	case []any:
		if len(value) == 0 || rapid.IntRange(0, 9).Draw(t, "here") == 0 {
			return junk(t)
		}
		i := rapid.IntRange(0, len(value)-1).Draw(t, "element")
		if rapid.IntRange(0, 5).Draw(t, "change") == 0 {
			return slices.Delete(value, i, i+1)
		}
		value[i] = mutate(t, value[i])
		return value
	default:
		return junk(t)
	}
}

var names = []string{
	"any", "all", "kind", "field", "operator", "value", "metric", "days_window", "mode", "days", "list_ids", "values",
	"include_campaign_ids", "exclude_campaign_ids", "name", "color", "rules_json", "x",
}

func intn(t *rapid.T) func(n int) int {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "choice") }
}

// junk generates values that are right in some places and wrong in most.
func junk(t *rapid.T) any {
	return rapid.SampledFrom([]any{
		nil, true, "", "x", "field", "activity", "membership", "deliverability", "isp", "equals", "in", "not_in", "is_null",
		"has_any", "ever", "never", "count_gte", "open", "bounce", "last", "more_than", "#7cb7de",
		"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ag",
		json.Number("0"), json.Number("1"), json.Number("-1"), json.Number("0.5"),
		[]any{},
		[]any{nil},
		map[string]any{"mode": nil, "days": nil},
		[]any{json.Number("1")},
		[]any{"x", nil},
		map[string]any{},
		map[string]any{"mode": "last", "days": json.Number("7")},
	}).Draw(t, "junk")
}

// TestCopies checks that a caller cannot change the schemas.
func TestCopies(t *testing.T) {
	for _, get := range []func() []byte{schema.Rules, schema.Segment} {
		get()[0] = 'x'
		if get()[0] != '{' {
			t.Error("the schema is not copied")
		}
	}
}
