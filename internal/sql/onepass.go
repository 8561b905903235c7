package sql

import (
	"slices"
	"strconv"
	"strings"
)

// countName is the name of a count. Those that are written have numbers one after the other.
func (e *emitter) countName(counter int) string {
	if number := e.counters[counter].number; number > 0 {
		return "segc_" + strconv.Itoa(number)
	}
	return "segc_" + strconv.Itoa(counter+1)
}

// onePassTest tests a count of the pass. Contacts without events
// have none, so a count that may be 0 says so.
func (e *emitter) onePassTest(alias string) func(t *countTest) (text string, loose bool) {
	return func(t *countTest) (text string, loose bool) {
		count := alias + "." + e.countName(t.counter)
		if t.sign == atMost {
			count = "coalesce(" + count + ", 0)"
		}
		return t.compare(count), false
	}
}

// counted writes the pass, which reads only events of the candidates, if there are some.
func (s *statement) counted(candidates string) (string, error) {
	e := &s.emitter
	c := &s.columns
	var b strings.Builder
	b.WriteString("SELECT e." + c.contact + " AS segc_contact")
	var metrics []string
	for i := range e.counters {
		if e.counters[i].early {
			continue
		}
		b.WriteString(",\n    " + s.countOf(c, e.counters[i].tested()) + " AS " + e.countName(i))
		for _, metric := range e.counters[i].metrics {
			if !slices.Contains(metrics, metric) {
				metrics = append(metrics, metric)
			}
		}
	}
	b.WriteString("\n  FROM " + c.from)
	tests, err := s.prefilter(metrics)
	if err != nil {
		return "", err
	}
	if candidates != "" {
		tests = append(tests, "e."+c.contact+" IN (SELECT "+s.keyName+" FROM "+candidates+")")
	} else {
		tests = append(tests, "e."+c.contact+" IS NOT NULL")
	}
	b.WriteString("\n  WHERE " + strings.Join(tests, "\n    AND "))
	b.WriteString("\n  GROUP BY e." + c.contact)
	return b.String(), nil
}

// prefilter tests what all counted events have in common, so that databases need not read
// others.
func (s *statement) prefilter(metrics []string) ([]string, error) {
	tests := []string{oneOf("e."+s.columns.metric, metrics)}
	now, err := s.now()
	if err != nil {
		return nil, err
	}
	at := "e." + s.columns.at
	if days, all := s.emitter.sooner(); all {
		days++ // the edge, under every reading
		bound, sign := "", " > "
		if s.request.Calendar {
			if bound, err = s.startOf(dayNumber(s.request.At, s.zone()) - days + 1); err != nil {
				return nil, err
			}
			sign = " >= "
		} else if bound, err = s.before(days); err != nil {
			return nil, err
		}
		tests = append(tests, at+sign+bound)
	}
	return append(tests, at+" <= "+now), nil
}
