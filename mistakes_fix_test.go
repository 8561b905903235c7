package segc_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// An arrival says where an author arrives who follows the first fix until a mistake compiles, or until
// none is left.
type arrival int

const (
	meant    arrival = iota // at a rule that was meant
	asked                   // at a choice between several fixes, and one of them leads to what was meant
	advised                 // at a message without a fix that says in a note what to write
	lost                    // at a message without a way out
	misled                  // at a rule that was not meant
	arrivals = misled + 1
)

func (e arrival) String() string {
	return [arrivals]string{"meant", "asked", "advised", "lost", "MISLED"}[e]
}

// A trial is what an author sees on the way.
type trial struct {
	first   int // errors of the mistake itself
	arrival arrival
	lines   []string
}

// longest is the number of fixes in a row that a trial follows: more go round in circles.
const longest = 6

// try follows the first fix of a mistake. Names that a meaning declares count as declared once segc
// asks for them.
func (m mistake) try(t *testing.T) trial {
	t.Helper()
	var tr trial
	tr.arrival = m.follow(t, m.text, longest, &tr)
	return tr
}

func (m mistake) follow(t *testing.T, text string, left int, tr *trial) arrival {
	t.Helper()
	documents, list := compiled(t, text)
	if tr.lines == nil {
		tr.first = len(list)
	}
	if len(list) == 0 {
		tr.lines = append(tr.lines, "= "+strings.ReplaceAll(text, "\n", "\n  "))
		if m.means(t, documents) {
			return meant
		}
		return misled
	}
	if declared, ok := m.declare(list, text); ok {
		tr.lines = append(tr.lines, "declare "+list[0].Message)
		return m.follow(t, declared, left, tr)
	}
	d := list[0]
	for _, d := range list {
		tr.lines = append(tr.lines, fmt.Sprintf("%s %s", d.Code, d.Message))
		for _, note := range d.Notes {
			tr.lines = append(tr.lines, "  note: "+note)
		}
		for _, fix := range d.Fixes {
			tr.lines = append(tr.lines, "  fix: "+fix.Text)
		}
	}
	if len(d.Fixes) == 0 && !list.HasErrors() && m.means(t, documents) {
		return meant // with a warning
	}
	if left == 0 || len(d.Fixes) == 0 {
		if len(d.Notes) > 0 {
			return advised
		}
		return lost
	}
	if len(d.Fixes) > 1 {
		for _, fix := range d.Fixes {
			var aside trial
			aside.lines = []string{}
			if end := m.follow(t, fixed(t, d, fix), left-1, &aside); end <= asked {
				tr.lines = append(tr.lines, "asked")
				return asked
			}
		}
	}
	return m.follow(t, fixed(t, d, d.Fixes[0]), left-1, tr)
}

// declare returns a text with the names that the meaning declares, if all that is wrong with it is that
// such names are not declared.
func (m mistake) declare(list diag.List, text string) (string, bool) {
	for _, d := range list {
		if d.Code != diag.UnknownName {
			return "", false
		}
	}
	if len(m.meanings) == 0 {
		return "", false
	}
	declarations, _, ok := strings.Cut(m.meanings[0], "\nwhere ")
	if !ok || strings.HasPrefix(text, declarations) {
		return "", false
	}
	return declarations + "\nwhere " + text, true
}

func fixed(t *testing.T, d diag.Diagnostic, fix diag.Fix) string {
	t.Helper()
	text, err := diag.Apply(d.Location.Source, fix)
	if err != nil {
		t.Fatalf("%s: %q: %v", d.Code, fix.Text, err)
	}
	return text
}

// compiled returns the documents of a text that lies beside the examples, or its errors.
func compiled(t *testing.T, text string) (string, diag.List) {
	t.Helper()
	program, _ := segc.Load(t.Context(), text, segc.Options{
		Path: "rule.seg", Files: os.DirFS("examples"), Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC),
	})
	results, list := program.Compile(t.Context())
	if len(list) == 1 && list[0].Code == diag.NoRule && !strings.Contains(text, "segment") {
		return "declarations\n" + text, nil
	}
	var documents strings.Builder
	for _, r := range results {
		if r != nil {
			fmt.Fprintf(&documents, "%s\n", r.Compact())
		}
	}
	return documents.String(), list
}

func (m mistake) means(t *testing.T, documents string) bool {
	t.Helper()
	for _, meaning := range m.meanings {
		if right, _ := compiled(t, meaning); right == documents {
			return true
		}
	}
	return false
}

// How far it has come. These limits only become tighter.
const (
	mostMisled = 0
	leastRight = 98
	mostStuck  = 4
)

// TestMistakesNeverMislead follows the first fix of every mistake: none leads to another rule than the
// one that was meant, most lead there, and few give several errors or no way out.
func TestMistakesNeverMislead(t *testing.T) {
	t.Parallel()
	seen := prose.Open(t, "mistakes")
	var ends [arrivals]int
	known, cascades, stuck, wrong := 0, 0, 0, 0
	all := mistakes(t)
	for _, m := range all {
		tr := m.try(t)
		seen.Add(t, m.text, fmt.Sprintf("%s, %d\n%s", tr.arrival, tr.first, strings.Join(tr.lines, "\n")))
		if len(m.meanings) > 0 {
			known++
			ends[tr.arrival]++
		}
		if tr.arrival == misled {
			wrong++
			t.Logf("line %d: %q ends as\n%s", m.line, m.text, strings.Join(tr.lines, "\n"))
		}
		if tr.first > 1 {
			cascades++
		}
		if tr.first > 1 || tr.arrival == lost {
			stuck++
		}
	}
	t.Logf("of %d mistakes with a meaning, %d end as meant and %d are asked for (%.1f%%); %d are advised, %d lost", known, ends[meant], ends[asked], 100*float64(ends[meant]+ends[asked])/float64(known), ends[advised], ends[lost])
	t.Logf("%d of %d give several errors, %d that or no way out", cascades, len(all), stuck)
	if wrong > mostMisled {
		t.Errorf("%d mistakes lead to a rule that was not meant, and %d did", wrong, mostMisled)
	}
	if 100*(ends[meant]+ends[asked]) < leastRight*known {
		t.Errorf("%d and %d of %d are less than %d%%", ends[meant], ends[asked], known, leastRight)
	}
	if stuck > mostStuck {
		t.Errorf("%d of %d give several errors or no way out, and %d did", stuck, len(all), mostStuck)
	}
}
