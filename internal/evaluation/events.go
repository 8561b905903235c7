package evaluation

import (
	"context"
	"fmt"
	"hash/maphash"
	"slices"

	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/rulesjson"
)

// parsedEvents are the events of a block that count, up to the first that is wrong.
type parsedEvents struct {
	events []contactfile.Event
	err    error
}

// readEvents counts the events of a file of them. Blocks are read at the same time and counted
// one after another.
func (p *prepared) readEvents(ctx context.Context) error {
	if p.job.Events == nil || !p.least.NeedsEvents() {
		return nil
	}
	p.counts = p.least.Counts()
	source, err := contactfile.OpenEvents(p.job.Events.From, p.job.Events.Name, p.job.Key, p.job.Layout)
	if err != nil {
		return err
	}
	metrics := p.least.WantsEvents()
	wanted := func(m rulesjson.Metric) bool { return slices.Contains(metrics, m) }
	used := make(chan []contactfile.Event, 4*p.job.Workers) // to be used again
	parse := func(_ int, b *contactfile.Block) *parsedEvents {
		parsed := &parsedEvents{}
		select {
		case parsed.events = <-used:
		default:
		}
		parsed.err = source.Read(b, wanted, func(e *contactfile.Event, fault error) error {
			if fault == nil {
				parsed.events = append(parsed.events, *e)
			}
			return fault
		})
		return parsed
	}
	seen := eventIDs{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, seen: map[[2]uint64]bool{}}
	return inOrder(ctx, source, p.job.Workers, parse, func(parsed *parsedEvents) error {
		for i := range parsed.events {
			p.countOnce(&seen, &parsed.events[i])
		}
		if parsed.err != nil {
			return parsed.err
		}
		select {
		case used <- parsed.events[:0]:
		default:
		}
		if held := p.held() + eventIDBytes*int64(len(seen.seen)); held > p.job.Memory {
			return fmt.Errorf("%s: the events of the contacts: %w", p.job.Events.Name, ErrMemory)
		}
		return nil
	})
}

// countOnce counts an event, unless it was counted before. A copy that is still to come says
// nothing of the past.
func (p *prepared) countOnce(seen *eventIDs, e *contactfile.Event) {
	if e.ID == "" {
		p.count(e)
		return
	}
	if id := seen.id(e); seen.seen[id] {
		p.twice++
	} else if p.count(e) {
		seen.seen[id] = true
	}
}

// eventIDs are the events with an id that were counted, as numbers of 128 bits: by chance,
// two events never have the same.
type eventIDs struct {
	seeds [2]maphash.Seed
	seen  map[[2]uint64]bool
}

// eventIDBytes is about what one of them takes.
const eventIDBytes = 48

// id returns the number of an event. One e-mail may have been opened and clicked under one id.
func (s *eventIDs) id(e *contactfile.Event) (id [2]uint64) {
	text := e.ID + "\x00" + e.Contact + "\x00" + string(e.Metric)
	for i := range id {
		id[i] = maphash.String(s.seeds[i], text)
	}
	return id
}

// count counts an event. It is false for one that is still to come.
func (p *prepared) count(e *contactfile.Event) bool {
	event, past := p.event(e)
	switch {
	case !past:
		p.future += e.Times
		return false
	case p.only == "":
		p.counts.Add(e.Contact, e.Metric, event.DaysAgo, e.Campaign, e.Times)
	case e.Contact == p.only:
		p.eventsOf = append(p.eventsOf, event)
	}
	return true
}
