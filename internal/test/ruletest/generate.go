// Package ruletest has what the tests of several packages need to know about documents: generators of valid ones,
// and a table of texts that are not documents.
//
//   - generate.go makes valid documents, their parts and bodies, and public.go those of the
//     form of the API
//   - refusals.go has texts that are not documents, and body_refusals.go those that are not bodies
//   - absences.go has documents with members that say nothing, and sprinkle.go puts such
//     members into any document
//
// The package never encodes, decodes or judges a document: that is what its callers test.
package ruletest

import (
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/rule"
)

// UUIDs generates UUIDs in the form in which the API writes them.
func UUIDs() *rapid.Generator[string] {
	return rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-fA-F]{12}`)
}

// Documents generates valid documents of every shape.
func Documents() *rapid.Generator[*condition.Document] {
	return rapid.Custom(func(t *rapid.T) *condition.Document {
		return &condition.Document{Any: rapid.SliceOfN(groups(), 1, 4).Draw(t, "any")}
	})
}

// Bodies generates valid create bodies.
func Bodies() *rapid.Generator[*rule.Body] {
	return rapid.Custom(func(t *rapid.T) *rule.Body {
		return &rule.Body{
			Name:        nonEmpty().Draw(t, "name"),
			Color:       rapid.SampledFrom(palette.Colors()).Draw(t, "color"),
			Lists:       rapid.SliceOfN(UUIDs(), 1, 3).Draw(t, "lists"),
			Description: rapid.String().Draw(t, "description"),
			Rules:       Documents().Draw(t, "rules"),
		}
	})
}

func groups() *rapid.Generator[condition.Group] {
	return rapid.Custom(func(t *rapid.T) condition.Group {
		return condition.Group{All: rapid.SliceOfN(Conditions(), 1, 5).Draw(t, "all")}
	})
}

// Conditions generates valid conditions of every kind.
func Conditions() *rapid.Generator[condition.Condition] {
	return rapid.OneOf(
		rapid.Custom(func(t *rapid.T) condition.Condition { return field(t) }),
		rapid.Custom(func(t *rapid.T) condition.Condition { return event(t) }),
		rapid.Custom(func(t *rapid.T) condition.Condition {
			return condition.Membership{Operator: setOperator(t), Lists: rapid.SliceOfN(UUIDs(), 1, 3).Draw(t, "lists")}
		}),
		rapid.Custom(func(t *rapid.T) condition.Condition {
			return condition.ISP{Operator: setOperator(t), Values: rapid.SliceOfN(rapid.Int64(), 1, 4).Draw(t, "isps")}
		}),
	)
}

func setOperator(t *rapid.T) condition.Operator {
	return rapid.SampledFrom([]condition.Operator{condition.In, condition.NotIn}).Draw(t, "operator")
}

func field(t *rapid.T) condition.Field {
	c := condition.Field{
		Column: nonEmpty().Draw(t, "column"),
		Operator: rapid.SampledFrom([]condition.Operator{
			condition.Equals, condition.NotEquals, condition.Contains, condition.NotContains, condition.StartsWith, condition.In, condition.NotIn,
			condition.IsNull, condition.IsNotNull, condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq,
			condition.HasAny, condition.HasAll, condition.HasNone,
		}).Draw(t, "operator"),
	}
	switch c.Operator.Arity() {
	case condition.One:
		c.Values = []condition.Value{scalars().Draw(t, "value")}
	case condition.Many:
		c.Values = rapid.SliceOfN(scalars(), 1, 4).Draw(t, "values")
	}
	return c
}

func event(t *rapid.T) condition.Event {
	c := condition.Event{
		Metric: rapid.SampledFrom([]condition.Metric{
			condition.Open, condition.Click, condition.Bounce, condition.Complaint, condition.Delivered, condition.Unsubscribe,
		}).Draw(t, "metric"),
		Operator: rapid.SampledFrom([]condition.Operator{
			condition.Ever, condition.CountGE, condition.CountLE, condition.CountEQ, condition.Never,
		}).Draw(t, "operator"),
	}
	if c.Operator == condition.Never && !condition.Activity(c.Metric) {
		c.Operator = condition.Ever
	}
	if c.Operator != condition.Ever && c.Operator != condition.Never {
		c.Count = rapid.Int64Min(0).Draw(t, "count")
	}
	if rapid.Bool().Draw(t, "window") {
		c.Window = condition.Window{
			Mode: rapid.SampledFrom([]condition.WindowMode{condition.Last, condition.MoreThan}).Draw(t, "mode"),
			Days: rapid.IntMin(1).Draw(t, "days"),
		}
	}
	if condition.Activity(c.Metric) {
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

func scalars() *rapid.Generator[condition.Value] {
	return rapid.OneOf(
		values(condition.String, rapid.String()),
		values(condition.Number, rapid.StringMatching(`-?(0|[1-9][0-9]{0,25})(\.[0-9]{1,5})?([eE][-+]?[0-9]{1,3})?`)),
		values(condition.Boolean, rapid.SampledFrom([]string{"true", "false"})),
	)
}

func campaigns() *rapid.Generator[condition.Value] {
	return rapid.OneOf(
		values(condition.Number, rapid.StringMatching(`[1-9][0-9]{0,12}`)),
		values(condition.String, UUIDs()),
	)
}

func values(kind condition.ValueKind, texts *rapid.Generator[string]) *rapid.Generator[condition.Value] {
	return rapid.Map(texts, func(text string) condition.Value { return condition.Value{Kind: kind, Text: text} })
}
