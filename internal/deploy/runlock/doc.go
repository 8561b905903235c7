// Package runlock keeps two runs of segc from working beside one segc.lock at
// once, and lets a run find out what a run before it left unfinished.
//
// Both are kept in one small file. The run that holds the operating system's lock
// on the file is at work; that lock ends with the process, however it ends. The
// file itself is a journal, one JSON object a line: who is at work, and an intent
// for each segment that is about to be created. An intent reaches the disk before
// the request leaves the machine, and is closed once the outcome is known. The next
// run looks up what a killed run leaves open.
//
//   - run.go takes the lock, notes and closes intents, and lets go
//   - journal.go has the lines of the file, and file.go opens and reads it
//   - errors.go says who is at work, and why the lock cannot be taken
//   - lock_*.go asks each system for its lock
//   - network_*.go tells whether other machines may use the folder too
//
// The package trusts nothing that it finds in the file. It does not follow links or
// leave the folder through one, does not wait for a pipe, and reads a bounded
// number of bytes. It passes on no text that could control a terminal, except for
// the names in an Intent.
package runlock
