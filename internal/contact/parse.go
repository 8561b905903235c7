package contact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// MaxSize is the greatest length of a contact as JSON. It also bounds
// everything that Parse makes of it.
const MaxSize = 1 << 20

// Parse reads a contact from one JSON object:
//
//	{"columns":{"plan":"pro","age":31,"vip":true,"tags":["a"],"x":null,"since":{"date":"2026-05-01"}},
//	 "events":[{"metric":"open","days_ago":3,"campaign":12,"count":2}],"lists":["…"],"isp":2}
//
// Every member may be left out; of an event, metric and days_ago must be there,
// and count says how many such events there are, one if it is left out; null means the same as left out, and a member that does not belong
// or comes twice is an error. A plain text is never taken for a date: see
// eval.Names.Typed.
func Parse(line []byte) (Contact, error) {
	if len(line) > MaxSize {
		return Contact{}, fmt.Errorf("contact: a contact is longer than %d bytes", MaxSize)
	}
	if !utf8.Valid(line) {
		return Contact{}, errors.New("contact: a contact is not UTF-8")
	}
	p := contactParser{json.NewDecoder(bytes.NewReader(line))}
	p.UseNumber()
	c, err := p.contact()
	if err == nil {
		if _, end := p.Token(); end != io.EOF {
			err = errors.New("something follows the contact")
		}
	}
	if err != nil {
		return Contact{}, fmt.Errorf("contact: %w", err)
	}
	return c, nil
}

type contactParser struct{ *json.Decoder }

func (p contactParser) contact() (c Contact, err error) {
	start, err := p.Token()
	if err != nil {
		return c, err
	}
	return c, p.members(start, func(name string, value json.Token) error {
		switch {
		case value == nil:
			return nil
		case name == "columns":
			c.Columns = map[string]Value{}
			return p.members(value, func(name string, value json.Token) (err error) {
				c.Columns[name], err = p.value(value)
				return err
			})
		case name == "events":
			c.Events = map[condition.Metric][]Event{}
			return p.elements(value, func(value json.Token) error { return p.event(value, c.Events) })
		case name == "lists":
			c.Lists = map[string]bool{}
			return p.elements(value, func(value json.Token) error {
				id, err := parseUUID(value)
				c.Lists[id] = true
				return err
			})
		case name == "isp":
			c.HasISP = true
			c.ISP, err = parseInt(value)
			return err
		}
		return nil
	}, "columns", "events", "lists", "isp")
}

// value reads what a column holds.
func (p contactParser) value(value json.Token) (v Value, err error) {
	switch value := value.(type) {
	case nil:
		return Value{}, nil
	case string:
		return Value{Kind: Text, Text: value}, nil
	case bool:
		return Value{Kind: Boolean, Text: fmt.Sprint(value)}, nil
	case json.Number:
		_, err := decimal.Parse(value.String())
		return Value{Kind: Number, Text: value.String()}, err
	}
	if value == json.Delim('[') {
		v = Value{Kind: Set, Elements: []string{}}
		return v, p.elements(value, func(value json.Token) error {
			text, ok := value.(string)
			if !ok {
				return errors.New("the elements of a set are texts")
			}
			v.Elements = append(v.Elements, text)
			return nil
		})
	}
	err = p.members(value, func(_ string, value json.Token) error {
		text, ok := value.(string)
		if !ok {
			return errors.New("a date is a text")
		}
		_, err := date.Parse(text)
		v = Value{Kind: Date, Text: text}
		return err
	}, "date")
	if err == nil && v.Kind == Null {
		err = errors.New("an object in a column is a date")
	}
	return v, err
}

func (p contactParser) event(value json.Token, into map[condition.Metric][]Event) error {
	var metric condition.Metric
	e := Event{DaysAgo: -1}
	err := p.members(value, func(name string, value json.Token) (err error) {
		switch {
		case value == nil:
		case name == "metric":
			text, _ := value.(string)
			metric = condition.Metric(text)
			if !slices.Contains(condition.Metrics(), metric) {
				return fmt.Errorf("%v is no metric", value)
			}
		case name == "days_ago":
			days, err := parseInt(value)
			e.DaysAgo = int(days)
			if err != nil || days < 0 || days > maxDaysAgo {
				return fmt.Errorf("%v is not a number of days", value)
			}
		case name == "campaign":
			e.Campaign, err = parseCampaign(value)
		case name == "count":
			e.Count, err = parseInt(value)
			if err != nil || e.Count < 1 || e.Count > MaxCount {
				return fmt.Errorf("%v is not a number of events", value)
			}
		}
		return err
	}, "metric", "days_ago", "campaign", "count")
	if err != nil {
		return err
	}
	if metric == "" || e.DaysAgo < 0 {
		return errors.New("an event has a metric and days_ago")
	}
	into[metric] = append(into[metric], e)
	return nil
}

// maxDaysAgo fits an int on every machine.
const maxDaysAgo = 1<<31 - 1

// members reads the object that begins with a token and calls each for every
// member, with the first token of its value. No names allow any name.
func (p contactParser) members(start json.Token, each func(name string, value json.Token) error, names ...string) error {
	if start != json.Delim('{') {
		return errors.New("an object is missing")
	}
	seen := map[string]bool{}
	for p.More() {
		token, err := p.Token()
		if err != nil {
			return err
		}
		name, ok := token.(string)
		if !ok || names != nil && !slices.Contains(names, name) {
			return fmt.Errorf("there is no member %v", token)
		}
		if seen[name] {
			return fmt.Errorf("the member %q comes twice", name)
		}
		seen[name] = true
		value, err := p.Token()
		if err != nil {
			return err
		}
		if err := each(name, value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	_, err := p.Token()
	return err
}

// elements reads the array that begins with a token and calls each for every
// element, with its first token.
func (p contactParser) elements(start json.Token, each func(value json.Token) error) error {
	if start != json.Delim('[') {
		return errors.New("an array is missing")
	}
	for p.More() {
		value, err := p.Token()
		if err != nil {
			return err
		}
		if err := each(value); err != nil {
			return err
		}
	}
	_, err := p.Token()
	return err
}

func parseInt(value json.Token) (int64, error) {
	number, ok := value.(json.Number)
	if !ok {
		return 0, fmt.Errorf("%v is not a number", value)
	}
	return number.Int64()
}

// parseCampaign takes integers of any size, because a campaign is only ever compared.
func parseCampaign(value json.Token) (string, error) {
	if number, ok := value.(json.Number); ok && decimal.IsInteger(number.String()) && number != "-0" {
		return number.String(), nil
	}
	return parseUUID(value)
}

func parseUUID(value json.Token) (string, error) {
	text, _ := value.(string)
	id, err := uuid.Parse(text)
	if err != nil || len(text) != len(id.String()) {
		return "", fmt.Errorf("%v is no UUID", value)
	}
	return id.String(), nil
}
