package compiler

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
)

// maxProofs is how many guards the rules of a file may have to keep to, all together.
const maxProofs = 100_000

// All compiles all rules of a program, as [Program.Compile] does one. The result at the index
// of a rule is nil if that has an error, and the list has what is wrong with any of them: what
// several segments of a `for` have at one place is there once.
func (p *Program) All(ctx context.Context) (results []*Result, list diag.List) {
	n := p.Rules()
	if n < 2 {
		rule := n - 1 // None without one
		result, list := p.Compile(ctx, rule)
		return []*Result{result}[:n], list
	}
	ctx = poll.Within(ctx, 0)
	work := poll.New(ctx)
	defer func() {
		ended := work.Catch(recover())
		if stopped := Interrupted(ctx, p.Main()); ended || stopped != nil {
			results, list = make([]*Result, n), problems.Inert(stopped)
		}
	}()
	if guards := len(p.Guards); guards*n > maxProofs && !p.found.HasErrors() {
		return make([]*Result, n), p.toCaller(ctx, append(problems.Copy(work, p.found), diag.Diagnostic{
			Code: diag.TooLarge, Location: problems.At(p.Main().Source, p.MainRules[0].AsWritten().Segment.Name),
			Message: fmt.Sprintf("this file has %d segments and %d guards; the limit is 100,000 pairs of a segment and a guard", n, guards),
		}))
	}
	common := sharing{read: prove.NamesOf(work, p.Program)}
	if p.Facts.Alike() {
		common.proved = map[*resolve.Taken]bool{}
	}
	results = make([]*Result, n)
	all := problems.List{Poll: work, All: problems.Copy(work, p.found)}
	var of problems.Instances
	of.MarkNone(&all)
	found := len(all.All)
	for i := range n {
		var wrong diag.List
		results[i], wrong = p.oneOf(ctx, work, common, i)
		if ctx.Err() != nil {
			return nil, nil // the deferred function says so
		}
		p.tell(i, wrong)
		own, shared := wrong, diag.List(nil)
		if !p.IsOneOfMany(i) { // what is said of its own text needs no name
			shared = slices.DeleteFunc(slices.Clone(wrong), func(d diag.Diagnostic) bool { return p.ruleAt(d.Location) >= 0 })
			own = slices.DeleteFunc(wrong, func(d diag.Diagnostic) bool { return p.ruleAt(d.Location) < 0 })
			all.All = append(all.All, own...)
			of.MarkNone(&all)
			own = nil
		}
		all.All = append(append(all.All, own...), shared...)
		of.Mark(&all, p.MainRules[i].Name())
	}
	all.All = p.together(work, &all, &of, found)
	input := p.linted(poll.New(ctx))
	list = lint.Agree(input, all.All)
	if p.options.Review && !list.HasErrors() {
		list = append(list, lint.Run(input)...)
	}
	list = list.SortWithin(work.Step)
	if p.options.Review {
		list = lint.Ignore(input, list).SortWithin(work.Step)
	} else {
		if !p.found.HasErrors() {
			list = append(list, lint.Slips(input)...).SortWithin(work.Step)
		}
		list = lint.Silence(input, list)
	}
	return results, p.toCaller(ctx, list)
}

// Hearing returns the program with a function that All calls for each of several rules with what
// is wrong with that one: in the list of All, rules share their problems. The function must not
// change the list.
func (p *Program) Hearing(each func(rule int, list diag.List)) *Program {
	other := *p
	other.each = each
	return &other
}

func (p *Program) tell(rule int, list diag.List) {
	if p.each != nil {
		p.each(rule, list)
	}
}

// sharing is what the compilations of several rules have in common.
type sharing struct {
	read   *prove.Names            // what the evaluator reads of the names
	proved map[*resolve.Taken]bool // the rules that are parts and keep their guards; nil of one rule
}

// oneOf compiles one of several rules, and returns what is wrong with it beside what was found
// when the program was loaded. The rules of other files whose guards were proved for another rule
// need no other proof.
func (p *Program) oneOf(ctx context.Context, work *poll.Poll, common sharing, rule int) (*Result, diag.List) {
	c := p.Only(work, rule).start(ctx)
	c.alone, c.sharing = true, common
	list := c.run(0)
	if c.side != nil && !list.HasErrors() {
		reached := lint.Reached{Side: c.side, Main: c.main, Named: c.program.NamedBy(c.poll), Enabled: c.options.Enable}
		list = append(list, reached.Reaches(ctx)...)
	}
	if list.HasErrors() || p.found.HasErrors() {
		return nil, list
	}
	result := c.result // apart from the compilation, which holds what the proofs need
	return &result, list
}

// together merges what is said of several rules. A fix stays only if it is right for all rules
// that the text is for: for those of a `for`, or for all, in what they share.
func (p *Program) together(work *poll.Poll, all *problems.List, of *problems.Instances, found int) diag.List {
	count := map[diag.Location]int{}
	for _, d := range all.All[found:] {
		work.Step(16)
		count[d.Location]++
	}
	made := map[*ast.Where]int{}
	for i := range p.MainRules {
		made[p.MainRules[i].AsWritten().Where]++
	}
	merged := of.Together(all)
	for i := range merged {
		d := &merged[i]
		work.Step(16)
		if i < found || len(d.Fixes) == 0 {
			continue
		}
		rules := len(p.MainRules)
		if written := p.ruleAt(d.Location); written >= 0 {
			rules = made[p.AsWritten().MainRules[written].Where]
		}
		if count[d.Location] < rules {
			d.Fixes = nil
		}
	}
	return merged
}

// ruleAt returns the number of the rule as written whose text a place is in, or -1.
func (p *Program) ruleAt(at diag.Location) int {
	if at.Source != p.Main().Source {
		return -1
	}
	return slices.IndexFunc(p.AsWritten().MainRules, func(r resolve.Rule) bool {
		return r.Segment != nil && r.Segment.At.Covers(at.Span) || r.Where != nil && r.Where.At.Covers(at.Span)
	})
}

// own returns what of a list concerns one of several rules: errors, and what is in its text or
// in what all share. That a comment silences nothing is known only for all rules together.
func (p *Program) own(rule int, list diag.List) diag.List {
	written := p.MainRules[rule].AsWritten()
	type same struct {
		code diag.Code
		at   diag.Location
	}
	said := make(map[same]bool, len(p.found)) // before a rule was looked at
	for _, d := range p.found {
		said[same{d.Code, d.Location}] = true
	}
	for i := range list {
		d := &list[i]
		if !said[same{d.Code, d.Location}] && (p.IsOneOfMany(rule) || p.ruleAt(d.Location) < 0) {
			d.Fixes = nil // which may be wrong for the others that have this text
		}
	}
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		at := p.ruleAt(d.Location)
		elsewhere := at >= 0 && p.AsWritten().MainRules[at].Where != written.Where
		return d.Severity != diag.Error && (elsewhere || d.Code == diag.UselessIgnore && at < 0)
	})
}

// Several returns what is wrong with a program of several rules where one is expected. If it
// has errors, these are all.
func (p *Program) Several(ctx context.Context) diag.List {
	list := p.Problems(ctx)
	if list.HasErrors() || ctx.Err() != nil {
		return list
	}
	second := p.MainRules[1].AsWritten().Segment
	d := diag.Diagnostic{
		Code: diag.SeveralRules, Location: problems.At(p.Main().Source, second.Name),
		Message: fmt.Sprintf("this file has %d segments, but only one can be used here", p.Rules()),
	}
	const most = 5
	var names []string
	for i := range p.MainRules[:min(most, len(p.MainRules))] {
		names = append(names, strconv.Quote(p.MainRules[i].Name()))
	}
	if more := p.Rules() - len(names); more > 0 {
		names = append(names, strconv.Itoa(more)+" more")
	}
	d.Notes = []string{"they are " + english.Some(names, len(names)), "choose one with `--segment NAME`; a program can compile all of them with Program.Compile"}
	return p.toCaller(ctx, append(list, d))
}
