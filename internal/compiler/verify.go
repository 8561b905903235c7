package compiler

import (
	"errors"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
)

// verified reads the document back through the strict decoder and compares it
// with the rule. A difference is a fault of the compiler, and no document is
// better than a wrong one.
func (w *writer) verified() bool {
	found, err := w.agreement()
	w.result.Stats.Sampled = found == prove.Sampled
	if found != prove.Differs {
		if w.result.SourceCheck, err = w.proof.SourceCheck(w.decoded); err == nil {
			err = w.listsAsWritten()
		}
		if err == nil {
			w.result.Table, w.result.JSON = w.decoded, w.encoded // and not what was meant to be written
			return true
		}
	}
	at := place(w.main.Source, w.main.Statements[0])
	message := "segc has a fault: the document would differ from the rule"
	if err != nil {
		message = "segc cannot check its own document: " + err.Error()
	}
	w.Fail(diag.Internal, at, message).Notes = []string{"please report it with the rule; until it is fixed, --simplify none may help"}
	w.result.Table, w.result.JSON = nil, nil
	return false
}

// listsAsWritten compares the lists of the header with what the evaluator reads of its text:
// they say who can get the e-mail as much as the rule does.
func (w *writer) listsAsWritten() error {
	if w.facts.Header == nil {
		return nil
	}
	read, err := w.proof.Lists(listsOf(w.main))
	if err != nil {
		return err
	}
	lists := slices.Clone(w.facts.Header.Lists)
	slices.Sort(lists)
	slices.Sort(read)
	w.poll.Step(len(lists) + len(read))
	if !slices.Equal(lists, read) {
		return errors.New("the lists of the segment differ from those in its text")
	}
	return nil
}

// listsOf returns the lists of the header of a file, as they are written.
func listsOf(file *ast.File) []ast.Value {
	for _, s := range file.Statements {
		if segment, ok := s.(*ast.Segment); ok {
			for _, p := range segment.Properties {
				if p.Kind == ast.PropertyLists {
					return p.Values
				}
			}
		}
	}
	return nil
}

// agreement compares the document with the rule: by proof, or as well as it can
// be done where that is beyond the limits. The error says what is wrong with the
// document beside its meaning.
func (w *writer) agreement() (prove.Agreement, error) {
	if w.checked != w.written {
		w.checked = w.written
		w.found, w.foundErr = w.compare()
	}
	return w.found, w.foundErr
}

func (w *writer) compare() (prove.Agreement, error) {
	document, err := w.readBack()
	if err != nil {
		return prove.Differs, err
	}
	w.decoded = document
	plain := w.written == w.expanded
	if w.proof.AgreesInParts(document, w.parts, w.numbers, plain) {
		return prove.Proved, nil
	}
	return w.proof.Agrees(document, plain), nil
}

// readBack returns the document as the strict decoder reads its JSON.
func (w *writer) readBack() (*condition.Table, error) {
	encoded := rule.EncodeTable(w.poll, nil, w.written)
	w.poll.Hold(len(encoded))
	document, err := rule.ReadTable(w.poll, encoded)
	if err != nil {
		w.poll.Free(len(encoded))
		return nil, err
	}
	if !condition.SameTables(w.poll, document, w.written) {
		w.poll.Free(len(encoded))
		return nil, errors.New("it reads differently than it was written")
	}
	w.poll.Free(len(w.encoded)) // of another document
	w.encoded = encoded
	return document, nil
}
