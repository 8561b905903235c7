package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestMain makes this binary a program with benchmarks when FAKE_BENCH says
// what to print. FAKE_BENCH has a line for every benchmark, its name and its
// time.
func TestMain(m *testing.M) {
	if lines := os.Getenv("FAKE_BENCH"); lines != "" {
		fake(lines)
		return
	}
	os.Exit(m.Run())
}

// fake prints what a test binary does.
func fake(lines string) {
	pattern := ""
	for _, arg := range os.Args {
		if p, ok := strings.CutPrefix(arg, "-test.bench="); ok {
			pattern = p
		}
	}
	fmt.Println("goos: linux\npkg: fake")
	for line := range strings.Lines(lines) {
		name, time, _ := strings.Cut(strings.TrimSpace(line), " ")
		if pattern == "." || pattern == exactly(name) {
			fmt.Printf("%s   \t 100\t%s ns/op\t 12.50 MB/s\t 64 B/op\t 2 allocs/op\n", name, time)
		}
	}
	fmt.Println("PASS")
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		numbers []float64
		want    float64
	}{{[]float64{3}, 3}, {[]float64{4, 1}, 2.5}, {[]float64{9, 1, 5}, 5}, {[]float64{4, 1, 3, 2}, 2.5}} {
		if got := median(c.numbers); got != c.want {
			t.Errorf("got %v, want %v", got, c.want)
		}
	}
}

// sample returns times around a middle, a few of them far too long, as those of
// a busy machine are.
func sample(random *rand.Rand, n int, middle, spread float64) []float64 {
	times := make([]float64, n)
	for i := range times {
		times[i] = middle * (1 + spread*random.NormFloat64())
		if random.IntN(10) == 0 {
			times[i] *= 1 + 2*random.Float64()
		}
	}
	return times
}

// TestIntervalCovers checks that an interval of 95% contains the true ratio about
// that often, for any true ratio.
func TestIntervalCovers(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, truth := range []float64{1, 0.8, 1.03, 2} {
		covered := 0
		const tries = 40
		for range tries {
			e := ratio(sample(random, 20, 1000, 0.02), sample(random, 20, 1000*truth, 0.02), random)
			if e.low > e.ratio || e.ratio > e.high {
				t.Fatalf("the ratio lies outside of its interval: %+v", e)
			}
			if e.low <= truth && truth <= e.high {
				covered++
			}
		}
		if covered < tries*85/100 {
			t.Errorf("the interval contains %v in %d of %d tries", truth, covered, tries)
		}
	}
}

func TestVerdict(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 3))
	for _, c := range []struct {
		truth float64
		want  string
	}{{1, "yes"}, {1.2, "no, slower"}, {0.8, "no, faster"}} {
		e := ratio(sample(random, 20, 1000, 0.01), sample(random, 20, 1000*c.truth, 0.01), random)
		if got := verdict(e); got != c.want {
			t.Errorf("a ratio of %v gives %+v: %s", c.truth, e, got)
		}
	}
	for _, c := range []struct {
		e    estimate
		want bool
	}{
		{estimate{1, 0.9, 1.1}, true},
		{estimate{1.05, 1.03, 1.07}, true},
		{estimate{1.05, 1.031, 1.07}, false},
		{estimate{0.9, 0.8, 0.97}, true},
		{estimate{0.9, 0.8, 0.969}, false},
	} {
		if got := c.e.equal(); got != c.want {
			t.Errorf("%+v overlaps ±3%%: %v", c.e, got)
		}
	}
	if e := ratio([]float64{0, 0}, []float64{0, 0}, random); e.ratio != 1 || math.IsNaN(e.low) {
		t.Errorf("nothing beside nothing is %+v", e)
	}
}

// TestTheSameTwice checks that a comparison can be repeated.
func TestTheSameTwice(t *testing.T) {
	times := sample(rand.New(rand.NewPCG(1, 4)), 20, 1000, 0.05)
	other := sample(rand.New(rand.NewPCG(1, 5)), 20, 1000, 0.05)
	before := slices.Clone(times)
	first := ratio(times, other, rand.New(rand.NewPCG(7, 0)))
	if !slices.Equal(times, before) {
		t.Error("the rounds have lost their order")
	}
	if again := ratio(times, other, rand.New(rand.NewPCG(7, 0))); again != first {
		t.Errorf("got %+v and %+v", first, again)
	}
}

func TestOrder(t *testing.T) {
	first := order(20, rand.New(rand.NewPCG(1, 6)))
	if n := len(first); n != 20 {
		t.Fatalf("there are %d rounds", n)
	}
	for i := 0; i < len(first); i += 2 {
		if first[i]+first[i+1] != 1 {
			t.Errorf("the rounds %d and %d begin with the same side", i, i+1)
		}
	}
	if n := len(order(3, rand.New(rand.NewPCG(1, 6)))); n != 3 {
		t.Errorf("of 3 rounds, there are %d", n)
	}
}

func TestParse(t *testing.T) {
	for line, want := range map[string]measure{
		"BenchmarkParse/S   200   5632 ns/op   11.54 MB/s   4480 B/op   61 allocs/op\n": {5632, 4480, 61, 200},
		"BenchmarkX 	1	12.5 ns/op": {12.5, 0, 0, 1},
		"BenchmarkWorst/a-b  1  2e+09 ns/op  2000 ms/op  8 B/op  1 allocs/op": {2e9, 8, 1, 1},
	} {
		if _, got, ok := parse(line); !ok || got != want {
			t.Errorf("%q gives %+v, %v", line, got, ok)
		}
	}
	for _, line := range []string{"", "PASS", "BenchmarkX", "BenchmarkX log of it", "ok  fake 1.2s", "BenchmarkX 1 b.N says"} {
		if name, _, ok := parse(line); ok {
			t.Errorf("%q is read as %s", line, name)
		}
	}
	if got, want := exactly("BenchmarkParse/a(b)"), `^BenchmarkParse$/^a\(b\)$`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestFakePrograms compares two programs that print made-up times.
func TestFakePrograms(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	env, err := exec.LookPath("env")
	if err != nil {
		judges.Missing(t, "shell", "there is no env to give two programs two environments")
	}
	root := t.TempDir()
	fakeSide := func(name, lines string) side {
		return side{name: name, root: root, programs: []program{{".", self}}, clock: true, pin: []string{env, "FAKE_BENCH=" + lines}}
	}
	s := sides{each: [2]side{
		fakeSide("base", "BenchmarkA/x 100\nBenchmarkB 50\nBenchmarkOld 1"),
		fakeSide("this", "BenchmarkA/x 150\nBenchmarkB 50\nBenchmarkNew 1"),
	}}
	ctx := context.Background()
	var names [2][]benchmark
	for i := range s.each {
		if names[i], err = s.each[i].list(ctx, "."); err != nil {
			t.Fatal(err)
		}
	}
	common, only := split(names)
	results := make([]result, len(common))
	for i, b := range common {
		results[i].name = b.String()
		for round := range 3 {
			if err := results[i].run(ctx, &s, b, round%2); err != nil {
				t.Fatal(err)
			}
		}
	}
	var out bytes.Buffer
	if err := report(&out, options{base: "abc"}, results, only, rand.New(rand.NewPCG(1, 7))); err != nil {
		t.Fatal(err)
	}
	want := `benchmark  abc      this     ratio  95% interval  within ±3%  allocations  bytes
. A/x      100.0ns  150.0ns  1.500  1.500–1.500   no, slower  1.000        1.000
. B        50.0ns   50.0ns   1.000  1.000–1.000   yes         1.000        1.000
. New is new
. Old is in the base alone
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
	if _, err := s.each[0].run(ctx, benchmark{".", "BenchmarkNew"}, 2); fmt.Sprint(err) != ". New does not run in the base" {
		t.Errorf("a benchmark that is not there: %v", err)
	}
}

// repository returns a repository of two commits with a benchmark each.
func repository(t *testing.T) (folder string) {
	t.Helper()
	folder = t.TempDir()
	git := func(args ...string) {
		t.Helper()
		args = append([]string{"-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"}, args...)
		if _, err := output(context.Background(), folder, "git", args...); err != nil {
			t.Fatal(err)
		}
	}
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const code = "package tiny\n\nimport \"testing\"\n\nfunc BenchmarkBoth(b *testing.B) {\n\tfor b.Loop() {\n\t}\n}\n"
	git("init", "--quiet")
	write("go.mod", "module tiny\n\ngo 1.24\n")
	write("tiny_test.go", code+"\nfunc BenchmarkOld(b *testing.B) {\n\tfor b.Loop() {\n\t}\n}\n")
	git("add", ".")
	git("commit", "--quiet", "--message", "one")
	git("tag", "one")
	write("tiny_test.go", code+"\nfunc BenchmarkNew(b *testing.B) {\n\tfor b.Loop() {\n\t}\n}\n") // not committed
	return folder
}

// worktrees returns how many worktrees a repository has.
func worktrees(t *testing.T, folder string) int {
	t.Helper()
	list, err := output(context.Background(), folder, "git", "worktree", "list", "--porcelain")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(list, "worktree ")
}

// TestCompare compares the tree of a repository with its commit, and checks that
// nothing is left behind, however it ends.
func TestCompare(t *testing.T) {
	for _, tool := range []string{"git", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			judges.Missing(t, "git", "there is no %s", tool)
		}
	}
	folder := repository(t)
	temporary := t.TempDir()
	t.Setenv("TMPDIR", temporary)
	t.Setenv("GOFLAGS", "-mod=mod")
	clean := func(when string) {
		t.Helper()
		if n := worktrees(t, folder); n != 1 {
			t.Errorf("%s, there are %d worktrees", when, n)
		}
		if left, err := filepath.Glob(filepath.Join(temporary, "segc-ab-*")); err != nil || len(left) > 0 {
			t.Errorf("%s, there is %v", when, left)
		}
	}
	o := options{base: "one", rounds: 3, bench: ".", benchTime: "1x", packages: []string{".", "./missing"}, seed: 1}
	var out, progress bytes.Buffer
	if err := compare(context.Background(), folder, o, &out, &progress); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"benchmark", ". Both ", ". New is new", ". Old is in the base alone"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("there is no %q in\n%s", want, out.String())
		}
	}
	clean("at the end")

	// An interruption comes with the first round, before the base is built, and between
	// the two.
	for _, word := range []string{"round 1", "building . of base", "building . of this"}[:long.Of(1, 3)] {
		ctx, cancel := context.WithCancel(context.Background())
		if err := compare(ctx, folder, o, &out, interrupter{word, cancel}); !errors.Is(err, context.Canceled) {
			t.Errorf("an interruption at %q: %v", word, err)
		}
		cancel()
		clean("after an interruption at " + word)
	}

	for _, c := range []struct {
		options options
		want    string
	}{
		{options{}, "which commit? say make ab BASE=<commit>"},
		{options{base: "one", rounds: 1}, "an interval needs 2 rounds or more"},
		{options{base: "nowhere", rounds: 2}, `there is no commit "nowhere"`},
		{options{base: "--help", rounds: 2}, `there is no commit "--help"`},
	} {
		if err := compare(context.Background(), folder, c.options, &out, &progress); fmt.Sprint(err) != c.want {
			t.Errorf("%+v: %v", c.options, err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "tiny_test.go"), []byte("package"), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := compare(context.Background(), folder, o, &out, &progress); !strings.Contains(fmt.Sprint(err), "\ntiny_test.go:1:8: expected 'IDENT'") {
		t.Errorf("a tree that cannot be built: %v", err)
	}
	clean("after an error")
}

// interrupter ends a context when a word is written.
type interrupter struct {
	word   string
	cancel context.CancelFunc
}

// Write implements io.Writer.
func (i interrupter) Write(p []byte) (int, error) {
	if strings.Contains(string(p), i.word) {
		i.cancel()
	}
	return len(p), nil
}
