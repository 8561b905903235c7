// Package ruletest has what the tests of several packages need to know about
// documents: generators of valid ones, and a table of texts that are none.
package ruletest

import (
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/rule"
)

// UUIDs generates UUIDs in the form in which the API writes them.
func UUIDs() *rapid.Generator[string] {
	return rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-fA-F]{12}`)
}

// Documents generates valid documents of every shape.
func Documents() *rapid.Generator[*rule.Document] {
	return rapid.Custom(func(t *rapid.T) *rule.Document {
		return &rule.Document{Any: rapid.SliceOfN(groups(), 1, 4).Draw(t, "any")}
	})
}

// Bodies generates valid create bodies.
func Bodies() *rapid.Generator[*rule.Body] {
	return rapid.Custom(func(t *rapid.T) *rule.Body {
		return &rule.Body{
			Name:        nonEmpty().Draw(t, "name"),
			Color:       rapid.SampledFrom(rule.Palette()).Draw(t, "color"),
			Lists:       rapid.SliceOfN(UUIDs(), 1, 3).Draw(t, "lists"),
			Description: rapid.String().Draw(t, "description"),
			Rules:       Documents().Draw(t, "rules"),
		}
	})
}

func groups() *rapid.Generator[rule.Group] {
	return rapid.Custom(func(t *rapid.T) rule.Group {
		return rule.Group{All: rapid.SliceOfN(Conditions(), 1, 5).Draw(t, "all")}
	})
}

// Conditions generates valid conditions of every kind.
func Conditions() *rapid.Generator[rule.Condition] {
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) rule.Condition { return field(t) }),
		rapid.Custom(func(t *rapid.T) rule.Condition { return event(t) }),
		rapid.Custom(func(t *rapid.T) rule.Condition {
			return rule.Membership{Operator: setOperator(t), Lists: rapid.SliceOfN(UUIDs(), 1, 3).Draw(t, "lists")}
		}),
		rapid.Custom(func(t *rapid.T) rule.Condition {
			return rule.ISP{Operator: setOperator(t), Values: rapid.SliceOfN(rapid.Int64(), 1, 4).Draw(t, "isps")}
		}),
	)
}

func setOperator(t *rapid.T) rule.Operator {
	return rapid.SampledFrom([]rule.Operator{rule.In, rule.NotIn}).Draw(t, "operator")
}

func field(t *rapid.T) rule.Field {
	c := rule.Field{
		Column: nonEmpty().Draw(t, "column"),
		Operator: rapid.SampledFrom([]rule.Operator{
			rule.Equals, rule.NotEquals, rule.Contains, rule.NotContains, rule.StartsWith, rule.In, rule.NotIn,
			rule.IsNull, rule.IsNotNull, rule.Greater, rule.GreaterEq, rule.Less, rule.LessEq,
			rule.HasAny, rule.HasAll, rule.HasNone,
		}).Draw(t, "operator"),
	}
	switch c.Operator.Arity() {
	case rule.One:
		c.Values = []rule.Value{scalars().Draw(t, "value")}
	case rule.Many:
		c.Values = rapid.SliceOfN(scalars(), 1, 4).Draw(t, "values")
	}
	return c
}

func event(t *rapid.T) rule.Event {
	c := rule.Event{
		Metric: rapid.SampledFrom([]rule.Metric{
			rule.Open, rule.Click, rule.Bounce, rule.Complaint, rule.Delivered, rule.Unsubscribe,
		}).Draw(t, "metric"),
		Operator: rapid.SampledFrom([]rule.Operator{
			rule.Ever, rule.CountGE, rule.CountLE, rule.CountEQ, rule.Never,
		}).Draw(t, "operator"),
	}
	if c.Operator == rule.Never && !c.Metric.Activity() {
		c.Operator = rule.Ever
	}
	if c.Operator != rule.Ever && c.Operator != rule.Never {
		c.Count = rapid.Int64Min(0).Draw(t, "count")
	}
	if rapid.Bool().Draw(t, "window") {
		c.Window = rule.Window{
			Mode: rapid.SampledFrom([]rule.WindowMode{rule.Last, rule.MoreThan}).Draw(t, "mode"),
			Days: rapid.IntMin(1).Draw(t, "days"),
		}
	}
	if c.Metric.Activity() {
		switch ids := rapid.SliceOfN(campaigns(), 1, 3); rapid.IntRange(0, 2).Draw(t, "campaigns") {
		case 1:
			c.Include = ids.Draw(t, "include")
		case 2:
			c.Exclude = ids.Draw(t, "exclude")
		}
	}
	return c
}

func nonEmpty() *rapid.Generator[string] { return rapid.StringN(1, 20, -1) }

func scalars() *rapid.Generator[rule.Value] {
	return rapid.OneOf(
		values(rule.String, rapid.String()),
		values(rule.Number, rapid.StringMatching(`-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,5})?([eE][-+]?[0-9]{1,3})?`)),
		values(rule.Boolean, rapid.SampledFrom([]string{"true", "false"})),
	)
}

func campaigns() *rapid.Generator[rule.Value] {
	return rapid.OneOf(
		values(rule.Number, rapid.StringMatching(`[1-9][0-9]{0,12}`)),
		values(rule.String, UUIDs()),
	)
}

func values(kind rule.ValueKind, texts *rapid.Generator[string]) *rapid.Generator[rule.Value] {
	return rapid.Map(texts, func(text string) rule.Value { return rule.Value{Kind: kind, Text: text} })
}
