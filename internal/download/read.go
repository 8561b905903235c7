package download

import (
	"context"
	"fmt"

	"github.com/segc-lang/segc/client"
)

// MaxContacts is how many contacts a download may have: their ids are kept in memory.
const MaxContacts = 10_000_000

// maxPages is how many pages are read of a list, however small the API makes them.
const maxPages = MaxContacts

// UnreliableError says that what the API sends cannot be the whole list.
type UnreliableError struct{ Problem string }

// Error implements error.
func (e *UnreliableError) Error() string { return "the contacts cannot be relied on: " + e.Problem }

func unreliable(format string, values ...any) *UnreliableError {
	return &UnreliableError{fmt.Sprintf(format, values...)}
}

// Job is a download.
type Job struct {
	// Page asks the API for a page.
	Page    func(ctx context.Context, number int) (*client.ContactPage, error)
	Columns []string // to write beside the id

	// Estimate is called once, with what the first page says. Its error ends the download.
	Estimate func(Estimate) error
	// Progress is called after each page, with the contacts so far and those that there are; -1 if
	// the API does not say it.
	Progress func(contacts, total int64)
	// Secret reports whether a text has what must not be written.
	Secret func(text string) bool
}

// Estimate is how much there is to do.
type Estimate struct {
	Contacts int64 // all of them; -1 if the API does not say
	Done     int64 // before this run
	Requests int64 // for the pages of this run, with the one that was sent; -1 if the API does not say
}

// Summary is what a download has found.
type Summary struct {
	Contacts int64
	Repeated int64 // times that a contact came again on a later page
	Lacking  []Lack
}

// Lack is a column that some contacts have and others do not.
type Lack struct {
	Column   string
	Contacts int64 // that the API has sent without it
}

// Run reads pages until the download is whole. After an error, a partial file has the
// pages that were read, unless it is an *UnreliableError.
func (p *Part) Run(ctx context.Context, job Job) (*Summary, error) {
	r := &run{Part: p, Job: job, before: p.State.Page}
	if err := r.all(ctx); err != nil {
		return nil, err
	}
	s := &Summary{Contacts: p.State.Contacts, Repeated: r.repeated}
	for i, have := range p.State.Have {
		if have > 0 && have < p.State.Contacts {
			s.Lacking = append(s.Lacking, Lack{job.Columns[i], p.State.Contacts - have})
		}
	}
	return s, nil
}

// run is one run of a download.
type run struct {
	*Part
	Job
	before    int // the last page of the run before; 0 for none
	estimated bool
	stale     int // pages without a new contact
	repeated  int64
}

func (r *run) all(ctx context.Context) error {
	page, err := r.start(ctx)
	if err != nil {
		return err
	}
	for {
		if _, err := r.take(page, true); err != nil {
			return err
		}
		more, err := r.more(page)
		if err != nil {
			return err
		}
		if !more {
			break
		}
		if page, err = r.get(ctx, page.Number+1); err != nil {
			return err
		}
	}
	return r.whole(ctx, page.Number)
}

// start returns the first page to read. A run that goes on reads the last page of the run before
// again. If contacts were removed, later ones have moved to the pages before it: then it goes back
// to a page whose first contact is known.
func (r *run) start(ctx context.Context) (*client.ContactPage, error) {
	for number := max(r.before, 1); ; number-- {
		page, err := r.get(ctx, number)
		if err != nil || number == 1 {
			return page, err
		}
		if len(page.Contacts) > 0 {
			if _, known := r.known[page.Contacts[0].ID]; known {
				return page, nil
			}
		} else if page.Pages >= 0 {
			number = int(min(int64(number), page.Pages+1))
		}
	}
}

// get asks for a page, and refuses one with which the download cannot become whole.
func (r *run) get(ctx context.Context, number int) (*client.ContactPage, error) {
	page, err := r.Page(ctx, number)
	if err != nil {
		return nil, err
	}
	switch most := max(page.Total, int64(len(r.known)+len(page.Contacts))); {
	case most > MaxContacts:
		return nil, unreliable("there are %d of them; the limit is %d", most, MaxContacts)
	case page.Total < 0 && r.State.Total >= 0:
		return nil, unreliable("there were %d, and now the API does not say how many there are", r.State.Total)
	case number > maxPages:
		return nil, unreliable("there are more than %d pages", maxPages)
	case page.Total < r.State.Total:
		return nil, unreliable("there were %d, and now there are %d, so that some may be missing", r.State.Total, page.Total)
	}
	r.State.Total = page.Total
	if !r.estimated {
		r.estimated = true
		return page, r.Estimate(r.estimate(page))
	}
	return page, nil
}

func (r *run) estimate(page *client.ContactPage) Estimate {
	e := Estimate{Contacts: page.Total, Done: int64(len(r.known)), Requests: -1}
	if page.Pages >= 0 {
		e.Requests = max(page.Pages-int64(page.Number), 0) + 1
	}
	return e
}

// take adds the contacts of a page that are new, and returns how many they are. A page in the
// order of the list is where a later run goes on.
func (r *run) take(page *client.ContactPage, inOrder bool) (fresh int64, err error) {
	var lines []byte
	for i := range page.Contacts {
		c := &page.Contacts[i]
		if _, known := r.known[c.ID]; known {
			if inOrder && page.Number > r.before {
				r.repeated++
			}
			continue
		}
		var wrong *UnreliableError
		if lines, wrong = appendLine(lines, c, r.Columns, r.State.Have); wrong != nil {
			return 0, wrong
		}
		r.known[c.ID] = struct{}{}
		fresh++
	}
	if r.Secret(string(lines)) {
		return 0, unreliable("they contain the API key")
	}
	r.State.Contacts += fresh
	if inOrder {
		r.State.Page = page.Number
		if fresh == 0 && len(page.Contacts) > 0 && page.Number > r.before {
			if r.stale++; r.stale > r.before { // as many pages as others can have moved there since the run before
				return 0, unreliable("those of page %d were all on earlier pages", page.Number)
			}
		}
	}
	if err := r.write(lines); err != nil {
		return 0, err
	}
	r.Progress(r.State.Contacts, r.State.Total)
	return fresh, nil
}

// more reports whether another page follows one.
func (r *run) more(page *client.ContactPage) (bool, error) {
	if page.Pages >= 0 && int64(page.Number) >= page.Pages || page.Pages < 0 && r.State.Contacts >= page.Total {
		return false, nil
	}
	if len(page.Contacts) == 0 {
		return false, unreliable("page %d has none, but is not the last one", page.Number)
	}
	return true, nil
}

// whole returns nil if the download has all contacts. Those who were added during the run may be
// in front, on pages that were read before: these are read again, as long as they have new ones.
func (r *run) whole(ctx context.Context, last int) error {
	for number := 1; r.State.Contacts < r.State.Total && number <= last; number++ {
		page, err := r.get(ctx, number)
		if err != nil {
			return err
		}
		if fresh, err := r.take(page, false); err != nil {
			return err
		} else if fresh == 0 {
			break
		}
	}
	if r.State.Total >= 0 && r.State.Contacts != r.State.Total {
		return unreliable("there are %d of them on the pages, and %d as the API says", r.State.Contacts, r.State.Total)
	}
	return nil
}
