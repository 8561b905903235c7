package lsp

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

// kind says how much somebody waits for a check.
type kind int

const (
	ofTyped kind = iota // somebody has typed in the file
	ofUser              // an open file, which uses one that has changed
	ofDisk              // a file that is not open
	kinds
)

// work is the proofs of a session, one at a time: the texts that somebody types in first, then other
// open ones, then the rest. A key cancels what runs, so that it never waits for a proof.
type work struct {
	queue   map[*file]kind
	waiting [kinds][]*file // those that were removed or moved ahead are skipped
	job     *job
}

// job is one check that runs.
type job struct {
	file   *file
	kind   kind
	cancel context.CancelFunc
	ended  bool // it was canceled
	doc    *document
	state  *state
	start  time.Time
}

// outcome is what a job has found.
type outcome struct {
	snapshot *editor.Snapshot
	proof    *editor.Proof
	list     diag.List
	disk     seen   // of a file that is not open
	read     states // what it was loaded with
	open     func(name string) (string, bool)
	outdated states // a file that the text uses, which has changed on the disk
	err      error  // the file cannot be read
	fault    bool
}

// add adds a file to those to check.
func (w *work) add(f *file, how kind) {
	if w.queue == nil {
		w.queue = map[*file]kind{}
	}
	if before, there := w.queue[f]; there && before <= how {
		return
	}
	w.queue[f] = how
	w.waiting[how] = append(w.waiting[how], f)
}

// forget drops a file that need not be checked any more.
func (w *work) forget(f *file) {
	delete(w.queue, f)
	if w.job != nil && w.job.file == f {
		w.cancel()
	}
}

// next returns the file to check next.
func (w *work) next(most kind) (*file, kind, bool) {
	for k := range most + 1 {
		for len(w.waiting[k]) > 0 {
			f := w.waiting[k][0]
			if at, there := w.queue[f]; there && at == k {
				return f, k, true
			}
			w.waiting[k] = w.waiting[k][1:]
		}
	}
	return nil, 0, false
}

// cancel ends what runs.
func (w *work) cancel() {
	if w.job != nil {
		w.job.ended = true
		w.job.cancel()
	}
}

// interrupt ends what runs, for a key. It runs again later, unless it is about the text that has
// changed.
func (w *work) interrupt() {
	if w.job == nil || w.job.ended {
		return
	}
	j := w.job
	w.cancel()
	if j.doc == nil || j.doc.state == j.state {
		w.add(j.file, j.kind)
	}
}

// pump starts the next check, if none runs and nobody types.
func (w *work) pump(s *session) {
	if w.job != nil || s.life != running {
		return
	}
	most := ofDisk
	if s.waits() {
		most = ofTyped
	}
	f, kind, found := w.next(most)
	if !found {
		if len(w.queue) == 0 {
			s.spread()
			s.lensesChanged()
		}
		return
	}
	delete(w.queue, f)
	if !f.folder.ready {
		w.pump(s)
		return // it is checked when its settings are known
	}
	w.start(s, f, kind)
}

// start checks a file.
func (w *work) start(s *session, f *file, kind kind) {
	ctx, cancel := context.WithCancel(context.Background())
	j := &job{file: f, kind: kind, cancel: cancel, doc: f.doc, start: time.Now()}
	w.job = j
	renewed := j.doc != nil && j.doc.stale
	if j.doc != nil {
		if renewed {
			s.renew(j.doc)
		}
		j.state = j.doc.state
		j.state.held++
	}
	var known states
	if looked := s.sweeps.looked[f]; !s.client.watches && !looked && !renewed { // what it reads now, it compares then
		known = states{}
		for _, used := range f.reads {
			if used.folder == f.folder && used.doc == nil && used.users[f].read != inEditor {
				known[used.name] = used.users[f].read
			}
		}
	}
	delete(s.sweeps.looked, f)
	s.log.line("a check begins")
	s.awaitProof(j)
	c := s.checkOf(f.folder, f.fileName(), "")
	go func() {
		o := outcome{fault: true}
		defer func() { s.later(func() { w.finished(s, j, o) }) }()
		defer s.recovered()
		o = j.run(ctx, c, known)
	}()
}

// run checks a file. It is not run in the loop.
func (j *job) run(ctx context.Context, c check, known states) (o outcome) {
	if j.doc != nil {
		for name, stamp := range known {
			if now, _ := c.folder.Stat(name); now != stamp {
				return outcome{outdated: states{name: now}}
			}
		}
		o.snapshot, o.read = j.state.made(), j.state.read
		c = j.state.check
	} else {
		if c.text, o.disk, o.err = stateOf(c.folder, c.name); o.err != nil {
			return o
		}
		o.snapshot, o.read = c.load(ctx)
	}
	o.proof = o.snapshot.Prove(ctx)
	if ctx.Err() != nil {
		return o
	}
	o.list, o.open = c.folder.Explain(c.name, c.text, o.proof.List), c.open
	return o
}

// finished takes what a check has found.
func (w *work) finished(s *session, j *job, o outcome) {
	j.cancel()
	if j.state != nil {
		if j.state.held--; j.state.held == 0 && j.doc.state != j.state {
			j.state.cancel()
		}
	}
	w.job = nil
	defer w.pump(s)
	f := j.file
	switch {
	case j.ended || f.doc != j.doc || j.doc != nil && j.doc.state != j.state:
		return
	case o.fault:
		return
	case o.outdated != nil:
		s.outdated(f, o.outdated)
		return
	case errors.Is(o.err, fs.ErrNotExist):
		f.there = false
		s.clear(f)
		return
	case o.err != nil:
		s.log.line("a file cannot be read")
		s.unreadable(f, o.err)
		return
	}
	s.uses(f, o.read)
	s.compareOpen(f, o.open)
	f.today = o.snapshot.UsesToday()
	if d := j.doc; d != nil {
		d.took = time.Since(j.start)
		d.proof = &proved{j.state, o.proof, o.list}
		d.quick = &quick{j.state, o.snapshot.Problems(), o.snapshot.HasErrors()}
	} else {
		f.stamp, f.sum = o.disk.stamp, o.disk.sum
	}
	f.symbols = s.client.symbolsOf(o.snapshot)
	s.took(f, o.list, o.snapshot.Problems())
	if j.kind == ofTyped {
		s.spread()
	}
	if j.doc != nil {
		s.lensesChanged()
	}
}

// sumOf returns what tells a text from another.
func sumOf(text string) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	sum := uint64(offset)
	for i := range len(text) {
		sum = (sum ^ uint64(text[i])) * prime
	}
	return max(sum, 1)
}
