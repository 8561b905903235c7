package client

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/visible"
)

// FindCreated looks for the segment that an earlier, interrupted CreateSegment
// made. Known are the ids that BeforePost was given then: a segment with the
// name and the body of s that is not one of them is what the POST made, and is
// returned. If there is no new segment of the name, the result is nil and no
// error. If it cannot be told (the new segment has another body, or there are
// several), the error is an *UncertainError with the id of one.
//
// It sends one request to look the name up, and one for each segment of the name
// that is not known. It creates nothing; Unique and BeforePost do not matter.
//
// A request that was interrupted may be carried out later than this looks: leave
// a few seconds, or look again right before you send another POST.
func (c *Client) FindCreated(ctx context.Context, s NewSegment, known []string) (*Segment, error) {
	if _, err := s.body(); err != nil {
		return nil, err
	}
	found, err := c.findNew(ctx, s, known, true)
	if err != nil {
		return nil, err
	}
	made, err := found.settle(nil)
	unsure := &UncertainError{Method: http.MethodPost, Path: segmentsPath, Err: errInterrupted, Look: err, ID: found.one()}
	switch {
	case made != nil:
		c.claim(made.ID)
		return made, nil
	case unsure.ID != "":
		return nil, unsure
	}
	return nil, nil
}

var errInterrupted = errors.New("the run that sent it was interrupted")

// plainName returns what counts of a name: the API may take off the space around
// it and write its letters in their composed form.
func plainName(name string) string { return visible.Name(name) }

// searchable returns the longest part of a name that is written the same in every
// normal form, since the API's search may compare letter by letter; "" if the
// whole list must do.
func searchable(name string) string {
	longest := ""
	for _, part := range strings.FieldsFunc(plainName(name), func(r rune) bool { return r >= utf8.RuneSelf }) {
		// The API may take off space, also where it joins two words.
		if part = strings.TrimSpace(part); len(part) > len(longest) {
			longest = part
		}
	}
	return longest
}

// named returns the ids of the segments that have a name, in lower case. They
// are searched for by the name, or in the whole list. What the API's search
// returns beyond the name is left out.
func (c *Client) named(ctx context.Context, name string, search bool) ([]string, error) {
	var o ListOptions
	if search {
		o.Search = searchable(name)
	}
	var ids []string
	for s, err := range c.ListSegments(ctx, o) {
		if err != nil {
			return nil, err
		}
		if plainName(s.Name) == plainName(name) {
			ids = append(ids, strings.ToLower(s.ID))
		}
	}
	return ids, nil
}

// newcomers are the segments of a name that were not there before a POST.
type newcomers struct {
	same   []*Segment // with the body that was sent
	others []string   // the ids of those with another body
}

// findNew reads the segments of the name that are neither known nor made by
// another call of this client.
func (c *Client) findNew(ctx context.Context, s NewSegment, known []string, search bool) (newcomers, error) {
	var n newcomers
	ids, err := c.named(ctx, s.Name, search)
	if err != nil {
		return n, err
	}
	for _, id := range ids {
		if c.claimed(id) || slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, id) }) {
			continue
		}
		full, err := c.GetSegment(ctx, id)
		switch {
		case errors.Is(err, ErrNotFound): // deleted since
		case err != nil:
			return n, err
		case s.update().is(full):
			n.same = append(n.same, full)
		default:
			n.others = append(n.others, id)
		}
	}
	return n, nil
}

// settle returns the one segment that has the body; it is nil if there is none.
// An error of the look is passed on.
func (n newcomers) settle(look error) (*Segment, error) {
	switch {
	case look != nil || len(n.same) == 0:
		return nil, look
	case len(n.same) > 1:
		return nil, fmt.Errorf("the segments %s and %s are both new and have the body that was sent", n.same[0].ID, n.same[1].ID)
	}
	return n.same[0], nil
}

// one returns the id of a segment that is new; "" if there is none.
func (n newcomers) one() string {
	switch {
	case len(n.same) > 0:
		return n.same[0].ID
	case len(n.others) > 0:
		return n.others[0]
	}
	return ""
}
