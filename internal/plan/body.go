package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/rule"
)

// Hash returns what two bodies share when they say the same but for the order
// of lists, groups and conditions.
func Hash(b *rule.Body) string {
	sum := sha256.Sum256(rule.AppendBody(nil, canonical(b), true))
	return hex.EncodeToString(sum[:16])
}

// canonical returns the body in a fixed order.
func canonical(b *rule.Body) *rule.Body {
	c := *b
	c.Lists = slices.Clone(b.Lists)
	for i := range c.Lists {
		c.Lists[i] = strings.ToLower(c.Lists[i])
	}
	slices.Sort(c.Lists)
	c.Lists = slices.Compact(c.Lists)
	type keyed struct {
		group rule.Group
		key   string
	}
	groups := make([]keyed, len(b.Rules.Any))
	for i, g := range b.Rules.Any {
		conditions := slices.Clone(g.All)
		slices.SortFunc(conditions, func(x, y rule.Condition) int { return strings.Compare(rule.Key(x), rule.Key(y)) })
		keys := make([]string, len(conditions))
		for j, c := range conditions {
			keys[j] = rule.Key(c)
		}
		groups[i] = keyed{rule.Group{All: conditions}, strings.Join(keys, "\n")}
	}
	slices.SortStableFunc(groups, func(x, y keyed) int { return strings.Compare(x.key, y.key) })
	c.Rules = &rule.Document{}
	for _, g := range groups {
		c.Rules.Any = append(c.Rules.Any, g.group)
	}
	return &c
}

// BodyOf returns the body of a segment as the API answered it. It is refused
// when there is anything in it that segc does not know: to change what one does
// not understand is to break it.
func BodyOf(s *client.Segment) (*rule.Body, error) {
	document, err := rule.Decode(s.Rules)
	if err != nil {
		return nil, err
	}
	lists := make([]string, len(s.ContactLists))
	for i, id := range s.ContactLists {
		lists[i] = strings.ToLower(id)
	}
	return &rule.Body{Name: s.Name, Color: strings.ToLower(s.Color), Lists: lists, Description: s.Description, Rules: document}, nil
}
