// Package answers says at once what many conditions on one column say of a value. It
// answers what package eval answers of each of them alone, for those who ask about many values:
// the values of the conditions are read once, a value is looked up among them, and
// only answers that change are passed on.
//
// It reads the conditions of a tree as their author wrote them, and those of a document, and shares
// nothing with the compiler. Package eval is its judge: what it has no form for, such as parts
// of texts, it leaves to eval, and its test compares the rest with eval on random conditions and
// values in all readings.
//
//   - column.go asks, and tells what changes
//   - tree.go reads conditions of a tree, and document.go those of a document
//   - keys.go finds the conditions that list a text, or one of a set
//   - line.go finds the place of a number, a date or a text among others of its kind
package answers
