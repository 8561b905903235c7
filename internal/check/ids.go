package check

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// idKind is how the ids of a kind are read.
type idKind[T comparable] struct {
	kind    ast.AliasKind
	read    func(v ast.Value) (T, bool)
	of      func(i IDs) []T
	compare func(a, b T) int // any order: generated lists keep to it
}

func lists() idKind[string] {
	return idKind[string]{ast.AliasList, readList, func(i IDs) []string { return i.Lists }, strings.Compare}
}

func isps() idKind[int64] {
	return idKind[int64]{ast.AliasISP, readISP, func(i IDs) []int64 { return i.ISPs }, cmp.Compare[int64]}
}

func campaigns() idKind[condition.Value] {
	return idKind[condition.Value]{ast.AliasCampaign, readCampaign, func(i IDs) []condition.Value { return i.Campaigns }, shorter}
}

// shorter orders campaigns by the length of their ids, and then by their letters.
func shorter(a, b condition.Value) int {
	return cmp.Or(len(a.Text)-len(b.Text), strings.Compare(a.Text, b.Text))
}

// readList returns the id of a list: a UUID in lower case.
func readList(v ast.Value) (string, bool) {
	if v.Kind != ast.String || len(v.Text) != 36 {
		return "", false
	}
	id, err := uuid.Parse(v.Text)
	if err != nil {
		return "", false
	}
	return id.String(), true
}

// readISP returns the id of an ISP. A double can say it, as JSON may need.
func readISP(v ast.Value) (int64, bool) {
	if v.Kind != ast.Number || !wholeNumber(v.Text) {
		return 0, false
	}
	n, err := strconv.ParseInt(v.Text, 10, 64)
	return n, err == nil && n <= 1<<53
}

// readCampaign returns the id of a campaign: a number in digits, or a UUID in lower case.
func readCampaign(v ast.Value) (condition.Value, bool) {
	if id, ok := readList(v); ok {
		return condition.Value{Kind: condition.String, Text: id}, true
	}
	_, ok := readISP(v)
	return condition.Value{Kind: condition.Number, Text: v.Text}, ok
}

// following says what happens to the names among ids.
type following uint8

const (
	// counted replaces them by the ids that they mean, in a condition: all uses together
	// have a limit.
	counted following = iota
	// uncounted replaces them, in a header.
	uncounted
	// unfollowed leaves them out, in a declaration: package resolve has followed them.
	unfollowed
)

// ids checks and reads ids of a kind. It reports false if one of them could not be read.
func (c *checker) ids(source *ast.Source, kind ast.AliasKind, values []ast.Value, how following) (read IDs, ok bool) {
	switch kind {
	case ast.AliasList:
		read.Lists, ok = idsOf(c, source, lists(), values, how)
	case ast.AliasISP:
		read.ISPs, ok = idsOf(c, source, isps(), values, how)
	default:
		read.Campaigns, ok = idsOf(c, source, campaigns(), values, how)
	}
	return read, ok
}

// idsOf is ids for one kind.
func idsOf[T comparable](c *checker, source *ast.Source, k idKind[T], values []ast.Value, how following) (read []T, ok bool) {
	read, ok = make([]T, 0, len(values)), true
	var taken map[string]bool // names, whose ids are there already
	wrong, said := 0, len(c.All)
	for i := range values {
		c.Poll.Step(16)
		v := values[i]
		if v.Kind == ast.Word {
			if c.isParameter(v) {
				continue
			}
			named, known := c.named(source, k.kind, v, how)
			ok = ok && known
			if len(values) == 1 {
				return k.of(named), ok
			}
			if !taken[v.Text] {
				put(&taken, v.Text, true)
				read = append(read, k.of(named)...)
			}
			continue
		}
		id, right := k.read(v)
		if right {
			read = append(read, id)
			continue
		}
		ok = false
		if wrong++; wrong <= 20 {
			c.badID(source, k.kind, v, how)
		}
	}
	c.together(said)
	return distinct(c.Poll, read, k.compare), ok
}

// named checks a name of ids where it is used, and returns the ids that it means.
func (c *checker) named(source *ast.Source, kind ast.AliasKind, v ast.Value, how following) (IDs, bool) {
	o := c.program.IDs(kind, v.Text)
	switch {
	case o == nil:
		c.unknownAlias(source, kind, v)
		return IDs{}, false
	case how == unfollowed:
		return IDs{}, true
	case how == counted && !resolve.Take(&c.List, &c.taken, len(o.IDs), place(source, v)):
		return IDs{}, false
	}
	c.Poll.Step(8 * len(o.IDs))
	return c.standsFor(o).IDs, true
}

// alias checks the statement that names ids.
func (c *checker) alias(source *ast.Source, o *resolve.Object, s *ast.Alias) {
	own, ok := c.ids(source, s.Kind, s.Values, unfollowed)
	if !ok {
		c.facts.Whole = false
	}
	if own.len() < len(s.Values) {
		c.standsFor(o) // there are names among them, or some are there twice
		return
	}
	t := c.typed()
	t.IDs = own
	c.facts.typed[c.reading(s)] = t
}

// standsFor returns the ids that a name means, without those that cannot be read: they are
// reported where they are declared.
func (c *checker) standsFor(o *resolve.Object) *Typed {
	if t := c.facts.Of(c.reading(o.Statement)); t != nil {
		return t
	}
	t := c.typed()
	switch o.Kind {
	case resolve.List:
		t.Lists = readable(c.Poll, lists(), o.IDs)
	case resolve.ISP:
		t.ISPs = readable(c.Poll, isps(), o.IDs)
	default:
		t.Campaigns = readable(c.Poll, campaigns(), o.IDs)
	}
	c.facts.typed[c.reading(o.Statement)] = t
	return t
}

func readable[T comparable](p *poll.Poll, k idKind[T], values []ast.Value) []T {
	read := make([]T, 0, len(values))
	for _, v := range values {
		p.Step(16)
		if id, ok := k.read(v); ok {
			read = append(read, id)
		}
	}
	return distinct(p, read, k.compare)
}

// len returns how many ids there are.
func (i IDs) len() int { return len(i.Lists) + len(i.ISPs) + len(i.Campaigns) }

// distinct drops what is there already.
func distinct[T comparable](p *poll.Poll, all []T, compare func(a, b T) int) []T {
	for i := 1; ; i++ {
		if i >= len(all) {
			return all
		}
		if compare(all[i-1], all[i]) >= 0 {
			break
		}
	}
	seen := make(map[T]bool, len(all))
	kept := all[:0]
	for _, v := range all {
		p.Step(16)
		if !seen[v] {
			seen[v] = true
			kept = append(kept, v)
		}
	}
	return kept
}
