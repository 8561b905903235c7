package client

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/segc-lang/segc/internal/inert"
)

const (
	segmentsPath = apiPath + "/segments/"
	listsPath    = apiPath + "/contacts-lists/"
)

// GetSegment returns a segment with its rules. An id that the API does not know
// is ErrNotFound.
func (c *Client) GetSegment(ctx context.Context, id string) (*Segment, error) {
	path, err := idPath(segmentsPath, id)
	if err != nil {
		return nil, err
	}
	call := call{method: http.MethodGet, path: path}
	got, err := c.do(ctx, call)
	if err != nil {
		return nil, err
	}
	return c.segmentOf(call, got, id)
}

// segmentOf reads a full segment, which must have the id unless that is empty.
func (c *Client) segmentOf(call call, got answer, id string) (*Segment, error) {
	s, err := fullSegment(got.body)
	if err == nil && id != "" && !strings.EqualFold(s.ID, id) {
		err = &fieldError{"id", "is that of another segment,", s.ID}
	}
	if err != nil {
		return nil, c.answerError(call, got.status, err)
	}
	return s, nil
}

func (c *Client) answerError(call call, status int, err *fieldError) *AnswerError {
	return &AnswerError{
		Method: call.method, Path: call.path, Status: status,
		Field: c.key.hide(err.field), Problem: err.words(c.key.hide),
	}
}

// ContactList returns a contact list with its columns.
func (c *Client) ContactList(ctx context.Context, id string) (*ContactList, error) {
	path, err := idPath(listsPath, id)
	if err != nil {
		return nil, err
	}
	call := call{method: http.MethodGet, path: path}
	got, err := c.do(ctx, call)
	if err != nil {
		return nil, err
	}
	o := newObject("", got.body)
	list := contactList(o)
	list.Columns = columns(o)
	list.Raw = json.RawMessage(got.body)
	if o.err == nil && !strings.EqualFold(list.ID, id) {
		o.fail("id", "is that of another list, "+list.ID)
	}
	if o.err != nil {
		return nil, c.answerError(call, got.status, o.err)
	}
	return &list, nil
}

// idPath returns the path of a thing with an id.
func idPath(folder, id string) (string, error) {
	if !isUUID(id) {
		return "", errors.New(inert.Words(fmt.Sprintf("client: %q is not an id; ids are UUIDs", printable(id, 40))))
	}
	return folder + id + "/", nil
}
