// Package editor answers the questions of editors about one text: what may come next, what a
// name means, what is wrong and how to correct it. A Snapshot is a text with the files that it
// uses, read once; every answer is a pure function of it and of a byte offset.
//
// The package knows no protocol, no clock and no disk: the day and the files come from the caller
// of Load. A snapshot never changes, and may be used from many goroutines. Answers are bounded, and
// any text is safe.
//
//   - snapshot.go loads a text, and reads.go notes the files that it asks for
//   - proof.go proves the rules of a snapshot
//   - symbols.go has what a text declares, folds.go what can be hidden, selections.go what is around
//     a place, and links.go what leads to other files
//   - format.go writes a text in the one style
//   - tokens.go says what each word is, for its color
//   - lens.go says in a few words what was proved of a segment
//   - hover.go says what is at a place: hover_names.go what names mean, hover_rules.go rules and parts
//     in plain English, and days.go which day a value is
//   - hints.go has short texts between the words of a rule
//   - segments.go has what segc explains and compiles of a segment, difference.go what an earlier text
//     of it differs in, and uses.go what it rests on
//   - complete.go says what may come next: names in complete_names.go, words of the language in
//     complete_words.go, texts in complete_values.go, paths in complete_paths.go, segments of other files in
//     complete_segments.go, values of lists, loops and arguments in complete_lists.go, and what is in braces in complete_braces.go; help.go has what more is known of an item
//   - a statement about tables has its own in complete_tables.go and complete_tables_words.go, hover_tables.go and
//     symbols_tables.go: tables_words.go says what its words are about, and tables_columns.go which columns contacts have
//   - names.go finds the places of a name, and navigate.go leads from one to another
//   - rename.go collects the edits of a new name, and rename_try.go tries them
//   - actions.go offers fixes, with those that add something in actions_add.go, and refactorings in
//     actions_parts.go and actions_inline.go; fixall.go applies all certain fixes
//   - moves.go lets `use` follow files and folders
//   - edit.go has the edits that make one text of another, and applied.go what they make of it
package editor
