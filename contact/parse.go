package contact

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"github.com/segc-lang/segc/rulesjson"
)

// maxSize is the greatest length of a contact as JSON. It also bounds everything that
// Parse makes of it.
const maxSize = 1 << 20

// Parse reads a contact from one JSON object of at most 1 MiB:
//
//	{"columns":{"plan":"pro","age":31,"vip":true,"tags":["a"],"x":null,"since":{"date":"2026-05-01"}},
//	 "events":[{"metric":"open","days_ago":3,"campaign":12,"count":2}],"lists":["…"],"isp":2}
//
// Every member may be left out, apart from metric and days_ago of an event; count is then
// 1. An event may have at, a time of RFC 3339, in place of days_ago. A member that is null
// counts as left out. A string is a text, never a date.
//
// An unknown member, a repeated one and anything after the object are errors. The error
// gives the path, as in "contact: events[2].days_ago: this must be …". If the data ends
// too soon, it wraps io.ErrUnexpectedEOF.
func Parse(data []byte) (*Contact, error) {
	if len(data) > maxSize {
		return nil, fmt.Errorf("contact: this has %d bytes; the limit is %d", len(data), maxSize)
	}
	if !utf8.Valid(data) {
		return nil, errors.New("contact: this is not UTF-8")
	}
	p := parser{json.NewDecoder(bytes.NewReader(data))}
	p.UseNumber()
	c, err := p.contact()
	if err == nil {
		if _, end := p.Decoder.Token(); end != io.EOF {
			err = errors.New("there is more after the contact")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("contact: %w", err)
	}
	return c, nil
}

// UnmarshalJSON reads a contact as Parse does.
func (c *Contact) UnmarshalJSON(data []byte) error {
	parsed, err := Parse(data)
	if err != nil {
		return err
	}
	*c = *parsed
	return nil
}

// parser reads one contact. Its methods get the first token of a value and read the rest.
type parser struct{ *json.Decoder }

func (p parser) contact() (*Contact, error) {
	start, err := p.Token()
	if err != nil {
		return nil, err
	}
	var c struct { // in one piece of memory
		Contact
		isp int64
	}
	return &c.Contact, p.members(start, []string{"columns", "events", "lists", "isp"}, func(member int, value json.Token) (err error) {
		switch member {
		case 0:
			c.Columns = map[string]Value{}
			return p.columns(value, c.Columns)
		case 1:
			return p.elements(value, func(value json.Token) error {
				e, err := p.event(value)
				c.Events = append(c.Events, e)
				return err
			})
		case 2:
			return p.elements(value, func(value json.Token) error {
				id, err := parseUUID(value)
				c.Lists = append(c.Lists, id)
				return err
			})
		default:
			c.isp, err = parseInt(value)
			c.ISP = &c.isp
			return err
		}
	})
}

func (p parser) columns(value json.Token, into map[string]Value) error {
	return p.object(value, func(name string, value json.Token) (err error) {
		if _, twice := into[name]; twice {
			return errRepeated
		}
		into[name], err = p.value(value)
		return err
	})
}

func (p parser) event(value json.Token) (Event, error) {
	e := Event{DaysAgo: -1}
	err := p.members(value, []string{"metric", "days_ago", "campaign", "count", "at"}, func(member int, value json.Token) (err error) {
		switch member {
		case 0:
			text, _ := value.(string)
			e.Metric = rulesjson.Metric(text)
			return checkMetric(e.Metric, value)
		case 1:
			days, err := parseWithin(value, 0, maxDaysAgo, "a whole number of days")
			e.DaysAgo = int(days)
			return err
		case 2:
			e.Campaign, err = parseCampaign(value)
		case 4:
			e.At, err = parseTime(value)
		default:
			e.Count, err = parseWithin(value, 1, MaxCount, "a whole number of events")
		}
		return err
	})
	switch {
	case err != nil:
	case e.Metric == "":
		err = errors.New(`the member "metric" is missing`)
	case e.DaysAgo < 0 && !e.At.IsZero():
		e.DaysAgo = 0
	case e.DaysAgo < 0:
		err = errors.New(`the member "days_ago" is missing`)
	}
	return e, err
}

// checkMetric reports an error for a metric that there is not, which was written as a
// value.
func checkMetric(m rulesjson.Metric, written any) error {
	all := metrics()
	if !slices.Contains(all[:], m) {
		return mustBe("open, click, bounce, complaint, delivered or unsubscribe", written)
	}
	return nil
}

var errRepeated = errors.New("the member is repeated")

// members reads an object with some members, and calls each with the number of a member's
// name for every one that is not null.
func (p parser) members(start json.Token, names []string, each func(member int, value json.Token) error) error {
	seen := uint(0)
	return p.object(start, func(name string, value json.Token) error {
		i := slices.Index(names, name)
		if i < 0 {
			return fmt.Errorf("unknown member; the members are %s", list(names, " and "))
		}
		if seen>>i&1 != 0 {
			return errRepeated
		}
		seen |= 1 << i
		if value == nil {
			return nil
		}
		return each(i, value)
	})
}

// object reads an object and calls each for every member.
func (p parser) object(start json.Token, each func(name string, value json.Token) error) error {
	if start != json.Delim('{') {
		return mustBe("an object", start)
	}
	for p.More() {
		token, err := p.Token()
		if err != nil {
			return err
		}
		name, _ := token.(string)
		value, err := p.Token()
		if err == nil {
			err = each(name, value)
		}
		if err != nil {
			return inMember(name, err)
		}
	}
	_, err := p.Token()
	return err
}

// elements reads an array and calls each for every element.
func (p parser) elements(start json.Token, each func(value json.Token) error) error {
	if start != json.Delim('[') {
		return mustBe("an array", start)
	}
	for i := 0; p.More(); i++ {
		value, err := p.Token()
		if err == nil {
			err = each(value)
		}
		if err != nil {
			return inElement(i, err)
		}
	}
	_, err := p.Token()
	return err
}

// Token reads a token. The data must not end before one.
func (p parser) Token() (json.Token, error) {
	token, err := p.Decoder.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return token, err
}
