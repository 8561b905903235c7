package client

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"
)

// maxPosts is how often one call sends a POST.
const maxPosts = 3

// lookDelays returns the waits before each look for what a POST made: a request
// without an answer may still be at work.
func lookDelays() []time.Duration {
	return []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}
}

// CreateSegment creates a segment and returns it as the API answers it.
//
// Right before the POST it looks the name up, with one request unless the
// answer has several pages, and remembers the ids of the segments that have it.
// If that look fails, nothing is sent and its error is the result. If Unique is
// set and there is such a segment, nothing is sent and the result is an
// *ExistsError.
//
// If the answer to the POST is unclear (the connection broke, no answer in time,
// a 5xx, an answer that cannot be read), it looks the name up again, three times
// within about seven seconds, and compares ids; no clock is consulted. A new
// segment with the same body is what the POST made, and is returned; EventAdopt
// tells. A new one with another body is an *UncertainError with its id, since
// the API may have rewritten the body, and so are two new ones with the same
// body and a look that fails. Only if there is nothing new, in the whole list
// either, it posts again, three times in all.
//
// Calls with the same name wait for one another, so that none takes for its own
// what another one has just made.
func (c *Client) CreateSegment(ctx context.Context, s NewSegment) (*Segment, error) {
	body, err := s.body()
	if err != nil {
		return nil, err
	}
	if !c.ready() {
		return nil, errNotMade
	}
	post := call{method: http.MethodPost, path: segmentsPath, body: body}
	release, err := c.takeName(ctx, plainName(s.Name))
	if err != nil {
		return nil, &TransportError{Method: post.method, Path: post.path, Err: err, unsent: true, final: true}
	}
	defer release()
	known, err := c.mayPost(ctx, s)
	if err != nil {
		return nil, err
	}
	for sent := 1; ; sent++ {
		made, err := c.post(ctx, post)
		switch {
		case err == nil:
			c.claim(made.ID)
			return made, nil
		case sent == 1 && !uncertain(err):
			return nil, err
		}
		made, unsure := c.lookForNew(ctx, post, s, known, sent, err)
		switch {
		case made != nil:
			return made, nil
		case unsure != nil:
			return nil, unsure
		case !uncertain(err):
			return nil, err
		case sent == maxPosts:
			return nil, &UncertainError{Method: post.method, Path: post.path, Err: err}
		}
	}
}

// mayPost looks the name up and asks the caller whether to go on. It returns the
// ids that have the name.
func (c *Client) mayPost(ctx context.Context, s NewSegment) ([]string, error) {
	known, err := c.named(ctx, s.Name, true)
	switch {
	case err != nil:
		return nil, err
	case s.Unique && len(known) > 0:
		return nil, &ExistsError{Name: s.Name, IDs: known}
	case s.BeforePost == nil:
		return known, nil
	}
	return known, s.BeforePost(slices.Clone(known))
}

func (c *Client) post(ctx context.Context, post call) (*Segment, error) {
	got, err := c.do(ctx, post)
	if err != nil {
		return nil, err
	}
	return c.segmentOf(post, got, "")
}

// lookForNew looks for what a POST made and claims it. If both results are nil,
// nothing of that name is new, and the POST may be sent again.
func (c *Client) lookForNew(
	ctx context.Context, post call, s NewSegment, known []string, sent int, why error,
) (*Segment, error) {
	unsure := &UncertainError{Method: post.method, Path: post.path, Err: why}
	for _, delay := range lookDelays() {
		if unsure.Look = c.pause(ctx, post, EventLookUp, delay, sent, why); unsure.Look != nil {
			return nil, unsure
		}
		found, err := c.findNew(ctx, s, known, true)
		made, err := found.settle(err)
		if err != nil {
			unsure.ID, unsure.Look = found.one(), err
			return nil, unsure
		}
		if made != nil && c.claim(made.ID) {
			c.onEvent(Event{Kind: EventAdopt, Method: post.method, Path: post.path, Attempt: sent, Err: why, ID: made.ID})
			return made, nil
		}
		if other := found.one(); other != "" {
			unsure.ID = other // even if a later look does not show it
		}
	}
	if unsure.ID != "" {
		return nil, unsure
	}
	// The search may lag, or not find every name. A segment that only the whole
	// list has may also be older than the POST, so it is not adopted.
	found, err := c.findNew(ctx, s, known, false)
	if err == nil && found.one() != "" {
		err = errSearch
	}
	if err != nil {
		unsure.ID, unsure.Look = found.one(), err
		return nil, unsure
	}
	return nil, nil
}

var errSearch = errors.New("the API's search for the name does not find it, so it may be older")

// takeName waits until no other call creates a segment of the name. The result
// lets the next one go on.
func (c *Client) takeName(ctx context.Context, name string) (release func(), err error) {
	mine := make(chan struct{})
	for {
		c.mu.Lock()
		other := c.creating[name]
		if other == nil {
			c.creating[name] = mine
		}
		c.mu.Unlock()
		if other == nil {
			return func() {
				c.mu.Lock()
				defer c.mu.Unlock()
				delete(c.creating, name)
				close(mine)
			}, nil
		}
		select {
		case <-other:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// claim keeps an id as created here and reports whether it was not before: so
// that a call does not adopt what an earlier one with the same body has made.
func (c *Client) claim(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	id = strings.ToLower(id)
	if c.made[id] {
		return false
	}
	c.made[id] = true
	return true
}

func (c *Client) claimed(id string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.made[strings.ToLower(id)]
}
