// Package mistaken knows which names of columns are likely slips: an event that
// is not spelled as the language spells it, such as opens or email_opens, and a
// built-in column in another spelling, such as Email, or under another name, such as
// fname.
//
// The linter warns of these names, and the formatter keeps the backquotes around
// them, which say that the column is meant. The package looks at one name and
// never at the condition around it.
package mistaken
