package devserver_test

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestCrowdedFiles checks that files of tiny objects are refused before they fill
// the memory, and that a state may have odd members.
func TestCrowdedFiles(t *testing.T) {
	const many = 3_000_000
	objects := strings.Repeat("{},", many) + "{}"
	config := func(state string) devserver.Config {
		name := filepath.Join(t.TempDir(), "state.json")
		if err := os.WriteFile(name, []byte(state), 0o600); err != nil {
			t.Fatal(err)
		}
		return devserver.Config{Keys: []string{key}, State: stateAt(t, name)}
	}
	messages := prose.Open(t, "crowded")
	lists := devserver.Config{Keys: []string{key}, Lists: []byte("[" + objects + "]")}
	for what, c := range map[string]struct {
		config devserver.Config
		want   string
	}{
		"lists":        {lists, "1,000,000"},
		"columns":      {devserver.Config{Keys: []string{key}, Lists: []byte(`[{"sorted_fields":[` + objects + `]}]`)}, "1,000,000"},
		"segments":     {config(`{"version":1,"segments":[` + objects + `]}`), "1,000,000"},
		"null":         {config(`{"version":1,"segments":[null]}`), "segment 1"},
		"no segments":  {config(`{"version":1,"segments":null}`), ""},
		"without them": {config(`{"version":1}`), ""},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := devserver.New(c.config)
		runtime.ReadMemStats(&after)
		if (err == nil) != (c.want == "") || err != nil && !prose.Names(err.Error(), c.want) {
			t.Fatalf("%s: %v", what, err)
		}
		if err != nil {
			_, after, _ := strings.Cut(err.Error(), "state.json")
			messages.Add(t, what, cmp.Or(strings.TrimPrefix(after, ": "), err.Error()))
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 100<<20 {
			t.Errorf("%s: %d MiB were allocated", what, grown>>20)
		}
	}
}
