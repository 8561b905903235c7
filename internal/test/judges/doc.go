// Package judges lets a test ask for what judges it from outside: a program, data
// that is not in the checkout, or something that not every system lets a test do.
//
// The names of all judges are in .ci/judges. Where one is missing, a test says so and
// is skipped, so that `go test ./...` needs Go alone. In `.ci/run` the same test
// fails, unless SEGC_CI_WITHOUT waives the judge by name: nothing is left unjudged in
// silence. A test in internal/test/arch checks that no test skips in another way.
//
// The package never judges: it finds what does. judges.go looks for programs and data, and
// synced*.go lets Linux count how often a process waits for the disk.
package judges
