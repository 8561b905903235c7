package explain_test

import (
	"context"
	"maps"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestAloud explains the rules of testdata/aloud.txtar, which have everything that rules are made of.
// Read aloud what testdata/aloud.golden says of them: a colleague would say it that way.
func TestAloud(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/aloud.txtar")
	if err != nil {
		t.Fatal(err)
	}
	rules, files := map[string]string{}, fstest.MapFS{}
	for _, f := range archive.Files {
		files[f.Name] = &fstest.MapFile{Data: f.Data}
		if f.Name[0] >= '0' && f.Name[0] <= '9' {
			rules[f.Name] = string(f.Data)
		}
	}
	if len(rules) < 60 {
		t.Errorf("only %d rules are explained", len(rules))
	}
	day := time.Date(2026, time.January, 15, 0, 0, 0, 0, time.UTC)
	said := prose.Open(t, "aloud")
	for _, name := range slices.Sorted(maps.Keys(rules)) {
		rule := sides.Rule{Text: rules[name], Options: segc.Options{Name: name, Files: files, Today: day}}
		if e, list := sides.Explain(context.Background(), rule, day); e == nil {
			t.Errorf("%s: %v", name, list)
		} else {
			said.Add(t, name, written(t, e, segc.ExplainText))
		}
	}
}
