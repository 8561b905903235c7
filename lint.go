package segc

import (
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
func review(result *compile.Result, file *ast.File, options Options, list diag.List) diag.List {
	if !list.HasErrors() {
		list = append(list, lint.Run(lint.Input{Main: file, Used: result.Used(), Enabled: options.Enable})...)
		if result.Document != nil {
			list = append(list, reaches(result, file, options.Enable)...)
		}
	}
	return lint.Ignore(file, list.Sort())
}

// reaches warns of a rule that reaches people who should get no mail.
func reaches(result *compile.Result, file *ast.File, enabled []diag.Code) diag.List {
	var list diag.List
	never := func(m rule.Metric) rule.Condition { return rule.Event{Metric: m, Operator: rule.CountEQ} }
	subscribed := rule.Field{Column: "status", Operator: rule.Equals, Values: []rule.Value{{Text: "subscribed"}}}
	for _, check := range []struct {
		code    diag.Code
		allowed []rule.Group
		message string
	}{
		{diag.ReachesUnsubscribed, []rule.Group{{All: []rule.Condition{subscribed}}, {All: []rule.Condition{never(rule.Unsubscribe)}}}, "this rule reaches contacts who unsubscribed"},
		{diag.ReachesBounced, []rule.Group{{All: []rule.Condition{never(rule.Bounce), never(rule.Complaint)}}}, "this rule reaches contacts who bounced or complained"},
	} {
		if slices.Contains(lint.Optional(), check.code) && !slices.Contains(enabled, check.code) {
			continue
		}
		reach, err := compile.Outside(result.Side(), &rule.Document{Any: check.allowed})
		if err != nil || reach.Example == nil || reach.Only {
			continue // unknown, nobody, or whom the rule is for
		}
		d := diag.Diagnostic{Severity: diag.Warning, Code: check.code, Message: check.message, Location: ruleOf(file)}
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
