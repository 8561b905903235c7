// Package diag has the problems of a text as values, and writes them as text and as JSON.
//
// A [Diagnostic] has a severity, a code, a message and a place. It can also have other places,
// notes, fixes and a contact who shows the problem. One mistake gives one diagnostic. A [Code]
// never changes its meaning, and [LookupPage] explains it. Messages and notes are for people,
// and their wording may change: act on codes, places and fixes.
//
// A [List] has everything that a call knows, in the order of the text.
//
//   - List.Err is an ordinary error. errors.Is finds context.DeadlineExceeded and
//     context.Canceled in it, if one of them ended the work.
//   - json.Marshal writes all of a list, with places in bytes, code points and UTF-16 code units.
//   - List.Shown keeps at most 200 diagnostics of a file, and counts the rest. [WriteText] and
//     [WriteJSON] write that.
//   - [Apply] applies fixes to a text.
//
// A diagnostic carries its sources, so showing it needs nothing else. The package never looks
// at terminals, files or the environment.
//
// # For contributors
//
//   - diag.go has a problem and the list, codes.go the codes, stage.go their stages, and
//     page.go their pages
//   - text.go writes text: frame.go the line of a place, preview.go what a fix changes (change.go) in lines
//     that layout.go cuts or in words, and wrap.go long texts on a terminal
//   - json.go writes JSON, with what could not be read (unread.go)
//   - shown.go chooses what is shown of a long list
//   - printable.go and shortened.go make texts of unknown origin safe and short, and alike.go
//     shows where two that look alike differ
//   - apply.go applies fixes to a text
package diag
