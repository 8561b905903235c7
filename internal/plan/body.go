package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
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

// canonical returns the body in a fixed order, without what only the writing of
// it tells apart.
func canonical(b *rule.Body) *rule.Body {
	c := *b
	c.Name, c.Description, c.Color = strings.TrimSpace(b.Name), strings.TrimSpace(b.Description), strings.ToLower(b.Color)
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

// BodyOf returns the body of a segment as the API answered it. Rules with
// anything that segc does not know are refused: to change what one does not
// understand is to break it. New members beside the rules are passed over, since
// an update leaves alone what it does not name.
func BodyOf(s *client.Segment) (*rule.Body, error) {
	document, err := rule.Decode(s.Rules)
	if err != nil {
		return nil, inRules(err)
	}
	lists := make([]string, len(s.ContactLists))
	for i, id := range s.ContactLists {
		lists[i] = strings.ToLower(id)
	}
	return &rule.Body{Name: s.Name, Color: strings.ToLower(s.Color), Lists: lists, Description: s.Description, Rules: document}, nil
}

// inRules puts the path of an error below rules_json.
func inRules(err error) error {
	var wrong *rule.DecodeError
	if !errors.As(err, &wrong) {
		return err
	}
	below := rule.DecodeError{Path: "rules_json", Message: wrong.Message}
	if wrong.Path != "" {
		below.Path += "." + wrong.Path
	}
	return &below
}
