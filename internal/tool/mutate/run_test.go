package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// tiny is a module with one function, and tests that check half of it.
func tiny(t *testing.T, mutants string) (root string) {
	t.Helper()
	root = t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module tiny\n\ngo 1.24\n",
		"tiny.go": "package tiny\n\nfunc Abs(n int) int {\n\tif n < 0 {\n\t\treturn -n\n\t}\n\treturn n\n}\n\n" +
			"func Two() int {\n\treturn 2\n}\n\nfunc wait() bool {\n\treturn false\n}\n",
		"tiny_test.go": "package tiny\n\nimport (\n\t\"testing\"\n\t\"time\"\n)\n\n" +
			"func TestAbs(t *testing.T) {\n\tif Abs(-3) != 3 {\n\t\tt.Error(\"-3\")\n\t}\n}\n\n" +
			"func TestSkipped(t *testing.T) { t.Skip() }\n\n" +
			"func TestFails(t *testing.T) { t.Fail() }\n\n" +
			"func TestWaits(t *testing.T) {\n\tfor wait() {\n\t\ttime.Sleep(time.Millisecond)\n\t}\n}\n",
		"testdata/mutants/area.txt": mutants,
	} {
		name = filepath.Join(root, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

const negative = "file tiny.go\n-\tif n < 0 {\n+\tif n > 0 {\n"

const tinyMutants = `
mutant noticed
why the sign is lost
kill . TestAbs
quick
` + negative + `
mutant missed
why nobody checks Two
kill . TestAbs
file tiny.go
-	return 2
+	return 3

mutant equal
why zero has no sign
equivalent -0 is 0
kill . TestAbs
file tiny.go
-	if n < 0 {
+	if n <= 0 {

mutant unequal
why the sign is lost
equivalent so it seems
kill . TestAbs
` + negative + `
mutant lost
why its lines are not there
kill . TestAbs
file tiny.go
-	if m < 0 {
+	if m > 0 {

mutant ambiguous
why its lines are there twice
kill . TestAbs
file tiny.go
-}
+	panic(1)
+}

mutant syntax
why it does not compile
kill . TestAbs
file tiny.go
-	return 2
+	return "2"

mutant unknown
why its test does not exist
kill . TestNobody|TestAbs
` + negative + `
mutant skipped
why its test is skipped
kill . TestSkipped
` + negative + `
mutant failing
why its test fails anyway
kill . TestFails
` + negative + `
mutant endless
why it never ends
kill . TestWaits
file tiny.go
-	return false
+	return true

mutant together
why two changes at once
kill . TestAbs
with missed noticed
`

// TestRun judges mutants of each sort in a module of their own.
func TestRun(t *testing.T) {
	root := tiny(t, tinyMutants)
	before := files(t, root)
	var out strings.Builder
	err := run(context.Background(), []string{"-root", root, "-timeout", "5s"}, &out, false)
	if err == nil || err.Error() != "9 of 12 mutants did not do what their lists say: write the missing test or correct the list" {
		t.Errorf("got %v", err)
	}
	want := map[string]string{
		"noticed":   "killed  TestAbs",
		"together":  "killed  TestAbs",
		"equal":     "equivalent  -0 is 0",
		"missed":    "SURVIVED  no test of . failed",
		"unequal":   "NOT EQUIVALENT  a test noticed it: TestAbs",
		"lost":      "BROKEN  the change does not apply: its lines do not occur in tiny.go",
		"ambiguous": "BROKEN  the change does not apply: its lines occur more than once in tiny.go",
		"syntax":    "BROKEN  it does not compile: # tiny [tiny.test]; ",
		"unknown":   "BROKEN  . TestNobody: this test does not exist, or it did not run",
		"skipped":   "BROKEN  . TestSkipped: it is skipped",
		"failing":   "BROKEN  . TestFails: it fails without any change",
		"endless":   "BROKEN  the tests of . took longer than 5s, which tells nothing",
	}
	line := regexp.MustCompile(`^(\S+(?: \S+)*) +area/(\w+) +[\d.]+s(.*)`)
	for text := range strings.Lines(out.String()) {
		if m := line.FindStringSubmatch(strings.TrimSuffix(text, "\n")); m != nil {
			if !strings.HasPrefix(m[1]+m[3], want[m[2]]) || want[m[2]] == "" {
				t.Errorf("%s: got %q, want %q", m[2], m[1]+m[3], want[m[2]])
			}
			delete(want, m[2])
		}
	}
	if len(want) > 0 {
		t.Errorf("nothing is said of %v:\n%s", slices.Sorted(maps.Keys(want)), out.String())
	}
	if !strings.HasSuffix(out.String(), "12 mutants: 2 killed, 1 equivalent\n") {
		t.Errorf("the sum is missing:\n%s", out.String())
	}
	if diff := cmp.Diff(before, files(t, root)); diff != "" {
		t.Errorf("the checkout has changed (-before +after)\n%s", diff)
	}
}

// files returns the texts of all files below a folder.
func files(t *testing.T, root string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(root, func(name string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(name)
		all[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestRunOnATerminal(t *testing.T) {
	root := tiny(t, tinyMutants)
	var out strings.Builder
	if err := run(context.Background(), []string{"-root", root, "-quick"}, &out, true); err != nil {
		t.Fatal(err)
	}
	if got := out.String(); strings.Contains(got, "killed  ") || !strings.Contains(got, "1 of 1, last area/noticed") ||
		!strings.HasSuffix(got, "\r1 mutants: 1 killed, 0 equivalent\n") {
		t.Errorf("got %q", got)
	}
}

func TestList(t *testing.T) {
	root := tiny(t, tinyMutants)
	var out strings.Builder
	if err := run(context.Background(), []string{"-root", root, "-list", "lost", "area/equal"}, &out, false); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(strings.Fields(out.String()), " "); got != "area/equal zero has no sign area/lost its lines are not there" {
		t.Errorf("got %q", got)
	}
	empty := t.TempDir()
	want := filepath.Join(empty, "testdata", "mutants") + " has no lists of mutants; run this in the root of the checkout"
	if err := run(context.Background(), []string{"-root", empty, "-list"}, &out, false); fmt.Sprint(err) != want {
		t.Errorf("a folder without lists: %v", err)
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := run(ctx, []string{"-root", tiny(t, tinyMutants)}, &strings.Builder{}, false); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// TestReadReport reads what the go command prints of tests inside of tests, of a
// package without tests to run and of a test that took too long.
func TestReadReport(t *testing.T) {
	for _, c := range []struct {
		text string
		want report
	}{
		{`{"Action":"pass","Test":"TestA"}
{"Action":"fail","Test":"TestB/inner"}
{"Action":"fail","Test":"TestB"}
{"Action":"skip","Test":"TestC"}
{"Action":"fail"}`, report{passed: []string{"TestA"}, failed: []string{"TestB"}, skipped: []string{"TestC"}}},
		{`{"Action":"output","Output":"testing: warning: no tests to run\n"}
{"Action":"pass"}`, report{output: "testing: warning: no tests to run\n"}},
		{`{"Action":"build-output","Output":"a.go:1: x\n"}
{"Action":"fail","FailedBuild":"a"}`, report{noBuild: true, output: "a.go:1: x\n"}},
		{`{"Action":"output","Test":"TestA","Output":"panic: test timed out after 1s\n"}
{"Action":"fail","Test":"TestA"}`, report{failed: []string{"TestA"}, timedOut: true}},
	} {
		got, err := readReport(strings.NewReader(c.text))
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(report{})); err != nil || diff != "" {
			t.Errorf("%v (-want +got)\n%s", err, diff)
		}
	}
	if _, err := readReport(strings.NewReader("no JSON")); fmt.Sprint(err) != "invalid character 'o' in literal null (expecting 'u')" {
		t.Errorf("text that is not JSON: %v", err)
	}
}

func TestParallel(t *testing.T) {
	fault := errors.New("fault")
	count := make(chan int, 100)
	err := parallel(3, slices.Repeat([]int{1}, 50), func(n int) error {
		count <- n
		if len(count) >= 5 {
			return fault
		}
		time.Sleep(time.Millisecond)
		return nil
	})
	if !errors.Is(err, fault) || len(count) > 10 {
		t.Errorf("%v after %d calls", err, len(count))
	}
	if err := parallel(0, []int{1, 2}, func(int) error { return nil }); err != nil {
		t.Error(err)
	}
}
