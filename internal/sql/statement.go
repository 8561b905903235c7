package sql

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
)

// statement is a query that is being written.
type statement struct {
	request *Request
	dialect *Dialect
	tables  *Tables
	poll    *poll.Poll
	emitter emitter

	keyName string
	from    string          // contacts
	sources []*eventColumns // of the relations that are asked

	values  []string // of parameters
	numbers map[string]int
	alike   map[storedColumn]string // columns, by what their names have in common
}

// key returns the column of the ids of contacts.
func (s *statement) key() (string, error) { return s.columnName(or(s.tables.Key, "id")) }

// strategy returns the shape of the query.
func (s *statement) strategy() Strategy {
	switch {
	case s.request.Strategy != Automatic:
		return s.request.Strategy
	case s.request.Together && s.dialect.strategy == SemiJoin:
		return OnePass
	default:
		return s.dialect.strategy
	}
}

func (s *statement) write() (string, error) {
	if err := checkReading(&s.request.Reading); err != nil {
		return "", err
	}
	if at := s.request.At; !at.IsZero() && at.Nanosecond()%1000 != 0 {
		return "", refused("the present has more than %d digits after the point of its seconds, which is the limit of databases", longestFraction)
	}
	if s.request.Strategy == Exists && s.dialect.apart {
		return "", refused("a subselect of %s cannot look at the contact outside it; choose another strategy", s.dialect.Title)
	}
	err := s.checkNames()
	if err != nil {
		return "", err
	}
	if s.keyName, err = s.key(); err != nil {
		return "", err
	}
	if err = s.alone(or(s.tables.Key, "id"), "id"); err != nil {
		return "", err
	}
	if s.from, err = s.relation(&s.tables.Contacts, "contacts", "c"); err != nil {
		return "", err
	}
	if err = s.eventColumns(); err != nil {
		return "", err
	}
	nodes := make([]*node, len(s.request.Rules))
	for i := range s.request.Rules {
		if nodes[i], err = s.emitter.emit(&s.request.Rules[i]); err != nil {
			return "", err
		}
	}
	if len(s.emitter.open) > 0 {
		return "", s.emitter.openError()
	}
	body, err := s.body(nodes)
	if err != nil {
		return "", err
	}
	return s.comment() + body + "\n", nil
}

// source is where a SELECT takes contacts from, and what of their tests is left.
type source struct {
	with   string // before SELECT
	from   string
	tests  []*node
	print  printer
	shared bool // contacts have what is counted
}

// body writes the query without its comment.
func (s *statement) body(nodes []*node) (string, error) {
	from, err := s.source(nodes)
	if err != nil {
		return "", err
	}
	if s.request.Together || s.request.Select == Counts {
		return s.bodyTogether(from)
	}
	if s.request.Select == Flag {
		text, err := from.print.top(from.tests[0], "    ")
		if err != nil {
			return "", err
		}
		return from.with + "SELECT c." + s.keyName + ",\n  coalesce(" + text + ", FALSE) AS segc_matches\nFROM " + from.from, nil
	}
	where, err := from.print.where(from.tests[0], "")
	if err != nil {
		return "", err
	}
	what := "c." + s.keyName
	if s.request.Select == Count {
		what = "count(*) AS segc_contacts"
	}
	return from.with + "SELECT " + what + "\nFROM " + from.from + where, nil
}

// source prepares what a query selects from.
func (s *statement) source(nodes []*node) (*source, error) {
	p := printer{statement: s}
	if len(s.emitter.counters) == 0 || s.strategy() != OnePass {
		p.count, p.apart = s.existsTest, true
		if s.strategy() == SemiJoin {
			p.count = s.semiJoinTest
		}
		return &source{from: s.from, tests: nodes, print: p}, nil
	}
	if len(nodes) > 1 && s.dialect.sharing.either != nil {
		return s.sharedSource(nodes)
	}
	if s.dialect.early && len(nodes) == 1 && s.request.Select != Flag {
		nodes = []*node{p.early(nodes[0])}
		if !nodes[0].counts {
			return &source{from: s.from, tests: nodes, print: p}, nil
		}
	}
	p.count = s.onePassTest("")
	src := &source{print: p}
	candidates := &node{kind: yes}
	if s.request.Select != Flag {
		weak := make([]*node, len(nodes))
		for i, n := range nodes {
			weak[i] = n.weaker()
		}
		candidates = joined(weak, or2)
	}
	alone := len(nodes) == 1
	for _, n := range nodes {
		if alone && candidates.kind != yes {
			n = n.rest()
		}
		src.tests = append(src.tests, n)
	}
	return src, s.onePass(src, candidates)
}

// onePass writes the candidates and the counts of their events before a query. Candidates who
// are all contacts need no list.
func (s *statement) onePass(src *source, candidates *node) error {
	from, name := s.from, ""
	var with strings.Builder
	with.WriteString("WITH ")
	if candidates.kind != yes {
		name = "segc_candidates"
		where, err := src.print.where(candidates, "  ")
		if err != nil {
			return err
		}
		columns := []string{s.keyName}
		known, seen := map[string]bool{s.keyName: true}, map[*node]bool{}
		for _, n := range src.tests {
			s.columnsOf(n, &columns, seen, known)
		}
		for i, column := range columns {
			columns[i] = "c." + column
		}
		with.WriteString(name + " AS (\n  SELECT " + list(columns) + "\n  FROM " + s.from + where + "\n),\n")
		from = name + " AS c"
	}
	src.from = from
	for i, c := range s.counted() {
		counted, err := s.countedOf(c, name)
		if err != nil {
			return err
		}
		if i > 0 {
			with.WriteString(",\n")
		}
		with.WriteString("segc_counted" + c.suffix() + " AS (\n  " + counted + "\n)")
		src.from += "\nLEFT JOIN segc_counted" + c.suffix() + " AS " + c.alias() + " ON " + c.alias() + ".segc_contact = c." + s.keyName
	}
	with.WriteString("\n")
	src.with = with.String()
	return nil
}

// segmentName returns the name of a segment, or its number.
func (s *statement) segmentName(i int) string {
	return or(s.request.Rules[i].Name, strconv.Itoa(i+1))
}
