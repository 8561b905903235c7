package grammar

import (
	"fmt"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/date"
)

// checkDate refuses what looks like a date and is none.
func checkDate(token *lexer.Token) *problem {
	if _, err := date.Parse(token.Value); err != nil {
		return &problem{code: diag.BadDate, at: spanOf(token), message: fmt.Sprintf("`%s` is not a date: %v", shorten(token.Value), err)}
	}
	return nil
}
