package client

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"
)

const (
	maxPatches = 3 // of one call
	patchDelay = time.Second
)

// UpdateSegment changes what the update sets and returns the segment as the API
// answers it.
//
// If the answer is unclear, it reads the segment and compares. If the segment has
// all of the update, it is the result, and EventAdopt tells. Otherwise the client
// sends the update again, three times in all.
func (c *Client) UpdateSegment(ctx context.Context, id string, u Update) (*Segment, error) {
	path, err := idPath(segmentsPath, id)
	if err != nil {
		return nil, err
	}
	if u.Name == nil && u.Color == nil && u.Description == nil && u.ContactLists == nil && u.Rules == nil {
		return nil, errors.New("client: the update changes nothing")
	}
	body, err := u.body()
	if err != nil {
		return nil, err
	}
	patch := call{method: http.MethodPatch, path: path, body: body}
	for sent := 1; ; sent++ {
		changed, err := c.patch(ctx, patch, id)
		if err == nil || !uncertain(err) {
			return changed, err
		}
		changed, look := c.lookAgain(ctx, patch, id, sent, err)
		switch {
		case look != nil:
			return nil, &UncertainError{Method: patch.method, Path: patch.path, Err: err, Look: look}
		case u.is(changed):
			c.onEvent(Event{Kind: EventAdopt, Method: patch.method, Path: patch.path, Attempt: sent, Err: err, ID: changed.ID})
			return changed, nil
		case sent == maxPatches:
			return nil, &UncertainError{Method: patch.method, Path: patch.path, Err: err, ID: strings.ToLower(id)}
		}
	}
}

func (c *Client) patch(ctx context.Context, patch call, id string) (*Segment, error) {
	got, err := c.do(ctx, patch)
	if err != nil {
		return nil, err
	}
	return c.segmentOf(patch, got, id)
}

// lookAgain reads the segment that a PATCH may have changed.
func (c *Client) lookAgain(ctx context.Context, patch call, id string, sent int, why error) (*Segment, error) {
	if err := c.pause(ctx, patch, EventLookUp, patchDelay, sent, why); err != nil {
		return nil, err
	}
	return c.GetSegment(ctx, id)
}
