// Package lint looks for what compiles and may not be what was meant. Its rules
// speak up only where a slip is likely; the few that are a matter of taste are
// off unless they are asked for.
//
//   - lint.go runs the rules, ignore.go drops what comments silence, agree.go keeps two
//     warnings from contradicting each other, and unsettled.go keeps parts from being removed
//     while a warning asks how they are read
//   - binds.go warns of a window or a `not` that applies to one of several events only
//   - negatives.go and leftout.go warn of what may be wrong for contacts without a value, with
//     negative_fix.go, nulltest.go, and operands.go, which finds what `and` and `or` join
//   - text_values.go looks at text values that a column is unlikely to have: numbers.go at numbers
//     in quotes, dates.go at dates, pattern.go at wildcards, joined.go at several values in one;
//     uses.go reads how the files compare their columns, and slips.go says what each compilation says;
//     separate.go keeps what fixes write apart from the words after it;
//     everyone.go warns of what `or` joins and everybody with a value matches
//   - lookalike_values.go warns of values that look like another one, lookalike.go of names,
//     comments and choices that do, unlikely*.go of blanks and letters that nobody types, and
//     invisible.go of characters that nobody sees
//   - shadowed.go warns of parameters that hide other names, and of values that are also a choice
//     of their column; literals.go says what names of values mean, and elsewhere.go what literals
//     are compared with that are in a value or an argument
//   - headers.go warns of names in headers that are not what they seem, and of an assumption that is
//     there twice
//   - mistaken.go warns of a column that was likely meant as something that segc knows, names.go
//     of names that nothing uses and of ids that have a name, and repeated.go of values that
//     are in a list twice
//   - opens.go warns of a rule that relies on opens alone, and reach.go of one that reaches
//     people who should get no mail
//
// Two kinds of warnings come from the stages that see them anyway: package check warns of
// `and` beside `or` and of values that cannot be meant, package prove of parts that change
// nothing.
//
// The package sees trees and, for the rules about who is reached, a compiled
// rule: Run has the first, and the root asks Reached. It changes nothing: a rule
// reports a diagnostic, with the edit that fixes it where that is plain. The page of its
// code (package diag) says what a rule is about.
package lint
