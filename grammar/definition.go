package grammar

import (
	"io"

	"github.com/alecthomas/participle/v2/lexer"
)

// definition tells the parser library the names of the tokens. The tokens
// themselves come from a tokenStream, one for each text.
type definition struct{}

// Symbols implements lexer.Definition.
func (definition) Symbols() map[string]lexer.TokenType { return symbols() }

// Lex implements lexer.Definition.
func (definition) Lex(_ string, r io.Reader) (lexer.Lexer, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return &tokenStream{scanner: scanner{text: string(text)}}, nil
}
