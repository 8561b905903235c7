package main

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestReadLog checks how proofs are counted, and which of them come too early.
func TestReadLog(t *testing.T) {
	const change, proof = "<- textDocument/didChange version 7, 210 bytes", "a check begins"
	for _, c := range []struct {
		name   string
		lines  []string
		proofs int
		early  int
		pauses int // as long as that before a proof; the log ends at 0:09
	}{
		{name: "empty"},
		{name: "a proof after a pause", lines: []string{"01.000 " + change, "01.150 " + proof}, proofs: 1, pauses: 1},
		{name: "a millisecond that the log has cut off", lines: []string{"01.000 " + change, "01.149 " + proof}, proofs: 1, pauses: 1},
		{name: "a proof before the pause is over", lines: []string{"01.000 " + change, "01.148 " + proof}, proofs: 1, early: 1, pauses: 1},
		{name: "the last change counts", lines: []string{"01.000 " + change, "01.100 " + change, "01.200 " + proof}, proofs: 1, early: 1, pauses: 1},
		{name: "two pauses", lines: []string{"01.000 " + change, "01.149 " + change, "01.160 " + change}, pauses: 2},
		{name: "no change", lines: []string{"01.000 " + proof, "01.001 " + proof}, proofs: 2},
		{name: "no pause at the end", lines: []string{"08.900 " + change}},
		{name: "other lines", lines: []string{"01.000 -> textDocument/publishDiagnostics, 99 bytes", "01.100 <- textDocument/didChangeX, 1 bytes", "goroutine 7"}},
	} {
		var text strings.Builder
		for _, line := range c.lines {
			moment, what, _ := strings.Cut(line, " ")
			text.WriteString("2026-11-30T10:00:" + moment + "Z " + what + "\n")
		}
		got := readLog(text.String(), time.Date(2026, 11, 30, 10, 0, 9, 0, time.UTC))
		if pauses := got.pauses(proofPause); got.proofs != c.proofs || got.early != c.early || pauses != c.pauses {
			t.Errorf("%s: %d proofs, %d early ones and %d pauses, want %d, %d and %d", c.name, got.proofs, got.early, pauses, c.proofs, c.early, c.pauses)
		}
	}
}

// TestMost checks how lists are counted.
func TestMost(t *testing.T) {
	lists := []list{{name: "a"}, {name: "b"}, {name: "c"}, {name: "b"}, {name: "c"}, {name: "c"}}
	for without, want := range map[string][2]int{"": {3, 3}, "c": {2, 2}, "b": {3, 2}, "none": {3, 3}} {
		if times, files := most(lists, without); times != want[0] || files != want[1] {
			t.Errorf("without %q, one file of %d has %d lists, want %v", without, files, times, want)
		}
	}
	if times, files := most(nil, ""); times != 0 || files != 0 {
		t.Errorf("without lists, one file of %d has %d", files, times)
	}
}

// TestCount checks that a count that is too small or too large is noted.
func TestCount(t *testing.T) {
	got := table{}
	for name, count := range map[string]int{"few": 1, "least": 2, "most": 4, "many": 5} {
		got.count(name, count, 2, 4)
	}
	got.row("enough", 5, 5, "ms", 0)
	got.row("too much", 5.01, 5, "ms", time.Second)
	want := map[string]bool{"few": true, "many": true, "too much": true}
	if slices.Sort(got.wrong); !slices.Equal(got.wrong, slices.Sorted(maps.Keys(want))) {
		t.Errorf("wrong: %q", got.wrong)
	}
}

// TestToYAML checks that a document has the same members in the same order, each on a line.
func TestToYAML(t *testing.T) {
	got, err := toYAML([]byte(`{"any": [{"all": [{"kind":"isp","values":[1,2],"name":"7"}]}]}`))
	const want = `any:
  - all:
      - kind: isp
        values:
          - 1
          - 2
        name: "7"
`
	if err != nil || got != want {
		t.Errorf("%v\n%s", err, got)
	}
}
