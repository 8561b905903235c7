// Package long tells tests how much time they have.
//
// `go test ./...` is for everybody, many times a day: every test takes a small sample
// there. With SEGC_TEST_LONG=1, which `make test-long` and `.ci/run` set, each takes
// all that it has. No test is left out of the short run altogether.
package long

import "os"

// Run reports whether the tests have time.
func Run() bool { return os.Getenv("SEGC_TEST_LONG") != "" }

// Of returns how many cases a test takes: a sample, or all that it has.
func Of(sample, all int) int {
	if Run() {
		return all
	}
	return sample
}
