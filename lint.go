package segc

import (
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/rule"
)

// OptionalRules returns the codes of the warnings that Check gives only when
// Options.Enable asks for them.
func OptionalRules() []diag.Code { return lint.Optional() }

// review adds what the rules of package lint have to say about a file that was
// found to have no errors, and drops what its comments silence.
func review(ctx context.Context, result *compile.Result, file *ast.File, options Options, list diag.List) diag.List {
	input := lint.Input{Main: file, Used: result.Used(), Enabled: options.Enable}
	if !list.HasErrors() {
		list = append(list, lint.Run(input)...)
		if result.Document != nil {
			list = append(list, reaches(ctx, result, file, options.Enable)...)
		}
	}
	if ended := compile.Interrupted(ctx, file.Source); ended != nil {
		return ended
	}
	return lint.Ignore(input, list.Sort()).Sort()
}

// danger is a kind of people who should get no mail.
type danger struct {
	code    diag.Code
	message string
	outside []rule.Group // an OR that matches everybody else
	plain   rule.Group   // matches those of them with nothing to do with it
}

// dangers are the kinds of people who should get no mail. Who unsubscribed once
// and is subscribed again may get some; a rule that asks for the one or for the
// other is for people who unsubscribed.
func dangers() []danger {
	never := func(m rule.Metric) rule.Condition { return rule.Event{Metric: m, Operator: rule.CountEQ} }
	active := rule.Field{Column: "status", Operator: rule.NotEquals, Values: []rule.Value{{Text: "unsubscribed"}}}
	clean := rule.Group{All: []rule.Condition{never(rule.Bounce), never(rule.Complaint)}}
	return []danger{
		{
			diag.ReachesUnsubscribed, "this rule reaches contacts who unsubscribed",
			[]rule.Group{{All: []rule.Condition{active}}, {All: []rule.Condition{never(rule.Unsubscribe)}}},
			rule.Group{All: []rule.Condition{active, never(rule.Unsubscribe)}},
		},
		{diag.ReachesBounced, "this rule reaches contacts who bounced or complained", []rule.Group{clean}, clean},
	}
}

// reaches warns of a rule that reaches people who should get no mail, unless it
// is for them.
func reaches(ctx context.Context, result *compile.Result, file *ast.File, enabled []diag.Code) diag.List {
	var list diag.List
	for _, danger := range dangers() {
		if slices.Contains(lint.Optional(), danger.code) && !slices.Contains(enabled, danger.code) {
			continue
		}
		reach, err := compile.Outside(ctx, result.Side(), &rule.Document{Any: danger.outside}, &rule.Document{Any: []rule.Group{danger.plain}})
		if err != nil || reach.Example == nil || reach.Only {
			continue // unknown, nobody, or whom the rule is for
		}
		d := diag.Diagnostic{Severity: diag.Warning, Code: danger.code, Message: danger.message, Location: ruleOf(file)}
		d.Notes = []string{"for example a contact with " + strings.Join(engine.Describe(reach.Example.Contact), ", ")}
		if when := engine.DescribeReadings(reach.Example.Readings); len(when) > 0 {
			d.Notes[0] += ", if the platform " + strings.Join(when, " and ")
		}
		list = append(list, d)
	}
	return list
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
