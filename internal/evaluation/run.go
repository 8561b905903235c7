package evaluation

import (
	"context"
	"errors"
	"slices"

	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/match"
)

// Run answers a job. The error is a *contactfile.Fault for what is wrong in a file, an
// *UnknownError, *NoColumnError or *OpenError for what cannot be known, ErrMemory, that of a reader or writer, or the context's.
func Run(ctx context.Context, job Job) (*Answer, error) {
	if job.Workers < 1 || job.Unique {
		job.Workers = 1
	}
	p, err := prepare(ctx, &job, "")
	if err != nil {
		return nil, err
	}
	answer, err := p.run(ctx)
	if err := errors.Join(err, p.close()); err != nil {
		return nil, err
	}
	return answer, nil
}

func (p *prepared) run(ctx context.Context) (*Answer, error) {
	job := p.job
	r := &run{prepared: p, answer: &Answer{OnLists: p.onLists, Unique: job.Unique}, met: make([]bool, p.strangers())}
	r.outside = make([]int64, len(p.choices))
	if job.Groups {
		r.answer.Groups = make([]Group, len(job.Document.Any))
		for i := range r.answer.Groups {
			r.answer.Groups[i].Failing = make([]int64, len(job.Document.Any[i].All))
		}
	}
	workers := make([]*worker, job.Workers)
	for i := range workers {
		workers[i] = p.worker()
	}
	if l := job.List; l != nil && len(l.Header) > 0 {
		if _, err := l.To.Write(l.Header); err != nil {
			return nil, err
		}
	}
	for _, source := range p.sources {
		before := r.answer.Rows
		if err := r.file(ctx, source, workers); err != nil {
			return nil, err
		}
		if r.answer.Rows == before {
			continue
		}
		if err := r.missed(source); err != nil {
			return nil, err
		}
	}
	return r.finish()
}

// strangers returns how many contacts have events beside the contacts.
func (p *prepared) strangers() int64 {
	if p.events == nil {
		return 0
	}
	return p.events.len()
}

// run is a job that is under way.
type run struct {
	*prepared
	answer      *Answer
	least, most match.Tally
	outside     []int64
	onSome      int64
	met         []bool
	sample      sample
}

// file judges the contacts of one file. The blocks are judged at the same time and taken in
// their order.
func (r *run) file(ctx context.Context, source *contactfile.Source, workers []*worker) error {
	judge := func(number int, b *contactfile.Block) *result { return workers[number].block(source, b) }
	return inOrder(ctx, source, len(workers), judge, r.take)
}

// take adds the result of a block.
func (r *run) take(got *result) error {
	r.answer.Skipped = append(r.answer.Skipped, got.faults...)
	if len(r.answer.Skipped) > r.job.SkipBad {
		return r.answer.Skipped[r.job.SkipBad]
	}
	if got.err != nil {
		return got.err
	}
	r.answer.Rows += got.rows
	r.answer.Counted += got.counted
	r.least.Join(&got.least)
	r.most.Join(&got.most)
	r.future += got.future
	r.onSome += got.onSome
	for i, n := range got.outside {
		r.outside[i] += n
	}
	for _, place := range got.met {
		r.met[place] = true
	}
	for i := range got.groups {
		into, from := &r.answer.Groups[i], &got.groups[i]
		into.Contacts += from.Contacts
		into.Alone += from.Alone
		for j, n := range from.Failing {
			into.Failing[j] += n
		}
	}
	for _, one := range got.listed {
		if r.job.List.Sample > 0 {
			r.sample.most = r.job.List.Sample
			r.sample.add(one)
			continue
		}
		if _, err := r.job.List.To.Write(one.text); err != nil {
			return err
		}
	}
	if r.job.Progress != nil {
		r.job.Progress(r.answer.Rows, false)
	}
	return nil
}

// missed finds out what a file of JSON does not have, when it is read: a column that is in none
// of its contacts is unknown, as is one that a table has no header for.
func (p *prepared) missed(source *contactfile.Source) error {
	columns, events, lists, isp := source.Missing()
	if source.Shape() != contactfile.Records {
		events, lists = false, false // which are elsewhere, and were asked for there
	}
	u := Unknown{
		Events: events && p.least.NeedsEvents() && !p.unknown.Events, Lists: lists && !p.unknown.Lists, ISP: isp && !p.unknown.ISP,
	}
	for _, name := range columns {
		if !slices.Contains(p.unknown.Columns, name) {
			u.Columns = append(u.Columns, name)
		}
	}
	var listed []string
	u.Columns, listed = p.lookedAt(u.Columns)
	switch {
	case u.any():
		return &UnknownError{Unknown: u, Headers: source.Headers(), AtEnd: source.Shape() != contactfile.Table}
	case len(listed) > 0:
		return &NoColumnError{Columns: listed, Headers: source.Headers()}
	}
	return nil
}

// finish returns the answer when all files are read.
func (r *run) finish() (*Answer, error) {
	a := r.answer
	allowed := r.prepared.least.Allowed()
	if r.prepared.most != nil {
		least, _ := r.least.Bounds(&allowed)
		_, most := r.most.Bounds(&allowed)
		a.Bounds = &Bounds{Least: least, Most: most, Unknown: r.unknown}
	} else {
		a.Counts = countsOf(&r.least, &allowed)
	}
	a.Future = r.future
	if r.events != nil {
		var err error
		if a.Strangers, err = r.events.strangers(r.met); err != nil {
			return nil, err
		}
		a.Twice, a.Ignored = r.events.twice, r.from.Ignored()
		for _, metric := range r.prepared.least.WantsEvents() {
			if !r.metrics[metric] {
				a.NoMetrics = append(a.NoMetrics, metric)
			}
		}
	}
	if r.members != nil {
		a.NoLists = r.members.nobody()
	}
	if err := r.besideOthers(); err != nil {
		return nil, err
	}
	for i, n := range r.outside {
		if n > 0 {
			a.Outside = append(a.Outside, Outside{r.want.Columns[r.choices[i]].Name, n})
		}
	}
	for _, text := range r.sample.texts() {
		if _, err := r.job.List.To.Write(text); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// besideOthers returns the fault of events or memberships that are of none of the contacts: they
// may have other ids. Where they are right, nobody has one, which the caller can say.
func (r *run) besideOthers() error {
	switch {
	case r.answer.Rows == 0:
		return nil
	case len(r.met) > 0 && !slices.Contains(r.met, true):
		return &StrangersError{Name: r.job.Events.Name}
	case r.members != nil && r.onSome == 0 && len(r.members.nobody()) < len(r.members.ids):
		return &StrangersError{Name: r.job.Memberships.Name, Lists: true}
	}
	return nil
}
