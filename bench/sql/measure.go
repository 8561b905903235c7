package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
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
	options := segc.SQLOptions{Dialect: segc.Dialect(dialect), At: people.Present(), Plain: true}
	if options.Dialect == segc.ClickHouse { // its arrays are never missing
		options.Tables = "tables clickhouse column interests missing no_interests"
	}
	query, list := segc.SQL(ctx, results, options)
	if query == nil {
		return "", list.Err()
	}
	return query.Text, nil
}

// run is one query of several that are measured in turn.
type run struct {
	query string
	took  time.Duration // the least
	late  bool          // it did not end in time, or the database does not run it
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
			r.query = query
			if r.late = r.late || query == ""; r.late {
				continue
			}
			wall := time.Now()
			started, err := timeOf(e.process())
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
			ended, err := timeOf(e.process())
			if err != nil {
				return nil, err
			}
			if i == 0 && round == 0 {
				longest = patience*time.Since(wall) + 5*time.Second
			}
			if round == 0 { // this run reads the files
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
