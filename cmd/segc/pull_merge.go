package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/lock"
	"github.com/segc-lang/segc/internal/plan"
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
	merged := c.mine
	if len(m.Theirs) > 0 {
		text, body, err := p.edited(ctx, c, m.Theirs)
		if err != nil {
			return "", err
		}
		if err := p.put(c.name, text); err != nil {
			return "", err
		}
		merged = body
		said = c.name + " written\n  taken from the segment: " + listed(m.Theirs)
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

// deleted says which files stand for segments that are no longer there. A list
// that was read page by page may lack a segment that is there, so each is asked
// for.
func (p *puller) deleted(ctx context.Context, listed []client.Summary) error {
	there := map[string]bool{}
	for _, s := range listed {
		there[strings.ToLower(s.ID)] = true
	}
	for _, e := range p.known.Remotes[p.client.BaseURL()] {
		if there[e.ID] || !existsBeside(p.flags.lock)(e.File) {
			continue
		}
		_, err := p.client.GetSegment(ctx, e.ID)
		switch {
		case err != nil && !errors.Is(err, client.ErrNotFound):
			return ofAPI(err)
		case err == nil || p.report.quiet:
			continue
		}
		name, err := besideLock(p.flags.lock, e.File)
		if err != nil {
			return err
		}
		p.progress.line(fmt.Sprintf("%s is left alone: its segment, %s, was deleted; `segc apply` would create it again", name, e.ID))
	}
	return nil
}
