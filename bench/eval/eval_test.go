package main

import (
	"os/exec"
	"strconv"
	"strings"
	"testing"
)

// TestCounts compares the numbers of both programs on fewer contacts.
func TestCounts(t *testing.T) {
	folder := t.TempDir()
	const contacts = 5000
	if err := generate(folder, contacts); err != nil {
		t.Fatal(err)
	}
	segc, err := built(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules() {
		for shape, query := range map[string]string{"NDJSON": r.recordsQuery(folder), "CSV": r.tablesQuery(folder)} {
			want, err := duckdb(t.Context(), query)
			if err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(segc, arguments(&r, folder, shape)...).Output()
			if err != nil {
				t.Fatal(err)
			}
			got, _, _ := strings.Cut(strings.ReplaceAll(string(out), ",", ""), " ")
			if got != strconv.FormatInt(want, 10) || want < contacts/20 {
				t.Errorf("%s, %s: segc counts %s contacts, and DuckDB %d", r.name, shape, got, want)
			}
		}
	}
}
