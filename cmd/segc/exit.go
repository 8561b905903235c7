package main

import (
	"errors"
	"slices"
	"strings"
)

// The exit codes. They are part of what scripts rely on.
const (
	exitFine  = 0
	exitInput = 1 // the input has errors
	exitUsage = 2 // wrong flags, or a file that cannot be read or written
	exitAPI   = 3 // the API refused, or could not be reached
)

// exitChanges is what `segc plan --detailed-exitcode` returns for changes.
const exitChanges = 2

// exitInterrupted is what a run returns that Ctrl-C ended and that had something
// left to say; it is what a shell reports of one that died of it.
const exitInterrupted = 130

// exitError is an error with an exit code of its own.
type exitError struct {
	err  error
	code int
}

// Error implements error.
func (e *exitError) Error() string { return e.err.Error() }

// Unwrap returns the error.
func (e *exitError) Unwrap() error { return e.err }

// exitCode returns the exit code of a run, and whether everything about the
// error has been said already.
func exitCode(err error, args []string) (code int, silent bool) {
	var own *exitError
	switch {
	case err == nil:
		return exitFine, true
	case errors.Is(err, errChanges):
		return exitChanges, true
	case errors.Is(err, errInput), errors.Is(err, errDifferent):
		return exitInput, true
	case errors.Is(err, errTrouble):
		code, silent = exitUsage, true
	case errors.As(err, &own):
		code = own.code
	case errors.Is(err, errAPI):
		code = exitAPI
	default:
		code = exitUsage
	}
	if code == exitUsage && detailed(args) {
		code = exitInput // 2 means changes, and nothing else may
	}
	return code, silent
}

// detailed reports whether the flag --detailed-exitcode is given. The arguments
// are looked at as they are, since those that are wrong have an exit code too.
func detailed(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		return arg == "--detailed-exitcode" || strings.HasPrefix(arg, "--detailed-exitcode=") && arg != "--detailed-exitcode=false"
	})
}

// errChanges says that a plan has something to do, for --detailed-exitcode.
var errChanges = errors.New("there are changes to apply")

// errAPI marks errors of the API: that it refused, or could not be reached.
var errAPI = errors.New("the API")
