package client

import (
	"errors"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestHiddenError checks that an error that holds the key is replaced by a sentence
// that says so, and that others stay.
func TestHiddenError(t *testing.T) {
	t.Parallel()
	const key = "sk_live_VERYSECRET"
	s, err := newSecret(key, false)
	if err != nil {
		t.Fatal(err)
	}
	got := s.hideError(errors.New("dial " + key)).Error()
	if strings.Contains(got, key) {
		t.Fatalf("it says %s", got)
	}
	prose.Open(t, "hidden").Add(t, "an error with the key", got)
	other := errors.New("no route to host")
	if s.hideError(other) != other {
		t.Error("another error is replaced")
	}
}
