package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestExplainLargeDocument checks that a document is read to its end, even when
// it is larger than a rule may be.
func TestExplainLargeDocument(t *testing.T) {
	t.Parallel()
	var document strings.Builder
	document.WriteString(`{"any":[{"all":[{"kind":"field","field":"code","operator":"in","value":["0"`)
	for i := 1; document.Len() < 1<<20+1<<18; i++ {
		document.WriteString(`,"` + strconv.Itoa(i) + `"`)
	}
	document.WriteString(`]},{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[424242]}]}]}`)
	name := filepath.Join(t.TempDir(), "large.json")
	if err := os.WriteFile(name, []byte(document.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	file := exec.Command("segc", "explain", name)
	pipe := exec.Command("segc", "explain")
	pipe.Stdin = strings.NewReader(document.String())
	same := exec.Command("segc", "diff", name, "-")
	same.Stdin = strings.NewReader(document.String())
	if out, err := same.CombinedOutput(); err != nil || !strings.HasPrefix(string(out), "same: ") {
		t.Errorf("%q: %v\n%.300s", same.Args, err, out)
	}
	for _, cmd := range []*exec.Cmd{file, pipe} {
		out, err := cmd.CombinedOutput()
		if err != nil || !strings.Contains(strings.Join(strings.Fields(string(out)), " "), " campaign 424242.") {
			t.Errorf("%q: %v\n%.300s", cmd.Args, err, out)
		}
	}
}
