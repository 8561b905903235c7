package evaluation

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/internal/spill"
)

// prepared is what is known before the first contact is judged.
type prepared struct {
	job     *Job
	sources []*contactfile.Source
	least   *match.Matcher // of the document, or of the fewest contacts
	most    *match.Matcher // of the most contacts; nil without bounds
	unknown Unknown
	headers []string

	want    contactfile.Want
	places  []int // in want, of the columns of least
	shown   []int // in want, of the columns that are listed
	choices []int // in want, of columns with choices

	from    *contactfile.EventsSource // nil if events are beside the contacts
	rows    int64                     // of it
	metrics map[condition.Metric]bool // that it has
	events  *tally                    // what is counted of it
	members *members                  // nil if lists are beside the contacts
	future  int64
	onLists bool
	own     map[string]bool // the lists of the segment

	only     string // a contact: nothing is kept of others
	eventsOf []contact.Event
	listsOf  []string
}

// ErrMemory says that the run would take more memory than it may.
var ErrMemory = errors.New("this takes more memory than the run may; allow more with --memory")

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
	for _, in := range job.Contacts {
		source, err := contactfile.Open(in.From, in.Name, p.want, job.Layout)
		if err != nil {
			return nil, err
		}
		p.sources = append(p.sources, source)
	}
	if p.job.Events != nil && p.least.NeedsEvents() {
		if p.from, err = contactfile.OpenEvents(p.job.Events.From, p.job.Events.Name, p.job.Key, p.job.Layout); err != nil {
			return nil, err
		}
	}
	if err := p.carried(); err != nil {
		return nil, err
	}
	p.place()
	if err = p.readMemberships(ctx); err == nil {
		err = p.readEvents(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, p.close())
	}
	return p, nil
}

// carried finds out what is unknown: what a table has no column for, and events, lists and ISP
// that are nowhere. Which columns objects have is known when all are read; a job that runs again
// may know it.
func (p *prepared) carried() error {
	records := p.sources[0].Shape() == contactfile.Records
	for _, s := range p.sources[1:] {
		if (s.Shape() == contactfile.Records) != records {
			return &contactfile.Fault{File: s.Name(), Message: fmt.Sprintf("contacts with their events and lists beside their columns cannot be mixed with others, and %s is not written like this file; give them to runs of their own", p.sources[0].Name())}
		}
	}
	p.unknown = p.job.Lacks
	p.unknown.Columns = slices.Clone(p.unknown.Columns)
	var listed []string
	for _, s := range p.sources {
		if s.Shape() != contactfile.Table {
			continue
		}
		p.headers = append(p.headers, s.Headers()...)
		columns, _, _, isp := s.Missing()
		columns, more := p.lookedAt(columns)
		for _, name := range columns {
			if !slices.Contains(p.unknown.Columns, name) {
				p.unknown.Columns = append(p.unknown.Columns, name)
			}
		}
		listed = append(listed, more...)
		p.unknown.ISP = p.unknown.ISP || isp
	}
	if !records {
		p.unknown.Events = p.want.Events && p.job.Events == nil && !p.job.NoEvents
		p.unknown.Campaigns = p.unknown.Campaigns || p.from != nil && p.least.NeedsCampaigns() && p.from.IsTable() && !p.from.HasCampaigns()
		p.unknown.Lists = p.least.NeedsLists() && p.job.Memberships == nil && !p.job.NoMemberships
	}
	p.onLists = len(p.job.On) > 0 && (records && !p.unknown.Lists || p.job.Memberships != nil || p.job.NoMemberships)
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
			return p.unknown.Events || p.unknown.Campaigns && len(c.Include)+len(c.Exclude) > 0
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

// temporary returns what makes temporary files.
func (p *prepared) temporary() spill.Open {
	if p.job.Temporary == nil {
		return func() (spill.File, error) { return nil, ErrMemory }
	}
	return p.job.Temporary
}

// close removes temporary files.
func (p *prepared) close() error {
	var errs []error
	if p.events != nil {
		errs = append(errs, p.events.close())
	}
	if p.members != nil {
		errs = append(errs, p.members.close())
	}
	return errors.Join(errs...)
}
