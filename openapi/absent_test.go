package openapi_test

import (
	"encoding/json"
	"net/http/httptest"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

// TestAbsences checks that the description takes optional members of rules that
// say nothing, in requests and in answers.
func TestAbsences(t *testing.T) {
	dev, err := devserver.New(devserver.Config{Keys: []string{"a-test-key"}, RateLimit: 1000})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(dev)
	defer server.Close()
	checks := newChecker(t, server.URL)
	c := connect(t, server.URL, "a-test-key", checks)
	for _, a := range ruletest.Absences() {
		checks.wrong = nil
		made, err := c.CreateSegment(t.Context(), client.NewSegment{
			Name: a.Name, Color: "#f0f080", ContactLists: []string{list}, Rules: json.RawMessage(a.JSON),
		})
		if err != nil {
			t.Fatalf("%s: %v", a.Name, err)
		}
		if _, err := c.UpdateSegment(t.Context(), made.ID, client.Update{Rules: json.RawMessage(a.JSON)}); err != nil {
			t.Errorf("%s: %v", a.Name, err)
		}
		if _, err := c.GetSegment(t.Context(), made.ID); err != nil {
			t.Errorf("%s: %v", a.Name, err)
		}
		if len(checks.wrong) > 0 {
			t.Errorf("%s: %v", a.Name, checks.wrong)
		}
	}
}
