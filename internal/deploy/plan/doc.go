// Package plan brings segments that are kept as files together with those of
// the API: it finds out which segment a file is, what differs, and what has to
// be done, and it does that. It never deletes anything, since the API has no
// such call, and it writes no file: the lock and the plan go through its
// callers.
//
// Making a plan:
//
//   - plan.go has the plan, and what it needs of the API
//   - make.go conducts: identify.go finds the segment of each file, or of each segment in it, with
//     match.go for what was renamed and place.go for where segments are written; compare.go decides
//     what is to be done, difference.go says what differs, and need.go which flags that needs
//   - roll.go tells segments that move with the day from those that were changed, set.go
//     what params are given from what they were, body.go gives bodies hashes, fingerprint.go compares bodies by these, and merge.go
//     finds out which side changed a property
//   - alike.go writes values that look alike so that they can be told apart
//
// Saving one: save.go writes and reads a plan, decode_error.go says why one cannot be decoded,
// and remake.go makes a saved plan again.
//
// Doing it: holds.go looks whether the API is still as it was, apply.go does the steps, and
// attempt.go finds out what became of those that were interrupted.
package plan
