package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/bench/internal/people"
)

const examples = "../../examples"

// compiled compiles the rules.
func compiled(ctx context.Context) (results []*segc.Result, err error) {
	for _, r := range rules() {
		text, err := os.ReadFile(filepath.Join(examples, r.file+".seg"))
		if err != nil {
			return nil, err
		}
		program, _ := segc.Load(ctx, string(text), segc.Options{Path: r.file + ".seg", Files: os.DirFS(examples), Today: people.Present()})
		made, list := program.Compile(ctx)
		if list.HasErrors() {
			return nil, list.Err()
		}
		results = append(results, made[0])
	}
	return results, nil
}

// written is the query of segc for some results.
func written(ctx context.Context, dialect string, results ...*segc.Result) (string, error) {
	query, list := segc.SQL(ctx, results, segc.SQLOptions{Dialect: segc.Dialect(dialect), At: people.Present(), Plain: true})
	if query == nil {
		return "", list.Err()
	}
	return query.Text, nil
}

// ownTime is the processor time of this process.
func ownTime() (time.Duration, error) {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0, err
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()), nil
}

// run is one query of several that are measured in turn.
type run struct {
	query string
	took  time.Duration // the least
	late  bool          // it did not end in time
	answer
}

// latest is how long the first query may take.
const latest = 5 * time.Minute

// patience is how many times as long as the first query another one may take.
const patience = 10

// measure runs queries in turn. All must select the same, and one that is much slower than the
// first one is left out.
func measure(ctx context.Context, e engine, rounds int, queries ...string) ([]run, error) {
	runs := make([]run, len(queries))
	longest := time.Duration(0)
	for round := range rounds + 1 {
		for i, query := range queries {
			r := &runs[i]
			if r.late {
				continue
			}
			started, wall := time.Duration(0), time.Now()
			started, err := e.cpu()
			if err != nil {
				return nil, err
			}
			most := longest
			if i == 0 {
				most = latest
			}
			within, cancel := context.WithTimeout(ctx, most)
			found, err := e.answer(within, query)
			cancel()
			if err != nil && within.Err() != nil {
				r.late = true
				continue
			}
			if err != nil {
				return nil, err
			}
			ended, err := e.cpu()
			if err != nil {
				return nil, err
			}
			if i == 0 && round == 0 {
				longest = patience*time.Since(wall) + 5*time.Second
			}
			if r.query = query; round == 0 { // this run reads the files
				r.answer = found
				if i > 0 && found != runs[0].answer {
					return nil, fmt.Errorf("%v instead of %v:\n%s\n%s", runs[0].answer, found, queries[0], query)
				}
			} else if took := ended - started; round == 1 || took < r.took {
				r.took = took
			}
		}
	}
	return runs, nil
}

// peak returns the most memory of this process since the last call.
func peak() string {
	text, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "?"
	}
	_, rest, _ := strings.Cut(string(text), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	_ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0o600)
	var kilobytes int64
	_, _ = fmt.Sscan(line, &kilobytes)
	return fmt.Sprintf("%d MB", kilobytes>>10)
}
