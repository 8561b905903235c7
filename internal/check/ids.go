package check

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
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
	return idKind[string]{ast.AliasList, ReadList, func(i IDs) []string { return i.Lists }, strings.Compare}
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

// ReadList returns the id of a list: a UUID in lower case.
func ReadList(v ast.Value) (string, bool) {
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
	if id, ok := ReadList(v); ok {
		return condition.Value{Kind: condition.String, Text: id}, true
	}
	_, ok := readISP(v)
	return condition.Value{Kind: condition.Number, Text: v.Text}, ok
}

// ids checks and reads ids of a kind, with what the names among them stand for. It
// reports false if one of them could not be read.
func (c *checker) ids(source *ast.Source, kind ast.AliasKind, values []ast.Value) (read IDs, ok bool) {
	switch kind {
	case ast.AliasList:
		read.Lists, ok = idsOf(c, source, lists(), values, true)
	case ast.AliasISP:
		read.ISPs, ok = idsOf(c, source, isps(), values, true)
	case ast.AliasCampaign:
		read.Campaigns, ok = idsOf(c, source, campaigns(), values, true)
	}
	return read, ok
}

// idsOf is ids for one kind. What the names stand for is left out unless it is asked for.
func idsOf[T comparable](c *checker, source *ast.Source, k idKind[T], values []ast.Value, follow bool) (read []T, ok bool) {
	read, ok = make([]T, 0, len(values)), true
	wrong := 0
	for i := range values {
		c.Poll.Step(16)
		if v := values[i]; v.Kind == ast.Word {
			named, known := c.named(source, k.kind, v, follow)
			if ok = ok && known; len(values) == 1 {
				return k.of(named), ok
			}
			read = append(read, k.of(named)...)
		} else if id, right := k.read(v); right {
			read = append(read, id)
		} else {
			ok = false
			if wrong++; wrong <= 20 {
				c.badID(source, k.kind, v)
			}
		}
	}
	return Distinct(c.Poll, read, k.compare), ok
}

// named checks a name of ids where it is used, and returns what it stands for if that is
// asked for.
func (c *checker) named(source *ast.Source, kind ast.AliasKind, v ast.Value, follow bool) (IDs, bool) {
	o := c.program.IDs(kind, v.Text)
	if o == nil {
		c.unknownAlias(source, kind, v)
		return IDs{}, false
	}
	if !follow {
		return IDs{}, true
	}
	if !resolve.Take(&c.List, &c.taken, len(o.IDs), problems.At(source, v)) {
		return IDs{}, false
	}
	c.Poll.Step(8 * len(o.IDs))
	return c.standsFor(o).IDs, true
}

// alias checks the statement that names ids.
func (c *checker) alias(source *ast.Source, o *resolve.Object, s *ast.Alias) {
	var own IDs
	var ok bool
	switch s.Kind {
	case ast.AliasList:
		own.Lists, ok = idsOf(c, source, lists(), s.Values, false)
	case ast.AliasISP:
		own.ISPs, ok = idsOf(c, source, isps(), s.Values, false)
	case ast.AliasCampaign:
		own.Campaigns, ok = idsOf(c, source, campaigns(), s.Values, false)
	}
	if !ok {
		c.facts.Whole = false
	}
	if own.len() < len(s.Values) {
		c.standsFor(o) // there are names among them, or some are there twice
		return
	}
	t := c.typed()
	t.IDs = own
	c.facts.typed[Instance{Node: s}] = t
}

// standsFor returns what a name of ids stands for, without those that cannot be read:
// they are said where they are declared.
func (c *checker) standsFor(o *resolve.Object) *Typed {
	if t := c.facts.Of(Instance{Node: o.Statement}); t != nil {
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
	c.facts.typed[Instance{Node: o.Statement}] = t
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
	return Distinct(p, read, k.compare)
}

// len returns how many ids there are.
func (i IDs) len() int { return len(i.Lists) + len(i.ISPs) + len(i.Campaigns) }

// Distinct drops what is there already.
func Distinct[T comparable](p *poll.Poll, all []T, compare func(a, b T) int) []T {
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
