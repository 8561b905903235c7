// Package long tells tests how much time they have.
//
// `go test ./...` is for everybody, many times a day: every test takes a small sample
// there. With SEGC_TEST_LONG=1, which `make test-long` and `.ci/run` set, each takes
// all that it has. A few have so much that SEGC_TEST_LONG=1 takes a part of it, and
// SEGC_TEST_LONG=most, which `make test-most` sets, all. No test is left out of the short run
// altogether.
package long

import (
	"flag"
	"fmt"
	"log"
	"os"
	"strconv"
	"testing"
)

// Run reports whether the tests have time.
func Run() bool { return os.Getenv("SEGC_TEST_LONG") != "" }

// Of returns how many cases a test takes (or how large they are): a sample or all.
func Of(sample, all int) int {
	if Run() {
		return all
	}
	return sample
}

// Most is Of for what takes many minutes: there is a part of it between the sample and all. With
// -short, as under the race detector, a fifth of the sample is enough.
func Most(sample, part, all int) int {
	switch {
	case os.Getenv("SEGC_TEST_LONG") == "most":
		return all
	case testing.Short() && !Run():
		return max(1, sample/5)
	}
	return Of(sample, part)
}

// Every is Most for a test that takes one case of so many.
func Every(sample, part, all int) int {
	switch {
	case os.Getenv("SEGC_TEST_LONG") == "most":
		return all
	case testing.Short() && !Run():
		return 5 * sample
	}
	return Of(sample, part)
}

// Main runs the tests of a package, with random tests that draw as Draws says, and ends
// the process: it is all that a TestMain does.
func Main(m *testing.M, sample, all int) {
	if err := Draws(sample, all); err != nil {
		log.Fatal(err)
	}
	os.Exit(m.Run())
}

// Draws sets how often the random tests of a package draw, for its TestMain. The flag -rapid.checks and the
// variable RAPID_CHECKS still decide if they are given. With -short, a random test runs a fifth of that, but never
// less than the sample.
func Draws(sample, all int) error {
	flag.Parse()
	given := os.Getenv("RAPID_CHECKS") != ""
	flag.Visit(func(f *flag.Flag) { given = given || f.Name == "rapid.checks" })
	if given {
		return nil
	}
	draws := Of(sample, all)
	if testing.Short() {
		draws = max(draws, 5*sample)
	}
	if err := flag.Set("rapid.checks", strconv.Itoa(draws)); err != nil {
		return fmt.Errorf("no random tests here: %w", err)
	}
	return nil
}
