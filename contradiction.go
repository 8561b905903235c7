package segc

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/prove"
)

// contradicting is the error of a comparison of two results that assume different things of the
// platform, with the places where they do.
func contradicting(old, new *Result, found *prove.ContradictionError) error {
	d := diag.Diagnostic{
		Code: diag.ContradictingAssumptions, Message: found.Error(), Cause: found,
		Notes: []string{"no platform does both, so there are no contacts to compare"},
	}
	for _, question := range ast.Questions() {
		before, one := old.assumedAt(question)
		after, other := new.assumedAt(question)
		if before == nil || after == nil || strings.EqualFold(before.Answer.Text, after.Answer.Text) {
			continue
		}
		d.Location = other
		d.Related = []diag.Label{{Location: one, Text: "the other rule assumes this"}}
		break
	}
	return problems.Inert(diag.List{d}).Err()
}

// assumedAt returns the statement of a file of the rule that answers a question; nil if none does.
func (r *Result) assumedAt(question string) (*ast.Assume, diag.Location) {
	if r.program == nil {
		return nil, diag.Location{}
	}
	for _, file := range r.program.Files() {
		for _, s := range file.Statements {
			if s, ok := s.(*ast.Assume); ok && strings.EqualFold(s.Question.Text, question) {
				return s, problems.At(file.Source, s)
			}
		}
	}
	return nil, diag.Location{}
}
