// Package engine reasons about rules. It brings the meaning of conditions
// (package theory) and the logic of regions (package logic) together: a System
// is the conditions of one or more rules, over which a rule becomes a function
// that can be compared, proved and minimized.
//
// What the engine proves holds under every reading of what the platform leaves
// open, and a contact that it finds comes with its readings. A limit ends a proof with an error, never with a guess.
//
//   - system.go makes a System of conditions
//   - minimize.go looks for the smallest form of a rule, and vocabulary.go says what such a
//     form can be made of, and writes it as conditions
//   - part.go has the system of some subjects alone
//   - verify.go proves that a document says the same as a rule
//   - contact.go finds a contact in a function, within the bounds of budget.go, and plain.go
//     reads one off conditions
//   - sufficient.go finds facts that suffice for such a contact to be there: observe.go has all
//     that conditions see of it, and settled.go tells whether facts settle a condition
//   - deciding.go finds contacts for which one subject decides
//   - fact.go compares facts, and describe.go says them in words
//   - readings.go chooses the readings that matter, and cubes.go says which answers they give
//
// The package knows no syntax and no places: its callers say which conditions
// come from where.
package engine
