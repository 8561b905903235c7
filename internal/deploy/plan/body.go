package plan

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/rulesjson"
)

// Hashes returns a hash for each property. Two bodies share it if they say the same
// there, except for the order of lists, groups, conditions and values.
func Hashes(b *rulesjson.Segment) lock.Hashes {
	c := canonical(b)
	return lock.Hashes{
		Name: hash(c.Name), Color: hash(c.Color), Description: hash(c.Description),
		Lists: hash(c.Lists...), Rules: hash(c.rules),
	}
}

// Hash returns the hash of a whole body, as locks of version 1 and plans have it:
// two bodies share it exactly when they share their Hashes.
func Hash(b *rulesjson.Segment) string {
	c := canonical(b)
	return hash(append([]string{c.Name, c.Color, c.Description, c.rules}, c.Lists...)...)
}

// Equal reports whether two bodies say the same in the same order, so that they are
// written alike.
func Equal(a, b *rulesjson.Segment) bool {
	return rule.EqualBodies(nil, rule.BodyOf(a), rule.BodyOf(b))
}

func hash(parts ...string) string {
	var text []byte
	for _, part := range parts {
		text = append(jsontext.AppendString(text, part), '\n')
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:16])
}

// ordered is a body in a fixed order, without what only the writing of it tells
// apart.
type ordered struct {
	Name, Color, Description string
	Lists                    []string
	rules                    string // a group a line
}

func canonical(b *rulesjson.Segment) ordered {
	c := ordered{
		Name: plain(b.Name), Color: strings.ToLower(b.Color), Description: strings.TrimSpace(b.Description),
		Lists: slices.Clone(b.Lists),
	}
	for i := range c.Lists {
		c.Lists[i] = strings.ToLower(c.Lists[i])
	}
	slices.Sort(c.Lists)
	c.Lists = slices.Compact(c.Lists)
	document := rule.Conditions(b.Rules)
	groups := make([]string, len(document.Any))
	for i, g := range document.Any {
		keys := make([]string, len(g.All))
		for j, stated := range g.All {
			keys[j] = string(rule.AppendSorted(nil, nil, stated))
		}
		slices.Sort(keys)
		groups[i] = strings.Join(keys, ",")
	}
	slices.Sort(groups)
	c.rules = strings.Join(groups, "\n")
	return c
}

// BodyOf returns the body of a segment as the API answered it. It refuses rules
// with anything that segc does not know: to change what you do not understand is to
// break it. It ignores new members beside the rules, since an update leaves alone
// what it does not name.
func BodyOf(s *client.Segment) (*rulesjson.Segment, error) {
	document, err := rulesjson.Parse(s.Rules)
	if err != nil {
		return nil, inRules(err)
	}
	lists := make([]string, len(s.ContactLists))
	for i, id := range s.ContactLists {
		lists[i] = strings.ToLower(id)
	}
	return &rulesjson.Segment{Name: s.Name, Color: strings.ToLower(s.Color), Lists: lists, Description: s.Description, Rules: document}, nil
}

// inRules puts the path of an error below rules_json.
func inRules(err error) error {
	var wrong *rulesjson.ParseError
	if !errors.As(err, &wrong) {
		return err
	}
	below := rulesjson.ParseError{Path: "rules_json", Message: wrong.Message}
	if wrong.Path != "" {
		below.Path += "." + wrong.Path
	}
	return &below
}
