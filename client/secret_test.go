package client

import (
	"errors"
	"strings"
	"testing"
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
	if strings.Contains(got, key) || !strings.Contains(got, "is not shown, since it contains the API key") {
		t.Errorf("it says %s", got)
	}
	other := errors.New("no route to host")
	if s.hideError(other) != other {
		t.Error("another error is replaced")
	}
}
