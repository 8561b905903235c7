// Package console sits between the command and its two outputs, so that nothing
// that others wrote controls a terminal or the log of a CI system.
//
// The contract of a Stream: what is written to it is words for people. Only
// printable text, line feeds and tabs get through, no matter where the stream goes.
// What needs more asks for it by name:
//
//   - Data is for documents and texts that programs read. A file or a pipe gets
//     every byte. A terminal gets what it may have, and the log of a CI system
//     gets no data that it would obey: the write fails.
//   - Painted is for text with colors. It lets the escapes through that segc
//     writes, and no others, and on a terminal the isolates around right-to-left
//     text. Its callers make what others wrote printable before they add any.
//   - Commands is for the workflow commands of GitHub Actions. It lets lines
//     begin with two colons.
//
// A caller who forgets to ask gets the safe way. The package looks at no
// terminal and no environment: Options say what a stream leads to.
package console
