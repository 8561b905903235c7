package describe

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/explain"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
)

// Rule is a document, and the rule that it was compiled from, if there is one.
type Rule struct {
	Document *condition.Document
	Program  *compiler.Program // nil for a document without a catalog
	Number   int               // of the rule; negative for a document
	Header   *check.Header     // nil without one
	Stats    compile.Stats
	// Origin returns the places of a condition of the document, by its group and index.
	Origin func(group, condition int) []diag.Location
	// Without has the parts of the rule that were warned of, since they change nothing.
	Without []diag.Location
	// First and Last are the days for which the proofs hold; "" for every day.
	First, Last string
}

// isRule reports whether the document was compiled from a rule.
func (r *Rule) isRule() bool { return r.Program != nil && r.Number >= 0 }

// Without returns the places of what a list says that changes nothing in the main file.
func Without(program *compiler.Program, list diag.List) (without []diag.Location) {
	for _, d := range list {
		if d.Location.Source == program.Main().Source && (d.Code == diag.RedundantPart || d.Code == diag.PartNeverTrue || d.Code == diag.PartAlwaysTrue) {
			without = append(without, d.Location)
		}
	}
	return without
}

// Explain says in plain English what a rule means. Windows become dates, from at in its zone, or
// stay days if at is zero. The poll counts the work, and may end it.
func Explain(work *poll.Poll, r Rule, at time.Time) *explain.Explanation {
	in := explain.Input{Document: r.Document, At: at, Poll: work}
	if r.Program != nil {
		view := r.Program
		if r.isRule() {
			view = r.Program.Only(nil, r.Number)
		}
		in.Assumed, in.Files = r.Program.Assumed, r.otherFiles(work)
		in.Columns, in.Names = view.Facts.Column, Names(work, view.Facts)
	}
	if r.Header != nil {
		in.Title, in.Description, in.Lists = r.Header.Name, r.Header.Description, r.Header.Lists
	}
	e := explain.Explain(in)
	r.addDay(e)
	r.addParams(work, e)
	r.addChanges(work, e)
	e.Done()
	return e
}

// Names returns the names of ids, for explanations.
func Names(work *poll.Poll, facts *check.Facts) explain.Names {
	names := explain.Names{Lists: facts.Names(work, ast.AliasList), ISPs: map[int64]string{}, Campaigns: facts.Names(work, ast.AliasCampaign)}
	for id, name := range facts.Names(work, ast.AliasISP) {
		if n, err := strconv.ParseInt(id, 10, 64); err == nil {
			names.ISPs[n] = name
		}
	}
	return names
}

// otherFiles returns a function that names the files, without that of the rule, that a condition of the
// document comes from; nil if the rule uses none.
func (r *Rule) otherFiles(work *poll.Poll) func(group, condition int) []string {
	if !r.isRule() || len(r.Program.AllFiles()) < 2 {
		return nil
	}
	main := r.Program.Main()
	return func(group, condition int) (names []string) {
		for _, at := range r.Origin(group, condition) {
			work.Step(8)
			if name := at.Source.Name(); at.Source != main.Source && !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		return names
	}
}

// addDay adds what the document has in place of today.
func (r *Rule) addDay(e *explain.Explanation) {
	today, err := time.Parse(time.DateOnly, r.First)
	if err != nil {
		return // the rule is the same on every day
	}
	var until time.Time
	if r.Last != "" {
		if until, err = time.Parse(time.DateOnly, r.Last); err != nil {
			until = today
		}
	}
	e.AddDay(today, until)
}

// addParams adds what the params are on which the rule, its header or its guards rest, in the
// order of their names.
func (r *Rule) addParams(work *poll.Poll, e *explain.Explanation) {
	if !r.isRule() {
		return
	}
	program := r.Program.Only(nil, r.Number)
	written := program.AsWritten()
	where := r.Program.WhereAsWritten(r.Number)
	nodes := []ast.Node{where}
	for i := range written.MainRules {
		if rule := written.MainRules[i].AsWritten(); rule.Where == where && rule.Segment != nil {
			nodes = append(nodes, rule.Segment)
		}
	}
	for _, g := range written.Guards {
		nodes = append(nodes, g.Require)
	}
	expanded := map[*resolve.Program]*resolve.Program{}
	for _, inner := range program.Programs() {
		expanded[inner.AsWritten()] = inner
	}
	var params []explain.Param
	for _, o := range written.Reach(work, nodes...) {
		inner := expanded[o.Program]
		if o.Kind != resolve.Param || inner == nil || inner.Expansion == nil {
			continue
		}
		m := inner.Meaning(o.Object)
		given, isGiven := inner.Expansion.Params[o.Name]
		p := explain.Param{Name: o.Name, Value: m.Default, Type: m.Type, Given: isGiven}
		if isGiven {
			p.Value = given
		}
		if !slices.Contains(params, p) {
			params = append(params, p)
		}
	}
	poll.SortStable(nil, params, func(a, b explain.Param) int {
		work.Step(2)
		return cmp.Compare(a.Name, b.Name)
	})
	e.AddParams(params)
}

// addChanges adds what simplification did: nothing where the document is what the rule
// multiplies out to.
func (r *Rule) addChanges(work *poll.Poll, e *explain.Explanation) {
	if !r.isRule() || r.Stats.Method == compile.MethodPlain {
		return
	}
	if len(r.Without) > 0 {
		parts := r.Program.Pointless(work, r.Number)
		for _, at := range r.Without {
			if i := slices.IndexFunc(parts, func(p prove.Pointless) bool { return p.At == at }); i >= 0 {
				e.AddLeftOut(at.Source.Slice(at.Span), reason(parts[i].Why))
			}
		}
	}
	document := explain.Size{Groups: r.Stats.Groups, Conditions: r.Stats.Conditions}
	if g, c, ok := r.Program.Written(work, r.Number); ok && (explain.Size{Groups: g, Conditions: c}) != document {
		e.AddShorter(explain.Size{Groups: g, Conditions: c}, document)
	}
}

// reason returns why a part changes nothing, after the words that it does.
func reason(why []prove.Word) []explain.Reason {
	all := make([]explain.Reason, len(why))
	for i, w := range why {
		all[i] = explain.Reason(w)
	}
	all[0].Text = strings.TrimPrefix(all[0].Text, "this changes nothing: ")
	return all
}
