package evaluation

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/rulesjson"
)

// prepared is what is known before the first contact is judged.
type prepared struct {
	job     *Job
	source  *contactfile.Source // of the first file
	least   *match.Matcher      // of the document, or of the fewest contacts
	most    *match.Matcher      // of the most contacts; nil without bounds
	unknown Unknown
	headers []string

	want    contactfile.Want
	places  []int // in want, of the columns of least
	shown   []int // in want, of the columns that are listed
	choices []int // in want, of columns with choices

	counts  *match.Counts // of events; nil if they are beside the contacts
	future  int64
	twice   int64
	lists   *memberships // nil if they are beside the contacts
	onLists bool
	own     map[string]bool // the lists of the segment

	only     string // a contact: nothing is kept of others
	eventsOf []contact.Event
	listsOf  []string
}

// ErrMemory says that the run would take more memory than it may.
var ErrMemory = errors.New("this takes more memory than --memory allows")

// prepare finds out what the files carry, and reads events and memberships, perhaps only those
// of one contact.
func prepare(ctx context.Context, job *Job, only string) (*prepared, error) {
	p := &prepared{job: job, only: only, least: match.OfDocument(job.Document, job.Assumed)}
	p.want = contactfile.Want{Key: job.Key, Events: p.least.NeedsEvents(), Lists: p.least.NeedsLists() || len(job.On) > 0, ISP: p.least.NeedsISP()}
	names := slices.Clone(p.least.Columns())
	if job.List != nil {
		names = append(names, job.List.Columns...)
	}
	for _, name := range names {
		if !slices.ContainsFunc(p.want.Columns, func(c contactfile.Column) bool { return c.Name == name }) {
			p.want.Columns = append(p.want.Columns, job.Column(name))
		}
	}
	var err error
	if p.source, err = contactfile.Open(job.Contacts[0].From, job.Contacts[0].Name, p.want, job.Layout); err != nil {
		return nil, err
	}
	if err := p.carried(); err != nil {
		return nil, err
	}
	p.place()
	if err := p.readMemberships(ctx); err != nil {
		return nil, err
	}
	return p, p.readEvents(ctx)
}

// carried finds out what is unknown: what a table has no column for, and events, lists and ISP
// that are nowhere. Which columns objects have is known when all are read.
func (p *prepared) carried() error {
	records := p.source.Shape() == contactfile.Records
	var listed []string
	if p.source.Shape() == contactfile.Table {
		p.headers = p.source.Headers()
		p.unknown.Columns, _, _, p.unknown.ISP = p.source.Missing()
		p.unknown.Columns, listed = p.lookedAt(p.unknown.Columns)
	}
	if !records {
		p.unknown.Events = p.want.Events && p.job.Events == nil && !p.job.NoEvents
		p.unknown.Lists = p.least.NeedsLists() && p.job.Memberships == nil && !p.job.NoMemberships
	}
	p.onLists = len(p.job.On) > 0 && (records || p.job.Memberships != nil || p.job.NoMemberships)
	if records && (p.job.Events != nil || p.job.Memberships != nil || p.job.NoEvents || p.job.NoMemberships) {
		return fmt.Errorf("%s: these contacts have their events and lists beside their columns, so --events and --lists have no meaning", p.job.Contacts[0].Name)
	}
	if p.unknown.any() && !p.job.Bounds {
		return &UnknownError{Unknown: p.unknown, Headers: p.headers}
	}
	if len(listed) > 0 {
		return &NoColumnError{Columns: listed, Headers: p.headers}
	}
	return nil
}

// lookedAt divides columns into those that the document looks at and those that are only listed.
func (p *prepared) lookedAt(columns []string) (looked, listed []string) {
	for _, name := range columns {
		if slices.Contains(p.least.Columns(), name) {
			looked = append(looked, name)
		} else {
			listed = append(listed, name)
		}
	}
	return looked, listed
}

// bound makes two matchers of the document, if something is unknown.
func (p *prepared) bound() {
	if !p.job.Bounds || !p.unknown.any() {
		return
	}
	p.least, p.most = match.Bounds(p.job.Document, p.job.Assumed, func(c condition.Condition) bool {
		switch c := c.(type) {
		case condition.Field:
			return slices.Contains(p.unknown.Columns, c.Column)
		case condition.Event:
			return p.unknown.Events
		case condition.Membership:
			return p.unknown.Lists
		default:
			return p.unknown.ISP
		}
	})
}

// place says where the columns of matchers and lists are among those that are read.
func (p *prepared) place() {
	p.bound()
	at := func(name string) int {
		return slices.IndexFunc(p.want.Columns, func(c contactfile.Column) bool { return c.Name == name })
	}
	for _, name := range p.least.Columns() {
		p.places = append(p.places, at(name))
	}
	if p.job.List != nil {
		for _, name := range p.job.List.Columns {
			p.shown = append(p.shown, at(name))
		}
	}
	for i := range p.want.Columns {
		if p.want.Columns[i].Choices != nil {
			p.choices = append(p.choices, i)
		}
	}
	p.own = map[string]bool{}
	for _, id := range p.job.On {
		p.own[id] = true
	}
}

// readEvents counts the events of a file of them.
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
	seen := eventIDs{seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, seen: map[[2]uint64]bool{}}
	return eachBlock(ctx, source, func(b *contactfile.Block) error {
		if held := p.held() + eventIDBytes*int64(len(seen.seen)); held > p.job.Memory {
			return fmt.Errorf("%s: the events of the contacts: %w", p.job.Events.Name, ErrMemory)
		}
		return source.Read(b, wanted, func(e *contactfile.Event, fault error) error {
			switch {
			case fault != nil:
				return fault
			case e.ID == "":
				p.count(e)
				return nil
			}
			// A copy that is still to come says nothing of the past.
			if id := seen.id(e); seen.seen[id] {
				p.twice++
			} else if p.count(e) {
				seen.seen[id] = true
			}
			return nil
		})
	})
}

// eachBlock calls a function for every block of a file.
func eachBlock(ctx context.Context, source interface {
	Next() (contactfile.Block, error)
}, each func(*contactfile.Block) error,
) error {
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, err := source.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = each(&b)
		}
		if err != nil {
			return err
		}
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

// held returns about how many bytes events and memberships take.
func (p *prepared) held() (bytes int64) {
	if p.counts != nil {
		bytes += p.counts.Bytes()
	}
	if p.lists != nil {
		bytes += p.lists.bytes
	}
	return bytes
}

// memberships are who is on the lists that matter.
type memberships struct {
	ids   []string // of lists
	on    map[string][]int32
	bytes int64
}

// readMemberships reads a file of memberships.
func (p *prepared) readMemberships(ctx context.Context) error {
	if p.job.Memberships == nil || !p.want.Lists {
		return nil
	}
	p.lists = &memberships{on: map[string][]int32{}}
	numbers := map[string]int32{}
	for _, id := range append(p.least.Lists(), p.job.On...) {
		if _, known := numbers[id]; !known {
			numbers[id] = int32(len(p.lists.ids))
			p.lists.ids = append(p.lists.ids, id)
		}
	}
	source, err := contactfile.OpenLists(p.job.Memberships.From, p.job.Memberships.Name, p.job.Key, p.job.Layout)
	if err != nil {
		return err
	}
	return eachBlock(ctx, source, func(b *contactfile.Block) error {
		if p.held() > p.job.Memory {
			return fmt.Errorf("%s: the lists of the contacts: %w", p.job.Memberships.Name, ErrMemory)
		}
		return source.Read(b, func(m *contactfile.Membership, fault error) error {
			if fault != nil {
				return fault
			}
			if p.only != "" {
				if m.Contact == p.only {
					p.listsOf = append(p.listsOf, m.List)
				}
				return nil
			}
			if number, matters := numbers[m.List]; matters {
				p.lists.add(m.Contact, number)
			}
			return nil
		})
	})
}

// add puts a contact on a list.
func (m *memberships) add(contact string, list int32) {
	on, known := m.on[contact]
	if slices.Contains(on, list) {
		return
	}
	if !known {
		contact = strings.Clone(contact) // which keeps no block alive
		m.bytes += 120 + int64(len(contact))
	}
	m.on[contact] = append(on, list)
	m.bytes += 4
}
