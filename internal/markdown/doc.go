// Package markdown writes Markdown from pieces: words of our own, which may have
// markup, and text of unknown origin, which is text in every reader of Markdown, no
// matter what it contains. Nothing looks for markup in a finished text: a piece is
// made safe when it is written, by what it is.
//
// Text of unknown origin has no control characters and no invisible ones (see
// package visible), is one line, and has one of two forms:
//
//   - A code span, with a fence longer than any run of backquotes inside. Readers
//     make nothing of what is in one: no markup, and no link to a page, a person,
//     an issue or a commit either. Sites look for those after Markdown is read, so
//     that no escape keeps them from it.
//   - Words as they are, with escapes, if none of them could become a link. This is
//     for names and descriptions. A word that could become a link is a code span by
//     itself.
//
// No invisible characters break up links. Copied from a page, the text is the same.
//
// The package does not know what it writes about, and does not decide what is
// shown.
package markdown
