// Package engine reasons about rules. It brings the meaning of conditions
// (package theory) and the logic of regions (package logic) together: a System
// is the conditions of one or more rules, over which a rule becomes a function
// that can be compared, proved and minimized.
//
// Whatever the engine says holds under every reading of what the platform
// leaves open. A limit ends a proof with an error, never with a guess.
//
// The package knows no syntax and no places: its callers say which conditions
// come from where.
package engine
