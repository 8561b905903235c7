// Package grammar reads the text of a segment rule into a syntax tree. It is
// the only package that knows the parser library.
//
// The text becomes tokens in a hand-written lexer that never fails: whatever
// it does not know becomes a token of its own, so that one wrong character
// never hides the rest of the file. Its tokens tile the source.
//
// Statements are productions, built at lookahead 0: the first token decides, so an
// error lands on the token that caused it. Expressions are read over the same token
// stream by a precedence loop, because reflection per production would cost several
// times as much on the part that rules are made of. After an error, reading goes on at the next
// `and`, `or` or closing parenthesis, or else at the next statement; each
// mistake gives one diagnostic, and the tree keeps what was read: a Bad node stands in
// the place of a condition, and a statement is Broken (partial.go).
//
// Expect says what may stand at a place, for editors. It has a map of the language of
// its own (follows.go), along which the tokens before the place lead: a parser that has
// met a mistake no longer knows what it would have taken.
//
//   - parser.go is the entry, and has the limits
//   - lexer.go cuts the text into tokens, token.go has their kinds and the reserved words,
//     stream.go makes one token of a list and keeps the comments, and definition.go names the
//     tokens for the parser library
//   - statement.go reads a file statement by statement, with productions.go, or with long.go
//     those that are long, and a rule alone without either; lower.go makes nodes of what
//     productions read
//   - expression.go reads what `and`, `or`, `not` and parentheses join, condition.go a
//     condition, event.go one on events, window.go its window, and list.go the values of a
//     list; ahead.go looks at what comes next, and unread.go skips what cannot be read
//   - literal.go reads text values, date.go checks dates, and unseen.go refuses characters
//     that nobody sees
//   - problem.go has what is wrong and its fix; hints.go, slips.go and event_hints.go say what
//     is likely meant, and unclosed.go closes quotes and drops fixes that would land in them
//   - expect.go says what may stand at a place: places.go names the places of the language,
//     follows.go has what follows at each, and walker.go goes along them with the tokens
//
// Parsing is safe for concurrent use, bounded in nesting and size, and takes
// time linear in the text. The package checks how things are written; what
// names and values mean is not its business.
//
// It is for tools that read rules: a minor version of segc may read a new statement, and
// make a node that is new in package ast of what was an error before.
package grammar
