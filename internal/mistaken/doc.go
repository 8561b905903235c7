// Package mistaken knows which names of columns are likely slips: an event that
// is not spelled as the language spells it, such as opens or email_opens, and a
// built-in column in another spelling, such as Email, or under another name, such as
// fname.
//
//   - mistaken.go judges a name, by the words for events and the spelling of columns
//   - near.go finds the built-in column that has other letters
//   - compound.go finds the event in a name of several words
//
// The linter warns of these names, and the formatter keeps the backquotes around
// them, which say that the column is meant. The package looks at one name and
// never at the condition around it.
package mistaken
