package prove

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/resolve"
)

// mayChange says on what the meaning of the rule rests beside its own text: on the day, on the
// values of params, and on other files. It is empty if it rests on nothing else. What changes
// nothing today may then do so later, so that it is not to be taken out without a question.
func (p *Prover) mayChange() string {
	var rests []string
	if today, _ := p.program.UsesToday(); today {
		rests = append(rests, "on this day")
	}
	if p.usesParams() {
		rests = append(rests, "with these values of params")
	}
	rests = append(rests, p.otherFiles()...)
	if len(rests) == 0 {
		return ""
	}
	return "this is so " + english.And(rests) + "; `--fix` leaves the part alone, since that may change"
}

// usesParams reports whether the rule, or a rule that is a part of it, names params.
func (p *Prover) usesParams() bool {
	for _, program := range p.program.Programs() {
		if program.Expansion == nil {
			continue
		}
		for _, o := range program.Expansion.Values {
			if p.Poll.Step(1); o.Kind == resolve.Param {
				return true
			}
		}
	}
	return false
}

// maxNamedFiles is how many files are named.
const maxNamedFiles = 3

// otherFiles returns the other files that have conditions of the rule.
func (p *Prover) otherFiles() []string {
	main := p.program.Main().Source
	seen, known := map[*formula.Formula]bool{}, map[*ast.Source]bool{nil: true, main: true}
	var names []string
	for todo := []*formula.Formula{p.rule.Formula}; len(todo) > 0; {
		f := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if p.Poll.Step(8); seen[f] {
			continue
		}
		seen[f] = true
		todo = append(todo, f.Kids...)
		if source := f.At.Source; !known[source] {
			known[source] = true
			names = append(names, source.Name())
		}
	}
	slices.Sort(names)
	var rests []string
	for _, name := range names[:min(len(names), maxNamedFiles)] {
		rests = append(rests, "with "+name+" as it is now")
	}
	if more := len(names) - maxNamedFiles; more > 0 {
		rests = append(rests, fmt.Sprintf("with %s as they are now", english.Count(more, "more file")))
	}
	return rests
}
