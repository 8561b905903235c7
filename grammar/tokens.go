package grammar

import (
	"slices"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/internal/poll"
)

// tokens are the tokens of a text and the next one to be read, with what the parser library's
// own lexer can do. That one is made when the library first reads a statement.
type tokens struct {
	all     []lexer.Token // the last is the end of the text
	next    lexer.RawCursor
	poll    *poll.Poll
	library *lexer.PeekingLexer
	lent    lexer.Checkpoint // where the library began to read last
}

// readTokens reads all tokens of a stream.
func readTokens(s *tokenStream) *tokens {
	const bytes, most = 4, 160 // of a token, about; and how many there is room for at first
	text := len(s.scanner.text)
	t := &tokens{poll: s.scanner.poll, all: make([]lexer.Token, 0, min(text/bytes+2, most))}
	for {
		token := s.next()
		if n := len(t.all); n == cap(t.all) {
			// As many more as there have been so far, for the bytes that are left.
			more := n * (text - token.Pos.Offset) / max(token.Pos.Offset, 1)
			t.all = slices.Grow(t.all, min(more+more/16, 3*n)+1)
		}
		if t.all = append(t.all, token); token.Type == endOfFile {
			return t
		}
	}
}

// Peek returns the next token.
func (t *tokens) Peek() *lexer.Token { return &t.all[t.next] }

// Next returns the next token and moves past it, but not past the end of the text.
func (t *tokens) Next() *lexer.Token {
	token := &t.all[t.next]
	if token.Type != endOfFile {
		t.next++
	}
	return token
}

// RawCursor returns the number of the next token.
func (t *tokens) RawCursor() lexer.RawCursor { return t.next }

// Range returns the tokens from one number up to another one.
func (t *tokens) Range(start, end lexer.RawCursor) []lexer.Token { return t.all[start:end] }

// MakeCheckpoint returns where the reader is, for LoadCheckpoint.
func (t *tokens) MakeCheckpoint() lexer.RawCursor { return t.next }

// LoadCheckpoint goes back to where MakeCheckpoint was called.
func (t *tokens) LoadCheckpoint(here lexer.RawCursor) { t.next = here }

// lend calls a function of the library, which reads on from here.
func (t *tokens) lend(read func(*lexer.PeekingLexer)) {
	if t.library == nil {
		t.library = t.copied()
	}
	if t.library.RawCursor() > t.next { // the library has read what is read again
		if t.library.LoadCheckpoint(t.lent); t.library.RawCursor() > t.next {
			t.library.LoadCheckpoint(lexer.Checkpoint{})
		}
	}
	if t.library.RawCursor() < t.next {
		t.library.FastForward(t.next - 1)
	}
	t.lent = t.library.MakeCheckpoint()
	read(t.library)
	t.next = t.library.RawCursor()
}

// copied returns a lexer of the library with the tokens. Each says in its column, which is not
// used for anything else, how many there are: see borrow.
func (t *tokens) copied() *lexer.PeekingLexer {
	for i := range t.all {
		t.poll.Step(1)
		t.all[i].Pos.Column = len(t.all)
	}
	library, err := lexer.Upgrade(&replay{tokens{all: t.all, poll: t.poll}})
	if err != nil {
		panic(err)
	}
	return library
}

// replay gives the library tokens that were read.
type replay struct{ tokens }

// Next implements lexer.Lexer.
func (r *replay) Next() (lexer.Token, error) {
	r.poll.Step(4)
	return *r.tokens.Next(), nil
}

// borrow calls a function that reads on from where the library is.
func borrow(library *lexer.PeekingLexer, read func(*tokens) error) error {
	count := lexer.RawCursor(library.Peek().Pos.Column)
	t := &tokens{all: library.Range(0, count), next: library.RawCursor()}
	err := read(t)
	if t.next > library.RawCursor() {
		library.FastForward(t.next - 1)
	}
	return err
}
