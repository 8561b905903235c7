// Command floor measures segc beside the least that anybody could do for the same rules: a
// parser, multiplication and JSON, written by hand in this folder for these rules alone. It
// knows no names, finds no mistakes, proves nothing and simplifies nothing.
//
//	make floor
//
// All take turns, several times over, and medians of the processor time are printed: of parsing
// alone, of the rule as it multiplies out, and of the smallest document.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"slices"
	"text/tabwriter"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/bench/internal/processor"
	"github.com/segc-lang/segc/bench/internal/workload"
	"github.com/segc-lang/segc/grammar"
)

func main() {
	rounds := flag.Int("rounds", 15, "how often each task is measured")
	span := flag.Duration("span", 15*time.Millisecond, "how long one measurement takes at the least")
	flag.Parse()
	if err := measureAll(os.Stdout, *rounds, *span); err != nil {
		log.Fatal(err)
	}
}

// task is a way to treat the text of a rule.
type task struct {
	name string
	run  func(text string) error
}

// tasks returns the ways, in pairs: the floor, and then what segc does that is at least as much.
func tasks() []task {
	return []task{
		{"floor/parse", func(text string) error {
			_, err := parse(text)
			return err
		}},
		{"segc/parse", func(text string) error {
			_, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
			return list.Err()
		}},
		{"floor", func(text string) error {
			document, err := compile(text)
			if len(document) == 0 && err == nil {
				err = errors.New("the document is empty")
			}
			return err
		}},
		{"segc/plain", func(text string) error { return compileSegc(text, segc.Options{Plain: true}) }},
		{"segc/compile", func(text string) error { return compileSegc(text, segc.Options{}) }},
	}
}

func compileSegc(text string, options segc.Options) error {
	result, list := segc.Compile(context.Background(), text, options)
	if result == nil {
		return list.Err()
	}
	if len(result.RulesJSON()) == 0 {
		return errors.New("the document is empty")
	}
	return nil
}

func measureAll(out io.Writer, rounds int, span time.Duration) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(w, "rule\ttask\ttime\tMB/s\tallocs\t× floor/parse\t× floor\t")
	for _, rule := range workload.Rules() {
		all := tasks()
		times := make([][]time.Duration, len(all))
		allocs := make([]uint64, len(all))
		for range rounds {
			for i, t := range all {
				took, made, err := measure(t, rule.Text, span)
				if err != nil {
					return fmt.Errorf("%s of %s: %w", t.name, rule.Name, err)
				}
				times[i] = append(times[i], took)
				allocs[i] = made
			}
		}
		median := func(i int) time.Duration {
			slices.Sort(times[i])
			return times[i][len(times[i])/2]
		}
		for i, t := range all {
			took := median(i)
			_, _ = fmt.Fprintf(w, "%s\t%s\t%v\t%.1f\t%d\t%.2f\t%.2f\t\n", rule.Name, t.name, took.Round(10), float64(len(rule.Text))/took.Seconds()/1e6,
				allocs[i], float64(took)/float64(median(0)), float64(took)/float64(median(2)))
		}
	}
	return w.Flush()
}

// measure runs a task until the span has passed, and returns the time and the allocations of
// one run.
func measure(t task, text string, span time.Duration) (time.Duration, uint64, error) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := processor.Spent()
	n := 0
	for n == 0 || processor.Spent()-start < span {
		if err := t.run(text); err != nil {
			return 0, 0, err
		}
		n++
	}
	took := (processor.Spent() - start) / time.Duration(n)
	runtime.ReadMemStats(&after)
	return took, (after.Mallocs - before.Mallocs) / uint64(n), nil
}
