// Package textdiff compares texts line by line and shows what differs as a
// unified diff, the format that patch and git apply read.
//
// The lines that occur once in both texts are found first, and those of them
// that stand in the same order divide the texts into parts (patience diff).
// What is left of a part is compared for the fewest changes (Myers), as long as
// that is little work; else all of the part is replaced. Time and memory are
// bounded so for any texts, and the result depends on nothing but them.
//
// The package knows nothing of what the texts are about, and reads no files.
package textdiff
