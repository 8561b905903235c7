// Package match decides which contacts a rule matches, for very many contacts. A formula
// is compiled once into a Matcher. A Judge of it, one for each goroutine, is given what a
// contact has and says under which readings it matches, for nearly all contacts without
// allocating.
//
//   - readings.go has sets of readings of what the API leaves open, one bit for each, and
//     cubes.go says what they are as answers to questions
//   - matcher.go compiles a formula: conditions once, columns and counters by number
//   - judge.go takes what a contact has, and decide.go decides
//   - atom.go says what a condition answers; text.go, part.go, number.go, date.go, event.go
//     and ids.go compile its kinds
//   - counts.go has the events of contacts that come from elsewhere, and packed.go has them as bytes
//   - clock.go says how many days ago an event was
//   - tally.go counts contacts under every reading in one pass
//
// Nothing is proved here and nothing is simplified. Package eval is the judge of this
// package: they share the form of contacts, the keys of texts, dates and numbers, and no
// conclusion. The package reads no files and prints nothing.
package match
