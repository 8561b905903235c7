package evaluation

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// example is a segment of a file in examples.
type example struct {
	name     string
	document *condition.Document
	assumed  contact.Reading
	on       []string
	columns  func(name string) contactfile.Column
}

// examplesOf compiles the segments of a file.
func examplesOf(t *testing.T, path string) (all []example) {
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	program, _ := segc.Load(t.Context(), string(text), segc.Options{Name: filepath.Base(path), Files: os.DirFS(filepath.Dir(path)), Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)})
	types := map[string]contactfile.Column{}
	for name := range program.Names() {
		if name.Kind == segc.NameColumn {
			typed, _ := column.ParseType(string(name.Type))
			types[name.Text] = contactfile.Column{Name: name.Text, Type: typed, Known: true, NotNull: name.NotNull}
		}
	}
	results, _ := program.Compile(t.Context())
	for i, result := range results {
		d, err := rule.Decode(result.Compact())
		if err != nil {
			t.Fatal(err)
		}
		header, _ := program.Rules()[i].Header()
		all = append(all, example{header.Name, d, program.Assumed(), header.Lists, func(name string) contactfile.Column { return types[name] }})
	}
	return all
}

// TestExamplesAgree counts and lists generated contacts for every example, from files as people
// have them, and compares numbers and ids under each reading with the judge, which gets the same contacts
// without any file.
func TestExamplesAgree(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	paths, err := filepath.Glob("../../examples/*.seg")
	if err != nil || len(paths) < 20 {
		t.Fatalf("%d examples: %v", len(paths), err)
	}
	contacts := long.Of(40, 10_000)
	met, segments, matching := map[string]int{}, 0, 0
	for _, path := range paths {
		for _, e := range examplesOf(t, path) {
			segments++
			for i, clock := range []match.Clock{
				{At: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), Zone: time.UTC},
				{At: time.Date(2026, 10, 26, 0, 30, 0, 0, berlin), Zone: berlin, Calendar: true},
			} {
				g := newGenerator(uint64(segments), e.document, e.on, e.columns, clock, met)
				var all []generated
				for n := range contacts {
					all = append(all, g.contact(n+1))
				}
				made := g.records(t, all)
				if i == 1 {
					made = g.tables(t, all)
				}
				matching += compareExample(t, &e, all, made, clock)
			}
		}
	}
	if segments < 25 || matching == 0 {
		t.Errorf("%d segments, with %d contacts that match", segments, matching)
	}
	for _, what := range []string{
		"a missing value", "a value at the edge", "an event exactly n days ago", "midnight", "days of another length", "an instant beside dates", "an event to come",
	} {
		if met[what] < 10 {
			t.Errorf("the contacts have %s %d times", what, met[what])
		}
	}
}

// compareExample compares the answers about contacts in files with those of the judge, and returns how
// many contacts match under the last reading.
func compareExample(t *testing.T, e *example, contacts []generated, made files, clock match.Clock) (matching int) {
	t.Helper()
	job := Job{Document: e.document, Assumed: e.assumed, Clock: clock, Column: e.columns, Key: "id", Memory: 1 << 30, Workers: 2, On: e.on}
	made.add(&job)
	answer, err := Run(t.Context(), job)
	if err != nil {
		t.Fatalf("%s: %v", e.name, err)
	}
	counted := slices.DeleteFunc(slices.Clone(contacts), func(c generated) bool {
		return len(e.on) > 0 && !slices.ContainsFunc(c.lists, func(list string) bool { return slices.Contains(e.on, list) })
	})
	if answer.Rows != int64(len(contacts)) || answer.Counted != int64(len(counted)) || answer.Strangers != 0 {
		t.Fatalf("%s: %d of %d rows count, not %d of %d; %d events of strangers", e.name, answer.Counted, answer.Rows, len(counted), len(contacts), answer.Strangers)
	}
	readings := slices.DeleteFunc(gen.Readings(), func(r eval.Reading) bool { return !gen.Gives(r, e.assumed) })
	if len(readings) == 0 {
		t.Fatalf("%s: no reading gives %v", e.name, e.assumed)
	}
	listed := long.Most(1, 2, len(readings))
	for i, r := range readings {
		var want strings.Builder
		matching = 0
		for _, c := range counted {
			if eval.Document(e.document, c.judged, r) {
				matching++
				want.WriteString(c.id + "\n")
			}
		}
		if got := contactsUnder(answer.Counts, r); got != int64(matching) {
			t.Errorf("%s: %d contacts instead of %d under %q", e.name, got, matching, r)
		}
		if i >= listed {
			continue
		}
		var got strings.Builder
		job.Assumed = only(e, r)
		job.List = &List{To: &got, Row: func(b []byte, key string, _ []contact.Value) []byte { return append(append(b, key...), '\n') }}
		made.add(&job)
		if _, err := Run(t.Context(), job); err != nil {
			t.Fatalf("%s: %v", e.name, err)
		}
		if got.String() != want.String() {
			t.Errorf("%s: other contacts are listed under %q", e.name, r)
		}
	}
	return matching
}

// only returns the answers that a reading alone gives.
func only(e *example, r eval.Reading) contact.Reading {
	var one match.Readings
	one.AddAll([]eval.Reading{r})
	allowed := match.OfDocument(e.document, contact.Reading{}).Allowed()
	return one.Cubes(&allowed)[0]
}
