package embedder

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
)

var update = flag.Bool("update", false, "rewrite the answers in testdata")

// fake is a database with one segment.
type fake struct{ kept string }

func (f *fake) Catalog(context.Context) (*segc.Catalog, string, error) {
	return &segc.Catalog{
		Columns: []segc.CatalogColumn{
			{Name: "plan", Type: segc.TypeChoice, Choices: []string{"free", "pro", "Überflieger 🚀"}, NotNull: true},
			{Name: "größe", Type: segc.TypeNumber},
			{Name: "orders", Type: "bigint"},
		},
		Lists:     []segc.CatalogID{{ID: "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", Label: "Newsletter"}},
		ISPs:      []segc.CatalogID{{ID: "1", Name: "gmail"}, {ID: "2", Name: "outlook"}},
		Campaigns: []segc.CatalogID{{ID: "204", Label: "Spring sale"}},
	}, f.kept, nil
}

func (f *fake) KeepCatalog(_ context.Context, text string) error {
	f.kept = text
	return nil
}

func (f *fake) Segment(_ context.Context, id string) ([]byte, error) {
	if id != "e9b0c7a2-6f0c-4a5e-9a55-3a1b8f6f7f10" {
		return nil, ErrNoSegment
	}
	return []byte(`{"id":"e9b0c7a2-6f0c-4a5e-9a55-3a1b8f6f7f10","name":"Active","color":"#7cb7de",
		"contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],"status":"DONE","total_count":12,
		"rules_json":{"any":[{"all":[{"kind":"field","field":"status","operator":"equals","value":"subscribed"},
		{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30}}]}]}}`), nil
}

func service(t *testing.T) *Service {
	t.Helper()
	s, err := NewService(t.Context(), new(fake))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// post sends a request, which is JSON or becomes JSON.
func post(t *testing.T, handler http.Handler, path string, request any) *httptest.ResponseRecorder {
	t.Helper()
	body, ok := request.(string)
	if !ok {
		body = asJSON(request)
	}
	answer := httptest.NewRecorder()
	handler.ServeHTTP(answer, httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, strings.NewReader(body)))
	if !json.Valid(answer.Body.Bytes()) {
		t.Errorf("%s: the answer to %.200q is not JSON: %q", path, body, answer.Body)
	}
	return answer
}

func asJSON(request any) string {
	text, _ := json.Marshal(request) // a request can always be encoded
	return string(text)
}

// TestAnswers compares answers with those in testdata.
func TestAnswers(t *testing.T) {
	handler := service(t).Handler()
	const rule = "status = \"subscribed\" and plan = \"pro\" and opened in last 30d"
	for _, test := range []struct {
		name, path string
		code       int
		request    any
	}{
		{"compile", "/compile", 200, Request{Version: 3, Text: rule}},
		{"compile_warning", "/compile", 200, Request{Text: "status = \"subscribed\" and (opened in last 30d or opened in last 10d)"}},
		{"compile_problem", "/compile", 422, Request{Version: 4, Text: "# 🚀 für Überflieger\nstatus = \"subscribed\" and plan = \"Überflieger 🚀\" and größe >= \"12\" and orders = vip"}},
		{"compile_guard", "/compile", 422, Request{Text: "opened in last 30d"}},
		{"compile_empty", "/compile", 422, Request{}},
		{"compile_declarations", "/compile", 422, Request{Text: "let engaged = opened in last 30d"}},
		{"compile_not_json", "/compile", 400, `{"text": "opened"`},
		{"compile_unknown_member", "/compile", 400, `{"text": "opened", "rule": 1}`},
		{"compile_two_values", "/compile", 400, `{"text": "opened"} {}`},
		{"compile_not_utf8", "/compile", 400, "{\"text\": \"\xff\"}"},
		{"compile_long_text", "/compile", 413, Request{Text: string(make([]byte, maxText+1))}},
		{"compile_long_body", "/compile", 413, strings.Repeat(" ", maxBody+1)},
		{"problems_typing", "/problems", 200, Request{Version: 5, Text: "status = \"subscribed\" and plan = \"por\" and open"}},
		{"problems_paused", "/problems", 200, Request{Version: 6, Text: "plan = \"por\" and opened in last 30d", Editor: Editor{Paused: true}}},
		{"complete_column", "/complete", 200, Request{Text: "plan = \"pro\" and gr", Editor: Editor{Line: 1, Column: 20}}},
		{"complete_part", "/complete", 200, Request{
			Text:   "# 🚀 Opened lately.\nlet überflieger = opened in last 30d\nwhere ü",
			Editor: Editor{Line: 3, Column: 8},
		}},
		{"complete_parameters", "/complete", 200, Request{Text: "let since(n, k) = opened >= k in last n\nwhere si", Editor: Editor{Line: 2, Column: 9}}},
		{"complete_choice", "/complete", 200, Request{Text: "plan = ", Editor: Editor{Line: 1, Column: 8}}},
		{"complete_value", "/complete", 200, Request{Text: "value adult = 18\nparam a_list: list\nwhere age > a", Editor: Editor{Line: 3, Column: 14}}},
		{"complete_list", "/complete", 200, Request{Text: "list in (n", Editor: Editor{Line: 1, Column: 11}}},
		{"explain", "/explain", 200, Request{Version: 7, Text: rule}},
		{"diff", "/diff", 200, Request{Version: 8, Text: rule, Editor: Editor{Segment: "e9b0c7a2-6f0c-4a5e-9a55-3a1b8f6f7f10"}}},
		{"diff_unknown", "/diff", 404, Request{Text: rule, Editor: Editor{Segment: "none"}}},
		{"final", "/final", 200, Request{Text: "segment \"Pro\"\n  color \"#7cb7de\"\nwhere " + rule, Editor: Editor{Lists: []string{"newsletter"}}}},
		{"final_incomplete", "/final", 422, Request{Text: rule, Editor: Editor{Lists: []string{"nwesletter"}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			answer := post(t, handler, test.path, test.request)
			if answer.Code != test.code {
				t.Errorf("the status is %d, expected %d", answer.Code, test.code)
			}
			compare(t, test.name+".json", promised(t, answer.Body.Bytes()))
		})
	}
}

// promised returns an answer without what may change in any version: sentences, and the
// steps of proof.
func promised(t *testing.T, answer []byte) []byte {
	t.Helper()
	var value any
	if err := json.Unmarshal(answer, &value); err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	encoder := json.NewEncoder(&got)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(withoutSentences("", value)); err != nil {
		t.Fatal(err)
	}
	return got.Bytes()
}

func withoutSentences(member string, value any) any {
	switch value := value.(type) {
	case map[string]any:
		for member, inner := range value {
			value[member] = withoutSentences(member, inner)
		}
	case []any:
		for i, inner := range value {
			value[i] = withoutSentences(member, inner)
		}
	case string:
		if slices.Contains([]string{"message", "notes", "words", "explanation"}, member) {
			return "…"
		}
	case float64:
		if slices.Contains([]string{"work", "nodes", "operations", "primes", "branches", "steps", "contacts"}, member) {
			return "…"
		}
	}
	return value
}

// compare compares a text with a file of testdata.
func compare(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s: got\n%s\nexpected\n%s", path, got, want)
	}
}
