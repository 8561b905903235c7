// Package grammar reads the text of a segment rule into a syntax tree of package ast, and says
// what may come next at a place of a text.
//
// [Parse] reads any text. Each mistake gives one diagnostic, and the tree keeps what was read:
// there is an ast.Bad expression in place of a condition that could not be read, and a
// statement may be ast.Broken. Parse checks how things are written, not what names and values
// mean. [Expect] is for completion in editors.
//
// Both may be called from many goroutines. They are bounded in nesting and size, and take time
// linear in the text.
//
// It is for tools that read rules: a minor version of segc may read a new statement, and make a
// node that is new in package ast of what was an error before.
//
// # For contributors
//
// It is the only package that knows the parser library. The lexer never fails, and its tokens
// tile the source: what it does not know becomes a token of its own. Statements are
// productions with lookahead 0, so the first token decides, and an error is at the token that
// caused it. A precedence loop reads expressions, which is several times as fast. After an
// error, reading goes on at the next `and`, `or`, closing parenthesis or statement. Expect has
// a map of the language of its own, since a parser that has met a mistake no longer knows what
// it would have taken.
//
//   - parser.go is the entry, and has the limits
//   - lexer.go cuts the text into tokens, token.go has their kinds and the reserved words,
//     stream.go makes one token of a list and keeps the comments, tokens.go has all of them for
//     who reads them, also for the parser library, and definition.go names them for that
//   - statement.go reads a file statement by statement, with productions.go, with long.go for
//     long ones, continued.go for a rule that goes on without `and`, and with partial.go for broken ones; lower.go makes nodes of what productions read
//   - expression.go reads what joins conditions, condition.go a condition, event.go one on
//     events, window.go its window, moment.go a day that is counted from another one, moment_length.go a length
//     of time, and list.go
//     the values of a list; ahead.go looks at what comes next, and unread.go skips what cannot be
//     read
//   - header.go reads the values of properties, loop.go the `for` of a header, with loop_slips.go
//     for what other languages have there, and use.go which rule of another file is a part
//   - named.go reads the statements that name values, whose words are not reserved, parameter.go the
//     parameters of a part, and call.go the arguments of one; assume.go reads what is assumed, with
//     assume_slips.go for other ways to write it
//   - tables.go reads the statement that says what a database calls things, with tables_words.go for
//     its words and tables_operands.go for what belongs to them
//   - literal.go reads text values, quote.go writes them and names, date.go checks dates and finds the steps in one, and unseen.go refuses characters
//     that nobody sees
//   - problem.go has what is wrong and its fix; hints.go, slips.go, event_hints.go,
//     moment_hints.go, day_slips.go and meant.go say what is likely meant, and unclosed.go closes quotes and drops fixes that would land in them
//   - day_words.go reads days in the words of English and of SQL, day_functions.go functions of
//     SQL, and named_arguments.go arguments with names; day_relations.go reads what is between a column and them,
//     day_hints.go says how they are written, and day_columns.go drops fixes that do not fit the column
//   - again.go asks package internal/meant about texts with errors, and replaces the errors of statements
//     that mean something in another language
//   - stand_in.go puts broken statements in the place of those whose errors again.go has replaced
//   - expect.go says what may come at a place: places.go names the places of the language,
//     follows.go has what follows at each, and walker.go goes along them with the tokens; tables_places.go
//     and tables_walker.go do so for the statement about a database
package grammar
