package client_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestRefusalShapes reads the shapes that a 400 may have: the API's
// documentation does not give it.
func TestRefusalShapes(t *testing.T) {
	t.Parallel()
	const place = "rules_json.any[0].all[2].operator"
	for name, c := range map[string]struct {
		body, message string
		problems      []client.Problem
	}{
		"dev-server":        {`{"detail":"no","errors":{"` + place + `":["bad"]}}`, "no", []client.Problem{{place, "bad"}}},
		"nested":            {`{"rules_json":{"any":[{"all":[{},{},{"operator":["bad","worse"]}]}]}}`, "", []client.Problem{{"rules_json.any[0].all[2].operator", "bad"}, {place, "worse"}}},
		"by index":          {`{"rules_json":{"any":{"0":{"all":{"2":{"operator":"bad"}}}}}}`, "", []client.Problem{{place, "bad"}}},
		"loc and msg":       {`{"detail":[{"loc":["body","rules_json","any",0,"all",2,"operator"],"msg":"bad","type":"x"}]}`, "", []client.Problem{{place, "bad"}}},
		"field and message": {`{"errors":[{"field":"rules_json.any.0.all.2.operator","message":"bad"}]}`, "", []client.Problem{{"rules_json.any.0.all.2.operator", "bad"}}},
		"source and detail": {`{"errors":[{"status":"400","source":{"pointer":"/rules_json/any/0/all/2"},"detail":"bad"}]}`, "", []client.Problem{{"/rules_json/any/0/all/2", "bad"}}},
		"a column named so": {`{"rules_json":{"any":[{"all":[{"field":["bad"]}]}]}}`, "", []client.Problem{{"rules_json.any[0].all[0].field", "bad"}}},
		"flat":              {`{"color":"bad","name":["a","b"]}`, "", []client.Problem{{"color", "bad"}, {"name", "a"}, {"name", "b"}}},
		"non-field":         {`{"non_field_errors":["a","b"]}`, "a", []client.Problem{{"", "b"}}},
		"a text":            {`"no"`, "no", nil},
		"error":             {`{"error":{"message":"no","code":7}}`, "no", nil},
		"list":              {`["no","never"]`, "no", []client.Problem{{"", "never"}}},
		"steers":            {`{"detail":"a\u001b[31m\nb\u0000"}`, "a�[31m b�", nil},
		"long":              {`{"detail":"` + strings.Repeat("x", 5000) + `"}`, strings.Repeat("x", 1000) + "…", nil},
		"deep":              {`{"detail":` + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + `}`, "", nil},
		"no words":          {`{}`, "", nil},
		"half":              {`{"detail":"n`, "", nil},
		"no JSON":           {`<html>`, "", nil},
		"empty":             {``, "", nil},
		"whole in one":      {`{"errors":[{"detail":"a"},{"detail":"b"}]}`, "a", []client.Problem{{"", "b"}}},
	} {
		w := connect(t, serve(t, scripted(t, says(400, c.body))), newClock())
		_, err := w.CreateSegment(t.Context(), newSegment("x"))
		var api *client.APIError
		if !errors.As(err, &api) || !errors.Is(err, client.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if api.Message != c.message || len(api.Problems) != len(c.problems) {
			t.Errorf("%s: %q %+v", name, api.Message, api.Problems)
			continue
		}
		for i, want := range c.problems {
			if api.Problems[i] != want || !strings.Contains(err.Error(), want.Message) {
				t.Errorf("%s: %+v", name, api.Problems)
			}
		}
	}
}

func TestErrorTexts(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "errors")
	for _, c := range []struct {
		name  string
		err   error
		names []string // what the text has
	}{
		{
			"problems", &client.APIError{Method: "POST", Path: "/p/", Status: 400, Message: "no", Problems: []client.Problem{{"a.b", "bad"}, {"", "worse"}}},
			[]string{"POST", "/p/", "400", "no", "a.b", "bad", "worse"},
		},
		{"status", &client.APIError{Method: "GET", Path: "/p/", Status: 599}, []string{"GET", "/p/", "599"}},
		{"transport", &client.TransportError{Method: "GET", Path: "/p/", Err: errors.New("broken")}, []string{"GET", "/p/", "broken"}},
		{"answer", &client.AnswerError{Method: "GET", Path: "/p/", Field: "id", Problem: "is missing"}, []string{"GET", "/p/", "id: is missing"}},
		{
			"unclear, and another one", &client.UncertainError{Method: "PATCH", Path: "/p/", Err: &client.TransportError{Method: "PATCH", Path: "/p/", Err: errors.New("broken")}, ID: "i"},
			[]string{"PATCH", "/p/", "broken", "i"},
		},
		{
			"unclear, with a status", &client.UncertainError{Method: "POST", Path: "/p/", Err: &client.APIError{Method: "POST", Path: "/p/", Status: 502, Message: "down"}},
			[]string{"POST", "/p/", "502", "down"},
		},
		{
			"unclear, and not found out", &client.UncertainError{
				Method: "PATCH", Path: "/p/", Err: &client.AnswerError{Method: "PATCH", Path: "/p/", Field: "id", Problem: "is missing"},
				Look: &client.TransportError{Method: "GET", Path: "/p/", Err: errors.New("broken")},
			},
			[]string{"PATCH", "/p/", "id: is missing", "GET", "broken"},
		},
		{
			"unclear", &client.UncertainError{Method: "POST", Path: "/p/", Err: errors.New("broken")},
			[]string{"POST", "/p/", "broken"},
		},
	} {
		if !prose.Names(c.err.Error(), c.names...) {
			t.Errorf("%v does not name %q", c.err, c.names)
		}
		messages.Add(t, c.name, c.err.Error())
	}
}

// TestThousand checks that the client speeds up for a server without a limit, to
// ten requests a second and no further.
func TestThousand(t *testing.T) {
	clock := newClock()
	dev, err := devserver.New(devserver.Config{Keys: []string{testKey}, Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	w := connect(t, serve(t, dev), clock)
	start := time.Now()
	for i := range 1000 {
		if _, err := w.CreateSegment(t.Context(), newSegment(fmt.Sprintf("x%04d", i))); err != nil {
			t.Fatal(err)
		}
	}
	created := time.Now()
	n := 0
	for _, err := range w.ListSegments(t.Context(), client.ListOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 1000 || w.sent("GET") != 1000+10 { // each name was looked up once
		t.Errorf("%d segments in %d requests", n, w.sent("GET"))
	}
	if w.clock.slept < 195*time.Second || w.clock.slept > 205*time.Second { // for 2,010 requests
		t.Errorf("waited %s", w.clock.slept)
	}
	t.Logf("created in %s, listed in %s; slept %s", created.Sub(start), time.Since(created), w.clock.slept)
}
