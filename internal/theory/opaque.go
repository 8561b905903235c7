package theory

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// opaque models conditions on a column whose meaning is not certain: each may
// hold or not, independently of the others. What is certain is that a
// condition and its opposite exclude each other on a present value, if the
// opposite is a negative operator, and what a missing value does.
type opaque struct {
	fields
	claim   []int32 // per atom: what it claims, or -1
	claims  int
	present int // points: all combinations of claims
}

// claimsLimit is up to how many claims their combinations are looked at.
const claimsLimit = 6

func (b *builder) opaqueSpaces(members []int) []*Space {
	m := &opaque{fields: b.fields(members, columnType{})}
	if b.column.Type != Any {
		m.typ, m.declared = b.column.Type, true
	}
	var keys []string
	m.claim = make([]int32, len(members))
	for i := range m.atoms {
		m.claim[i] = -1
		f := m.field(i)
		if nulling(f.Operator) {
			continue
		}
		if len(keys) > claimsLimit {
			return b.singles(members)
		}
		if op, ok := f.Operator.Opposite(); ok && f.Operator.Negative() {
			f.Operator = op
		}
		if f.Operator == condition.Equals {
			f.Operator = condition.In
		}
		key := condition.KeyWithin(b.limits.Poll, f)
		m.claim[i] = int32(len(keys))
		for k := range keys {
			if keys[k] == key {
				m.claim[i] = int32(k)
			}
		}
		if int(m.claim[i]) == len(keys) {
			keys = append(keys, key)
		}
	}
	if len(keys) > claimsLimit {
		return b.singles(members)
	}
	m.claims = len(keys)
	m.present = 1 << m.claims
	n := m.present
	if m.nullable {
		n += 2
	}
	holds := logic.NewSets(len(members), n)
	for i, a := range m.atoms {
		op := m.field(i).Operator
		for p := range m.present {
			hit := op == condition.IsNotNull
			if m.claim[i] >= 0 {
				hit = (p>>m.claim[i]&1 != 0) != op.Negative()
			}
			if hit != a.Negated {
				holds[i].Add(p)
			}
		}
		m.withMissing(a, holds[i], n)
	}
	return []*Space{b.newSpace(members, m, n, holds, 2)}
}

func (m *opaque) bases(v *vocabulary, level int) {
	if level == 1 {
		return
	}
	m.nullBases(v, familyNull)
	for i := range m.atoms {
		f := m.field(i)
		op, ok := f.Operator.Opposite()
		if !ok || nulling(op) || !op.Negative() && !f.Operator.Negative() || !m.may(op) {
			continue // the opposite of an order is not certain
		}
		points := v.set()
		for p := range m.present {
			if (p>>m.claim[i]&1 != 0) != op.Negative() {
				points.Add(p)
			}
		}
		if op.Negative() {
			m.addMissing(points, m.present+2)
		}
		v.put(points, len(f.Values), 0, term{op: op, arg: int32(i)})
	}
}

func (m *opaque) condition(t term) condition.Condition {
	if nulling(t.op) {
		return m.fields.condition(t.op, nil)
	}
	return m.fields.condition(t.op, m.field(int(t.arg)).Values)
}

func (m *opaque) witness(p int) Witness {
	if p >= m.present {
		return m.missingWitness(p == m.present)
	}
	return Witness{}
}
