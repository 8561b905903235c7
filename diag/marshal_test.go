package diag

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestMarshal checks that json.Marshal writes the members and values that WriteJSON
// writes, on one line.
func TestMarshal(t *testing.T) {
	source := ast.NewSource("a<b>.seg", "# \U0001f600\nwhere \U0001f600 = \"por\"")
	place := at(source, `"por"`)
	list := List{
		{
			Severity: Warning, Code: ValueOutsideChoice, Message: "<&> \u202e", Location: place, Related: []Label{{place, "here"}, {Location{}, "nowhere"}},
			Notes: []string{"a note"}, Fixes: []Fix{{Text: "write it", Edits: []Edit{{place, "\u2028"}}}, {Text: "no edits"}}, Cause: errors.New("secret"),
		},
		{Code: Internal, Message: "a fault"},
	}
	var written strings.Builder
	if err := WriteJSON(&written, list); err != nil {
		t.Fatal(err)
	}
	var report struct{ Diagnostics []any }
	if err := json.Unmarshal([]byte(written.String()), &report); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(list)
	if err != nil || bytes.ContainsAny(text, "\n\u202e\u2028<>&") || bytes.Contains(text, []byte("secret")) {
		t.Fatalf("%v: %s", err, text)
	}
	var all []any
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(report.Diagnostics, all); diff != "" {
		t.Error(diff)
	}
	one, err := json.Marshal(list[0])
	if err != nil || !strings.HasPrefix(string(text), "["+string(one)+",") {
		t.Errorf("%v: a diagnostic by itself is %s", err, one)
	}
	if want := `"start":{"offset":20,"line":2,"column":11,"utf16":12}`; !strings.Contains(string(one), want) {
		t.Errorf("%s lacks %s", one, want)
	}
}

func TestMarshalNothing(t *testing.T) {
	var none struct {
		Nil   List `json:"nil"`
		Empty List `json:"empty"`
	}
	none.Empty = List{}
	text, err := json.Marshal(none)
	if want := `{"nil":[],"empty":[]}`; err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
	text, err = json.Marshal(Diagnostic{})
	const want = `{"severity":"error","code":"","stage":"","message":"","file":null,"start":null,"end":null,"notes":[],"related":[],"fixes":[],"contact":null}`
	if err != nil || string(text) != want {
		t.Errorf("%s, %v", text, err)
	}
}

// TestMarshalIsInert checks that what json.Marshal makes of the JSON that it is given has
// nothing that a terminal or the log of a CI system obeys, on one line or indented.
func TestMarshalIsInert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.SampledFrom([]string{
			"#", "##", "[", "##[", "##vso[", "::", "a", "<", "&", " ", "\n", "\r", "\x1b[2K", "\x7f", "\u0085", "\u00ad", "\u200b", "\u200d", "\u202e", "\u2028",
			"\ufe0f", "\u0338", "\U0001f468", "\U000e0041", "\xff", "\ufffd", "\u0915", "\u094d", "\"", "\\", "é",
		})
		text := rapid.Map(rapid.SliceOf(part), func(parts []string) string { return strings.Join(parts, "") })
		source := ast.NewSource(text.Draw(t, "name"), text.Draw(t, "text"))
		place := Location{source, ast.Span{Start: 0, End: 3}}
		d := Diagnostic{
			Message: text.Draw(t, "message"), Location: place, Notes: []string{text.Draw(t, "note")},
			Fixes: []Fix{{Text: text.Draw(t, "fix"), Edits: []Edit{{place, text.Draw(t, "edit")}}}},
		}
		for _, value := range []any{d, List{d, d}, map[string]any{"##vso": d}} {
			line, err := json.Marshal(value)
			if err != nil {
				t.Fatal(err)
			}
			indented, err := json.MarshalIndent(value, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			for _, got := range [][]byte{line, indented} {
				if !bytes.Equal(inert.JSON(got), got) || inert.Commands(got) {
					t.Fatalf("it is not inert: %q", got)
				}
			}
		}
	})
}

// TestCause checks that the error of a list leads to each of its errors and their causes.
func TestCause(t *testing.T) {
	list := List{
		{Severity: Warning, Message: "a warning", Cause: context.Canceled},
		{Code: SyntaxError, Message: "first"},
		{Code: Interrupted, Message: "second", Cause: fmt.Errorf("more: %w", context.DeadlineExceeded)},
	}
	err := list.Err()
	if !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		t.Errorf("the causes of %v are not found", err)
	}
	var first Diagnostic
	if !errors.As(err, &first) || first.Message != "first" || first.Unwrap() != nil {
		t.Errorf("the first error is %v", first)
	}
	all, ok := err.(interface{ Unwrap() []error })
	if !ok || len(all.Unwrap()) != 2 {
		t.Errorf("%T has %v", err, all)
	}
	if errors.Is(list[:2].Err(), context.DeadlineExceeded) || list[:1].Err() != nil {
		t.Error("a cause that is not there is found")
	}
}

func TestSeverityText(t *testing.T) {
	messages := prose.Open(t, "severities")
	for _, want := range []Severity{Error, Warning} {
		text, err := json.Marshal(map[Severity]Severity{want: want})
		var got map[Severity]Severity
		if err != nil || string(text) != fmt.Sprintf(`{"%v":"%v"}`, want, want) {
			t.Errorf("%s, %v", text, err)
		}
		if err := json.Unmarshal(text, &got); err != nil || got[want] != want || len(got) != 1 {
			t.Errorf("%s is read as %v, %v", text, got, err)
		}
	}
	got := Warning
	for _, text := range []string{"", "Error", "note"} {
		err := got.UnmarshalText([]byte(text))
		if err == nil || !prose.Names(err.Error(), strconv.Quote(text), Error.String(), Warning.String()) || got != Warning {
			t.Fatalf("%q is read as %v, %v", text, got, err)
		}
		messages.Add(t, text, err.Error())
	}
}

func TestRange(t *testing.T) {
	source := ast.NewSource("a", "\U0001f600 b\nc")
	start, end := Location{source, ast.Span{Start: 5, End: 99}}.Range()
	if (start != ast.Position{Offset: 5, Line: 1, Column: 3, UTF16: 4}) || (end != ast.Position{Offset: 8, Line: 2, Column: 2, UTF16: 2}) {
		t.Errorf("%v to %v", start, end)
	}
	if start, end := (Location{Span: ast.Span{Start: 5, End: 9}}).Range(); start != end || start != (ast.Position{}) {
		t.Errorf("without a source %v to %v", start, end)
	}
}

// TestMarshalShown checks that what is shown of a list has the members of WriteJSON.
func TestMarshalShown(t *testing.T) {
	source := ast.NewSource("a.seg", strings.Repeat("x\n", 300))
	var list List
	for i := range 250 {
		list = append(list, Diagnostic{
			Severity: Error, Code: SyntaxError, Message: "m", Location: Location{Source: source, Span: ast.Span{Start: 2 * i, End: 2*i + 1}},
		})
	}
	for name, list := range map[string]List{"nothing": nil, "too many": list} {
		var written bytes.Buffer
		if err := WriteJSON(&written, list); err != nil {
			t.Fatal(err)
		}
		var want, got map[string]any
		if err := json.Unmarshal(written.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(list.Shown())
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(text, &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(map[string]any{"diagnostics": want["diagnostics"], "more": want["more"]}, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	more, err := json.Marshal(More{Errors: 2})
	if want := `{"file":null,"message":"` + (More{Errors: 2}).String() + `","errors":2,"warnings":0}`; err != nil || string(more) != want {
		t.Errorf("%v: %s", err, more)
	}
}
