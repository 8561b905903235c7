package client_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestCreateWhateverTheAnswers checks that a segment is created once although the
// answer to the POST is lost and the API's clock or its order is off, or it
// writes rules in another way. Older segments that the search finds are there,
// and an older twin with the same body.
func TestCreateWhateverTheAnswers(t *testing.T) {
	t.Parallel()
	for i, fault := range []string{
		"clock=-4s", "clock=4s", "clock=-2h", "clock=local", "clock=constant", "clock=epoch", "unordered", "nulls", "empty-campaigns",
		"extra-members", "an hour ahead", "an hour behind",
	} {
		for j, post := range []string{"reset-after-write", "500-after-write", "cut-body", "reset-before", "500", "html"} {
			if (i+j)%long.Of(4, 1) != 0 {
				continue
			}
			clock := newClock()
			config := devserver.Config{Keys: []string{testKey}, Now: clock.Now}
			switch fault {
			case "an hour ahead":
				config.Now = func() time.Time { return clock.Now().Add(time.Hour) }
			case "an hour behind":
				config.Now = func() time.Time { return clock.Now().Add(-time.Hour) }
			default:
				parsed, err := devserver.ParseFault(fault)
				if err != nil {
					t.Fatal(err)
				}
				config.Faults = append(config.Faults, parsed)
			}
			dev, err := devserver.New(config)
			if err != nil {
				t.Fatal(err)
			}
			w := connect(t, serve(t, dev), clock)
			s := newSegment("A")
			s.Rules = json.RawMessage(`{"any":[{"all":[{"kind":"activity","metric":"open","operator":"ever"},` +
				`{"kind":"field","field":"plan","operator":"is_null"},{"kind":"deliverability","metric":"bounce","operator":"count_gte","value":1}]}]}`)
			old := create(t, w, s)
			for i := range 8 {
				_ = clock.Sleep(t.Context(), time.Minute)
				create(t, w, newSegment(fmt.Sprintf("A%d", i)))
			}
			_ = clock.Sleep(t.Context(), time.Minute)
			w.fail(http.MethodPost, post)
			made, err := w.CreateSegment(t.Context(), s)
			if err != nil || made.ID == old {
				t.Errorf("%s, %s: %v, %v", fault, post, made, err)
				continue
			}
			s.Unique = true
			var exists *client.ExistsError
			if _, err := w.CreateSegment(t.Context(), s); !errors.As(err, &exists) || len(exists.IDs) != 2 {
				t.Errorf("%s, %s: %v", fault, post, err)
			}
		}
	}
}

// TestCreateWithAnotherBody checks that a segment that is new and has the name,
// but not the body, is neither adopted nor doubled, however little differs.
func TestCreateWithAnotherBody(t *testing.T) {
	t.Parallel()
	activity := `{"kind":"activity","metric":"open","operator":"ever"%s}`
	for name, change := range map[string]func(*client.NewSegment){
		"a campaign": func(s *client.NewSegment) {
			s.Rules = json.RawMessage(`{"any":[{"all":[` + fmt.Sprintf(activity, `,"include_campaign_ids":[7]`) + `]}]}`)
		},
		"a window": func(s *client.NewSegment) {
			s.Rules = json.RawMessage(`{"any":[{"all":[` + fmt.Sprintf(activity, `,"days_window":{"mode":"last","days":3}`) + `]}]}`)
		},
		"the description": func(s *client.NewSegment) { s.Description = "another" },
		"the color":       func(s *client.NewSegment) { s.Color = "#f0f080" },
		"the lists":       func(s *client.NewSegment) { s.ContactLists = []string{otherID} },
	} {
		w := develop(t)
		s := newSegment("A")
		s.Rules = json.RawMessage(`{"any":[{"all":[` + fmt.Sprintf(activity, ``) + `]}]}`)
		id := ""
		s.BeforePost = func([]string) error {
			other := s
			other.BeforePost = nil
			change(&other)
			id = create(t, w, other)
			return nil
		}
		w.fail(http.MethodPost, "reset-before")
		_, err := w.CreateSegment(t.Context(), s)
		var unsure *client.UncertainError
		if !errors.As(err, &unsure) || unsure.ID != id || w.sent(http.MethodPost) != 1 {
			t.Errorf("%s: %v; %d POSTs", name, err, w.sent(http.MethodPost))
		}
	}
}
