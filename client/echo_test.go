package client_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestAnswerWithTheKey checks that an answer that repeats the key, however it
// spells it and wherever it has it, is refused as a whole with a line that says so.
func TestAnswerWithTheKey(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "key-in-answer")
	quoted := func(form string) string { // as a JSON string, unless it is one already
		if strings.Contains(form, `\"`) {
			return `"` + form + `"`
		}
		return `"` + strings.ReplaceAll(strings.ReplaceAll(form, `\`, `\\`), `"`, `\"`) + `"`
	}
	for i, form := range forms(testKey) {
		for name, answer := range map[string]http.HandlerFunc{
			"name":   says(200, segmentJSON("name", quoted(form))),
			"member": says(200, segmentJSON("new_member", `{`+quoted(form)+`:1}`)),
			"header": says(200, segmentJSON(), "X-Echo", form),
			"trailer": func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Trailer", "X-Echo")
				says(200, segmentJSON())(w, r)
				w.Header().Set("X-Echo", form)
			},
			"reason": raw("HTTP/1.1 200 " + form + "\r\nContent-Type: application/json\r\n\r\n" + segmentJSON()),
		} {
			w := connect(t, serve(t, answer), newClock())
			segment, err := w.GetSegment(t.Context(), listID)
			var wrong *client.AnswerError
			if segment != nil || !errors.As(err, &wrong) {
				t.Fatalf("%s, %s: %v, %v", name, form, segment, err)
			}
			messages.Add(t, "answer, "+name, wrong.Problem)
			for _, trace := range w.traces {
				if leaks(fmt.Sprint(trace), testKey) {
					t.Errorf("%s, %s: the trace is %v", name, form, trace)
				}
			}
		}
		for name, answer := range map[string]http.HandlerFunc{
			"detail":  says(401, `{"detail":`+quoted(form)+`}`),
			"problem": says(401, `{"errors":{`+quoted(form)+`:["no"]}}`),
			"page":    says(401, "<h1>"+form+"</h1>", "Content-Type", "text/html"),
			"header":  says(401, "{}", "X-Echo", form),
		} {
			w := connect(t, serve(t, answer), newClock())
			_, err := w.GetSegment(t.Context(), listID)
			var refusal *client.APIError
			if !errors.As(err, &refusal) || !errors.Is(err, client.ErrUnauthorized) || refusal.Body != nil || refusal.Problems != nil {
				t.Fatalf("%s, %s (%d): %#v", name, form, i, err)
			}
			messages.Add(t, "refusal, "+name, refusal.Message)
		}
	}
}

// TestRefusalWithoutTheKey checks that an answer without the key still has its
// words.
func TestRefusalWithoutTheKey(t *testing.T) {
	t.Parallel()
	w := connect(t, serve(t, http.HandlerFunc(says(400, `{"detail":"k3y-of the test"}`))), newClock())
	_, err := w.GetSegment(t.Context(), listID)
	var refusal *client.APIError
	if !errors.As(err, &refusal) || refusal.Message != "k3y-of the test" || string(refusal.Body) != `{"detail":"k3y-of the test"}` {
		t.Errorf("%#v", err)
	}
}
