// Command ab compares the benchmarks of this tree with those of another commit.
// It builds both, runs each benchmark on both in turn, round after round on one
// CPU, and prints the ratio of the medians of the CPU time with a 95% interval. A
// slow moment of the machine meets both sides, so it widens the interval and moves
// no ratio.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
)

// options say what is compared, and how.
type options struct {
	base      string   // the other commit
	rounds    int      // how often each benchmark runs on each side
	bench     string   // a regular expression, as for go test -bench
	benchTime string   // of one run, as for go test -benchtime
	packages  []string // relative to the root of the module
	seed      uint64   // of the order of the two sides and of the bootstrap
}

func main() {
	var o options
	packages := flag.String("pkg", "./bench ./internal/format ./cmd/segc", "the packages with the benchmarks")
	flag.StringVar(&o.base, "base", "", "the commit to compare with")
	flag.IntVar(&o.rounds, "rounds", 20, "how often each benchmark runs on each side")
	flag.StringVar(&o.bench, "bench", "Parse|Compile|Plain|Check|Format", "which benchmarks, a regular expression as for go test")
	flag.StringVar(&o.benchTime, "benchtime", "100ms", "how long one run takes, as for go test")
	flag.Uint64Var(&o.seed, "seed", 1, "decides which side of a round is first")
	flag.Parse()
	o.packages = strings.Fields(*packages)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := compare(ctx, ".", o, os.Stdout, os.Stderr); err != nil {
		if ctx.Err() != nil {
			err = errors.New("interrupted; nothing is left behind")
		}
		fmt.Fprintln(os.Stderr, "ab:", err)
		stop()
		os.Exit(1)
	}
}

// compare writes the comparison of the tree in a folder with a commit.
func compare(ctx context.Context, folder string, o options, out, progress io.Writer) (err error) {
	switch {
	case o.base == "":
		return errors.New("which commit? say make ab BASE=<commit>")
	case o.rounds < 2:
		return errors.New("an interval needs 2 rounds or more")
	}
	sides, err := prepare(ctx, folder, o, progress)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, sides.remove()) }()
	var names [2][]benchmark
	for i := range sides.each {
		if names[i], err = sides.each[i].list(ctx, o.bench); err != nil {
			return err
		}
	}
	common, only := split(names)
	random := rand.New(rand.NewPCG(o.seed, 0))
	results := make([]result, len(common))
	orders := make([][]int, len(common))
	for i, b := range common {
		results[i] = result{name: b.String(), iterations: 2}
		for _, side := range []int{0, 1, 0, 1} { // a busy moment gives too few
			m, _, err := sides.each[side].once(ctx, b, o.benchTime)
			if err != nil {
				return err
			}
			results[i].iterations = max(results[i].iterations, m.iterations)
		}
		orders[i] = order(o.rounds, random)
	}
	for round := range o.rounds {
		fmt.Fprintf(progress, "\rround %d of %d ", round+1, o.rounds)
		for i, b := range common {
			if err := results[i].run(ctx, &sides, b, orders[i][round]); err != nil {
				return err
			}
		}
	}
	fmt.Fprintln(progress)
	return report(out, o, results, only, random)
}

// order returns which side runs first in each round. Each side is first in one
// of two rounds, so that neither gains by its place; chance decides in which
// one.
func order(rounds int, random *rand.Rand) []int {
	var first []int
	for range (rounds + 1) / 2 {
		side := random.IntN(2)
		first = append(first, side, 1-side)
	}
	return first[:rounds]
}

// split returns the benchmarks that both sides have, and those of one side with
// the side.
func split(names [2][]benchmark) (common []benchmark, only []string) {
	for _, b := range names[1] {
		if slices.Contains(names[0], b) {
			common = append(common, b)
		} else {
			only = append(only, b.String()+" is new")
		}
	}
	for _, b := range names[0] {
		if !slices.Contains(names[1], b) {
			only = append(only, b.String()+" is in the base alone")
		}
	}
	return common, only
}
