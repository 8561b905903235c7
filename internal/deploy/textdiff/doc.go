// Package textdiff compares texts line by line, and shows what differs as a
// unified diff, the format that patch and git apply read. For editors, it returns
// what differs as changes of words.
//
// First come the lines that occur once in both texts: those that are in the same
// order divide the texts into parts (patience diff). The rest of each part is
// compared for the fewest changes (Myers), as long as that is little work;
// otherwise the whole part is replaced. This bounds time and memory for any texts,
// and the result depends only on them.
//
//   - compare.go compares texts in parts
//   - unified.go writes the diff, and changes.go has the changes of words
//
// The package does not know what the texts are about, and reads no files.
package textdiff
