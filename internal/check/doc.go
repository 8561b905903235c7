// Package check says what each condition of a program says, and what is wrong with it:
// unknown names, operators that a column does not have, values of another type, counts and
// windows that nobody can mean. [Program] looks at every condition, at the ids that names
// mean, and at the header of the main file. Package resolve has already reported what is
// wrong with `use`, with declarations of columns and with headers in used files.
//
// Program returns [Facts]: what was read, by [Instance]. A stage that needs a count, a
// number of days or an id takes it from there and reads no text again. The values of
// columns are checked, and kept as text.
//
//   - facts.go: what is returned
//   - check.go: statements and expressions
//   - column.go: conditions on columns; choices.go looks at their choices, day.go at the days in them, instant.go at
//     days beside times, constant.go at words for values in other languages, bare_values.go at those in the place of
//     values that are not text, quoted_day.go at days in quotes, and moving.go at what changes with the day
//   - event.go: conditions on events
//   - loose.go: what numbers, dates and lengths of time may mean that are written in another way
//   - ids.go reads ids, and wrong_ids.go says what is wrong with them
//   - mixed.go: `and` beside `or`; part_compared.go: parts that are compared as columns are; joined.go: values that
//     `or` joins in place of conditions; together.go: several values of one list that are wrong in the same way
//   - unknown_names.go: names that name nothing; ids_in_columns.go: names of ids beside columns;
//     wrong_operator.go: operators that the type of a column does not have
//   - values.go: parts with parameters, and where the values of names come from
//   - loop_names.go: names of segments without the names of their `for`
//   - rules.go: the rules of the main file, one after the other; header.go: the header of one
//
// The package proves nothing: package prove says what follows from several conditions. The
// evaluator and what compares it with documents read literals by themselves, since they
// judge what is made from the facts.
package check
