package sql

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// membership tests whether a contact is on one of some lists, or on none.
func (e *emitter) membership(lists []string, in bool) (*node, error) {
	values, err := e.idTexts(lists)
	if err != nil {
		return nil, err
	}
	m := &e.tables.Memberships
	from, err := e.relation(&m.Relation, "memberships", "m")
	if err != nil {
		return nil, err
	}
	contact, err := e.columnName(or(m.Contact, "contact_id"))
	if err != nil {
		return nil, err
	}
	listed, err := e.columnName(or(m.List, "list_id"))
	if err != nil {
		return nil, err
	}
	key, err := e.key()
	if err != nil {
		return nil, err
	}
	if err := e.aloneAmong(&m.Relation, or(m.Contact, "contact_id"), or(m.List, "list_id")); err != nil {
		return nil, err
	}
	on := oneOf("m."+listed, values)
	text := "EXISTS (SELECT 1 FROM " + from + " WHERE m." + contact + " = c." + key + " AND " + on + ")"
	if !in {
		text = "NOT " + text
	}
	if e.dialect.apart || in && (e.dialect.listSet || e.strategy() == SemiJoin) {
		text = "c." + key + " " + e.in(&m.Relation, or(m.Contact, "contact_id"), !in) + " (SELECT m." + contact + " FROM " + from + " WHERE " + on + " AND m." + contact + " IS NOT NULL)"
	}
	return &node{text: text, columns: []string{key}, on: &onLists{from, "m." + contact, "m." + listed, values, !in}}, nil
}

// onLists asks whether a contact is on one of some lists, or on none.
type onLists struct {
	from, contact, list string
	values              []string
	not                 bool
}

// idTexts writes ids as texts, in lower case.
func (e *emitter) idTexts(ids []string) ([]string, error) {
	once := make([]string, 0, len(ids))
	seen := map[string]bool{}
	for _, id := range ids {
		if id = lowerASCII(id); !seen[id] {
			seen[id] = true
			once = append(once, id)
		}
	}
	values, err := e.texts(once)
	if err != nil {
		return nil, err
	}
	return values, e.dialect.listed(values)
}

// lowerASCII returns an id in its canonical form: letters of UUIDs are lower case.
func lowerASCII(id string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r - 'A' + 'a'
		}
		return r
	}, id)
}

// isp tests the ISP of a contact. A contact without one is in no set of them.
func (e *emitter) isp(c *condition.ISP) (*node, error) {
	values := make([]string, len(c.Values))
	for i, id := range c.Values {
		values[i] = strconv.FormatInt(id, 10)
	}
	if e.tables.Provider != nil {
		return e.provided(values, c.Operator == condition.NotIn)
	}
	name, err := e.columnName(or(e.tables.ISP, "isp"))
	if err != nil {
		return nil, err
	}
	if err := e.alone(or(e.tables.ISP, "isp"), "isp"); err != nil {
		return nil, err
	}
	n := &node{text: oneOf("c."+name, values), columns: []string{name}}
	if c.Operator == condition.NotIn {
		n.text, n.loose = noneOf("c."+name, values)+" OR c."+name+" IS NULL", true
	}
	return n, e.dialect.listed(values)
}

// provided tests the ISP that the domain of an address belongs to. An address without a domain has
// none.
func (e *emitter) provided(values []string, not bool) (*node, error) {
	p := e.tables.Provider
	from, err := e.relation(&p.Relation, "isp_domains", "p")
	if err != nil {
		return nil, err
	}
	var names [3]string
	for i, name := range []string{p.Email, p.Domain, p.ISP} {
		if names[i], err = e.columnName(name); err != nil {
			return nil, err
		}
	}
	if err := e.alone(p.Email, p.Email); err != nil {
		return nil, err
	}
	if err := e.aloneAmong(&p.Relation, p.Domain, p.ISP); err != nil {
		return nil, err
	}
	email, domain, isp := "c."+names[0], "p."+names[1], "p."+names[2]
	n := &node{columns: []string{names[0]}}
	of := e.dialect.texts.domain(email)
	n.text = "lower(" + of + ") " + e.in(&p.Relation, "", not) + " (SELECT " + domain + " FROM " + from + " WHERE " + oneOf(isp, values) + " AND " + domain + " IS NOT NULL)"
	if not {
		n.text, n.loose = n.text+" OR "+of+" IS NULL", true
	}
	return n, e.dialect.listed(values)
}
