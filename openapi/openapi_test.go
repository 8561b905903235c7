package openapi_test

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/openapi"
	"github.com/segc-lang/segc/schema"
)

func load(t testing.TB) *openapi3.T {
	t.Helper()
	document, err := openapi3.NewLoader().LoadFromData(openapi.Document())
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// TestValid checks that the document is right by a library that is not ours,
// examples included.
func TestValid(t *testing.T) {
	document := load(t)
	if err := document.Validate(t.Context(), openapi3.EnableExamplesValidation()); err != nil {
		t.Fatal(err)
	}
	if document.OpenAPI != "3.1.0" {
		t.Errorf("version %s", document.OpenAPI)
	}
	calls := 0
	for path, item := range document.Paths.Map() {
		if !strings.HasSuffix(path, "/") {
			t.Errorf("%s does not end with a slash", path)
		}
		for method, operation := range item.Operations() {
			calls++
			for _, status := range []string{"200", "401", "429"} {
				response := operation.Responses.Value(status)
				if response == nil {
					t.Errorf("%s %s has no %s", method, path, status)
					continue
				}
				for _, header := range []string{"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"} {
					if response.Value.Headers[header] == nil {
						t.Errorf("%s %s %s has no %s", method, path, status, header)
					}
				}
			}
		}
	}
	if calls != 8 {
		t.Errorf("%d calls", calls)
	}
}

// TestSchemas checks that the schemas of rules and of the create body are those
// of package schema, under other names.
func TestSchemas(t *testing.T) {
	var document struct {
		Components struct{ Schemas map[string]any }
	}
	if err := json.Unmarshal(openapi.Document(), &document); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(openapi.Document()), `"$id"`) {
		t.Error("there is a $id: generators stumble over it")
	}
	var rules, segment map[string]any
	for text, into := range map[string]*map[string]any{string(schema.Rules()): &rules, string(schema.Segment()): &segment} {
		if err := json.Unmarshal([]byte(text), into); err != nil {
			t.Fatal(err)
		}
	}
	want := map[string]any{"Rules": rules, "NewSegment": segment}
	for name, part := range rules["$defs"].(map[string]any) {
		want[component(name)] = part
	}
	for name, part := range want {
		if got := document.Components.Schemas[name]; !reflect.DeepEqual(got, renamed(part)) {
			t.Errorf("%s is\n%v\nand should be\n%v", name, got, renamed(part))
		}
	}
	change := document.Components.Schemas["SegmentChange"].(map[string]any)["properties"].(map[string]any)
	if len(change) != len(segment["properties"].(map[string]any)) {
		t.Errorf("a change has %d members", len(change))
	}
}

func component(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// renamed copies a schema without $schema, $id and $defs and with the $refs of
// the OpenAPI document.
func renamed(value any) any {
	switch value := value.(type) {
	case []any:
		list := make([]any, len(value))
		for i, element := range value {
			list[i] = renamed(element)
		}
		return list
	case map[string]any:
		object := map[string]any{}
		for name, element := range value {
			switch name {
			case "$schema", "$id", "$defs":
			case "$ref":
				_, definition, found := strings.Cut(element.(string), "#/$defs/")
				if !found {
					definition = "Rules"
				}
				object[name] = "#/components/schemas/" + component(definition)
			default:
				object[name] = renamed(element)
			}
		}
		return object
	}
	return value
}

func TestPalette(t *testing.T) {
	for _, color := range palette.Colors() {
		if !strings.Contains(string(openapi.Document()), `"`+color+`"`) {
			t.Errorf("%s is missing", color)
		}
	}
}

func TestCopy(t *testing.T) {
	openapi.Document()[0] = 'x'
	if openapi.Document()[0] != '{' {
		t.Error("the document is not copied")
	}
}
