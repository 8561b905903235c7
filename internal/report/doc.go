// Package report writes problems in the formats that other programs show.
//
//   - github.go: annotations of GitHub Actions
//   - gitlab.go: a report of GitLab's Code Quality
//   - junit.go: a JUnit report, and xml.go writes its XML
//   - sarif.go, sarif_text.go: a SARIF log; sarif_segments.go: which segment of a file a place is in
//   - reference.go: the pages of all codes, as one Markdown document
//
// What is written of a long list is for package diag to choose, see diag.Shown. The
// package writes only to the writers that it is given.
package report
