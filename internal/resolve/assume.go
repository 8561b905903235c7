package resolve

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
)

// Assume gathers what the files assume of the platform, those that are used as parts among them, beside what the caller of
// Load does. What contradicts something before it is wrong: the caller's assumptions come first,
// and then those of the files that the author does not name.
func (p *Program) Assume(list *problems.List, given contact.Reading) {
	assumed, ok := given.Join(contact.Reading{})
	if !ok {
		d := list.Fail(diag.ContradictingAssumptions, diag.Location{}, "the assumptions for this run contradict each other")
		d.Notes = []string{"this run assumes that the platform " + given.String()}
		assumed = contact.Reading{}
	}
	a := assumptions{Program: p, List: list, given: assumed}
	p.Assumed = assumed
	all := p.AllFiles()
	for _, file := range p.Files[p.said:] {
		a.file(file)
	}
	a.authors = p.doubted
	for _, file := range all[len(p.Files):] {
		a.file(file)
	}
	for _, file := range p.Files[:p.said] {
		a.file(file)
	}
	for _, scope := range p.Scopes {
		scope.Program.Assumed = p.Assumed
	}
}

// assumptions is the work of Assume.
type assumptions struct {
	*Program
	*problems.List
	given   contact.Reading
	first   map[string]assumption // by question
	authors bool                  // the statements are those of an author who cannot choose the guards
}

// assumption is a statement that says what is known of the platform.
type assumption struct {
	source    *ast.Source
	statement *ast.Assume
	answer    string
}

func (a *assumptions) file(file *ast.File) {
	for _, s := range file.Statements {
		a.Poll.Step(2)
		if s, ok := s.(*ast.Assume); ok && !ast.Broken(s) {
			a.add(file.Source, s)
		}
	}
}

func (a *assumptions) add(source *ast.Source, s *ast.Assume) {
	a.Poll.Step(32)
	question, answer := strings.ToLower(s.Question.Text), strings.ToLower(s.Answer.Text)
	if before, known := a.first[question]; known {
		if before.answer != answer {
			d := a.contradicts(source, s, fmt.Sprintf("`assume %s %s`", question, before.answer))
			d.Related = []diag.Label{{Location: problems.At(before.source, before.statement), Text: "assumed here"}}
		}
		return
	}
	says, err := contact.ParseReading(question + "=" + answer)
	if err != nil {
		a.Fail(diag.SyntaxError, problems.At(source, s), "`"+answer+"` is not an answer to `"+question+"`")
		return
	}
	joined, ok := a.Assumed.Join(says)
	if !ok { // statements are about one question each, so this is the caller's
		d := a.contradicts(source, s, "the assumptions for this run")
		d.Notes = []string{"this run assumes that the platform " + a.given.String()}
		return
	}
	if a.authors && joined != a.Assumed {
		d := a.Fail(diag.AssumptionRefused, problems.At(source, s), "this assumption could let the rule pass guards of other files")
		d.Notes = []string{"the guards of files that every rule uses are checked only under the assumptions of those files and of the run"}
		return
	}
	a.Assumed = joined
	if a.first == nil {
		a.first = map[string]assumption{}
	}
	a.first[question] = assumption{source, s, answer}
}

func (a *assumptions) contradicts(source *ast.Source, s *ast.Assume, what string) *diag.Diagnostic {
	return a.Fail(diag.ContradictingAssumptions, problems.At(source, s), "this contradicts "+what)
}
