package client_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
)

// TestErrorsRunNothing checks that no error has a command that the log of a CI system obeys,
// wherever its words come from.
func TestErrorsRunNothing(t *testing.T) {
	for kind, status := range map[string]int{"application/json": 422, "##vso[task.complete]": 200} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			w.WriteHeader(status)
			fmt.Fprint(w, `{"detail":"##vso[task.setvariable variable=PATH]/evil"}`)
		}))
		c, err := client.New(client.Options{BaseURL: server.URL, Key: "dev-key"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err = c.GetSegment(context.Background(), "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"); strings.Contains(err.Error(), "##vso[") {
			t.Errorf("%T: %v", err, err)
		}
		server.Close()
	}
	c, err := client.New(client.Options{BaseURL: "http://127.0.0.1:1", Key: "dev-key"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.GetSegment(t.Context(), "##vso[task.complete]"); err == nil || strings.Contains(err.Error(), "##vso[") {
		t.Errorf("%v", err)
	}
	hostile := errors.New("##vso[task.complete]")
	for _, err := range []error{
		&client.TransportError{Method: "GET", Path: "/", Err: hostile},
		&client.UncertainError{Method: "POST", Path: "/", Err: hostile, ID: "x", Look: hostile},
	} {
		if strings.Contains(err.Error(), "##vso[") {
			t.Errorf("%T: %v", err, err)
		}
	}
}
