package client_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNotMade checks that the calls of a client that does not come from New return an error,
// even if everything else about them is right.
func TestNotMade(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "not-made")
	for _, c := range []*client.Client{nil, {}} {
		name := "a"
		for what, call := range map[string]func(ctx context.Context) error{
			"ContactList": func(ctx context.Context) error { _, err := c.ContactList(ctx, listID); return err },
			"ContactLists": func(ctx context.Context) (last error) {
				for _, err := range c.ContactLists(ctx) {
					last = err
				}
				return last
			},
			"CreateSegment": func(ctx context.Context) error { _, err := c.CreateSegment(ctx, newSegment("a")); return err },
			"FindCreated":   func(ctx context.Context) error { _, err := c.FindCreated(ctx, newSegment("a"), nil); return err },
			"GetSegment":    func(ctx context.Context) error { _, err := c.GetSegment(ctx, listID); return err },
			"ListSegments": func(ctx context.Context) (last error) {
				for _, err := range c.ListSegments(ctx, client.ListOptions{}) {
					last = err
				}
				return last
			},
			"SegmentContacts": func(ctx context.Context) (last error) {
				for _, err := range c.SegmentContacts(ctx, listID, "") {
					last = err
				}
				return last
			},
			"UpdateSegment": func(ctx context.Context) error {
				_, err := c.UpdateSegment(ctx, listID, client.Update{Name: &name})
				return err
			},
		} {
			err := call(t.Context())
			if err == nil {
				t.Fatalf("%s takes a Client that does nothing", what)
			}
			messages.Add(t, "any call", err.Error())
		}
		if got := fmt.Sprint(c, c.BaseURL(), c.HasKey("key")); got != "client.Client()false" {
			t.Errorf("it prints as %q", got)
		}
	}
}
