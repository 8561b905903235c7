package prove

import (
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Names are what the evaluator reads of the names of a program with several rules, once for all
// of them.
type Names struct {
	names *eval.Names
	err   error
}

// NamesOf reads the names of a program.
func NamesOf(work *poll.Poll, program *resolve.Program) *Names {
	names, err := namesOf(work, program, nil)
	return &Names{names, err}
}

// of returns the names for a program with one of the rules alone.
func (n *Names) of(program *resolve.Program) (*eval.Names, error) {
	if n.err != nil {
		return nil, n.err
	}
	return n.names.Of(program.AsWritten().Files), nil
}
