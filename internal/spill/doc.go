// Package spill keeps more records than memory takes, in temporary files that its caller makes.
//
//   - spill.go says what a file must do
//   - sorter.go sorts records of one size: what does not fit is written in sorted runs
//   - merge.go reads all runs as one
//   - table.go holds sorted records in a file and finds one by its key
//
// A record is bytes, and its key is the first of them; equal keys are the caller's to join. The
// package knows nothing of contacts, opens no files, and leaves none open after Close.
package spill
