package lsp

import (
	"io"
	"sync"
)

// outgoing writes messages in the order in which they are added. Nothing else writes to the
// client, and nobody waits for a client that reads slowly.
type outgoing struct {
	to io.Writer

	lock    sync.Mutex
	changed *sync.Cond
	queue   [][]byte
	size    int           // of the queue, in bytes
	most    int           // of the queue
	full    chan struct{} // closed when too much waits
	ended   bool          // nothing is added any more
	failed  error
}

// maxWaiting is how much waits for a client that reads slowly, in bytes. It ends a client that reads
// nothing: none of what it asks for may be left out.
const maxWaiting = 64 << 20

func newOutgoing(to io.Writer) *outgoing {
	o := &outgoing{to: to, most: maxWaiting, full: make(chan struct{})}
	o.changed = sync.NewCond(&o.lock)
	return o
}

// add adds a message.
func (o *outgoing) add(body []byte) {
	o.lock.Lock()
	defer o.lock.Unlock()
	if o.ended || o.failed != nil {
		return
	}
	if o.size > o.most {
		o.failed, o.queue = ErrUnread, nil
		close(o.full)
		return
	}
	o.size += len(body) // one message may be larger
	o.queue = append(o.queue, appendFrame(nil, body))
	o.changed.Signal()
}

// end lets run return when everything is written.
func (o *outgoing) end() {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.ended = true
	o.changed.Signal()
}

// run writes until the end, or until a write fails.
func (o *outgoing) run() error {
	for {
		frames, ended := o.take()
		for _, frame := range frames {
			if _, err := o.to.Write(frame); err != nil {
				o.fail(err)
				return err
			}
		}
		if ended {
			return nil
		}
	}
}

// take waits for messages.
func (o *outgoing) take() (frames [][]byte, ended bool) {
	o.lock.Lock()
	defer o.lock.Unlock()
	for len(o.queue) == 0 && !o.ended {
		o.changed.Wait()
	}
	frames, o.queue, o.size = o.queue, nil, 0
	return frames, o.ended
}

func (o *outgoing) fail(err error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	o.failed, o.queue = err, nil
}
