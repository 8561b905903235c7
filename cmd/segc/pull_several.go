//go:build !nonet

package main

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
)

// label says what a message is about: the file, and of a file with several segments which of them.
func (c *pulled) label() string {
	switch {
	case c.program == nil:
	case isMany(c.program) && c.rule != nil:
		return labelOf(c.name, c.rule.Name())
	case isMany(c.program), !c.entry.Whole():
		if c.rule == nil {
			return labelOf(c.name, c.entry.Name)
		}
	}
	return named(c.name)
}

// labelOf names one of several segments of a file.
func labelOf(file, segment string) string {
	return fmt.Sprintf("%s, %q", named(file), short(segment, textValue))
}

// entryLabel is labelOf for what the lock has, and the file alone if that has one segment.
func entryLabel(name string, e lock.Entry) string {
	if e.Whole() {
		return named(name)
	}
	return labelOf(name, e.Name)
}

// looped reports whether a `for` makes the segment, so that its text is that of others, too.
func (c *pulled) looped() bool { return c.rule != nil && c.rule.Instance() != nil }

// numberOf returns the number of the rule that is the segment of an entry of the lock; -1 if it is
// not certain that one is. As for plan, a rule that the lock does not know is the entry that no
// rule is any more, if there is one of each.
func (p *puller) numberOf(program *segc.Program, entry lock.Entry) int {
	rules := program.Rules()
	if len(rules) == 1 && entry.Whole() {
		return 0
	}
	if i := slices.IndexFunc(rules, func(rule *segc.Rule) bool { return idOf(rule) == entry.ID }); i >= 0 {
		return i
	}
	if i := slices.IndexFunc(rules, func(rule *segc.Rule) bool {
		return idOf(rule) == "" && slices.Contains(ruleKeys(program, rule, entry.File), entryKey(program, entry))
	}); i >= 0 {
		return i
	}
	if len(entry.Values) > 0 {
		return -1 // nothing is written into what a `for` makes
	}
	written, known := map[string]bool{}, map[string]bool{} // keys of the rules, and of the entries
	for _, rule := range rules {
		for _, key := range ruleKeys(program, rule, entry.File) {
			written[key] = true
		}
	}
	gone := 0
	for id, e := range p.locked {
		if e.File != entry.File || !p.there[id] {
			continue
		}
		if known[entryKey(program, e)] = true; !written[entryKey(program, e)] {
			gone++
		}
	}
	fresh, names, says := -1, map[string]bool{}, []int{}
	for i, rule := range rules {
		switch {
		case idOf(rule) != "", slices.ContainsFunc(ruleKeys(program, rule, entry.File), func(key string) bool { return known[key] }):
			continue
		}
		if names[rule.NameAsWritten()] = true; rule.Instance() != nil {
			continue
		}
		if fresh = i; rule.Was() != "" && plan.Name(rule.Was()) == plan.Name(cmp.Or(entry.Segment, entry.Name)) {
			says = append(says, i)
		}
	}
	switch {
	case len(says) == 1:
		return says[0]
	case gone == 1 && len(names) == 1 && fresh >= 0 && rules[fresh].Was() == "":
		return fresh
	}
	return -1
}

// entryKey returns what an entry of the lock shares with the rule that is its segment.
func entryKey(program *segc.Program, e lock.Entry) string {
	if e.Whole() || !isMany(program) { // from when the file had one segment, or several
		return "name " + plan.Name(e.Name)
	}
	return "place " + e.Place().Key()
}

// ruleKeys returns what a rule of a file shares with its entry of the lock, even if the file had one segment then.
func ruleKeys(program *segc.Program, rule *segc.Rule, file string) []string {
	local := placed(plan.Local{File: file}, program, rule)
	return []string{"name " + plan.Name(rule.Name()), "place " + local.Place().Key()}
}

// idOf returns the id of the header of a rule; "" when there is none.
func idOf(rule *segc.Rule) string {
	return idIn(headerOfRule(rule))
}

// missing says what became of a segment that its file does not have under the name that the lock
// knows. If nobody changed the segment, there is nothing to pull.
func (p *puller) missing(c pulled) (said string, err error) {
	for _, s := range p.strays {
		if s.file == c.entry.File && plan.Name(s.name) == plan.Name(c.entry.Name) {
			s.said = true
			return "", &unmergedError{c.label() + " is left alone: " + noSuchID(s.id)}
		}
	}
	if c.locked && plan.Left(c.entry, c.theirs) {
		p.left++
		return c.label() + " is left alone: the file no longer has this segment; `segc plan` says what became of it", nil
	}
	return "", &unmergedError{c.label() + " is left alone: the file no longer has this segment; `segc plan` says what became of it, apply that first"}
}
