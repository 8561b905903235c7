package grammar

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
)

// The kinds of tokens. A parser sees neither blanks nor comments.
const (
	endOfFile lexer.TokenType = lexer.EOF

	kindBlank          lexer.TokenType = iota + 1 // spaces, tabs, line ends, a byte order mark at the start
	kindComment                                   // # to the end of the line
	kindForeignComment                            // // and -- to the end of the line, /* … */
	kindKeyword                                   // a reserved word; the token's value is in lower case
	kindWord                                      // any other word
	kindNamed                                     // `value` or `param` that begins a statement on a line of its own, or `assume` that begins one
	kindQuotedName                                // `a name in backquotes`
	kindBadName                                   // a backquote that is not closed on its line
	kindString                                    // "…" or '…'
	kindBadString                                 // a quote that is not closed on its line
	kindCurlyString                               // “…” and the like
	kindNumber                                    // a JSON number
	kindBadNumber                                 // 01, 1., .5, +1, 1_000
	kindDuration                                  // 30d: digits followed by letters
	kindDate                                      // 2026-05-01 and what looks like it
	kindOperator                                  // = != <> == > >= < <= ( ) , : && || !
	kindList                                      // a list of values, from ( on; see tokenStream
	kindOther                                     // any other character
)

// symbols are the names by which productions mention the kinds of tokens.
func symbols() map[string]lexer.TokenType {
	return map[string]lexer.TokenType{
		"EOF": endOfFile, "Keyword": kindKeyword, "Word": kindWord, "Name": kindQuotedName,
		"String": kindString, "Number": kindNumber, "Date": kindDate, "Duration": kindDuration,
		"Operator": kindOperator, "List": kindList,
	}
}

// keyword returns a reserved word in lower case, or "" for any other word. It
// allocates nothing: the result is a constant.
func keyword(word string) string {
	var buffer [12]byte
	if len(word) < 2 || len(word) > len(buffer) {
		return ""
	}
	for i := 0; i < len(word); i++ {
		c := word[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buffer[i] = c
	}
	switch string(buffer[:len(word)]) {
	case "and":
		return "and"
	case "or":
		return "or"
	case "not":
		return "not"
	case "in":
		return "in"
	case "is":
		return "is"
	case "null":
		return "null"
	case "between":
		return "between"
	case "contains":
		return "contains"
	case "starts":
		return "starts"
	case "has":
		return "has"
	case "true":
		return "true"
	case "false":
		return "false"
	case "never":
		return "never"
	case "opened":
		return "opened"
	case "clicked":
		return "clicked"
	case "bounced":
		return "bounced"
	case "complained":
		return "complained"
	case "delivered":
		return "delivered"
	case "unsubscribed":
		return "unsubscribed"
	case "from":
		return "from"
	case "except":
		return "except"
	case "because":
		return "because"
	case "use":
		return "use"
	case "segment":
		return "segment"
	case "let":
		return "let"
	case "list":
		return "list"
	case "isp":
		return "isp"
	case "campaign":
		return "campaign"
	case "field":
		return "field"
	case "require":
		return "require"
	case "where":
		return "where"
	}
	return ""
}

// Keywords returns the reserved words of the language, in lower case. A column
// or a name that is spelled like one is written between backquotes.
func Keywords() []string {
	return slices.Concat(
		[]string{"and", "or", "not", "in", "is", "null", "between", "contains", "starts", "has", "true", "false", "never"},
		ast.MetricWords(),
		[]string{"from", "except", "because", "use", "segment", "let", "list", "isp", "campaign", "field", "require", "where"},
	)
}

// IsPlainName reports whether a name can be written as it is; any other name
// needs backquotes.
func IsPlainName(name string) bool {
	return name != "" && scanWord(name) == len(name) && keyword(name) == ""
}
