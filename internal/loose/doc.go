// Package loose reads numbers and dates as people write them: 1,000 and 1.000,50, 05/01/2026 and 1. Mai 2026.
// It returns them as segc writes them. If a text can be read in two ways, it returns both.
//
//   - number.go reads numbers
//   - date.go reads days and times, with the names of months in month.go
//   - period.go reads months and years, which are many days
package loose
