package prove

import "errors"

// ErrUndecided says that a proof is beyond the limits. Errors that say which
// limit that is are this one to errors.Is.
var ErrUndecided = errors.New("this is too complex to decide")

// ErrNobody says that a verdict lacks a contact who shows it.
var ErrNobody = errors.New("segc found no contact that shows it, and the platform does not document how it compares " +
	"a date with a time, the order of text values, or values of different types")

// undecided is the limit that ended a proof.
type undecided struct{ limit error }

// Error implements error.
func (u undecided) Error() string { return u.limit.Error() }

// Is implements the interface of errors.Is.
func (u undecided) Is(target error) bool { return target == ErrUndecided }

// Unwrap returns the limit.
func (u undecided) Unwrap() error { return u.limit }
