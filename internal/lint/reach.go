package lint

import (
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/prove"
)

// Reached is a rule about which it is asked whom it reaches.
type Reached struct {
	Side    *prove.Side
	Main    *ast.File   // where warnings are given; nil for a document, which has no places
	Named   engine.Name // for a name in place of an id; nil for none
	Enabled []diag.Code // of the rules that run only when they are enabled
}

// Reaches warns of a rule that reaches people who should get no mail, unless it
// is for nobody else: such a segment is kept in order to leave them alone. If the
// limits end the search, it says so about a document, and nothing about a rule.
func (r Reached) Reaches(ctx context.Context) (list diag.List) {
	asked := slices.Contains(r.Enabled, diag.ReachesBounced)
	var once *reach
	undelivered := func() reach {
		if once == nil {
			once = new(r.undelivered(ctx, asked))
		}
		return *once
	}
	unsubscribed := r.unsubscribed(ctx, func() bool { return !undelivered().Only })
	if unsubscribed.undecided && r.Main == nil {
		return CannotTell()
	}
	if unsubscribed.Example == nil && !asked || undelivered().Only {
		return nil
	}
	if unsubscribed.Example != nil {
		list = append(list, r.warning(diag.ReachesUnsubscribed, "unsubscribed", unsubscribed.Example))
	}
	asked = asked && undelivered().Example != nil
	bounced, complained := asked && r.lately(ctx, condition.Bounce), asked && r.lately(ctx, condition.Complaint)
	switch {
	case bounced && complained:
		list = append(list, r.warning(diag.ReachesBounced, "bounced or complained", undelivered().Example))
	case bounced:
		list = append(list, r.warning(diag.ReachesBounced, "bounced", r.never(ctx, always, condition.Bounce).Example))
	case complained:
		list = append(list, r.warning(diag.ReachesBounced, "complained", r.never(ctx, always, condition.Complaint).Example))
	}
	return list
}

// CannotTell returns the warning about a document that may or may not reach people who
// unsubscribed.
func CannotTell() diag.List {
	return diag.List{{
		Severity: diag.Warning, Code: diag.ReachesUnsubscribed,
		Message: "segc cannot tell whether this rule reaches contacts who unsubscribed",
	}}
}

// ReachesUnsubscribed reports whether Reaches would warn of people who unsubscribed.
func (r Reached) ReachesUnsubscribed(ctx context.Context) bool {
	return r.unsubscribed(ctx, func() bool { return !r.undelivered(ctx, false).Only }).Example != nil
}

// unsubscribed looks for people who unsubscribed, if some are wanted, unless the rule is for
// nobody else. Who did once and is subscribed again may get mail; a rule that asks for the one
// or for the other is for people who unsubscribed.
func (r Reached) unsubscribed(ctx context.Context, wanted func() bool) reach {
	active := condition.Field{Column: "status", Operator: condition.NotEquals, Values: []condition.Value{{Text: "unsubscribed"}}}
	never := condition.Event{Metric: condition.Unsubscribe, Operator: condition.CountEQ}
	return r.outside(ctx, func(known prove.Reach) bool { return !known.Only && wanted() },
		condition.Group{All: []condition.Condition{active}}, condition.Group{All: []condition.Condition{never}})
}

// undelivered looks for people whom no mail reaches. If no example is asked for, it looks for
// one only to be sure that there are such people and the rule is for nobody else.
func (r Reached) undelivered(ctx context.Context, asked bool) reach {
	if !asked && !r.Side.Counts(condition.Bounce, condition.Complaint) {
		return reach{} // then there are such people, and others
	}
	return r.never(ctx, func(known prove.Reach) bool { return asked || known.Only }, condition.Bounce, condition.Complaint)
}

// never looks for people to whom one of the events has ever happened.
func (r Reached) never(ctx context.Context, wanted func(prove.Reach) bool, metrics ...condition.Metric) reach {
	none := condition.Group{All: make([]condition.Condition, len(metrics))}
	for i, m := range metrics {
		none.All[i] = condition.Event{Metric: m, Operator: condition.CountEQ}
	}
	return r.outside(ctx, wanted, none)
}

// lately reports whether the rule reaches people to whom an event has happened a
// thousand times since yesterday. If not, it has been thought of: how often is
// too often, and how long it counts, is for the author to say.
func (r Reached) lately(ctx context.Context, m condition.Metric) bool {
	fewer := condition.Group{All: []condition.Condition{condition.Event{Metric: m, Operator: condition.CountLE, Count: 999, Window: condition.Window{Mode: condition.Last, Days: 1}}}}
	return r.outside(ctx, always, fewer).Example != nil
}

// always asks for an example in any case.
func always(prove.Reach) bool { return true }

// outside looks for people whom the rule reaches and groups do not match, if they are wanted.
// If all conditions of the groups hold, a contact may get mail without a doubt. If the limits
// end the search, nobody is found.
func (r Reached) outside(ctx context.Context, wanted func(prove.Reach) bool, groups ...condition.Group) reach {
	found, err := prove.Outside(ctx, r.Side, &condition.Document{Any: groups}, wanted)
	if err != nil || found.Example == nil {
		return reach{undecided: err != nil}
	}
	return reach{Reach: found}
}

// reach is what a search for people found.
type reach struct {
	prove.Reach
	undecided bool // the limits ended the search
}

func (r Reached) warning(code diag.Code, did string, example *prove.Example) diag.Diagnostic {
	d := diag.Diagnostic{Severity: diag.Warning, Code: code, Message: "this rule reaches contacts who " + did, Location: ruleOf(r.Main)}
	if example == nil {
		return d
	}
	keeps := "`status = \"subscribed\"`"
	if did != "unsubscribed" {
		keeps = "`never " + strings.ReplaceAll(did, " or ", " and never ") + "`"
	}
	way := "to exclude them, add " + keeps + " to the whole rule, or put it in the catalog as a `require`"
	d.Contact = example.Data(r.Named)
	if example.Unshown {
		d.Notes = []string{"segc found no example within its limits", way}
		return d
	}
	note := "for example, " + engine.Sentence(d.Contact.Words)
	if when := d.Contact.Readings[0].String(); when != "" {
		note += ", if the platform " + when
	}
	d.Notes = []string{note, way}
	return d
}

// ruleOf returns the place of the rule of a file.
func ruleOf(file *ast.File) diag.Location {
	if file == nil {
		return diag.Location{}
	}
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok {
			return diag.Location{Source: file.Source, Span: where.Expr.Span()}
		}
	}
	return diag.Location{Source: file.Source}
}
