package resolve

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
)

// MaxRules is how many rules a file may have, with those that `for` makes.
const MaxRules = 1000

// Rule is a rule of the main file with the header of its segment. As it was written, there is
// one for each `where`; in an expanded program, one for each value of a `for`.
type Rule struct {
	Segment *ast.Segment // the header; nil without one
	Where   *ast.Where   // nil if the segment has no rule, or none that could be read

	// Written is the rule as it was written, if this one is in an expanded program. Number is
	// the number of this rule among those that are made of it, and Each has the values of the
	// names of `for`.
	Written *Rule
	Number  int
	Each    []Each
}

// Each is the value of the name of a `for` in one rule.
type Each struct {
	Name  string
	Value string // as it is written
	Label string // which replaces it in names; the value itself if nobody gives a label
}

// Loops returns the `for` of the header of a rule, in their order.
func (r *Rule) Loops() []*ast.For {
	if r.Segment == nil {
		return nil
	}
	var loops []*ast.For
	for i := range r.Segment.Properties {
		if f := r.Segment.Properties[i].For; f != nil {
			loops = append(loops, f)
		}
	}
	return loops
}

// AsWritten returns the rule as it was written.
func (r *Rule) AsWritten() *Rule {
	if r.Written != nil {
		return r.Written
	}
	return r
}

// Many reports whether a segment is more than its file: the file has several, or a `for`.
func (p *Program) Many() bool {
	written := p.AsWritten()
	if len(written.MainRules) > 1 {
		return true
	}
	return len(written.MainRules) == 1 && len(written.MainRules[0].Loops()) > 0
}

// gatherRules finds the rules of a file. With several segments, each is followed by its rule.
func (l *loader) gatherRules(file *ast.File) []Rule {
	segments := 0
	for _, s := range file.Statements {
		l.Poll.Step(1)
		if _, ok := s.(*ast.Segment); ok {
			segments++
		}
	}
	if segments > 1 {
		return l.severalRules(file)
	}
	var rule Rule
	for i, s := range file.Statements {
		switch s := s.(type) {
		case *ast.Where:
			if rule.Where != nil {
				d := l.repeated(file.Source, s, rule.Where, "rule")
				d.Notes = []string{"write one rule, and join the conditions with `and` or `or`"}
				d.Fixes = joined(file, i, rule.Where, s)
				continue
			}
			rule.Where = s
		case *ast.Segment:
			rule.Segment = s
		}
	}
	if rule.Where == nil && rule.Segment == nil {
		return nil
	}
	return []Rule{rule}
}

// severalRules finds the rules of a file with several segments.
func (l *loader) severalRules(file *ast.File) (rules []Rule) {
	var first *ast.Where // before all segments
	broken := false      // there may be a rule in what could not be read
	end := func() {
		if n := len(rules); n > 0 && rules[n-1].Where == nil && !broken {
			d := l.Fail(diag.NoRule, problems.At(file.Source, rules[n-1].Segment), "this segment has no rule")
			d.Notes = []string{"in a file with several segments, write the `where` of each after its header"}
		}
	}
	for i, s := range file.Statements {
		l.Poll.Step(1)
		switch s := s.(type) {
		case *ast.Where:
			switch n := len(rules); {
			case n == 0 && first == nil:
				first = s
				l.Fail(diag.MisplacedRule, problems.At(file.Source, s), "this rule comes before the first segment").Notes = []string{
					"in a file with several segments, write the `where` of each after its header",
				}
			case n == 0:
			case rules[n-1].Where != nil:
				d := l.Fail(diag.DuplicateStatement, problems.At(file.Source, s), fmt.Sprintf("the segment %q already has a rule", rules[n-1].Segment.Name.Text))
				d.Related = []diag.Label{{Location: problems.At(file.Source, rules[n-1].Where), Text: "the first one"}}
				d.Notes = []string{"write one rule, and join the conditions with `and` or `or`"}
				d.Fixes = joined(file, i, rules[n-1].Where, s)
			default:
				rules[n-1].Where = s
			}
		case *ast.Segment:
			end()
			broken = s.Broken
			rules = append(rules, Rule{Segment: s})
		default:
			broken = broken || ast.Broken(s)
		}
	}
	end()
	if len(rules) > MaxRules {
		l.Fail(diag.TooLarge, problems.At(file.Source, rules[MaxRules].Segment), "this file has more than 1,000 segments")
		rules = rules[:MaxRules]
	}
	return rules
}

// IsOneOfMany reports whether the rule of a number is one of several that `for` makes of one.
func (p *Program) IsOneOfMany(rule int) bool {
	written := p.MainRules[rule].Written
	if written == nil {
		return false
	}
	return rule > 0 && p.MainRules[rule-1].Written == written || rule+1 < len(p.MainRules) && p.MainRules[rule+1].Written == written
}

// Only returns the program with one of its rules, as if the file had no other one. Places,
// names and comments are those of the whole file.
func (p *Program) Only(rule int) *Program {
	if len(p.MainRules) < 2 {
		return p
	}
	view := *p
	view.Files = append([]*ast.File(nil), p.Files...)
	view.Files[0] = p.MainRules[rule].alone(p.Main(), p.shared)
	view.MainRules = p.MainRules[rule : rule+1]
	if p.Expansion != nil {
		expansion := *p.Expansion
		written := *p.Expansion.Written
		own := p.MainRules[rule].Written
		written.Files = append([]*ast.File(nil), written.Files...)
		written.Files[0] = own.alone(written.Main(), p.Expansion.Written.shared)
		written.MainRules = []Rule{*own}
		expansion.Written = &written
		view.Expansion = &expansion
	}
	return &view
}

// alone returns a file with one rule after what all rules share.
func (r *Rule) alone(file *ast.File, shared []ast.Statement) *ast.File {
	copied := *file
	copied.Statements = make([]ast.Statement, 0, len(shared)+2)
	copied.Statements = append(copied.Statements, shared...)
	if r.Segment != nil {
		copied.Statements = append(copied.Statements, r.Segment)
	}
	if r.Where != nil {
		copied.Statements = append(copied.Statements, r.Where)
	}
	return &copied
}

// noteShared keeps the statements of the main file that all of several rules share, with those
// that `for` makes of one.
func (p *Program) noteShared() {
	if !p.Many() {
		return
	}
	for _, s := range p.Main().Statements {
		switch s.(type) {
		case *ast.Segment, *ast.Where:
		default:
			p.shared = append(p.shared, s)
		}
	}
}

// declareLoops enters the names of the `for` of a header.
func (l *loader) declareLoops(source *ast.Source, s *ast.Segment) {
	for i := range s.Properties {
		f := s.Properties[i].For
		if f == nil || f.Name.Text == "" {
			continue
		}
		l.Poll.Step(16)
		if _, isID := f.Kind.IDs(); !isID {
			l.reserved(source, f.Name)
		}
		if l.loops == nil {
			l.loops = map[*ast.Segment]map[string]*Object{}
		}
		if l.loops[s] == nil {
			l.loops[s] = map[string]*Object{}
		}
		if l.loops[s][f.Name.Text] == nil { // a second one is said where values are put in the places of names
			l.loops[s][f.Name.Text] = &Object{Kind: Loop, Name: f.Name.Text, Source: source, Statement: s, parameter: f.Name}
		}
	}
}

// LoopName returns what the name of a `for` of a header means, or nil.
func (p *Program) LoopName(segment *ast.Segment, name string) *Object { return p.loops[segment][name] }

// LoopOf returns what a `for` of any header of the file means that has a name, or nil: it can
// be used in the rule of its segment alone.
func (p *Program) LoopOf(name string) *Object {
	for i := range p.MainRules {
		if o := p.loops[p.MainRules[i].Segment][name]; o != nil {
			return o
		}
	}
	return nil
}

// Name returns the name of the segment, or "" for a rule without a header.
func (r *Rule) Name() string {
	if r.Segment == nil {
		return ""
	}
	return r.Segment.Name.Text
}

// segmentOf returns the header of the rule that a statement is, or its header: the names of its
// `for` can be used there. It is nil for all other statements.
func (p *Program) segmentOf(s ast.Statement) *ast.Segment {
	if len(p.loops) == 0 {
		return nil
	}
	switch s := s.(type) {
	case *ast.Segment:
		return s
	case *ast.Where:
		return p.headers[s]
	}
	return nil
}

// noteHeaders notes the headers of the rules, for those who ask what can be named in one.
func (p *Program) noteHeaders() {
	if len(p.loops) == 0 {
		return
	}
	p.headers = make(map[*ast.Where]*ast.Segment, len(p.MainRules))
	for _, rule := range p.MainRules {
		if rule.Where != nil && rule.Segment != nil {
			p.headers[rule.Where] = rule.Segment
		}
	}
}

// LoopNames returns the names of the `for` of the headers, in the order of the text.
func (p *Program) LoopNames() (names []*Object) {
	for i := range p.MainRules {
		for _, f := range p.MainRules[i].Loops() {
			if o := p.loops[p.MainRules[i].Segment][f.Name.Text]; o != nil && o.parameter == f.Name {
				names = append(names, o)
			}
		}
	}
	return names
}

// loopHas reports whether a `for` is one of ids of a kind.
func loopHas(o *Object, kind ast.AliasKind) bool {
	f := o.Loop()
	own, ok := f.Kind.IDs()
	return ok && own == kind
}

// Loop returns the `for` that an object is the name of, or nil.
func (o *Object) Loop() *ast.For {
	segment, _ := o.Statement.(*ast.Segment)
	if segment == nil {
		return nil
	}
	for i := range segment.Properties {
		if f := segment.Properties[i].For; f != nil && f.Name == o.parameter {
			return f
		}
	}
	return nil
}
