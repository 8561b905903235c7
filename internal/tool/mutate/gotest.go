package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// random makes random tests use the same values in every run. All that counts here
// is that a test fails, so no time is spent on shrinking what it failed on.
func random() []string {
	return []string{"RAPID_SEED=20261124", "RAPID_NOFAILFILE=1", "RAPID_SHRINKTIME=1ms"}
}

// report is what the tests of a package did.
type report struct {
	passed, failed, skipped []string
	noBuild                 bool
	timedOut                bool
	output                  string        // of the compiler, or of what failed outside of a test
	took                    time.Duration // on a processor, with what the go command started
}

// event is a line of `go test -json`.
type event struct {
	Action, Test, Output, FailedBuild string
}

// tester runs tests of the module in a folder.
type tester struct {
	root    string
	timeout time.Duration
}

// run runs tests of a package, with the files that an overlay replaces. It returns
// after the first test that fails, if it may.
func (g tester) run(ctx context.Context, k kill, overlay string) (report, error) {
	// A test binary without symbols for a debugger is linked in half the time.
	args := []string{"test", "-json", "-vet=off", "-ldflags=-s -w", "-timeout", g.timeout.String(), "-run", "^(" + strings.Join(k.tests, "|") + ")$"}
	if overlay != "" {
		args = append(args, "-failfast", "-overlay", overlay)
	}
	command := exec.CommandContext(ctx, "go", append(args, k.pkg)...)
	command.Dir = g.root
	command.Env = append(os.Environ(), random()...)
	command.WaitDelay = 5 * time.Second
	var stderr bytes.Buffer
	command.Stderr = &stderr
	stdout, err := command.Output()
	if ctx.Err() != nil {
		return report{}, ctx.Err()
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return report{}, fmt.Errorf("go test: %w", err)
	}
	r, err := readReport(bytes.NewReader(stdout))
	r.took = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	if err != nil {
		return report{}, fmt.Errorf("go test %s: %w: %s", k.pkg, err, bytes.TrimSpace(stderr.Bytes()))
	}
	return r, nil
}

// readReport reads what `go test -json` says of one package. Tests inside of tests
// are left out.
func readReport(from io.Reader) (report, error) {
	var r report
	var output strings.Builder
	decoder := json.NewDecoder(from)
	for {
		var e event
		if err := decoder.Decode(&e); err == io.EOF {
			break
		} else if err != nil {
			return report{}, err
		}
		if e.Test == "" && e.Output != "" || e.Action == "build-output" {
			output.WriteString(e.Output)
		}
		r.timedOut = r.timedOut || strings.HasPrefix(e.Output, "panic: test timed out after ")
		r.noBuild = r.noBuild || e.FailedBuild != "" || e.Action == "build-fail"
		if e.Test == "" || strings.Contains(e.Test, "/") {
			continue
		}
		switch e.Action {
		case "pass":
			r.passed = append(r.passed, e.Test)
		case "fail":
			r.failed = append(r.failed, e.Test)
		case "skip":
			r.skipped = append(r.skipped, e.Test)
		}
	}
	r.output = output.String()
	return r, nil
}
