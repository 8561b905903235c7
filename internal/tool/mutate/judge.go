package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"time"
)

// verdict is what became of a mutant.
type verdict uint8

const (
	killed     verdict = iota
	harmless           // it survived, as its list says
	survived           // no test failed
	notHarmful         // a test failed, but its list says that none can
	broken             // nothing can be said
)

func (v verdict) String() string {
	return [...]string{"killed", "equivalent", "SURVIVED", "NOT EQUIVALENT", "BROKEN"}[v]
}

// good reports whether a mutant did what its list says.
func (v verdict) good() bool { return v <= harmless }

// result is a mutant with what became of it.
type result struct {
	mutant  *mutant
	verdict verdict
	detail  string        // the tests that failed, or what is wrong
	took    time.Duration // on a processor
}

// baseline runs all tests that some mutants name on the code as it is. It returns
// what is wrong with each package, if something is.
func baseline(ctx context.Context, g tester, mutants []*mutant, workers int) (map[string]string, error) {
	var packages []kill
	for _, m := range mutants {
		for _, k := range m.kills {
			at := slices.IndexFunc(packages, func(p kill) bool { return p.pkg == k.pkg })
			if at < 0 {
				at = len(packages)
				packages = append(packages, kill{pkg: k.pkg})
			}
			for _, name := range k.tests {
				if !slices.Contains(packages[at].tests, name) {
					packages[at].tests = append(packages[at].tests, name)
				}
			}
		}
	}
	wrong := map[string]string{}
	var lock sync.Mutex
	err := parallel(workers, packages, func(k kill) error {
		r, err := g.run(ctx, k, "")
		if err != nil {
			return err
		}
		lock.Lock()
		defer lock.Unlock()
		for _, name := range k.tests {
			if what := r.wrongWith(name); what != "" {
				wrong[k.pkg+" "+name] = what
			}
		}
		return nil
	})
	return wrong, err
}

// wrongWith returns why a test cannot kill anything, or "".
func (r *report) wrongWith(test string) string {
	switch {
	case r.noBuild:
		return "its package does not compile: " + firstLines(r.output)
	case slices.Contains(r.failed, test):
		return "it fails without any change"
	case slices.Contains(r.skipped, test):
		return "it is skipped"
	case !slices.Contains(r.passed, test):
		return "this test does not exist, or it did not run"
	}
	return ""
}

// judge applies a mutant and runs the tests that must notice it. Tests that are
// wrong themselves are in the baseline.
func judge(ctx context.Context, g tester, m *mutant, baseline map[string]string) (result, error) {
	r := result{mutant: m}
	err := r.judge(ctx, g, baseline)
	return r, err
}

func (r *result) judge(ctx context.Context, g tester, baseline map[string]string) error {
	broken := func(format string, args ...any) error {
		r.verdict, r.detail = broken, fmt.Sprintf(format, args...)
		return nil
	}
	for _, k := range r.mutant.kills {
		for _, name := range k.tests {
			if what := baseline[k.pkg+" "+name]; what != "" {
				return broken("%s %s: %s", k.pkg, name, what)
			}
		}
	}
	folder, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	overlay, err := apply(g.root, folder, r.mutant)
	if err != nil {
		return broken("%v", err)
	}
	var failed []string
	for _, k := range r.mutant.kills {
		found, err := g.run(ctx, k, overlay)
		r.took += found.took
		switch {
		case err != nil:
			return err
		case found.noBuild:
			return broken("it does not compile: %s", firstLines(found.output))
		case found.timedOut:
			return broken("the tests of %s took longer than %v, which tells nothing", k.pkg, g.timeout)
		case len(found.failed) == 0 && len(found.passed) == 0:
			return broken("no test of %s ran: %s", k.pkg, firstLines(found.output))
		case len(found.failed) == 0 && r.mutant.equivalent == "":
			r.verdict, r.detail = survived, "no test of "+k.pkg+" failed"
			return nil
		}
		failed = append(failed, found.failed...)
	}
	switch {
	case r.mutant.equivalent == "":
		r.verdict, r.detail = killed, strings.Join(failed, ", ")
	case len(failed) > 0:
		r.verdict, r.detail = notHarmful, "a test noticed it: "+strings.Join(failed, ", ")
	default:
		r.verdict, r.detail = harmless, r.mutant.equivalent
	}
	return nil
}

// firstLines returns the first lines of what the go command wrote, on one line.
func firstLines(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[:min(4, len(lines))], "; ")
}

// parallel calls a function for all values, some at a time. After an error it
// begins no more calls.
func parallel[T any](workers int, values []T, call func(T) error) error {
	var lock sync.Mutex
	var first error
	next := 0
	take := func() (int, bool) {
		lock.Lock()
		defer lock.Unlock()
		next++
		return next - 1, first == nil && next <= len(values)
	}
	var group sync.WaitGroup
	for range max(1, min(workers, len(values))) {
		group.Go(func() {
			for i, ok := take(); ok; i, ok = take() {
				if err := call(values[i]); err != nil {
					lock.Lock()
					if first == nil {
						first = err
					}
					lock.Unlock()
				}
			}
		})
	}
	group.Wait()
	return first
}
