package eval

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/decimal"
)

// idList is ids that a condition lists: those of names, and those that are written
// out. Numbers are apart, since long lists have them.
type idList struct {
	numbers []int64
	texts   []string
	named   []idSet
}

// idSet is the ids of an alias, in canonical form.
type idSet struct {
	has   map[string]bool
	order []string // as they are written
}

func (s *idSet) add(id string) {
	if !s.has[id] {
		s.has[id] = true
		s.order = append(s.order, id)
	}
}

// count returns how many ids there are, at least 1.
func (l *idList) count() int {
	n := len(l.numbers) + len(l.texts)
	for _, s := range l.named {
		n += len(s.order)
	}
	return max(1, n)
}

// ids reads the ids that a condition lists, which may be names.
func (r *reader) ids(kind ast.AliasKind, values []ast.Value, c *Condition) error {
	if len(values) == 0 {
		return fmt.Errorf("eval: an empty list of ids")
	}
	list := &c.ids
	r.poll.Hold(16 * len(values))
	for _, v := range values {
		r.poll.Step(8)
		if v.Kind == ast.Word {
			ids, err := r.resolved(kind, v.Text)
			if err != nil {
				return err
			}
			list.named = append(list.named, ids)
			continue
		}
		id, err := canonicalID(kind, v)
		if err != nil {
			return err
		}
		if n, ok := integerOf(id); ok {
			if list.numbers == nil {
				list.numbers = make([]int64, 0, len(values))
			}
			list.numbers = append(list.numbers, n)
		} else {
			list.texts = append(list.texts, id)
		}
	}
	c.Values = list.count()
	return nil
}

// resolved returns the ids of a name.
func (r *reader) resolved(kind ast.AliasKind, name string) (idSet, error) {
	of := r.resolvers[kind]
	if of == nil {
		if r.resolvers == nil {
			r.resolvers = map[ast.AliasKind]*resolver{}
		}
		of = r.names.resolver(r.poll, kind)
		r.resolvers[kind] = of
	}
	return of.resolve(name)
}

// integerOf returns the number that a canonical id is written as, if it is one of a
// length that numbers have for certain.
func integerOf(id string) (n int64, ok bool) {
	const most = 18 // digits
	digits := id
	if id != "" && id[0] == '-' {
		digits = id[1:]
	}
	if digits == "" || len(digits) > most || digits[0] == '0' && len(id) > 1 {
		return 0, false
	}
	for i := range len(digits) {
		d := digits[i] - '0'
		if d > 9 {
			return 0, false
		}
		n = 10*n + int64(d)
	}
	if len(digits) < len(id) {
		n = -n
	}
	return n, true
}

// has reports whether an id is in the list. The empty id is in none.
func (j *judge) has(l *idList, id string) bool {
	if id == "" {
		return false
	}
	j.poll.Step(4 + len(l.numbers)/8 + 2*len(l.texts))
	if n, ok := integerOf(id); ok && len(l.numbers) > 0 && slices.Contains(l.numbers, n) {
		return true
	}
	if slices.Contains(l.texts, id) {
		return true
	}
	for _, s := range l.named {
		j.poll.Step(8)
		if s.has[id] {
			return true
		}
	}
	return false
}

// hasNumber is has of a number.
func (j *judge) hasNumber(l *idList, id int64) bool {
	j.poll.Step(4 + len(l.numbers)/8)
	if slices.Contains(l.numbers, id) {
		return true
	}
	return len(l.texts)+len(l.named) > 0 && j.has(l, strconv.FormatInt(id, 10))
}

// canonicalID returns an id as contacts have it: the digits of an integer or a
// UUID in lower case.
func canonicalID(kind ast.AliasKind, v ast.Value) (string, error) {
	number := v.Kind == ast.Number && kind != ast.AliasList
	text := v.Kind == ast.String && kind != ast.AliasISP
	switch {
	case number && v.Text == "-0":
		return "0", nil
	case number && decimal.IsInteger(v.Text):
		return v.Text, nil
	case text && v.Text != "":
		return strings.ToLower(v.Text), nil
	default:
		return "", fmt.Errorf("eval: %q is not an id", v.Text)
	}
}
