package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/schema"
)

// TestAgreesWithDecoder writes valid bodies as the API does, with members that
// say nothing, breaks them at up to two places, and checks that the schema and
// the decoder say the same of them.
func TestAgreesWithDecoder(t *testing.T) {
	s := compile(t, "segment.schema.json")
	rapid.Check(t, func(t *rapid.T) {
		text := rule.AppendBody(nil, ruletest.Bodies().Draw(t, "body"), true)
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
		_, refused := rule.DecodeCreate(text)
		var fault *rule.DecodeError
		if (invalid == nil) != (refused == nil) || refused != nil && (!errors.As(refused, &fault) || !refusedAt(invalid, fault.Path)) {
			t.Fatalf("the schema says %v, the decoder %v\n%s", invalid, refused, text)
		}
	})
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

// TestCopies holds that a caller cannot change the schemas.
func TestCopies(t *testing.T) {
	for _, get := range []func() []byte{schema.Rules, schema.Segment} {
		get()[0] = 'x'
		if get()[0] != '{' {
			t.Error("the schema is not copied")
		}
	}
}
