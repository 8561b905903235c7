package arch

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/types"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// jsonValues has a value of each exported type that programs can encode as JSON. The
// test fills what is zero in it: for most types, one line such as segc.Stats{} is all
// that is needed. Set a field where only some values make sense.
func jsonValues() []any {
	return []any{
		contact.Contact{},
		contact.Reading{},
		contact.Yes,
		contact.Text("pro"),
		diag.Diagnostic{},
		diag.List{},
		diag.More{},
		diag.Shown{},
		contact.Example{Readings: []contact.Reading{{MissingMatches: contact.Yes}}},
		contact.Fact{},
		segc.Difference{},
		segc.Explanation{},
		segc.ExplainedGroup{},
		segc.ExplainedPart{},
		segc.OpenPoint{},
		segc.ReadingVerdict{},
		compile.SourceStats{},
		compile.Spent{},
		allKinds(),
		rulesjson.Segment{Color: "#7cb7de", Rules: &rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{rulesjson.ISP{Operator: rulesjson.In, Values: []int64{1}}}}}}},
		segc.Stats{},
	}
}

// allKinds returns a document with a condition of each kind.
func allKinds() rulesjson.Document {
	window := rulesjson.Window{Mode: rulesjson.Last, Days: 30}
	return rulesjson.Document{Any: []rulesjson.Group{{All: []rulesjson.Condition{
		rulesjson.Field{Column: "plan", Operator: rulesjson.In, Values: []rulesjson.Value{{Text: "pro"}, {Kind: rulesjson.Number, Text: "1.50"}, {Kind: rulesjson.Boolean, Text: "true"}}},
		rulesjson.Activity{Metric: rulesjson.Open, Operator: rulesjson.CountAtLeast, Count: 2, Window: window, Include: []rulesjson.Value{{Kind: rulesjson.Number, Text: "12"}}},
		rulesjson.Deliverability{Metric: rulesjson.Bounce, Operator: rulesjson.Ever, Window: window},
		rulesjson.Membership{Operator: rulesjson.NotIn, Lists: []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"}},
		rulesjson.ISP{Operator: rulesjson.In, Values: []int64{1}},
	}}}}
}

// TestJSON compares the JSON of a full value and of the zero value of each type with a
// file, so that a reviewer sees a change of it: a removed or renamed
// member breaks the programs that read it. apidiff does not see a changed tag.
func TestJSON(t *testing.T) {
	folder := filepath.Join("testdata", "json")
	files := map[string]bool{}
	nulls := map[string][]string{}
	for _, given := range jsonValues() {
		name := jsonName(reflect.TypeOf(given))
		t.Run(name, func(t *testing.T) {
			files[name+".json"] = true
			full, zero := reflect.New(reflect.TypeOf(given)), reflect.New(reflect.TypeOf(given))
			full.Elem().Set(reflect.ValueOf(given))
			for _, field := range newFiller(t).fill(full.Elem(), name, 0) {
				t.Errorf("%s is zero, and the test does not know how to fill a %s: set it in jsonValues, or add the type to samples", field.path, field.typ)
			}
			if value, err := json.Marshal(full.Elem().Interface()); err != nil {
				t.Errorf("as a value that is no pointer: %v", err)
			} else if pointer, _ := json.Marshal(full.Interface()); !bytes.Equal(value, pointer) {
				t.Errorf("a value is encoded as %s, and a pointer to it as %s", value, pointer)
			}
			empty := zero.Interface()
			if _, err := json.Marshal(empty); err != nil {
				empty = err.Error() // there is no JSON for it
			}
			text, err := json.MarshalIndent(struct {
				Full any `json:"full"`
				Zero any `json:"zero"`
			}{full.Interface(), empty}, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			var both struct{ Full, Zero any }
			if err := json.Unmarshal(text, &both); err != nil {
				t.Fatal(err)
			}
			nulls[name] = nullLists(both.Full, both.Zero, "")
			for _, member := range oddMembers(both.Full) {
				t.Errorf("the member %q is not in snake case: give its field a JSON tag", member)
			}
			compare(t, prose.Update(), filepath.Join(folder, name+".json"), string(text)+"\n")
		})
	}
	for name, found := range nulls {
		if len(found) > 0 { // a program that loops over an array should not have to look for null first
			t.Errorf("%s: the members %q are null for a nil list: write an empty array, with a MarshalJSON if need be", name, found)
		}
	}
	stale(t, folder, files)
}

// TestEveryJSONIsCompared checks that jsonValues has every exported type that has a
// field with a JSON tag, or a method MarshalJSON. Package client has none: it keeps the
// JSON of the API to itself.
func TestEveryJSONIsCompared(t *testing.T) {
	have := map[string]bool{}
	for _, value := range jsonValues() {
		have[jsonName(reflect.TypeOf(value))] = true
	}
	for pkg, typed := range publicPackages(t) {
		for _, object := range exportedObjects(typed) {
			name := pkg + "." + object.Name()
			switch json := hasJSON(object); {
			case json && !have[name]:
				t.Errorf("%s can be encoded as JSON: add the line `%[1]s{}` to jsonValues in json_test.go, and run go test ./internal/test/arch -update", name)
			case !json && have[name]:
				t.Errorf("jsonValues has %s, which has no JSON of its own", name)
			}
		}
	}
}

// jsonName returns the name of a type, such as diag.List.
func jsonName(t reflect.Type) string { return path.Base(t.PkgPath()) + "." + t.Name() }

// hasJSON reports whether an object is a type that says how it is encoded as JSON.
func hasJSON(object types.Object) bool {
	name, ok := object.(*types.TypeName)
	if !ok || name.IsAlias() || types.IsInterface(name.Type()) {
		return false
	}
	if types.NewMethodSet(types.NewPointer(name.Type())).Lookup(name.Pkg(), "MarshalJSON") != nil {
		return true
	}
	fields, ok := name.Type().Underlying().(*types.Struct)
	for i := 0; ok && i < fields.NumFields(); i++ {
		if tag, found := reflect.StructTag(fields.Tag(i)).Lookup("json"); found && tag != "-" {
			return true
		}
	}
	return false
}

// nullLists returns the members that are an array in one value and null in the other,
// sorted.
func nullLists(full, zero any, at string) []string {
	var found []string
	switch full := full.(type) {
	case []any:
		if zero == nil {
			found = append(found, at)
		}
	case map[string]any:
		below, _ := zero.(map[string]any)
		for _, name := range slices.Sorted(maps.Keys(full)) {
			if value, there := below[name]; there {
				found = append(found, nullLists(full[name], value, strings.TrimPrefix(at+"."+name, "."))...)
			}
		}
	}
	return found
}

// snake is the form of the names of members. The keys of maps, which are data, have the
// dots of the filler.
var snake = regexp.MustCompile(`^[a-z][a-z0-9_]*$|\.`)

// oddMembers returns the names of members that are not in snake case.
func oddMembers(value any) []string {
	var found []string
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			found = append(found, oddMembers(element)...)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if !snake.MatchString(name) {
				found = append(found, name)
			}
			found = append(found, oddMembers(value[name])...)
		}
	}
	return found
}

// TestFaultsOfJSONAreSeen checks the checks themselves.
func TestFaultsOfJSONAreSeen(t *testing.T) {
	type inner struct {
		Deep []int `json:"deep"`
	}
	type value struct {
		List  []string       `json:"list"`
		Left  []string       `json:"left,omitempty"`
		Inner inner          `json:"inner"`
		None  *inner         `json:"none"`
		Text  string         `json:"text"`
		Map   map[string]int `json:"map"`
	}
	full := value{[]string{"a"}, []string{"a"}, inner{[]int{1}}, &inner{}, "a", map[string]int{"a": 1}}
	decoded := func(v any) (out any) {
		text, err := json.Marshal(v)
		if err == nil {
			err = json.Unmarshal(text, &out)
		}
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	if got := fmt.Sprint(nullLists(decoded(full), decoded(value{}), "")); got != "[inner.deep list]" {
		t.Errorf("got %s", got)
	}
	if got := nullLists(decoded([]int{1}), decoded([]int(nil)), ""); len(got) != 1 {
		t.Errorf("a nil list: %v", got)
	}
	if got := nullLists(decoded([]int{1}), decoded([]int{}), ""); got != nil {
		t.Errorf("an empty list: %v", got)
	}
	if got := oddMembers(decoded([]any{struct{ Odd int }{}, map[string]any{"fine_1": 1, "a.B": 2, "oddToo": 3}})); !slices.Equal(got, []string{"Odd", "oddToo"}) {
		t.Errorf("odd members: %q", got)
	}
}

// compare compares a text with a file, which it may write.
func compare(t *testing.T, write bool, golden, got string) {
	t.Helper()
	if write {
		if err := os.MkdirAll(filepath.Dir(golden), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatalf("%v; go test ./internal/test/arch -update writes it", err)
	}
	if diff := cmp.Diff(strings.ReplaceAll(string(want), "\r\n", "\n"), got); diff != "" {
		t.Errorf("%s is different; -update rewrites it (-want +got)\n%s", golden, diff)
	}
}

// stale finds the files of a folder that no test compares with anything.
func stale(t *testing.T, folder string, files map[string]bool) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		switch {
		case files[entry.Name()]:
		case prose.Update():
			if err := os.Remove(filepath.Join(folder, entry.Name())); err != nil {
				t.Error(err)
			}
		default:
			t.Errorf("no type of jsonValues has %s; -update removes it", entry.Name())
		}
	}
}
