// Package gen makes random rules and random contacts for property tests and
// fuzz targets.
//
// Rules and contacts are made of one small vocabulary (vocabulary.go), so that
// the conditions of a rule have to do with each other and a contact is often on
// the edge of one: a count one more or less, a day before or after, a text that
// differs by case.
//
//   - source.go is where choices come from
//   - rule.go makes rules, condition.go their conditions, and spelling.go writes the same
//     thing in different ways; day.go counts dates from today
//   - catalog.go declares what rules use
//   - values.go declares values, params and parts with parameters; scope.go uses them, and naming.go
//     gives them names
//   - files.go makes files that use the rules of others as parts
//   - damage.go makes the slips that people make
//   - contact.go makes contacts, and readings.go has the readings to judge them under
//   - shapes.go has rules that are hard to compile, and pairs.go rules that are hard to compare
//
// Everything is drawn from a Source, where 0 is always the simplest choice, so
// that rapid shrinks well and a fuzz input that has run out ends the rule. The
// package makes text and contacts only; it never compiles, parses or judges.
// It is for tests: it imports rapid, which registers flags.
package gen
