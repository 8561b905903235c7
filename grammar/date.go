package grammar

import (
	"fmt"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/loose"
)

// checkDate refuses what looks like a date and is none.
func checkDate(token *lexer.Token) *problem {
	if _, err := date.Parse(token.Value); err != nil {
		p := &problem{code: diag.BadDate, at: spanOf(token), message: fmt.Sprintf("`%s` is not a date: %v", shorten(token.Value), err)}
		if note := loose.NoDay(token.Value); note != "" {
			p.notes = []string{note}
		}
		return p
	}
	return nil
}

// dateLength is the length of a date without a time.
const dateLength = len("2026-05-01")

// stepsIn returns where steps begin in the token of a date, 2026-06-01-14d, or 0 if there is
// nothing but a date in it. The last step may lack its unit: then they are not whole.
func stepsIn(text string) (at int, whole bool) {
	if len(text) <= dateLength {
		return 0, false
	}
	for rest := text[dateLength:]; rest != ""; {
		digits := 0
		if rest[0] == '-' || rest[0] == '+' {
			digits = scanDigits(rest[1:])
		}
		letters := 1 + digits
		for letters < len(rest) && isWordStart(rest[letters]) {
			letters++
		}
		switch {
		case digits == 0 || letters == 1+digits && letters < len(rest):
			return 0, false
		case letters == 1+digits:
			return dateLength, false
		}
		rest = rest[letters:]
	}
	return dateLength, true
}

// stepTokens cuts a text into the tokens of steps.
func stepTokens(text string, offset int) []lexer.Token {
	var tokens []lexer.Token
	for text != "" {
		kind, n := scanToken(text)
		tokens = append(tokens, lexer.Token{Type: kind, Value: text[:n], Pos: lexer.Position{Offset: offset}})
		text, offset = text[n:], offset+n
	}
	return tokens
}
