package client

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"
)

// Contact is a contact as a segment lists it.
type Contact struct {
	ID      int64
	Email   string
	Status  string                     // subscribed or unsubscribed
	Columns map[string]json.RawMessage // all members of the answer, also those above
}

func contactItem(o *object) (Contact, string) {
	c := Contact{Email: o.text("email", false), Status: o.text("status", false), Columns: o.members}
	if id := o.integer("id", true); id != nil {
		c.ID = *id
	}
	return c, strconv.FormatInt(c.ID, 10)
}

// ContactList is a contact list. A number that the answer does not have is nil.
type ContactList struct {
	ID           string // a UUID as the API writes it
	Label        string
	Color        string
	Description  string
	CreatedAt    time.Time // zero when the API writes it in a form that is not known
	Subscribers  *int64
	Unsubscribed *int64
	Suppressed   *int64
	Columns      []Column        // in the order of the list; only from ContactList
	Raw          json.RawMessage // the whole answer; only from ContactList
}

func contactList(o *object) ContactList {
	return ContactList{
		ID: o.id("id"), Label: o.short("label", true), Color: o.short("color", false), Description: o.bounded("description", false, maxText),
		CreatedAt: o.creation("created_at"), Subscribers: o.integer("subscribers_count", false),
		Unsubscribed: o.integer("unsubscribes_count", false), Suppressed: o.integer("suppressed_count", false),
	}
}

// Column is a column of a contact list.
type Column struct {
	ID      string // as the API writes it
	Label   string
	Name    string   // column_name, which a condition names as its field
	Type    string   // the data type as the API writes it; "" when it does not say
	Choices []string // of a choice column; nil when the answer has none
}

// Bounds of a contact list.
const (
	maxColumns = 10_000
	maxChoices = 100_000 // of one column
)

// columns reads sorted_fields. The API's documentation does not name the
// members of the data type and of the choices, so that the likely names are
// tried in turn, and says not all types, so that any text is one.
func columns(o *object) []Column {
	var fields []json.RawMessage
	if !o.read("sorted_fields", true, "a list", &fields) {
		return nil
	}
	if len(fields) > maxColumns {
		o.fail("sorted_fields", fmt.Sprintf("has %d columns; the limit is %d", len(fields), maxColumns))
		return nil
	}
	columns := make([]Column, len(fields))
	for i, text := range fields {
		field := newObject(fmt.Sprintf("sorted_fields[%d]", i), text)
		columns[i] = Column{
			ID: field.short("id", false), Label: field.short("label", false), Name: field.short("column_name", true),
			Type: field.short(field.first("data_type", "type", "field_type"), false), Choices: choices(field),
		}
		if field.err != nil {
			o.err = field.err
			return nil
		}
	}
	return columns
}

// first returns the first of some names that the object has, or the first of all.
func (o *object) first(names ...string) string {
	for _, name := range names {
		if _, there := o.members[name]; there {
			return name
		}
	}
	return names[0]
}

// choices reads a list of texts, or of objects with a value.
func choices(o *object) []string {
	name := o.first("choices", "options", "allowed_choices")
	var list []json.RawMessage
	if !o.read(name, false, "a list", &list) {
		return nil
	}
	if len(list) > maxChoices {
		o.fail(name, fmt.Sprintf("has %d choices; the limit is %d", len(list), maxChoices))
		return nil
	}
	texts := make([]string, 0, len(list))
	for i, element := range list {
		var text string
		if json.Unmarshal(element, &text) != nil {
			choice := newObject(fmt.Sprintf("%s[%d]", o.at(name), i), element)
			text = choice.text(choice.first("value", "name", "label"), true)
			if choice.err != nil && o.err == nil {
				o.err = choice.err
			}
		}
		texts = append(texts, text)
	}
	return texts
}
