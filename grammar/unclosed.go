package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/diag"
)

// withoutSwallowed removes the problems of parentheses whose fix would be written at
// the end of a text without its closing quote. What is missing there may be in the
// text. There is another error to correct first: that of the text, or one after which
// the reader skipped the text. The ends of the texts are sorted.
func withoutSwallowed(problems []*problem, ends []int) []*problem {
	if len(ends) == 0 {
		return problems
	}
	kept := slices.DeleteFunc(slices.Clone(problems), func(p *problem) bool {
		if p.code != diag.UnclosedParen || len(p.fixes) == 0 {
			return false
		}
		_, swallowed := slices.BinarySearch(ends, p.fixes[0].edits[0].at.Start)
		return swallowed
	})
	if len(kept) == 0 {
		return problems
	}
	return kept
}

// closeQuote returns the fix that closes a text at its end. A backslash there would
// make the quote a part of the text, so it becomes two.
func closeQuote(token *lexer.Token, end int) fix {
	quote := token.Value[:1]
	body := token.Value[1:]
	if backslashes := len(body) - len(strings.TrimRight(body, `\`)); backslashes%2 == 1 {
		f := insert(end, `\`+quote)
		f.text = "write `\\\\` for one backslash, and add `" + quote + "`"
		return f
	}
	return insert(end, quote)
}
