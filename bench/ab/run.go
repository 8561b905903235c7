package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// benchmark is the name of one.
type benchmark struct {
	pkg, name string
}

// String returns the name as it is shown, with the package.
func (b benchmark) String() string {
	return strings.TrimPrefix(b.pkg, "./") + " " + strings.TrimPrefix(b.name, "Benchmark")
}

// measure is what one run of a benchmark measures, for one operation.
type measure struct {
	nanoseconds, bytes, allocations float64

	iterations int
}

// result is what all runs of a benchmark measured, by side and round.
type result struct {
	name       string
	iterations int // of one run
	runs       [2][]measure
}

// list returns the benchmarks of a side, in their order. Each runs once.
func (s *side) list(ctx context.Context, pattern string) ([]benchmark, error) {
	var all []benchmark
	for _, p := range s.programs {
		text, _, err := s.bench(ctx, p, pattern, "1x")
		if err != nil {
			return nil, err
		}
		for line := range strings.Lines(text) {
			if name, _, ok := parse(line); ok {
				all = append(all, benchmark{p.pkg, name})
			}
		}
	}
	return all, nil
}

// run runs a benchmark on both sides.
func (r *result) run(ctx context.Context, s *sides, b benchmark, first int) error {
	for _, i := range []int{first, 1 - first} {
		m, err := s.each[i].run(ctx, b, r.iterations)
		if err != nil {
			return err
		}
		r.runs[i] = append(r.runs[i], m)
	}
	return nil
}

// run runs one benchmark so many times. It takes the time that the CPU spent on
// it: unlike clock time, it does not include what other programs do at the same
// time. A run of one iteration measures how long the program takes to start.
func (s *side) run(ctx context.Context, b benchmark, iterations int) (measure, error) {
	short, start, err := s.once(ctx, b, "1x")
	if err != nil || s.clock {
		return short, err
	}
	long, all, err := s.once(ctx, b, strconv.Itoa(iterations)+"x")
	if err != nil {
		return measure{}, err
	}
	long.nanoseconds = float64(max(all-start, 1)) / float64(iterations-1)
	return long, nil
}

// once runs one benchmark, and returns the time of the CPU that the program took.
func (s *side) once(ctx context.Context, b benchmark, benchTime string) (measure, time.Duration, error) {
	for _, p := range s.programs {
		if p.pkg != b.pkg {
			continue
		}
		text, took, err := s.bench(ctx, p, exactly(b.name), benchTime)
		if err != nil {
			return measure{}, 0, err
		}
		for line := range strings.Lines(text) {
			if name, m, ok := parse(line); ok && name == b.name {
				return m, took, nil
			}
		}
	}
	return measure{}, 0, fmt.Errorf("%s does not run in the %s", b, s.name)
}

// bench runs the benchmarks of a program that match a pattern, in the folder of
// their package, as go test does.
func (s *side) bench(ctx context.Context, p program, pattern, benchTime string) (string, time.Duration, error) {
	words := append(append([]string{}, s.pin...), p.file,
		"-test.run=^$", "-test.bench="+pattern, "-test.benchtime="+benchTime, "-test.benchmem", "-test.cpu=1")
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.Dir = filepath.Join(s.root, filepath.FromSlash(p.pkg))
	cmd.Env = append(os.Environ(), "GOMAXPROCS=1")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Run(); err != nil {
		return "", 0, fmt.Errorf("the benchmarks of %s in the %s: %w\n%s", p.pkg, s.name, err, out.String())
	}
	return out.String(), cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), nil
}

// exactly returns the pattern that matches one benchmark.
func exactly(name string) string {
	parts := strings.Split(name, "/")
	for i, part := range parts {
		parts[i] = "^" + regexp.QuoteMeta(part) + "$"
	}
	return strings.Join(parts, "/")
}

// parse reads a line such as
//
//	BenchmarkParse/S   200   5632 ns/op   11.54 MB/s   4480 B/op   61 allocs/op
func parse(line string) (name string, m measure, ok bool) {
	fields := strings.Fields(line)
	if len(fields) < 4 || !strings.HasPrefix(fields[0], "Benchmark") {
		return "", m, false
	}
	var err error
	if m.iterations, err = strconv.Atoi(fields[1]); err != nil {
		return "", m, false
	}
	for i := 2; i+1 < len(fields); i += 2 {
		value, err := strconv.ParseFloat(fields[i], 64)
		if err != nil {
			return "", m, false
		}
		switch fields[i+1] {
		case "ns/op":
			m.nanoseconds, ok = value, true
		case "B/op":
			m.bytes = value
		case "allocs/op":
			m.allocations = value
		}
	}
	return fields[0], m, ok
}
