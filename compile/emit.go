package compile

import (
	"errors"
	"fmt"
	"math"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/rule"
)

// emit lowers the rule, expands it and writes the document.
func (c *compiler) emit(where *ast.Where) {
	l := newLowering(c)
	f := l.expr(c.main.Source, where.Expr, false)
	at := place(c.main.Source, where.Expr)
	switch f.kind {
	case isTrue:
		c.fail(diag.AlwaysTrue, at, "everybody matches this rule, which the platform cannot express").Notes =
			[]string{"a segment of everybody on a list is a rule such as `email is not null`"}
		return
	case isFalse:
		c.fail(diag.NeverTrue, at, "nobody can match this rule")
		return
	}
	l.warnConstants()
	if l.refuseNegated(f) {
		return
	}
	cubes, err := expand(f, len(l.atoms), c.options.MaxGroups)
	if errors.Is(err, errTooLarge) {
		c.tooManyGroups(f, at, len(cubes))
		return
	}
	c.write(cubes, l.atoms)
}

// write makes the document of groups.
func (c *compiler) write(cubes []cube, atoms []*atom) {
	document := &rule.Document{Any: make([]rule.Group, 0, len(cubes))}
	origins := make([][]diag.Location, 0)
	for _, cube := range cubes {
		group := rule.Group{All: make([]rule.Condition, 0, len(cube.atoms))}
		places := make([]diag.Location, 0, len(cube.atoms))
		for _, id := range cube.atoms {
			group.All = append(group.All, atoms[id].condition)
			places = append(places, atoms[id].origins[0])
		}
		document.Any = append(document.Any, group)
		origins = append(origins, places)
	}
	c.result.Document, c.result.Origins = document, origins
}

// refuseNegated refuses conditions whose opposite the platform cannot express.
func (l *lowering) refuseNegated(f *formula) bool {
	refused := false
	seen := map[*formula]bool{}
	var walk func(f *formula)
	walk = func(f *formula) {
		if seen[f] {
			return
		}
		seen[f] = true
		if f.kind == isAtom && f.atom.negated {
			refused = true
			d := l.fail(diag.NoOpposite, f.at, "the platform has no opposite of `starts with`")
			d.Notes = []string{"`not contains` also leaves out texts that have it elsewhere; a list of what is meant, `in (…)`, can be turned around"}
		}
		for _, kid := range f.kids {
			walk(kid)
		}
	}
	walk(f)
	return refused
}

// tooManyGroups says how large the document would be, and what multiplies it.
func (c *compiler) tooManyGroups(f *formula, at diag.Location, groups int) {
	size := sizeOf(f)
	message := fmt.Sprintf("this rule becomes %s groups; %d are the most", sizeWords(size.groups), c.options.MaxGroups)
	switch {
	case groups > 0:
		message = fmt.Sprintf("this rule becomes %d groups; %d are the most", groups, c.options.MaxGroups)
	case !size.readOnce:
		message = fmt.Sprintf("this rule multiplies out to %s groups; %d are the most", sizeWords(size.groups), c.options.MaxGroups)
	}
	d := c.fail(diag.TooManyGroups, at, message)
	d.Notes = []string{"the platform takes an or of ands, so every `or` inside an `and` multiplies the groups"}
	const most = 6
	ors := multipliers(f)
	for i, or := range ors {
		if i == most {
			d.Notes = append(d.Notes, fmt.Sprintf("%d more multiply in the same way", len(ors)-most))
			break
		}
		d.Related = append(d.Related, diag.Label{Location: or.at, Text: fmt.Sprintf("times %s", sizeWords(sizeOf(or).groups))})
	}
}

// multipliers returns the ors that stand directly in an and.
func multipliers(f *formula) []*formula {
	var ors []*formula
	seen := map[*formula]bool{}
	var walk func(f *formula)
	walk = func(f *formula) {
		if seen[f] {
			return
		}
		seen[f] = true
		for _, kid := range f.kids {
			if f.kind == isAnd && kid.kind == isOr {
				ors = append(ors, kid)
			}
			walk(kid)
		}
	}
	walk(f)
	return ors
}

// sizeWords writes a number of groups: exactly where it is exact.
func sizeWords(n float64) string {
	if n < 1<<53 {
		return fmt.Sprintf("%d", int64(n))
	}
	if n >= math.MaxFloat64 {
		return "more than 10^308"
	}
	return fmt.Sprintf("about 10^%d", int(math.Log10(n)))
}
