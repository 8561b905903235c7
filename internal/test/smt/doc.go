// Package smt judges the compiler with an SMT solver. Its tests translate the
// syntax tree of a rule and the JSON of its document into formulas of their own,
// written from the API's page, and ask z3 for a contact and a reading on which
// they differ. There must be none.
//
// The translation shares nothing with the compiler and its evaluator beyond the
// syntax tree:
//
//   - A column is a constant of its sort (a string, a real number, a truth value,
//     a truth value for each element of a set) and a flag that it is missing.
//   - The events of a metric are counts, one for each day or run of days between
//     the edges of the windows and each campaign that is mentioned, or another one.
//   - What the API leaves open is a free truth value each: whether negative
//     operators match a missing value, and in which windows the day on the edge
//     is. Letter case takes two runs. The other ways to compare text, by spaces,
//     accents and Unicode forms, and a date beside a time, which may be the whole day, are
//     not judged here: the evaluator does that, for the first in TestCollationDocuments and
//     TestCollationVerdicts of the root package.
//
// The tests need the program z3 and are skipped without it. The package has no
// code but tests.
package smt
