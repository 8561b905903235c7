// Package plan brings segments that are kept as files together with those of
// the API: it finds out which segment a file is, what differs, and what has to
// be done, and it does that. It never deletes anything, since the API has no
// such call, and it writes no file: the lock and the plan go through its
// callers.
package plan
