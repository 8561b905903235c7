package segc

import (
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
)

// OptionalRules returns the codes of the warnings that Check gives only when
// Options.Enable asks for them.
func OptionalRules() []diag.Code { return lint.Optional() }

// sorted puts the diagnostics of a text in order.
func sorted(ctx context.Context, source *ast.Source, list diag.List) (all diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			all = compile.Interrupted(ctx, source)
		}
	}()
	return list.SortWithin(p.Step)
}

// agreed keeps the warnings of a file from contradicting each other.
func agreed(ctx context.Context, input lint.Input, list diag.List) (all diag.List) {
	input.Poll = poll.New(ctx)
	defer func() {
		if input.Poll.Catch(recover()) {
			all = compile.Interrupted(ctx, input.Main().Source)
		}
	}()
	return lint.Agree(input, list)
}

// silenced drops the warnings that comments silence.
func silenced(ctx context.Context, input lint.Input, list diag.List) (all diag.List) {
	input.Poll = poll.New(ctx)
	defer func() {
		if input.Poll.Catch(recover()) {
			all = compile.Interrupted(ctx, input.Main().Source)
		}
	}()
	return lint.Silence(input, list)
}

// review adds what the rules of package lint have to say about a file that was
// found to have no errors, and drops what its comments silence.
func review(ctx context.Context, result *compile.Result, file *ast.File, options Options, list diag.List) (all diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			all = compile.Interrupted(ctx, file.Source)
		}
	}()
	input := lint.Input{Program: result.Program(), Enabled: options.Enable, Poll: p}
	if !list.HasErrors() {
		list = append(list, lint.Run(input)...)
		if result.Document != nil {
			list = append(list, reaches(ctx, result, file, options.Enable)...)
		}
	}
	if ended := compile.Interrupted(ctx, file.Source); ended != nil {
		return ended
	}
	return lint.Ignore(input, list.SortWithin(p.Step)).SortWithin(p.Step)
}

// ReachesUnsubscribed returns the warning that Check gives about a rule that
// reaches contacts who unsubscribed. The list is empty if a comment in the text
// silences the warning, and if the rule before reaches such contacts too. That
// rule is JSON like the text of a Rule; nil is none.
func (r *Result) ReachesUnsubscribed(ctx context.Context, before []byte) diag.List {
	ctx = poll.Within(ctx, r.maxMemory)
	list := reaches(ctx, r.result, r.file, nil)
	if len(list) == 0 {
		return nil
	}
	if len(before) > rule.MaxSize {
		before = nil // what cannot be read shows nothing
	}
	if document, _ := (Rule{Text: string(before)}).decode(ctx); before != nil && document != nil {
		side, _ := documentSide(ctx, document.Rules)
		if side == nil {
			return nil // the context ended
		}
		old := reviewed{ctx: ctx, side: side, result: r.result, file: r.file}
		unsubscribed := old.unsubscribed()
		if unsubscribed.Example != nil && !unsubscribed.Only && !old.never(condition.Bounce, condition.Complaint).Only {
			return nil // nothing new
		}
	}
	return silenced(ctx, lint.Input{Program: r.result.Program()}, list)
}

// reviewed is a rule about which it is asked whom it reaches.
type reviewed struct {
	ctx    context.Context
	side   *prove.Side
	result *compile.Result
	file   *ast.File
	poll   *poll.Poll           // counts the names
	names  [3]map[string]string // by ast.AliasKind, when they are first needed
}

// reaches warns of a rule that reaches people who should get no mail, unless it
// is for nobody else: such a segment is kept in order to leave them alone.
func reaches(ctx context.Context, result *compile.Result, file *ast.File, enabled []diag.Code) (list diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			list = nil // the caller looks at the context
		}
	}()
	r := reviewed{ctx: ctx, poll: p, side: result.Side(), result: result, file: file}
	unsubscribed := r.unsubscribed()
	if unsubscribed.Only {
		unsubscribed.Example = nil
	}
	asked := slices.Contains(enabled, diag.ReachesBounced)
	if unsubscribed.Example == nil && !asked {
		return nil
	}
	undelivered := r.never(condition.Bounce, condition.Complaint)
	if undelivered.Only {
		return nil
	}
	if unsubscribed.Example != nil {
		list = append(list, r.warning(diag.ReachesUnsubscribed, "unsubscribed", unsubscribed.Example))
	}
	asked = asked && undelivered.Example != nil
	bounced, complained := asked && r.lately(condition.Bounce), asked && r.lately(condition.Complaint)
	switch {
	case bounced && complained:
		list = append(list, r.warning(diag.ReachesBounced, "bounced or complained", undelivered.Example))
	case bounced:
		list = append(list, r.warning(diag.ReachesBounced, "bounced", r.never(condition.Bounce).Example))
	case complained:
		list = append(list, r.warning(diag.ReachesBounced, "complained", r.never(condition.Complaint).Example))
	}
	return list
}

// unsubscribed looks for people who unsubscribed. Who did once and is subscribed
// again may get mail; a rule that asks for the one or for the other is for
// people who unsubscribed.
func (r reviewed) unsubscribed() prove.Reach {
	active := condition.Field{Column: "status", Operator: condition.NotEquals, Values: []condition.Value{{Text: "unsubscribed"}}}
	never := condition.Event{Metric: condition.Unsubscribe, Operator: condition.CountEQ}
	return r.outside([]condition.Group{{All: []condition.Condition{active}}, {All: []condition.Condition{never}}}, condition.Group{All: []condition.Condition{active, never}})
}

// never looks for people to whom one of the events has ever happened.
func (r reviewed) never(metrics ...condition.Metric) prove.Reach {
	var none condition.Group
	for _, m := range metrics {
		none.All = append(none.All, condition.Event{Metric: m, Operator: condition.CountEQ})
	}
	return r.outside([]condition.Group{none}, none)
}

// lately reports whether the rule reaches people to whom an event has happened a
// thousand times since yesterday. If not, it has been thought of: how often is
// too often, and how long it counts, is for the author to say.
func (r reviewed) lately(m condition.Metric) bool {
	fewer := condition.Group{All: []condition.Condition{condition.Event{Metric: m, Operator: condition.CountLE, Count: 999, Window: condition.Window{Mode: condition.Last, Days: 1}}}}
	return r.outside([]condition.Group{fewer}, fewer).Example != nil
}

// outside looks for people whom the rule reaches and groups do not match. The
// plain group matches some of whom the rule may be clear. Unknown is nobody.
func (r reviewed) outside(groups []condition.Group, plain condition.Group) prove.Reach {
	reach, err := prove.Outside(r.ctx, r.side, &condition.Document{Any: groups}, &condition.Document{Any: []condition.Group{plain}})
	if err != nil || reach.Example == nil {
		return prove.Reach{}
	}
	return reach
}

func (r *reviewed) warning(code diag.Code, did string, example *prove.Example) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Warning, Code: code, Message: "this rule reaches contacts who " + did, Location: ruleOf(r.file)}
	keeps := map[string]string{
		"unsubscribed": "`status = \"subscribed\"`", "bounced": "`never bounced`", "complained": "`never complained`",
		"bounced or complained": "`never bounced and never complained`",
	}[did]
	way := "to keep them out, join " + keeps + " to the whole rule, or write it as a `require` in the catalog"
	if example == nil {
		return d
	}
	if example.Unshown {
		d.Notes = []string{"no example was found within the limits", way}
		return d
	}
	note := "for example " + engine.Sentence(engine.Describe(example.Facts, r.named))
	if when := example.When(); len(when) > 0 {
		note += ", if the platform " + strings.Join(when, " and ")
	}
	d.Notes = []string{note, way}
	return d
}

// named returns the name of an id, if it has one.
func (r *reviewed) named(kind engine.NameKind, id string) string {
	alias := map[engine.NameKind]ast.AliasKind{engine.ListName: ast.AliasList, engine.ISPName: ast.AliasISP, engine.CampaignName: ast.AliasCampaign}[kind]
	if r.names[alias] == nil {
		r.names[alias] = r.result.AliasNamesWithin(r.poll, alias)
	}
	if name := r.names[alias][id]; name != "" {
		return name
	}
	return id
}

// ruleOf returns the place of the rule of a file.
func ruleOf(file *ast.File) diag.Location {
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			return diag.Location{Source: file.Source, Span: where.Expr.Span()}
		}
	}
	return diag.Location{Source: file.Source}
}
