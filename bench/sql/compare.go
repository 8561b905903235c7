package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// compare prints a table for a database.
func compare(ctx context.Context, name string, o *options) (err error) {
	own := filepath.Join(o.folder, name)
	if err := os.Mkdir(own, 0o755); err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(own) }()
	e, err := open(ctx, name, own, o)
	if err != nil {
		return err
	}
	defer func() {
		if wrong := e.close(); err == nil {
			err = wrong
		}
	}()
	if err := e.load(ctx, o.folder); err != nil {
		return err
	}
	fmt.Printf("\n%s, %d contacts\n\n| rule | segc | %s | ÷ the best | contacts |\n|---|---:|---:|---:|---:|---:|---:|\n", e.version(ctx), o.contacts, shapeNames())
	results, err := compiled(ctx)
	if err != nil {
		return err
	}
	alone := make([]run, len(results))
	worst, dearest := 0.0, time.Duration(0)
	for i, r := range rules() {
		query, err := written(ctx, name, results[i])
		if err != nil {
			return err
		}
		queries := []string{query}
		for _, s := range shapes() {
			queries = append(queries, e.spell(s.query(&r)))
		}
		runs, err := measure(ctx, e, o.rounds, queries...)
		if err != nil {
			return fmt.Errorf("%s, %s: %w", name, r.file, err)
		}
		if runs[0].late {
			return fmt.Errorf("%s, %s took more than %s", name, r.file, latest)
		}
		best := 0
		for j := range runs {
			if j > 0 && !runs[j].late && (best == 0 || runs[j].took < runs[best].took) {
				best = j
			}
		}
		alone[i] = runs[0]
		dearest = max(dearest, runs[0].took)
		if best == 0 {
			return fmt.Errorf("%s, %s: no query by hand ended in time", name, r.file)
		}
		ratio := runs[0].took.Seconds() / max(runs[best].took, time.Millisecond).Seconds()
		worst = max(worst, ratio)
		fmt.Printf("| %s", r.file)
		for _, run := range runs {
			fmt.Printf(" | %s", &run)
		}
		fmt.Printf(" | %.2f | %d |\n", ratio, runs[0].rows)
	}
	query, err := written(ctx, name, results...)
	if err != nil {
		return err
	}
	together, err := measure(ctx, e, o.rounds, query)
	if err != nil {
		return err
	}
	if together[0].late {
		fmt.Printf("\nThe highest ratio is %.2f. All %d together took more than %s.\n", worst, len(alone), latest)
		return nil
	}
	want := int64(0)
	for i := range alone {
		want += alone[i].rows
	}
	if together[0].rows != want {
		return fmt.Errorf("%s: together there are %d rows instead of %d", name, together[0].rows, want)
	}
	fmt.Printf("\nThe highest ratio is %.2f. All %d together take %s, %.2f of the most expensive one.\n", worst, len(alone), shown(together[0].took), together[0].took.Seconds()/dearest.Seconds())
	if !o.tenfold {
		return nil
	}
	return tenfold(ctx, e, o, append(alone, together[0]))
}

// tenfold compares queries with themselves on ten times the data.
func tenfold(ctx context.Context, e engine, o *options, before []run) error {
	if err := e.tenfold(ctx, o.contacts); err != nil {
		return err
	}
	sum, sum10, worst := time.Duration(0), time.Duration(0), 0.0
	_ = peak(e.process())
	for i := range before {
		after, err := measure(ctx, e, 1, before[i].query)
		if err != nil {
			return err
		}
		if after[0].rows != 10*before[i].rows {
			return fmt.Errorf("%d rows instead of %d:\n%s", after[0].rows, 10*before[i].rows, before[i].query)
		}
		if i == len(before)-1 {
			fmt.Printf("Ten times the data: all together take %s, %.1f times as long, and %s of memory.\n", shown(after[0].took), after[0].took.Seconds()/before[i].took.Seconds(), peak(e.process()))
			break
		}
		sum, sum10 = sum+before[i].took, sum10+after[0].took
		worst = max(worst, after[0].took.Seconds()/max(before[i].took, 10*time.Millisecond).Seconds())
	}
	fmt.Printf("One after the other, they take %s, %.1f times as long; the highest ratio of one is %.1f.\n", shown(sum10), sum10.Seconds()/sum.Seconds(), worst)
	return nil
}

// String is the time of a run.
func (r *run) String() string {
	switch {
	case r.query == "":
		return "not run"
	case r.late:
		return "late"
	}
	return shown(r.took)
}

func shapeNames() string {
	var names []string
	for _, s := range shapes() {
		names = append(names, s.name)
	}
	return strings.Join(names, " | ")
}

func shown(d time.Duration) string { return fmt.Sprintf("%.3f s", d.Seconds()) }
