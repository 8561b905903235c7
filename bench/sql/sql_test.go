package main

import (
	"os"
	"testing"
)

// TestAnswers runs all queries on few contacts, in all databases: the queries of segc and those by
// hand select the same, each rule by itself and together.
func TestAnswers(t *testing.T) {
	folder, err := os.MkdirTemp("", "segc")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	o := &options{contacts: 2000, rounds: 1, threads: 1, memory: "1GB", folder: folder, tenfold: true, engines: []string{"duckdb", "sqlite", "postgres"}}
	if err := start(t.Context(), o); err != nil {
		t.Fatal(err)
	}
}
