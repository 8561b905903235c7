// Package meant reads rules as people write them who know another language, such as SQL, a
// spreadsheet, JavaScript, a search box or plain English, and says what they would be in segc.
//
// The grammar asks it about texts that it cannot read. It reads loosely: `country == 'DE' || 'AT'`
// is `country in ("DE", "AT")`. Where two rules are likely, it returns both. Where it does not
// understand a part, it returns nothing, and the errors of the grammar stay. It never decides: the
// grammar reads every answer again, and drops what is not a rule.
//
//   - read.go is the entry: it reads a text statement by statement and returns the changes of each, and
//     statement.go knows the statements
//   - file.go reads what is wrong in several statements at once: block.go segments in braces and in the block of a `for`,
//     template.go parts that are written as functions; splice.go writes texts in place of tokens
//   - header.go reads the properties of a segment, loop.go `for` and lists of values, declaration.go names of ids, values
//     and params, field.go columns, used.go what includes another file, guard.go the reasons of guards, and
//     assumption.go what is assumed; variable.go reads names of values with the signs of variables
//   - token.go cuts a text into words, numbers, quoted texts and signs
//   - phrase.go has what a part of a text may mean, with the reason, and diff.go the edits that lead there
//   - expression.go reads what joins conditions, and joined.go values that `or` joins in place of conditions
//   - bullets.go reads lists of conditions with a bullet before each
//   - condition.go reads a column, an operator and a value: column.go, operator.go with its words in
//     words.go, and value.go with number.go, date.go and pattern.go; reversed.go reads those whose value
//     comes first; bounds.go reads a number with what is beyond it in words, and two bounds in a row
//   - event.go reads conditions on events in words, which event_words.go has, with length.go for how long and neither.go for
//     several that did not happen, and
//     membership.go and roster.go those on contact lists; windows.go reads windows apart from their event
//   - subscriber.go reads what is said of contacts, and advised.go what no rule can say
//   - json.go reads documents, such as the filters of databases, and search.go with term.go what people write into
//     a search box; tools.go knows how mailing tools show conditions
//   - functions.go has the functions of databases and spreadsheets, with counting.go for events, logical.go for those that
//     join conditions, and clock.go for those that return a day; sql.go reads queries and casts; script.go reads methods,
//     regex.go patterns, and wrapped.go what is around a condition; partly.go reads single conditions; inside.go reads a text in place of a part
package meant
