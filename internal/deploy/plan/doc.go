// Package plan brings segments that are kept as files together with those of
// the API: it finds out which segment a file is, what differs, and what has to
// be done, and it does that. It never deletes anything, since the API has no
// such call, and it writes no file: the lock and the plan go through its
// callers.
//
// A segment of a file is identified by its place: the file, and if that has several segments or a
// `for`, the name as written and the values of the `for`. The lock says which segment of the API a
// place has. If it does not know the place, these are tried in turn, each for all places:
//
//   - what an interrupted run made for the place
//   - the name that the segment had before, by its own account, with the same values: in its file, or of a
//     place that is gone, as it was written or as the API has it
//   - a segment of the same file whose place is gone and that has the same name in the API, or the same
//     content if the file has one segment now and had several, or the other way around
//   - a segment with the same name whose place in another file is gone
//   - in a file in which one name is gone and one is new: the segment with the same values. If several
//     are gone or new, nobody can tell which is which, and that is an error
//   - a segment whose file or name is gone and that has the same content
//   - a segment of the API that has the name
//
// Where more than one comes into question, none is taken. An id in the header goes before all of this.
//
// Making a plan:
//
//   - plan.go has the plan, and what it needs of the API
//   - make.go conducts: identify.go finds the segment of each file, or of each segment in it, with
//     match.go for what was renamed, was.go for what says so itself, ids.go for ids in wrong headers, and
//     place.go for where segments are written; compare.go decides what is to be done, names.go refuses names that other segments have,
//     difference.go says what differs, and need.go which flags that needs
//   - roll.go tells segments that move with the day from those that were changed, set.go
//     what params are given from what they were, body.go gives bodies hashes, fingerprint.go compares bodies by these, and merge.go
//     finds out which side changed a property
//   - copies.go finds the segments of other files that contain rules of the plan
//   - alike.go writes values that look alike so that they can be told apart
//
// Saving one: save.go writes and reads a plan, decode_error.go says why one cannot be decoded,
// and remake.go makes a saved plan again.
//
// Doing it: holds.go looks whether the API is still as it was, apply.go does the steps, and
// attempt.go finds out what became of those that were interrupted.
package plan
