package schema_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/schema"
)

const base = "https://segc-lang.github.io/segc/schema/"

// compile compiles a schema, which must be right by the meta-schema.
func compile(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	for file, text := range map[string][]byte{"rules.schema.json": schema.Rules(), "segment.schema.json": schema.Segment()} {
		document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if id := document.(map[string]any)["$id"]; id != base+file {
			t.Errorf("%s has the $id %v", file, id)
		}
		if err := c.AddResource(base+file, document); err != nil {
			t.Fatal(err)
		}
	}
	s, err := c.Compile(base + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRulesAccept(t *testing.T) {
	s := compile(t, "rules.schema.json")
	rapid.Check(t, func(t *rapid.T) {
		text := ruletest.PublicDocuments().Draw(t, "document").AppendJSON(nil, true)
		accept(t, s, text)
		accept(t, s, ruletest.Sprinkle(intn(t), text))
	})
}

func TestSegmentAccepts(t *testing.T) {
	s := compile(t, "segment.schema.json")
	rapid.Check(t, func(t *rapid.T) {
		text := ruletest.Segments().Draw(t, "segment").AppendJSON(nil, true)
		accept(t, s, text)
		accept(t, s, ruletest.Sprinkle(intn(t), text))
	})
}

func TestRulesAcceptAbsences(t *testing.T) {
	s := compile(t, "rules.schema.json")
	for _, a := range ruletest.Absences() {
		document, err := jsonschema.UnmarshalJSON(strings.NewReader(a.JSON))
		if err == nil {
			err = s.Validate(document)
		}
		if err != nil {
			t.Errorf("%s: %v", a.Name, err)
		}
	}
}

func accept(t *rapid.T, s *jsonschema.Schema, text []byte) {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(document); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
}

func TestRulesRefuse(t *testing.T) {
	refuse(t, compile(t, "rules.schema.json"), ruletest.Refusals())
}

func TestSegmentRefuses(t *testing.T) {
	refuse(t, compile(t, "segment.schema.json"), slices.Concat(ruletest.BodyRefusals(), ruletest.CreateRefusals()))
}

func refuse(t *testing.T, s *jsonschema.Schema, table []ruletest.Refusal) {
	for _, r := range table {
		t.Run(r.Name, func(t *testing.T) {
			document, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(r.JSON)))
			if err == nil {
				err = s.Validate(document)
			}
			if r.Unseen == "" && !refusedAt(err, r.Path) {
				t.Errorf("refused elsewhere than at %s: %v", r.Path, err)
			}
			if r.Unseen != "" && err != nil && json.Valid([]byte(r.JSON)) {
				t.Errorf("the schema sees it, although %s: %v", r.Unseen, err)
			}
		})
	}
}

// refusedAt reports whether an error of a schema has a fault at a path of the decoder:
// at the value itself, or at the object around it by the name of the member. What
// the kinds of conditions say that the condition is not of does not count.
func refusedAt(err error, path string) bool {
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return false
	}
	steps := strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(`.[]"`, r) })
	return slices.ContainsFunc(leaves(invalid), func(e *jsonschema.ValidationError) bool {
		switch extra := e.ErrorKind.(type) {
		case *kind.Not: // two members that exclude each other
			return len(steps) > 0 && slices.Equal(e.InstanceLocation, steps[:len(steps)-1])
		case *kind.AdditionalProperties:
			return slices.ContainsFunc(extra.Properties, func(name string) bool {
				return slices.Equal(append(slices.Clone(e.InstanceLocation), strings.Trim(name, `"`)), steps) || name == "" && strings.HasSuffix(path, `[""]`)
			})
		}
		return slices.Equal(e.InstanceLocation, steps)
	})
}

// leaves returns the faults below an error.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all, ofKind []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		below := leaves(cause)
		all = append(all, below...)
		if !slices.ContainsFunc(below, func(e *jsonschema.ValidationError) bool {
			_, constant := e.ErrorKind.(*kind.Const)
			return constant && slices.Contains(e.InstanceLocation, "kind")
		}) {
			ofKind = append(ofKind, below...)
		}
	}
	if _, alternatives := e.ErrorKind.(*kind.OneOf); alternatives && len(ofKind) > 0 {
		return ofKind
	}
	return all
}

func TestPalette(t *testing.T) {
	var document struct {
		Properties struct{ Color struct{ Enum []string } }
	}
	if err := json.Unmarshal(schema.Segment(), &document); err != nil {
		t.Fatal(err)
	}
	if got := document.Properties.Color.Enum; !reflect.DeepEqual(got, palette.Colors()) {
		t.Errorf("the schema's colors are %v", got)
	}
}

// TestDescribed checks that an editor has something to show for every member.
func TestDescribed(t *testing.T) {
	for name, text := range map[string][]byte{"rules": schema.Rules(), "segment": schema.Segment()} {
		var document map[string]any
		if err := json.Unmarshal(text, &document); err != nil {
			t.Fatal(err)
		}
		parts := []map[string]any{document}
		definitions, _ := document["$defs"].(map[string]any)
		for _, part := range definitions {
			parts = append(parts, part.(map[string]any))
		}
		for _, part := range parts {
			properties, _ := part["properties"].(map[string]any)
			for member, s := range properties {
				described := s.(map[string]any)
				if described["description"] == nil && described["$ref"] == nil {
					t.Errorf("%s: %s has no description", name, member)
				}
			}
		}
	}
}
