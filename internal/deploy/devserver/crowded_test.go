package devserver_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
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
	lists := devserver.Config{Keys: []string{key}, Lists: []byte("[" + objects + "]")}
	for what, c := range map[string]struct {
		config devserver.Config
		want   string
	}{
		"lists":        {lists, "more than 1,000,000 JSON objects"},
		"columns":      {devserver.Config{Keys: []string{key}, Lists: []byte(`[{"sorted_fields":[` + objects + `]}]`)}, "more than 1,000,000 JSON objects"},
		"segments":     {config(`{"version":1,"segments":[` + objects + `]}`), "more than 1,000,000 JSON objects"},
		"null":         {config(`{"version":1,"segments":[null]}`), "segment 1 is null"},
		"no segments":  {config(`{"version":1,"segments":null}`), ""},
		"without them": {config(`{"version":1}`), ""},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := devserver.New(c.config)
		runtime.ReadMemStats(&after)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", what, err)
		}
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 100<<20 {
			t.Errorf("%s: %d MiB were allocated", what, grown>>20)
		}
	}
}
