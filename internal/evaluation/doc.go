// Package evaluation counts the contacts of files that a document matches, and lists them.
//
//   - job.go says what is asked, and answer.go what the answer is
//   - prepare.go finds out what nobody can know. events.go reads a file of events, which tally.go
//     counts, and members.go one of memberships; both write what is more than memory takes to
//     temporary files
//   - run.go judges the blocks of a file on all cores; blocks.go takes their results in the
//     order of the file
//   - judge.go judges one contact of a block
//   - find.go finds one contact with all that the document looks at
//   - sample.go keeps some of the contacts that match
//
// What files do not carry is unknown and never taken for missing: an error, or two bounds.
// A count that an error has cut short is never returned. Package match decides who matches,
// and package contactfile reads the files. This package opens no files, prints nothing and
// writes no sentence but its errors.
package evaluation
