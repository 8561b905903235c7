package evaluation

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/internal/spill"
)

// temporaryIn returns what makes files in a folder, and how many were made.
func temporaryIn(folder string) (open spill.Open, made *int) {
	made = new(int)
	return func() (spill.File, error) {
		*made++
		f, err := os.CreateTemp(folder, "t")
		if err != nil {
			return nil, err
		}
		return removed{f}, nil
	}, made
}

// removed is a file that Close removes.
type removed struct{ *os.File }

func (r removed) Close() error {
	if err := r.File.Close(); err != nil {
		return err
	}
	return os.Remove(r.Name())
}

// TestLittleMemory counts the same contacts with much memory and with almost none, where events,
// their ids and memberships come into temporary files.
func TestLittleMemory(t *testing.T) {
	c, ok := compile(t, `list b = "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"
field plan: text
where plan = "pro" and (opened >= 3 in last 30d or clicked more than 20d ago or list in (b)) or opened from campaigns (7) and not complained`)
	if !ok {
		t.Fatal("the rule has no document")
	}
	reading, err := contact.ParseReading("missing=skip, case=exact, spaces=exact, letters=exact, edge=last")
	if err != nil {
		t.Fatal(err)
	}
	spilled := 0
	folder := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		var contacts, events, memberships strings.Builder
		contacts.WriteString("id,plan\n")
		events.WriteString("contact_id,metric,days_ago,campaign_id,event_id,occurred_at\n")
		memberships.WriteString("contact_id,list_id\n")
		most := rapid.IntRange(1, 30).Draw(t, "contacts")
		for range rapid.IntRange(0, 60).Draw(t, "rows") {
			fmt.Fprintf(&contacts, "%d,%s\n", rapid.IntRange(0, most).Draw(t, "id"), rapid.SampledFrom([]string{"pro", "free", ""}).Draw(t, "plan"))
		}
		withIDs := rapid.Bool().Draw(t, "with ids")
		for range rapid.IntRange(0, 400).Draw(t, "events") {
			id, when := "", fmt.Sprintf("%d,%s", rapid.SampledFrom([]int{0, 20, 21, 30, 31}).Draw(t, "days"), rapid.SampledFrom([]string{"", "7"}).Draw(t, "campaign"))
			if withIDs && rapid.Bool().Draw(t, "with an id") {
				id = fmt.Sprint(rapid.IntRange(0, 40).Draw(t, "event id"))
			}
			at := ""
			if rapid.IntRange(0, 9).Draw(t, "future") == 0 {
				when, at = ",", "2026-07-01T00:00:00Z"
			}
			fmt.Fprintf(&events, "%d,%s,%s,%s,%s\n", rapid.IntRange(0, most+3).Draw(t, "of"), rapid.SampledFrom([]string{"open", "click", "delivered", "complaint"}).Draw(t, "metric"), when, id, at)
		}
		for range rapid.IntRange(0, 60).Draw(t, "memberships") {
			fmt.Fprintf(&memberships, "%d,%s\n", rapid.IntRange(0, most+3).Draw(t, "member"), rapid.SampledFrom([]string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab", "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"}).Draw(t, "list"))
		}
		run := func(memory int64, open spill.Open) (answer *Answer, listed, said string) {
			var rows strings.Builder
			answer, err := Run(t.Context(), Job{
				Document: c.document, Column: c.columns, Key: "id", Memory: memory, Workers: 2, On: []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"},
				Clock: match.Clock{At: time.Date(2026, 6, 1, 12, 0, 0, 0, time.UTC)}, Assumed: reading,
				Temporary: open, Contacts: []Input{{"c", strings.NewReader(contacts.String())}}, Events: &Input{"e", strings.NewReader(events.String())}, Memberships: &Input{"m", strings.NewReader(memberships.String())},
				List: &List{To: &rows, Row: func(b []byte, key string, _ []contact.Value) []byte { return fmt.Appendln(b, key) }},
			})
			var strangers *StrangersError
			if err != nil && !errors.As(err, &strangers) {
				t.Fatal(err)
			}
			return answer, rows.String(), fmt.Sprint(err)
		}
		open, made := temporaryIn(folder)
		want, rows, said := run(1<<30, open)
		if *made != 0 {
			t.Fatalf("%d files were made", *made)
		}
		got, gotRows, gotSaid := run(rapid.SampledFrom([]int64{1500, 4000, 20_000}).Draw(t, "memory"), open)
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(contact.Reading{})); diff != "" || rows != gotRows || said != gotSaid {
			t.Fatalf("with little memory (-want +got)\n%s%s%s\n%s%s", diff, rows, said, gotRows, gotSaid)
		}
		spilled += *made
		if left, _ := filepath.Glob(filepath.Join(folder, "*")); len(left) > 0 {
			t.Fatalf("%v are left", left)
		}
	})
	if spilled < 100 {
		t.Errorf("only %d temporary files were made", spilled)
	}
}
