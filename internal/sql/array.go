package sql

import (
	"encoding/json"
	"strings"
)

// arrayFrom is how many values of a list are one array where each would be a parameter, and
// where the number of parameters has a limit.
const arrayFrom = 1000

// texts writes texts of a list. A list that is longer than the dialect takes is one text in
// JSON, and a subselect makes rows of it.
func (s *statement) texts(all []string) (values []string, err error) {
	d := s.dialect
	long := d.limits.list > 0 && len(all) > d.limits.list || s.request.Parameters && d.limits.parameters > 0 && len(all) > arrayFrom
	if long && d.array != nil {
		for _, text := range all {
			if err := checkText(text); err != nil {
				return nil, err
			}
		}
		written, err := json.Marshal(all)
		if err != nil {
			return nil, err
		}
		value, err := s.text(string(written))
		return []string{d.array(value)}, err
	}
	for _, text := range all {
		value, err := s.text(text)
		if err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, nil
}

// isRows reports whether a value is a subselect with rows of values.
func isRows(value string) bool { return strings.HasPrefix(value, "SELECT ") }
