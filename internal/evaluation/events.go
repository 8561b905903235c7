package evaluation

import (
	"context"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
)

// parsedEvents are the events of a block that count, up to the first that is wrong.
type parsedEvents struct {
	rows   int64 // that were looked at, also for others
	events []contactfile.Event
	err    error
}

// readEvents counts the events of a file of them. Blocks are read at the same time and counted
// one after another.
func (p *prepared) readEvents(ctx context.Context) error {
	if p.from == nil {
		return nil
	}
	source := p.from
	most := p.job.Memory / 4
	if p.only != "" {
		most = p.job.Memory // few events, and their ids
	}
	p.events, p.metrics = newTally(p.least, p.temporary(), most), map[condition.Metric]bool{}
	metrics := p.least.WantsEvents()
	used := make(chan []contactfile.Event, 4*p.job.Workers) // to be used again
	parse := func(_ int, b *contactfile.Block) *parsedEvents {
		parsed := &parsedEvents{}
		select {
		case parsed.events = <-used:
		default:
		}
		wanted := func(m condition.Metric) bool {
			parsed.rows++
			return slices.Contains(metrics, m)
		}
		parsed.err = source.Read(b, wanted, func(e *contactfile.Event, fault error) error {
			if fault == nil {
				parsed.events = append(parsed.events, *e)
			}
			return fault
		})
		return parsed
	}
	err := inOrder(ctx, source, p.job.Workers, parse, func(parsed *parsedEvents) error {
		p.rows += parsed.rows
		if p.job.Progress != nil {
			p.job.Progress(p.rows, true)
		}
		for i := range parsed.events {
			if err := p.count(&parsed.events[i]); err != nil {
				return err
			}
		}
		if parsed.err != nil {
			return parsed.err
		}
		select {
		case used <- parsed.events[:0]:
		default:
		}
		return nil
	})
	switch {
	case err != nil:
		return err
	case p.rows == 0:
		return &StrangersError{Name: p.job.Events.Name, Empty: true}
	case p.least.NeedsCampaigns() && !source.HasCampaigns() && !p.unknown.Campaigns:
		return &UnknownError{Unknown: Unknown{Campaigns: true}, AtEnd: true}
	}
	return p.events.done()
}

// count counts an event. A copy that is still to come says nothing of the past.
func (p *prepared) count(e *contactfile.Event) error {
	p.metrics[e.Metric] = true
	event, past := p.event(e)
	switch {
	case !past:
		p.future += e.Times
		return nil
	case p.only == "":
		return p.events.add(e, event.DaysAgo)
	case e.Contact != p.only:
		return nil
	}
	twice := p.events.twice
	if err := p.events.add(e, event.DaysAgo); err != nil {
		return err
	}
	if p.events.twice == twice {
		p.eventsOf = append(p.eventsOf, event)
	}
	const eventBytes = 200 // with a copy for its judges
	if eventBytes*int64(len(p.eventsOf)) > p.job.Memory {
		return fmt.Errorf("%s: the events of the contact: %w", p.job.Events.Name, ErrMemory)
	}
	return nil
}
