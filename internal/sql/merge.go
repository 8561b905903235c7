package sql

import "slices"

// merged returns the operands of AND or OR for a shape with a subselect for each condition on
// events: with fewer subselects, and after what looks at no events.
//
//   - neither events of one kind nor of another, and events of one kind or of another, is one test of
//     both kinds, where they differ only in the metric
//   - two limits of one count are a range
//   - at the top, what must hold of columns where something of columns and events is asked comes
//     first by itself
func (p *printer) merged(kids []*node, kind nodeKind, top bool) []*node {
	if !p.apart || len(kids) > few {
		return kids
	}
	var list []*node
	for _, kid := range kids {
		if kid.kind == events {
			if i := slices.IndexFunc(list, func(n *node) bool { return p.joins(n, kid, kind) }); i >= 0 {
				list[i] = p.joinCounts(list[i], kid)
				continue
			}
		}
		list = append(list, kid)
	}
	if kind == and {
		looks := func(n *node) bool { return n.counts }
		for i, kid := range list {
			if top && kid.kind == events {
				list[i] = &node{kind: events, count: kid.count, counts: true}
				list[i].count.must = true
			}
		}
		plain := slices.DeleteFunc(slices.Clone(list), looks)
		for _, kid := range list {
			if weak := kid.weaker(); top && kid.counts && weak.kind != yes {
				plain = append(plain, weak)
			}
		}
		return append(plain, slices.DeleteFunc(list, func(n *node) bool { return !looks(n) })...)
	}
	return list
}

// joins reports whether two conditions on events are one under AND or OR.
func (p *printer) joins(a, b *node, kind nodeKind) bool {
	if a.kind != events {
		return false
	}
	s, t := &a.count, &b.count
	if s.counter == t.counter {
		return kind == and && s.most == 0 && t.most == 0 && (s.sign == atLeast && t.sign == atMost || s.sign == atMost && t.sign == atLeast) && max(s.number, t.number) > 0 &&
			s.lower(t) <= s.upper(t) && s.upper(t) > 0
	}
	if s.sign != t.sign || s.number != t.number || s.most != 0 || t.most != 0 {
		return false
	}
	one, other := &p.emitter.counters[s.counter], &p.emitter.counters[t.counter]
	if one.from != other.from || one.kinds[0] == "" || other.kinds[0] == "" {
		return false
	}
	none, some := s.sign == atMost && s.number == 0, s.sign == atLeast && s.number == 1
	return (kind == and && none || kind == or2 && some) && slices.Equal(one.tests[1:], other.tests[1:])
}

// lower and upper are the limits that two conditions on one count set.
func (t *countTest) lower(other *countTest) int64 {
	if t.sign == atLeast {
		return t.number
	}
	return other.number
}

func (t *countTest) upper(other *countTest) int64 {
	if t.sign == atMost {
		return t.number
	}
	return other.number
}

// joinCounts joins two conditions on events.
func (p *printer) joinCounts(a, b *node) *node {
	made := *a
	if s, t := &a.count, &b.count; s.counter == t.counter {
		made.count = countTest{counter: s.counter, sign: atLeast, number: s.lower(t), most: s.upper(t)}
		return &made
	}
	one, other := &p.emitter.counters[a.count.counter], &p.emitter.counters[b.count.counter]
	either := counter{from: one.from, kinds: append(slices.Clone(one.kinds), other.kinds...), window: one.window}
	either.tests = append([]string{one.from.oneOfKinds(either.kinds)}, one.tests[1:]...)
	p.emitter.counters = append(p.emitter.counters, either)
	made.count.counter = len(p.emitter.counters) - 1
	return &made
}
