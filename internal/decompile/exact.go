package decompile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// changed returns the first thing that the compiler would not write as it is, so
// that the document cannot be reproduced byte for byte.
func (in *Input) changed(p *poll.Poll) error {
	if in.Body != nil {
		if path, message := changedIDs(p, "contact_list_ids", in.Body.Lists); message != "" {
			return refusal(path, "%s", message)
		}
	}
	first := map[string]string{}  // where a condition is first
	spelt := map[string]string{}  // how
	groups := map[string]string{} // where a group is first
	for i, g := range in.Rules.Any {
		here := map[string]string{}
		for j, c := range g.All {
			at := fmt.Sprintf("any[%d].all[%d]", i, j)
			key := condition.KeyWithin(p, canonical(p, c))
			p.Step(64 + 8*len(key))
			member, message := changedCondition(p, c)
			switch {
			case message != "" && member != "":
				return refusal(in.at(at+"."+member), "%s", message)
			case message != "":
				return refusal(in.at(at), "%s", message)
			case here[key] != "":
				return refusal(in.at(at), "the compiler leaves it out: %s says the same", in.at(here[key]))
			case first[key] != "" && spelt[key] != spelling(p, c):
				return refusal(in.at(at), "the compiler writes it as it does %s, which lists the same in another order", in.at(first[key]))
			}
			if first[key] == "" {
				first[key], spelt[key] = at, spelling(p, c)
			}
			here[key] = at
		}
		text := strings.Join(sortedKeys(p, here), "\n")
		if other := groups[text]; other != "" {
			return refusal(in.at(index("any", i)), "the compiler leaves it out: %s says the same", in.at(other))
		}
		groups[text] = index("any", i)
	}
	return in.absorbed(p)
}

// absorbed returns the first group that contains another one.
func (in *Input) absorbed(p *poll.Poll) error {
	g := group(p, numberedOf(p, in.Rules))
	all := make([]cube, len(g.members))
	for i, atoms := range g.members {
		p.Step(16 * len(atoms))
		all[i] = cube{slices.Sorted(slices.Values(atoms)), i}
	}
	for i, containing := range containers(p, all) {
		if containing {
			other := slices.IndexFunc(all, func(c cube) bool {
				p.Step(2 + len(all[i].atoms)/2)
				return len(c.atoms) < len(all[i].atoms) && includes(all[i].atoms, c.atoms)
			})
			return refusal(in.at(index("any", i)), "the compiler leaves it out: everybody who matches it matches %s", in.at(index("any", other)))
		}
	}
	return nil
}

func changedCondition(p *poll.Poll, c condition.Condition) (member, message string) {
	switch c := c.(type) {
	case condition.Field:
		return changedValues(p, "value", c.Values)
	case condition.Event:
		if c.Operator == condition.CountGE && c.Count == 0 {
			return "", "the compiler leaves it out: it holds for everybody"
		}
		if member, message = changedValues(p, "include_campaign_ids", c.Include); message == "" {
			member, message = changedValues(p, "exclude_campaign_ids", c.Exclude)
		}
		if message == "" {
			if member, message = changedCampaigns(p, "include_campaign_ids", c.Include); message == "" {
				member, message = changedCampaigns(p, "exclude_campaign_ids", c.Exclude)
			}
		}
		return member, message
	case condition.Membership:
		return changedIDs(p, "list_ids", c.Lists)
	case condition.ISP:
		return changedValues(p, "values", c.Values)
	default:
		panic("decompile: unexpected condition")
	}
}

const (
	saidTwice = "the compiler leaves it out: this list has it already"
	upperCase = "the compiler writes UUIDs in lower case"
)

func changedValues[T comparable](p *poll.Poll, member string, values []T) (string, string) {
	seen := make(map[T]bool, len(values))
	for i, v := range values {
		p.Step(32)
		if seen[v] {
			return index(member, i), saidTwice
		}
		seen[v] = true
	}
	return "", ""
}

func changedCampaigns(p *poll.Poll, member string, ids []condition.Value) (string, string) {
	texts := make([]string, len(ids))
	for i, id := range ids {
		p.Step(4)
		texts[i] = id.Text
	}
	return changedIDs(p, member, texts)
}

func changedIDs(p *poll.Poll, member string, ids []string) (string, string) {
	for i, id := range ids {
		p.Step(8)
		if strings.ToLower(id) != id {
			return index(member, i), upperCase
		}
	}
	return changedValues(p, member, ids)
}
