//go:build !nonet

package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
)

// unmergedError says why a file was not changed. It may have several lines.
type unmergedError struct{ text string }

// Error implements error.
func (e *unmergedError) Error() string { return e.text }

// merge brings what changed in a segment into its file, property by property,
// and leaves the rest of the file as it is.
func (p *puller) merge(ctx context.Context, c pulled) (said string, err error) {
	var known *lock.Entry
	if c.locked {
		known = &c.entry
	}
	m := plan.MergeOf(known, c.mine, c.theirs)
	lost := slices.Concat(m.Mine, m.Both)
	if p.flags.force {
		m.Theirs = slices.Concat(m.Theirs, lost)
		m.Mine, m.Both = nil, nil
	}
	if len(m.Both) > 0 {
		return "", p.conflict(ctx, c, m.Both)
	}
	if why := boundTo(c.rule, m.Theirs); why != "" {
		return "", p.notRewritten(ctx, c, m.Theirs, why)
	}
	merged := c.mine
	if len(m.Theirs) > 0 {
		text, body, err := p.edited(ctx, c, m.Theirs)
		if err != nil {
			return "", err
		}
		if err := p.put(c, text); err != nil {
			return "", err
		}
		merged = body
		if !c.entry.Whole() {
			c.entry.Segment = body.Name // as it is written: it has no `for`
		}
		said = c.label() + " written\n  taken from the segment: " + listed(m.Theirs)
		if p.flags.force && len(lost) > 0 {
			said += "\n  changes in the file that were overwritten: " + listed(lost)
		}
	}
	switch {
	case len(m.Mine) == 0:
	case said == "":
		said = p.leave(c)
	default:
		p.left++
		said += "\n  changes in the file that were not applied yet: " + listed(m.Mine)
	}
	if entry, ok := m.Entry(c.entry, merged, c.theirs, c.updated); ok {
		return said, p.note(entry)
	}
	return said, nil
}

// listed writes the names of properties in their order.
func listed(properties []string) string {
	var all []string
	for _, name := range lock.Properties() {
		if slices.Contains(properties, name) {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}

// missed returns the segments that the lock knows and the list lacks: while a list
// is read page by page, a segment can move to a page that was read before.
func missed(ctx context.Context, api *client.Client, known *lock.File, listed []client.Summary) ([]client.Summary, error) {
	there := map[string]bool{}
	for _, s := range listed {
		there[strings.ToLower(s.ID)] = true
	}
	var missed []client.Summary
	for _, e := range known.Remotes[api.BaseURL()] {
		if there[e.ID] {
			continue
		}
		segment, err := api.GetSegment(ctx, e.ID)
		switch {
		case err == nil:
			missed = append(missed, segment.Summary)
		case !errors.Is(err, client.ErrNotFound):
			return nil, ofAPI(err)
		}
	}
	return missed, nil
}
