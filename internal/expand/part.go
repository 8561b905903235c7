package expand

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// wants reports whether to expand a rule: whether it is compiled, or others use it.
func (x *expander) wants(rule *resolve.Rule) bool {
	return x.scope == nil || x.scope.Wanted[rule.Name()] || x.scope.Wanted[""]
}

// partsOfOthers finds the rules of other files that are parts of this program.
func (x *expander) partsOfOthers() {
	for _, o := range x.written.Objects() {
		x.Poll.Step(4)
		use, ok := o.Statement.(*ast.Use)
		if !ok || o.Taken == nil {
			continue
		}
		if taken := x.ruleOf(o, use); taken != nil {
			if x.expansion.Taken == nil {
				x.expansion.Taken = map[*ast.Use]*resolve.Taken{}
			}
			x.expansion.Taken[use] = taken
		}
	}
}

// ruleOf returns the rule of another file that a part is, or nil if there is none, which is said.
func (x *expander) ruleOf(o *resolve.Object, use *ast.Use) *resolve.Taken {
	scope := x.scopes[o.Taken.Program]
	if scope == nil {
		return nil
	}
	number := x.chosen(scope.Program, use, at(o.Source, use.Path))
	if number < 0 {
		return nil
	}
	key := resolve.Taken{Program: scope.Program, Rule: number}
	known := x.taken[key]
	if known == nil {
		known = &key
		x.taken[key] = known
		scope.Rules = append(scope.Rules, number)
	}
	return known
}

// chosen returns the number of the rule that a `use` takes of a program, or -1. What is wrong
// with the text of that program is said already.
func (x *expander) chosen(program *resolve.Program, use *ast.Use, place diag.Location) int {
	file := program.Main()
	written := program.AsWritten().MainRules
	switch {
	case use.Segment != nil && use.Segment.Kind != ast.String:
		return -1
	case len(written) == 0 || len(written) == 1 && written[0].Where == nil:
		if !file.Broken && !slices.ContainsFunc(file.Statements, ast.Broken) {
			x.noRule(file, use, place)
		}
		return -1
	case use.Segment != nil:
		return x.named(program, use, at(place.Source, *use.Segment))
	case len(written) == 1 && len(written[0].Loops()) == 0:
		return 0
	}
	if names := x.segments(program).quoted; len(names) > 0 {
		what := english.Count(len(names), "segment")
		d := x.Fail(diag.WhichSegment, place, fmt.Sprintf("%s has %s, and only one of them can be a part", file.Source.Name(), what))
		d.Notes = []string{"write the name of one before `as`: `use … " + names[0] + " as " + use.As.Text + "`", "they are " + english.Some(names, 12)}
		if len(names) == 1 {
			d.Message = fmt.Sprintf("the segment of %s has a `for`, so use it by its name", file.Source.Name())
			d.Notes = d.Notes[:1]
		}
	}
	return -1
}

// noRule says that a file has no rule that could be a part.
func (x *expander) noRule(file *ast.File, use *ast.Use, place diag.Location) {
	d := x.Fail(diag.NothingToUse, place, fmt.Sprintf("%s has no rule to use as a part", file.Source.Name()))
	if len(file.Statements) == 0 || slices.ContainsFunc(file.Statements, func(s ast.Statement) bool { _, ok := s.(*ast.Segment); return ok }) {
		return
	}
	d.Notes = []string{"to use only its declarations, write `use` without `as`"}
	rest := diag.Location{Source: place.Source, Span: ast.Span{Start: use.Path.At.End, End: use.As.At.End}}
	if rest.Span.Start <= rest.Span.End && rest.Span.End <= len(place.Source.Text()) {
		d.Fixes = []diag.Fix{{Text: "remove `as` and the name", Edits: []diag.Edit{{Location: rest}}}}
	}
}

// named returns the number of the rule of a name, or -1.
func (x *expander) named(program *resolve.Program, use *ast.Use, place diag.Location) int {
	all := x.segments(program)
	found, known := all.numbers[use.Segment.Text]
	switch {
	case found == several:
		x.Fail(diag.WhichSegment, place, fmt.Sprintf("%s has several segments called %q", program.Main().Source.Name(), use.Segment.Text))
		return -1
	case known && program.MainRules[found].Where != nil:
		return found
	case known || x.wrong[program] || program.Main().Broken:
		return -1
	}
	d := x.Fail(diag.UnknownSegment, place, fmt.Sprintf("%s has no segment called %q", program.Main().Source.Name(), use.Segment.Text))
	if len(all.names) == 0 {
		d.Notes = []string{"its rule has no name: leave the name out"}
	} else if nearest, ok := x.guesses.Nearest(use.Segment.Text, all.names); ok {
		d.Fixes = []diag.Fix{problems.Replace(place, quoted(nearest))}
	} else {
		d.Notes = []string{"its segments are " + english.Some(all.quoted, 12)}
	}
	return -1
}

// segments are the names of the segments of a program.
type segments struct {
	names, quoted []string
	numbers       map[string]int // of rules
}

// several is the number of a name that several segments have.
const several = -2

func (x *expander) segments(program *resolve.Program) *segments {
	all := x.listed[program]
	if all != nil {
		return all
	}
	all = &segments{numbers: map[string]int{}}
	x.listed[program] = all
	for i := range program.MainRules {
		x.Poll.Step(32)
		rule := &program.MainRules[i]
		if rule.Segment == nil {
			continue
		}
		name := rule.Name()
		if _, twice := all.numbers[name]; twice {
			all.numbers[name] = several
			continue
		}
		all.numbers[name] = i
		all.names = append(all.names, name)
		all.quoted = append(all.quoted, quoted(name))
	}
	return all
}
