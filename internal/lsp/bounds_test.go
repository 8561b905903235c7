package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
)

// TestUnreadAnswers checks that a session ends for a client that asks and asks and reads nothing, and
// keeps no more than it may.
func TestUnreadAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSession(io.Discard, Options{Machine: newDisk(nil)}) // nobody takes what it sends
		s.out.most = 1 << 20
		s.life = running
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			s.loop(nil)
		}()
		id := encoded(strings.Repeat("x", 100<<10)) // which the answer has again
		asked := 0
		for over := false; !over && asked < 20; {
			select {
			case s.received <- received{body: encoded(message{ID: id, Method: "x"})}:
				asked++
			case <-ended:
				over = true
			}
		}
		if asked < 10 || asked > 16 || // some wait in the channel
			!errors.Is(s.out.failed, ErrUnread) || s.out.queue != nil {
			t.Errorf("after %d requests, the session ends with %v", asked, s.out.failed)
		}
	})
}

// TestRequestsWait checks how many requests are at work at once, and that the others are answered in
// their turn, also those that are canceled.
func TestRequestsWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSession(io.Discard, Options{Machine: newDisk(nil)})
		go s.loop(nil)
		var atWork, most, done atomic.Int32
		let := make(chan struct{})
		s.later(func() {
			for i := range 100 {
				s.answer(json.RawMessage(fmt.Sprint(i)), &answering{ask: func(ctx context.Context) (any, error) {
					most.Store(max(most.Load(), atWork.Add(1)))
					<-let
					atWork.Add(-1)
					done.Add(1)
					return i, nil
				}})
			}
			s.canceled(json.RawMessage(`{"id": 99}`))
		})
		synctest.Wait()
		if most.Load() != maxAtWork {
			t.Errorf("%d requests were at work", most.Load())
		}
		close(let)
		synctest.Wait()
		frames, _ := s.out.take()
		if done.Load() != 99 || len(frames) != 100 || !strings.Contains(string(bytes.Join(frames, nil)), `"id":99,"error":{"code":-32800`) {
			t.Errorf("%d requests were done, and %d answers sent", done.Load(), len(frames))
		}
		s.received <- received{err: io.EOF}
		synctest.Wait()
	})
}

// TestFailedWalk checks that a session says once why it cannot look through a folder.
func TestFailedWalk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		d.failed = errors.New("cannot read .segcignore: it has more than 256 KiB\nand more")
		e := start(t, d, setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		for range 3 {
			e.rest()
			e.save("/w/r.seg")
		}
		if want := `window/showMessage {"message":"segc: cannot read .segcignore: it has more than 256 KiB","type":1}`; len(e.notes) != 1 || e.notes[0] != want {
			t.Errorf("shown: %v, want %s", e.notes, want)
		}
		e.stop()
	})
}
