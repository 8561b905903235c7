//go:build !nonet

package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/suggest"
)

// contactsSource is a list or a segment whose contacts are to be written.
type contactsSource struct {
	client.ContactSource
	name    string   // for messages
	rules   string   // of a segment, as a hash
	columns []string // that its contacts have
}

// source finds what the flags name.
func (f *contactsFlags) source(ctx context.Context, api *client.Client) (*contactsSource, error) {
	if f.segment != "" {
		return segmentSource(ctx, api, f.segment)
	}
	id := f.list
	if uuid.Validate(id) != nil {
		var err error
		if id, err = listNamed(ctx, api, f.list); err != nil {
			return nil, err
		}
	}
	s := &contactsSource{ContactSource: client.ContactSource{List: strings.ToLower(id)}}
	return s, s.addColumns(ctx, api, id)
}

// listNamed returns the id of the one list with a name.
func listNamed(ctx context.Context, api *client.Client, name string) (string, error) {
	var found, labels []string
	for l, err := range api.ContactLists(ctx) {
		if err != nil {
			return "", ofAPI(err)
		}
		labels = append(labels, l.Label)
		if plan.Name(l.Label) == plan.Name(name) {
			found = append(found, l.ID)
		}
	}
	switch len(found) {
	case 1:
		return found[0], nil
	case 0:
		err := fmt.Errorf("%w has no list with the id or the name %q", errAPI, name)
		if nearest, ok := suggest.Nearest(name, labels); ok {
			err = fmt.Errorf("%w; did you mean %q?", err, nearest)
		}
		return "", err
	}
	return "", fmt.Errorf("%w has %d lists called %q; name one by its id", errAPI, len(found), name)
}

func segmentSource(ctx context.Context, api *client.Client, name string) (*contactsSource, error) {
	id := name
	if uuid.Validate(id) != nil {
		_, chosen, err := chosenSegments(ctx, api, []string{name})
		if err != nil {
			return nil, err
		}
		id = chosen[0].ID
	}
	segment, err := builtSegment(ctx, api, id)
	if err != nil {
		return nil, err
	}
	s := &contactsSource{ContactSource: client.ContactSource{Segment: strings.ToLower(id)}, name: segment.Name, rules: hashOf(segment)}
	for _, list := range segment.ContactLists {
		if err := s.addColumns(ctx, api, list); err != nil {
			return nil, err
		}
	}
	s.name = segment.Name
	return s, nil
}

// builtSegment returns a segment, whose contacts the API knows.
func builtSegment(ctx context.Context, api *client.Client, id string) (*client.Segment, error) {
	segment, err := api.GetSegment(ctx, id)
	switch {
	case err != nil:
		return nil, ofAPI(err)
	case segment.Status == client.Pending || segment.Status == client.Running:
		return nil, fmt.Errorf("%w is still building the segment %q, so its contacts are not known; try again later", errAPI, segment.Name)
	case segment.Status != client.Done:
		return nil, fmt.Errorf("%w has not built the segment %q: its status is %q", errAPI, segment.Name, segment.Status)
	}
	return segment, nil
}

// hashOf returns what tells the rules and lists of a segment from others.
func hashOf(s *client.Segment) string {
	hash := sha256.New()
	lists := slices.Clone(s.ContactLists)
	slices.Sort(lists)
	_, _ = fmt.Fprintf(hash, "%q\n%s", lists, s.Rules) // a hash takes everything
	return hex.EncodeToString(hash.Sum(nil))
}

// unchanged returns nil if a segment is as it was when the run began.
func (s *contactsSource) unchanged(ctx context.Context, api *client.Client) error {
	if s.Segment == "" {
		return nil
	}
	segment, err := builtSegment(ctx, api, s.Segment)
	if err == nil && hashOf(segment) != s.rules {
		err = fmt.Errorf("%w: %w", errAPI, errSegmentChanged)
	}
	return err
}

var errSegmentChanged = errors.New("the segment was changed while its contacts were read")

// addColumns adds the columns of a list.
func (s *contactsSource) addColumns(ctx context.Context, api *client.Client, id string) error {
	list, err := api.ContactList(ctx, id)
	if err != nil {
		return ofAPI(err)
	}
	s.name = list.Label
	have := map[string]bool{}
	for _, name := range s.columns {
		have[name] = true
	}
	add := func(name string) {
		if !have[name] {
			have[name] = true
			s.columns = append(s.columns, name)
		}
	}
	for _, name := range column.BuiltinNames() {
		add(name)
	}
	for _, c := range list.Columns {
		add(c.Name)
	}
	return nil
}

// chosen returns the columns to write beside the id: those that were asked for, or all that
// have no e-mail address.
func (s *contactsSource) chosen(asked []string) ([]string, error) {
	for _, name := range asked {
		if slices.Contains(s.columns, name) {
			continue
		}
		err := fmt.Errorf("%s has no column %q", named(s.name), name)
		if nearest, ok := suggest.Nearest(name, s.columns); ok {
			err = fmt.Errorf("%w; did you mean %q?", err, nearest)
		}
		return nil, err
	}
	if asked != nil {
		return asked, nil
	}
	return slices.DeleteFunc(slices.Clone(s.columns), func(name string) bool {
		return name == "id" || strings.EqualFold(strings.TrimSpace(name), "email") || name == ispColumn
	}), nil
}
