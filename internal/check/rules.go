package check

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/visible"
)

// isRule reports whether a `where` is that of a rule of the program, which rules looks at.
func (c *checker) isRule(where *ast.Where) bool {
	if len(c.program.MainRules) == 1 {
		return c.program.MainRules[0].Where == where
	}
	if c.wheres == nil {
		c.wheres = make(map[*ast.Where]bool, len(c.program.MainRules))
		for i := range c.program.MainRules {
			c.wheres[c.program.MainRules[i].Where] = true
		}
	}
	return c.wheres[where]
}

// rules checks the rules of the main file and their headers, and keeps the headers.
func (c *checker) rules() {
	all := c.program.MainRules
	source := c.program.Main().Source
	c.facts.headers = make([]*Header, len(all))
	var of problems.Instances
	several := len(all) > 1
	if several {
		of.MarkNone(&c.List)
	}
	for i := range all {
		c.rule = i
		rule := &all[i]
		unknown := rule.Segment != nil && rule.Segment.Broken && len(rule.Loops()) > 0 // its names have no values
		if rule.Where != nil && !unknown {
			c.expression(source, rule.Where.Expr)
		}
		if rule.Segment != nil && !rule.Segment.Broken {
			c.facts.headers[i] = c.segment(source, rule)
		}
		switch {
		case !several:
		case c.program.IsOneOfMany(i):
			of.Mark(&c.List, rule.Name())
		default:
			of.MarkNone(&c.List)
		}
	}
	c.rule = -1
	if len(all) > 0 {
		c.facts.Header = c.facts.headers[0]
	}
	if several {
		c.All = of.Together(&c.List)
		c.distinctNames(all)
	}
}

// loopElsewhere reports a word that is the name of a `for` outside the rule of its segment,
// where it has no meaning. It is false for any other word.
func (c *checker) loopElsewhere(at diag.Location, word string) bool {
	o := c.program.AsWritten().LoopOf(word)
	if o == nil || max(c.rule, c.part) >= 0 {
		return false
	}
	d := c.Fail(diag.UnknownName, at, fmt.Sprintf("`%s` belongs to a `for`, so only the rule of its segment can use it", word))
	d.Related = []diag.Label{{Location: o.Definition(), Text: "the `for`"}}
	d.Notes = []string{"give the part a parameter: `let part(" + word + ") = …`, and use it in the rule as `part(" + word + ")`"}
	return true
}

// loopName returns what a word names of the `for` of the rule that is checked, or nil.
func (c *checker) loopName(word string) *resolve.Object {
	number := max(c.rule, c.part)
	if number < 0 {
		return nil
	}
	rule := c.program.MainRules[number].AsWritten()
	return c.program.AsWritten().LoopName(rule.Segment, word)
}

// distinctNames refuses segments of one file with the same name.
func (c *checker) distinctNames(all []resolve.Rule) {
	source := c.program.Main().Source
	type same struct{ first, second *ast.Segment }
	first, said := map[string]*resolve.Rule{}, map[same]bool{}
	for i := range all {
		rule := &all[i]
		c.Poll.Step(64)
		if rule.Segment == nil || rule.Segment.Broken {
			continue
		}
		name := visible.Name(rule.Segment.Name.Text)
		if name == "" {
			continue // which is said
		}
		old := first[name]
		if old == nil {
			first[name] = rule
			continue
		}
		a, b := old.AsWritten().Segment, rule.AsWritten().Segment
		if said[same{a, b}] {
			continue
		}
		said[same{a, b}] = true
		at := place(source, rule.Segment.Name)
		if a == b {
			d := c.Fail(diag.DuplicateName, at, fmt.Sprintf("several segments are called %q", rule.Segment.Name.Text))
			d.Related = c.sameLabels(old, rule)
			for _, e := range rule.Each {
				if !strings.Contains(a.Name.Text, "{"+e.Name+"}") || strings.Contains(a.Name.Text, "{{"+e.Name+"}}") {
					d.Notes = append(d.Notes, "`{"+e.Name+"}` in the name is the value of the `for`")
				}
			}
			if text := withNames(source.Slice(a.Name.At), rule.Each); len(d.Notes) > 0 && text != "" {
				d.Fixes = []diag.Fix{problems.Replace(at, text)}
			}
			continue
		}
		d := c.Fail(diag.DuplicateName, at, fmt.Sprintf("there is already a segment called %q", rule.Segment.Name.Text))
		d.Related = []diag.Label{{Location: place(source, a.Name), Text: "the first one"}}
	}
}

// HeaderOf returns the header of a rule by its number, or nil.
func (f *Facts) HeaderOf(rule int) *Header {
	if rule < 0 || rule >= len(f.headers) {
		return nil
	}
	return f.headers[rule]
}

// sameLabels shows the values of `for` that give two segments one name: those of the second that
// are not those of the first.
func (c *checker) sameLabels(first, second *resolve.Rule) (labels []diag.Label) {
	for i, f := range second.AsWritten().Loops() {
		if first.Each[i].Value == second.Each[i].Value || first.Each[i].Label != second.Each[i].Label {
			continue
		}
		for _, e := range f.Each {
			if e.Label != nil && e.Label.Text == second.Each[i].Label {
				labels = append(labels, diag.Label{Location: place(c.program.Main().Source, e), Text: "one of them"})
			}
		}
	}
	return labels
}

// Alike reports whether what is known of columns is the same in all rules.
func (f *Facts) Alike() bool { return len(f.datesOf) == 0 }

// Only returns the facts about a program that has one of the rules alone.
func (f *Facts) Only(work *poll.Poll, program *resolve.Program, rule int) *Facts {
	if len(f.headers) < 2 {
		return f
	}
	view := *f
	view.program, view.Header, view.headers = program, f.headers[rule], nil
	view.moving, view.only = nil, rule
	for _, m := range f.moving {
		if work.Step(2); m.rule < 0 || m.rule == rule {
			view.moving = append(view.moving, m)
		}
	}
	if len(f.datesOf)+len(f.datesIn) > 0 {
		view.dates = map[string]bool{}
		for name := range f.dates {
			work.Step(8)
			view.dates[name] = true
		}
		for _, name := range f.datesOf[rule] {
			view.dates[name] = true
		}
		if len(f.datesIn) > 0 {
			view.datesOfUses(work)
		}
	}
	return &view
}

// datesOfUses adds the columns of dates in the parts that the uses of a rule, and of what it
// shares with others, have made.
func (f *Facts) datesOfUses(work *poll.Poll) {
	seen := map[string]bool{}
	var look func(n ast.Node)
	look = func(n ast.Node) {
		for n := range ast.Preorder(n) {
			work.Step(4)
			ref, ok := n.(*ast.Ref)
			if !ok || seen[ref.Name.Text] {
				continue
			}
			seen[ref.Name.Text] = true
			for _, name := range f.datesIn[ref.Name.Text] {
				f.dates[name] = true
			}
			if part := f.program.Part(ref.Name.Text); part != nil && f.program.IsMade(part) {
				look(part.Expr)
			}
		}
	}
	for _, file := range f.program.Files {
		for _, s := range file.Statements {
			if let, ok := s.(*ast.Let); ok && f.program.Expansion.Uses[let] != nil {
				continue // which is looked at where it is used
			}
			look(s)
		}
	}
}
