package client

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// How an unclear answer to a POST or PATCH is cleared up.
const (
	maxPosts = 3 // of one call
	// slack is what created_at may lie before the request: an HTTP date and
	// created_at may each be rounded to a second.
	slack = 2 * time.Second
)

// lookDelays are the waits before each look for what a POST made: a request
// whose answer did not come may still be at work.
func lookDelays() []time.Duration {
	return []time.Duration{time.Second, 2 * time.Second, 4 * time.Second}
}

// CreateSegment creates a segment and returns it as the API answers it.
//
// When the answer is unclear (the connection broke, no answer in time, a 5xx,
// an answer that cannot be read), it looks for a segment of that name that was
// created since, three times within about seven seconds. One with the same body
// is what it made, and is returned; EventAdopt tells. One with another body is
// an *UncertainError with its id, since the API may have rewritten the body.
// When there is none, it posts again, three times in all.
//
// Calls with the same name wait for one another, so that none takes for its own
// what another one has just made.
func (c *Client) CreateSegment(ctx context.Context, s NewSegment) (*Segment, error) {
	if s.Name == "" {
		return nil, errors.New("client: a segment has a name")
	}
	body, err := s.update().body()
	if err != nil {
		return nil, err
	}
	post := call{method: http.MethodPost, path: segmentsPath, body: body}
	release, err := c.takeName(ctx, strings.TrimSpace(s.Name))
	if err != nil {
		return nil, &TransportError{Method: post.method, Path: post.path, Err: err, unsent: true, final: true}
	}
	defer release()
	start := c.clock.Now()
	for sent := 1; ; sent++ {
		made, err := c.post(ctx, post)
		if err == nil {
			c.claim(made.ID)
			return made, nil
		}
		if !uncertain(err) {
			return nil, err
		}
		made, other, look := c.lookForNew(ctx, post, s, start, sent, err)
		switch {
		case made != nil:
			return made, nil
		case look != nil || other != "" || sent == maxPosts:
			return nil, &UncertainError{Method: post.method, Path: post.path, Err: err, Look: look, ID: other}
		}
	}
}

func (c *Client) post(ctx context.Context, post call) (*Segment, error) {
	got, err := c.do(ctx, post)
	if err != nil {
		return nil, err
	}
	return c.segmentOf(post, got, "")
}

// lookForNew looks for what a POST made and claims it. When all that it finds
// has another body, it returns the id of one.
func (c *Client) lookForNew(
	ctx context.Context, post call, s NewSegment, start time.Time, sent int, why error,
) (made *Segment, other string, err error) {
	for _, delay := range lookDelays() {
		if err := c.pause(ctx, post, EventLookUp, delay, sent, why); err != nil {
			return nil, "", err
		}
		made, other, err = c.findNew(ctx, s, start)
		if err != nil {
			return nil, "", err
		}
		if made != nil {
			c.onEvent(Event{Kind: EventAdopt, Method: post.method, Path: post.path, Attempt: sent, Err: why, ID: made.ID})
			return made, "", nil
		}
	}
	return nil, other, nil
}

// findNew goes through the segments of the name, the newest first, as far back
// as the start of the call.
func (c *Client) findNew(ctx context.Context, s NewSegment, start time.Time) (made *Segment, other string, err error) {
	name := strings.TrimSpace(s.Name)
	query := url.Values{"search": {name}, "order_by": {"created_at"}, "ordering": {"desc"}}
	for found, err := range pages(ctx, c, segmentsPath, query, "items", 0, summaryItem) {
		switch {
		case err != nil:
			return nil, "", err
		case c.before(found.CreatedAt, start):
			return nil, other, nil
		case strings.TrimSpace(found.Name) != name || c.claimed(found.ID):
			continue
		}
		full, err := c.GetSegment(ctx, found.ID)
		switch {
		case errors.Is(err, ErrNotFound):
			continue // gone meanwhile
		case err != nil:
			return nil, "", err
		case !s.update().is(full):
			other = full.ID
		case c.claim(full.ID):
			return full, "", nil
		}
	}
	return nil, other, nil
}

// before reports whether a time of the API lies before one of ours, by the
// difference between the clocks that the latest answer showed.
func (c *Client) before(created, start time.Time) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return !created.IsZero() && created.Before(start.Add(c.skew-slack))
}

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
