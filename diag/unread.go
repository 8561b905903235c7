package diag

// Unread is a file that could not be read, or something else that kept a run from
// looking at all that it was given. A report without diagnostics would look as if
// there were no problems.
type Unread struct {
	File    string // empty if it was no file
	Message string // one line, no full stop
}
