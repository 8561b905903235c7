package contact

import (
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// value reads what a column holds.
func (p parser) value(value json.Token) (v Value, err error) {
	switch value := value.(type) {
	case nil:
		return Value{}, nil
	case string:
		return Text(value), nil
	case bool:
		return Boolean(value), nil
	case json.Number:
		return number(value.String())
	}
	if value == json.Delim('[') {
		var items []string
		err := p.elements(value, func(value json.Token) error {
			text, ok := value.(string)
			if !ok {
				return mustBe("a string, as all items of a set", value)
			}
			items = append(items, text)
			return nil
		})
		return setOf(items), err
	}
	err = p.members(value, []string{"date"}, func(_ int, value json.Token) (err error) {
		text, ok := value.(string)
		if !ok {
			return mustBe("a string", value)
		}
		v, err = dateOf(text)
		return err
	})
	if err == nil && v.kind == Missing {
		err = errors.New(`the member "date" is missing`)
	}
	return v, err
}

func parseInt(value json.Token) (int64, error) {
	number, ok := value.(json.Number)
	if n, err := number.Int64(); ok && err == nil {
		return n, nil
	}
	return 0, mustBe("a whole number", value)
}

// parseWithin reads a whole number from least to most.
func parseWithin(value json.Token, least, most int64, what string) (int64, error) {
	n, err := parseInt(value)
	if err != nil || n < least || n > most {
		return -1, mustBe(what+" "+within(least, most), value)
	}
	return n, nil
}

// parseCampaign takes integers of any size, because a campaign is only ever compared.
func parseCampaign(value json.Token) (string, error) {
	if number, ok := value.(json.Number); ok && decimal.IsInteger(number.String()) && number != "-0" {
		return number.String(), nil
	}
	id, err := parseUUID(value)
	if err != nil {
		err = mustBe("a whole number or a UUID", value)
	}
	return id, err
}

func parseUUID(value json.Token) (string, error) {
	text, _ := value.(string)
	id, err := uuid.Parse(text)
	if err != nil || len(text) != uuidLength {
		return "", mustBe("a UUID", value)
	}
	return id.String(), nil
}

// parseTime reads an instant. A date has none.
func parseTime(value json.Token) (time.Time, error) {
	text, _ := value.(string)
	at, err := time.Parse(time.RFC3339Nano, text)
	if _, wrong := date.Parse(text); err != nil || wrong != nil || at.IsZero() {
		return time.Time{}, mustBe("a time, such as 2026-05-01T10:00:00Z", value)
	}
	return at.UTC(), nil
}

const uuidLength = len("00000000-0000-0000-0000-000000000000")
