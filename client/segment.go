package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// Status is how far the build of a segment is. A value that is none of the
// documented ones is kept as it is.
type Status string

// The documented states. Source: the API's documentation, "status".
const (
	Pending Status = "PENDING"
	Running Status = "RUNNING"
	Done    Status = "DONE"
	Failed  Status = "FAILED"
)

// Summary is what a list says of a segment.
type Summary struct {
	ID         string // a UUID as the API writes it
	Name       string
	Color      string
	Status     Status
	TotalCount *int64    // the contacts that match; nil unless the status is Done
	CreatedAt  time.Time // zero if the API says none, or writes it in a form that is not known
	UpdatedAt  time.Time // the same; zero also if the form does not tell seconds apart
}

// Segment is a segment with its rules.
type Segment struct {
	Summary
	Description  string
	ContactLists []string        // ids
	Rules        json.RawMessage // rules_json as the API writes it
	Raw          json.RawMessage // the whole answer
}

// NewSegment is the body of the create call, and how to create it.
type NewSegment struct {
	Name         string
	Color        string          // one of the platform's palette
	ContactLists []string        // ids, at least one
	Description  string          // may be empty
	Rules        json.RawMessage // rules_json

	// Unique refuses to create a second segment of the name. If a segment has it
	// right before the POST, nothing is sent and the error is an *ExistsError.
	// Space around a name does not count, nor does its Unicode normal form. The
	// API has no call that looks and creates in one step: a segment that somebody
	// else creates between the two requests is not seen.
	Unique bool

	// BeforePost, if set, is called once, after the look for segments of the name
	// and right before the first POST, with the ids of those that have it, in
	// lower case. Keep them if the call may be interrupted: FindCreated needs
	// them. If it returns an error, nothing is sent and that error is the result.
	BeforePost func(ids []string) error
}

// Update says what to change of a segment. What is nil stays as it is.
type Update struct {
	Name         *string
	Color        *string
	ContactLists []string
	Description  *string
	Rules        json.RawMessage
}

// wire is the JSON of a body.
type wire struct {
	Name         *string         `json:"name,omitempty"`
	Color        *string         `json:"color,omitempty"`
	ContactLists []string        `json:"contact_list_ids,omitempty"`
	Description  *string         `json:"description,omitempty"`
	Rules        json.RawMessage `json:"rules_json,omitempty"`
}

// body checks a segment and writes the JSON of its create call.
func (s NewSegment) body() ([]byte, error) {
	if strings.TrimSpace(s.Name) == "" {
		return nil, errors.New("client: a segment has a name")
	}
	return s.update().body()
}

func (s NewSegment) update() Update {
	u := Update{Name: &s.Name, Color: &s.Color, ContactLists: s.ContactLists, Rules: s.Rules}
	if s.Description != "" {
		u.Description = &s.Description
	}
	return u
}

// body writes the JSON of an update. It refuses what JSON cannot say; the rest
// is for the API to judge.
func (u Update) body() ([]byte, error) {
	switch {
	case u.Rules != nil && !json.Valid(u.Rules):
		return nil, errors.New("client: the rules are not JSON")
	case u.ContactLists != nil && len(u.ContactLists) == 0:
		return nil, errors.New("client: a segment has at least one contact list")
	case u.Name != nil && *u.Name == "":
		return nil, errors.New("client: a segment has a name")
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(wire(u)); err != nil {
		return nil, fmt.Errorf("client: the body cannot be written: %w", err)
	}
	return bytes.TrimSpace(b.Bytes()), nil
}

// summary reads what lists and full segments have in common. The API's
// documentation gives total_count a meaning only for Done.
func summary(o *object) Summary {
	s := Summary{
		ID: o.id("id"), Name: o.name(), Color: o.short("color", false), Status: Status(o.short("status", !o.null("status"))),
		TotalCount: o.integer("total_count", false), CreatedAt: o.creation("created_at"), UpdatedAt: o.change("updated_at"),
	}
	if s.Status != Done {
		s.TotalCount = nil
	}
	return s
}

// The most bytes of texts in answers. Lists are kept in memory, and must not fill
// it; the API's documentation names no limit.
const (
	maxName = 4 << 10  // of a name, a label and other texts of a few words
	maxText = 64 << 10 // of a description
)

func (o *object) name() string { return o.short("name", true) }

// short reads a text of a few words.
func (o *object) short(name string, needed bool) string { return o.bounded(name, needed, maxName) }

func (o *object) bounded(name string, needed bool, most int) string {
	text := o.text(name, needed)
	if len(text) > most {
		o.fail(name, fmt.Sprintf("has more than %d KiB", most>>10))
	}
	return text
}

func fullSegment(text json.RawMessage) (*Segment, *fieldError) {
	o := newObject("", text)
	s := &Segment{
		Summary: summary(o), Description: o.bounded("description", false, maxText), ContactLists: o.texts("contact_list_ids", !o.null("contact_list_ids")), Raw: text,
	}
	const what = "an object"
	if rules, ok := o.get("rules_json", true, what); ok {
		if rules[0] != '{' {
			o.mismatch("rules_json", what, rules)
		}
		s.Rules = rules
	}
	return s, o.err
}
