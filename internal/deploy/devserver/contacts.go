package devserver

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/contact"
)

// record is a contact and how the API shows it.
type record struct {
	contact.Contact // its lists are sorted
	email           string
	shown           map[string]any
}

func (c record) onAny(lists []string) bool {
	return slices.ContainsFunc(lists, c.on)
}

func (c record) on(list string) bool {
	_, on := slices.BinarySearch(c.Lists, list)
	return on
}

// withoutMark returns a text without the byte order mark that some editors put at
// its start.
func withoutMark(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\ufeff")) }

// parseContacts reads NDJSON: a contact a line, in the shape of
// contact.Parse, with email and, if they are there, id, status and
// created_at among its columns. A text in a column of the data type date is a
// date. What is not there is made up: the id counts up from 1, the status is
// subscribed, the creation is now.
func parseContacts(text []byte, lists []*List, now time.Time) ([]record, error) {
	dates := map[string]bool{}
	known := map[string]bool{}
	for _, list := range lists {
		known[list.ID] = true
		for _, f := range list.Fields {
			dates[f.ColumnName] = dates[f.ColumnName] || f.DataType == "date"
		}
	}
	var contacts []record
	ids := map[string]bool{}
	number := 0
	for line := range bytes.Lines(withoutMark(text)) {
		number++
		line = bytes.TrimSpace(line)
		if len(line) == 0 {
			continue
		}
		c, err := parseContact(line, dates, len(contacts)+1, now)
		if err != nil && errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("it ends too soon; write each contact on one line")
		}
		if err == nil {
			err = c.check(ids, known)
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		contacts = append(contacts, c)
	}
	return contacts, nil
}

func parseContact(line []byte, dates map[string]bool, next int, now time.Time) (record, error) {
	parsed, err := contact.Parse(line)
	if err != nil {
		return record{}, errors.Unwrap(err) // without the name of the package
	}
	c := record{Contact: *parsed, shown: map[string]any{"first_name": nil, "last_name": nil}}
	if c.Columns == nil {
		c.Columns = map[string]contact.Value{}
	}
	otherwise := func(name string, v contact.Value) {
		if c.Columns[name].Kind() == contact.Missing {
			c.Columns[name] = v
		}
	}
	otherwise("id", contact.Int(int64(next)))
	otherwise("status", contact.Text("subscribed"))
	otherwise("created_at", contact.Must(contact.Date(now.UTC().Format(time.RFC3339))))
	for name, v := range c.Columns {
		if v.Kind() == contact.TextKind && dates[name] {
			if day, err := contact.Date(v.Text()); err == nil {
				v = day
				c.Columns[name] = v
			}
		}
		c.shown[name] = show(v)
	}
	c.email = c.Columns["email"].Text()
	slices.Sort(c.Lists)
	return c, nil
}

func (c record) check(ids, lists map[string]bool) error {
	id := c.Columns["id"]
	if n, err := strconv.ParseInt(id.Text(), 10, 64); err != nil || n < 0 || id.Kind() != contact.NumberKind {
		return errors.New("the column id must be a whole number from 0 up")
	}
	if ids[id.Text()] {
		return fmt.Errorf("the id %s comes twice", id.Text())
	}
	ids[id.Text()] = true
	if status := c.Columns["status"].Text(); status != "subscribed" && status != "unsubscribed" {
		return fmt.Errorf("the status is subscribed or unsubscribed, not %q", status)
	}
	if c.Columns["email"].Kind() != contact.TextKind || c.email == "" {
		return errors.New("the column email must be a text")
	}
	for _, list := range c.Lists {
		if !lists[list] {
			return fmt.Errorf("there is no list %s", list)
		}
	}
	return nil
}

// show returns a value as the API's JSON has it.
func show(v contact.Value) any {
	switch v.Kind() {
	case contact.NumberKind:
		return json.Number(v.Text())
	case contact.BooleanKind:
		return v.Text() == "true"
	case contact.SetKind:
		return v.Set()
	case contact.Missing:
		return nil
	default:
		return v.Text()
	}
}

// contactsPage answers with contacts, given by their indices. A search is by a
// part of the address.
func (s *Server) contactsPage(r *request, indices []int, items string) answer {
	p, query := problems{}, r.URL.Query()
	at := parsePaging(query, p)
	if len(p) > 0 {
		return p.answer("query")
	}
	if part := strings.ToLower(query.Get("search")); part != "" {
		var found []int
		for _, i := range indices {
			if strings.Contains(strings.ToLower(s.contacts[i].email), part) {
				found = append(found, i)
			}
		}
		indices = found
	}
	return pageOf(drifted(indices, at, r.faults), at, items, func(i int) any { return s.contacts[i].shown })
}
