package evaluation

import (
	"context"
	"errors"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/contactfile"
)

// Found is one contact of the files.
type Found struct {
	Contact contact.Contact // what the document looks at; days are counted back to the present
	File    string
	Line    int64
	Again   int64 // how many other rows are about the contact
	OnLists bool  // whether it is on a list of the segment
	Known   bool  // whether it is known who is on a list
}

// ErrNotThere says that no row is about the contact.
var ErrNotThere = errors.New("the files do not have this contact")

// Find returns the contact with a key, as the rows of the files have it: the first, if there are
// several. Errors are those of Run, or ErrNotThere. Bounds, groups and lists of a job do not matter.
func Find(ctx context.Context, job Job, key string) (*Found, error) {
	job.Bounds, job.Groups, job.List, job.Workers = false, false, nil, 1
	events, memberships := job.Events, job.Memberships
	p, err := prepare(ctx, &job, key)
	if err != nil {
		return nil, err
	}
	f := &finder{prepared: p, key: key}
	err = f.files(ctx)
	if err := errors.Join(err, p.close()); err != nil {
		return nil, err
	}
	switch {
	case f.found == nil && f.fault != nil: // it may be about the contact
		return nil, f.fault
	case f.found == nil:
		return nil, ErrNotThere
	}
	if events != nil {
		f.found.Contact.Events = p.eventsOf
	}
	if memberships != nil {
		f.found.Contact.Lists = p.listsOf
	}
	f.found.Known = p.onLists
	for _, list := range f.found.Contact.Lists {
		f.found.OnLists = f.found.OnLists || p.own[list]
	}
	return f.found, nil
}

// files looks through all files of contacts.
func (f *finder) files(ctx context.Context) error {
	for _, source := range f.sources {
		before := f.rows
		if err := f.file(ctx, source); err != nil {
			return err
		}
		if f.rows == before {
			continue
		}
		if err := f.missed(source); err != nil {
			return err
		}
	}
	return nil
}

// finder looks for one contact.
type finder struct {
	*prepared
	key   string
	found *Found
	fault error // of the first row that is wrong
	rows  int64
}

func (f *finder) file(ctx context.Context, source *contactfile.Source) error {
	return eachBlock(ctx, source, func(b *contactfile.Block) error {
		return source.Read(b, func(c *contactfile.Contact, fault error) error { return f.look(source, c, fault) })
	})
}

// look takes the contact if a row is about it. What is wrong with other rows does not matter.
func (f *finder) look(source *contactfile.Source, c *contactfile.Contact, fault error) error {
	var wrong *contactfile.Fault
	if errors.As(fault, &wrong) && wrong.Fatal {
		return fault
	}
	if f.rows++; c == nil {
		if f.fault == nil {
			f.fault = fault
		}
		return nil
	}
	switch {
	case c.Key != f.key:
		return nil
	case f.found != nil:
		f.found.Again++
		return nil
	}
	found := &Found{File: source.Name(), Line: c.Line, Contact: contact.Contact{Columns: map[string]contact.Value{}, Lists: append([]string{}, c.Lists...)}}
	for i, column := range f.want.Columns {
		found.Contact.Columns[column.Name] = c.Values[i]
	}
	for i := range c.Events {
		if e, past := f.event(&c.Events[i]); past {
			found.Contact.Events = append(found.Contact.Events, e)
		}
	}
	if c.HasISP {
		found.Contact.ISP = new(c.ISP)
	}
	f.found = found
	return nil
}

// event returns an event with its days counted. It is false for one that is still to come.
func (p *prepared) event(e *contactfile.Event) (event contact.Event, past bool) {
	days := e.DaysAgo
	if days < 0 {
		if days, past = p.job.Clock.DaysAgo(e.At); !past {
			return event, false
		}
	}
	return contact.Event{Metric: e.Metric, DaysAgo: days, Campaign: e.Campaign, Count: e.Times}, true
}
