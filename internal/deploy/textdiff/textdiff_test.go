package textdiff

import (
	"fmt"
	"math/rand/v2"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

func TestUnified(t *testing.T) {
	for _, c := range []struct {
		name, before, after string
		context             int
		want                string
	}{
		{"the same", "a\nb\n", "a\nb\n", 3, ""},
		{"one line", "a\nb\nc\n", "a\nx\nc\n", 3, "@@ -1,3 +1,3 @@\n a\n-b\n+x\n c\n"},
		{"no context", "a\nb\nc\n", "a\nx\nc\n", 0, "@@ -2 +2 @@\n-b\n+x\n"},
		{"from nothing", "", "a\n", 3, "@@ -0,0 +1 @@\n+a\n"},
		{"to nothing", "a\nb\n", "", 3, "@@ -1,2 +0,0 @@\n-a\n-b\n"},
		{"a last line that does not end", "a\nb", "a\nb\n", 3, "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"two hunks", "1\na\nb\nc\n2\n", "x\na\nb\nc\ny\n", 1, "@@ -1,2 +1,2 @@\n-1\n+x\n a\n@@ -4,2 +4,2 @@\n c\n-2\n+y\n"},
		{"hunks that touch", "1\na\nb\n2\n", "x\na\nb\ny\n", 1, "@@ -1,4 +1,4 @@\n-1\n+x\n a\n b\n-2\n+y\n"},
		{"lines that repeat", "{\n}\n{\n}\n", "{\n}\n{\n{\n}\n", 0, "@@ -3,0 +4 @@\n+{\n"},
	} {
		want := c.want
		if want != "" {
			want = "--- old\n+++ new\n" + want
		}
		if got := Unified("old", "new", c.before, c.after, c.context); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", c.name, got, want)
		}
	}
}

// TestApplied applies diffs of random texts, and compares how many lines they
// change with the fewest that can be.
func TestApplied(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text := func(most, letters int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			fmt.Fprintf(&b, "%c\n", 'a'+random.IntN(letters))
		}
		return strings.TrimSuffix(b.String(), strings.Repeat("\n", random.IntN(2)))
	}
	for range 5000 {
		letters := 1 + random.IntN(12)
		before, after := text(12, letters), text(12, letters)
		for _, context := range []int{0, 1, 3} {
			diff := Unified("a", "b", before, after, context)
			if got := apply(t, before, diff); got != after {
				t.Fatalf("%q becomes %q and not %q by\n%s", before, got, after, diff)
			}
		}
		c := comparer{numbers: map[string]int{}}
		a, b := lines(before), lines(after)
		c.old, c.new = c.number(a), c.number(b)
		if !c.fewest(change{0, len(a), 0, len(b)}) {
			t.Fatal("there are too many changes")
		}
		changed := 0
		for _, p := range c.changes {
			changed += p.oldEnd - p.oldStart + p.newEnd - p.newStart
		}
		if want := len(a) + len(b) - 2*common(c.old, c.new); changed != want {
			t.Fatalf("from %q to %q: %d lines are changed, %d would do", before, after, changed, want)
		}
	}
}

// common returns the length of the longest common subsequence.
func common(a, b []int) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		left := 0
		for j, y := range b {
			above := row[j+1]
			if x == y {
				row[j+1] = left + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			left = above
		}
	}
	return row[len(b)]
}

var hunkHead = regexp.MustCompile(`^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n$`)

// apply does what patch does, and demands that all numbers are right.
func apply(t *testing.T, text, diff string) string {
	t.Helper()
	before := lines(text)
	var after []string
	at := 0
	all := lines(diff)
	for i := 0; i < len(all); i++ {
		head := hunkHead.FindStringSubmatch(all[i])
		if head == nil {
			continue
		}
		number := func(i, missing int) int {
			if head[i] == "" {
				return missing
			}
			n, err := strconv.Atoi(head[i])
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		start, oldLeft, newLeft := number(1, 0), number(2, 1), number(4, 1)
		if oldLeft > 0 {
			start--
		}
		after = append(after, before[at:start]...)
		at = start
		if first := number(3, 0); newLeft > 0 && first != len(after)+1 || newLeft == 0 && first != len(after) {
			t.Fatalf("a hunk begins at line %d:\n%s", first, diff)
		}
		for oldLeft > 0 || newLeft > 0 {
			i++
			line := all[i][1:]
			if i+1 < len(all) && all[i+1][0] == '\\' {
				line = strings.TrimSuffix(line, "\n")
			}
			switch all[i][0] {
			case '\\':
				continue
			case '+':
				after = append(after, line)
				newLeft--
				continue
			case ' ':
				after = append(after, line)
				newLeft--
			}
			if before[at] != line {
				t.Fatalf("line %d is no %q:\n%s", at+1, line, diff)
			}
			at++
			oldLeft--
		}
	}
	return strings.Join(append(after, before[at:]...), "")
}

// TestBounded checks that texts that have little in common cost no more than in
// proportion to them. What is counted is memory: the ways through 100,000 lines
// would take forty gigabytes.
func TestBounded(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	many := func(n, letters int) string {
		var b strings.Builder
		for range n {
			fmt.Fprintf(&b, "%d\n", random.IntN(letters))
		}
		return b.String()
	}
	for _, letters := range []int{2, 50, 100_000, 1 << 30}[:long.Of(2, 4)] {
		before, after := many(100_000, letters), many(100_000, letters)
		var start, end runtime.MemStats
		runtime.ReadMemStats(&start)
		diff := Unified("a", "b", before, after, 3)
		runtime.ReadMemStats(&end)
		took := (end.TotalAlloc - start.TotalAlloc) >> 20
		if took > 1000 {
			t.Errorf("100,000 lines of %d kinds take %d MB", letters, took)
		}
		if apply(t, before, diff) != after {
			t.Errorf("100,000 lines of %d kinds: the diff is wrong", letters)
		}
	}
}

func TestChanges(t *testing.T) {
	for _, c := range []struct {
		before, after string
		want          []Change
	}{
		{"a\n", "a\n", nil},
		{"", "a\n", []Change{{0, 0, "a\n"}}},
		{"let   x = y\r\nz\r\n", "let x == y\r\nz\r\n", []Change{{3, 6, " "}, {8, 8, "="}}},
		{"a\nb\nc\n", "a\nc\n", []Change{{2, 4, ""}}},
	} {
		if got := Changes(c.before, c.after); !slices.Equal(got, c.want) {
			t.Errorf("%q becomes %q by %v", c.before, c.after, got)
		}
	}
}

// TestChangesMakeTheNewText applies the changes between random texts.
func TestChangesMakeTheNewText(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	text := func() string {
		var b strings.Builder
		for range random.IntN(30) {
			b.WriteString([]string{"a", "é", " ", "  ", "=", "\n", "\r\n", "word"}[random.IntN(8)])
		}
		return b.String()
	}
	for range 5000 {
		before, after := text(), text()
		var b strings.Builder
		last := 0
		for _, c := range Changes(before, after) {
			b.WriteString(before[last:c.Start] + c.Text)
			last = c.End
		}
		if got := b.String() + before[last:]; got != after {
			t.Fatalf("%q becomes %q and not %q", before, got, after)
		}
	}
}
