package eval

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/poll"
)

// Source is a syntax tree whose names and literals have been read, once for any
// number of contacts. It is immutable and safe for concurrent use, apart from its
// poll.
type Source struct {
	// Conditions are those of the tree, each as often as it is there, but those of a
	// let once; and once more where it is negated.
	Conditions []Condition
	// Nodes say how the conditions are joined. Parts come before their wholes, and the
	// last node is the rule.
	Nodes []Node

	parts []int32

	short struct { // where all of that is, of the rules that people write first
		conditions [4]Condition
		nodes      [8]Node
		parts      [8]int32
	}
}

// Node is a condition, or a join of nodes.
type Node struct {
	Condition   int32 // its number, or -1 for a join
	All         bool  // whether a join holds only if all of its parts do; one is enough if not
	first, last int32
}

// Parts returns the numbers of the nodes that a node joins.
func (s *Source) Parts(n Node) []int32 { return s.parts[n.first:n.last] }

// Condition is one condition of a tree. A negation is carried down to it: it says
// itself what its opposite is.
type Condition struct {
	Expr    ast.Expr // an *ast.Column, *ast.Event, *ast.Membership or *ast.ISP
	Negated bool
	Subject Subject
	// Values is how many values the condition lists, at least 1.
	Values int

	literals []literal // of a column
	ids      idList    // of lists, ISPs or campaigns
	event    *eventRead
}

// Subject is the part of a contact that a condition looks at.
type Subject struct {
	Kind SubjectKind
	Name string // of a column, or the metric of events
}

// SubjectKind says what a subject is.
type SubjectKind uint8

// The kinds of subjects.
const (
	ColumnSubject SubjectKind = iota
	EventSubject
	ListSubject
	ISPSubject
)

// Read reads the names and literals of a syntax tree. An error says that the tree
// has no meaning. Each let is read at most twice, so that the time is linear in the
// text however the lets name each other.
func Read(p *poll.Poll, names *Names, e ast.Expr) (*Source, error) {
	r := reader{poll: p, names: names, source: &Source{}, scope: names.each}
	short := &r.source.short
	r.source.Conditions, r.source.Nodes, r.source.parts = short.conditions[:0], short.nodes[:0], short.parts[:0]
	if n := written(p, e); n > len(short.conditions) {
		r.source.Conditions, r.source.Nodes, r.source.parts = make([]Condition, 0, n), make([]Node, 0, n+n/2), make([]int32, 0, n+n/2)
	}
	if _, err := r.expr(e, false); err != nil {
		return nil, err
	}
	return r.source, nil
}

// written returns about how many conditions there will be, apart from those of lets.
func written(p *poll.Poll, e ast.Expr) (n int) {
	p.Step(2)
	var operands []ast.Expr
	switch e := e.(type) {
	case *ast.Or:
		operands = e.Operands
	case *ast.And:
		operands = e.Operands
	case *ast.Not:
		return written(p, e.Operand)
	case *ast.Paren:
		return written(p, e.Expr)
	case *ast.Ref:
		return 0
	default:
		return 1
	}
	for _, operand := range operands {
		n += written(p, operand)
	}
	return n
}

// Holds reports whether a contact matches the rule.
func (s *Source) Holds(p *poll.Poll, c contact.Contact, r Reading) bool {
	j := judge{poll: p, reading: r, texts: textsIn(p, r)}
	var part Part
	holds := make([]bool, len(s.Nodes))
	for i, n := range s.Nodes {
		p.Step(8)
		if n.Condition >= 0 {
			condition := &s.Conditions[n.Condition]
			part.take(&c, condition.Subject)
			holds[i] = j.holds(condition, &part)
			continue
		}
		holds[i] = n.All
		for _, part := range s.Parts(n) {
			p.Step(1)
			if holds[part] != n.All {
				holds[i] = !n.All
				break
			}
		}
	}
	return holds[len(holds)-1]
}

// reader reads a tree.
type reader struct {
	poll   *poll.Poll
	names  *Names
	source *Source
	lets   map[letKey]*letRead
	scope  scope          // of the part that is read
	bounds map[string]int // the ids of arguments, by what they are

	globals map[string]meant // what names stand for outside of parts

	resolvers map[ast.AliasKind]*resolver
	known     map[int]known // of the files that are not read now

	supply   []literal // many small things cost less in few pieces
	supplied int       // how many that were, when it was made last
}

type letKey struct {
	scope           int // the file whose part it is
	name, arguments string
	taken           *taken // of the rule of another file
	negated         bool
}

type letRead struct {
	done bool // if not, it is being read
	node int32
	err  error
}

// nodeBytes is what is counted for a node, with the condition that it may be.
const nodeBytes = 192

// expr reads an expression, or its opposite if negated, and returns its node.
func (r *reader) expr(e ast.Expr, negated bool) (int32, error) {
	r.poll.Step(16)
	switch e := e.(type) {
	case *ast.Or:
		return r.join(e.Operands, negated, negated)
	case *ast.And:
		return r.join(e.Operands, negated, !negated)
	case *ast.Not:
		return r.expr(e.Operand, !negated)
	case *ast.Paren:
		return r.expr(e.Expr, negated)
	case *ast.Ref:
		return r.let(e, negated)
	case *ast.Bad:
		return 0, fmt.Errorf("eval: a condition could not be read")
	}
	if r.names.hasValues() {
		var err error
		if e, err = r.bind(e); err != nil {
			return 0, err
		}
	}
	r.source.Conditions = append(r.source.Conditions, Condition{Expr: e, Negated: negated, Values: 1})
	if err := r.condition(&r.source.Conditions[len(r.source.Conditions)-1]); err != nil {
		return 0, err
	}
	return r.node(Node{Condition: int32(len(r.source.Conditions) - 1)}), nil
}

func (r *reader) node(n Node) int32 {
	r.poll.Hold(nodeBytes)
	r.source.Nodes = append(r.source.Nodes, n)
	return int32(len(r.source.Nodes) - 1)
}

// join reads operands: all have to hold, or one.
func (r *reader) join(operands []ast.Expr, negated, all bool) (int32, error) {
	if len(operands) == 0 {
		return 0, fmt.Errorf("eval: and or or without operands")
	}
	few := [8]int32{}
	parts := few[:0]
	for _, operand := range operands {
		part, err := r.expr(operand, negated)
		if err != nil {
			return 0, err
		}
		parts = append(parts, part)
	}
	first := int32(len(r.source.parts))
	r.source.parts = append(r.source.parts, parts...)
	return r.node(Node{Condition: -1, All: all, first: first, last: int32(len(r.source.parts))}), nil
}

func (r *reader) let(ref *ast.Ref, negated bool) (int32, error) {
	name := ref.Name.Text
	inner, arguments, err := r.enter(ref)
	if err != nil {
		return 0, err
	}
	if t := r.names.takes[name]; t != nil {
		return r.taken(t, negated)
	}
	key := letKey{scope: r.names.scope, name: name, arguments: arguments, negated: negated}
	if known := r.lets[key]; known != nil {
		if !known.done {
			return 0, fmt.Errorf("eval: let %s names itself", name)
		}
		return known.node, known.err
	}
	e, known := r.names.lets[name]
	if !known {
		return 0, fmt.Errorf("eval: unknown name %s", name)
	}
	read := &letRead{}
	if r.lets == nil {
		r.lets = map[letKey]*letRead{}
	}
	r.lets[key] = read
	outer := r.scope
	r.scope = inner
	read.node, read.err = r.expr(e, negated)
	r.scope, read.done = outer, true
	return read.node, read.err
}

// condition reads a condition.
func (r *reader) condition(c *Condition) (err error) {
	switch e := c.Expr.(type) {
	case *ast.Column:
		c.Subject = Subject{ColumnSubject, e.Name.Text}
		c.literals, err = r.literals(e)
		c.Values = max(1, len(c.literals))
	case *ast.Event:
		err = r.event(e, c)
	case *ast.Membership:
		c.Subject.Kind = ListSubject
		err = r.ids(ast.AliasList, e.Values, c)
	case *ast.ISP:
		c.Subject.Kind = ISPSubject
		err = r.ids(ast.AliasISP, e.Values, c)
	default:
		err = fmt.Errorf("eval: unexpected expression %T", e)
	}
	return err
}

// IDs returns the ids that a condition lists, those of names included, in the order
// in which they are written.
func (c *Condition) IDs() []string {
	l := &c.ids
	if len(l.numbers) == 0 && len(l.named) == 0 {
		return l.texts
	}
	all := make([]string, 0, l.count())
	for _, n := range l.numbers {
		all = append(all, strconv.FormatInt(n, 10))
	}
	all = append(all, l.texts...)
	for _, s := range l.named {
		all = append(all, s.order...)
	}
	return all
}

// Numbers returns the ids that are numbers, as IDs does.
func (c *Condition) Numbers() []int64 {
	l := &c.ids
	if len(l.texts) == 0 && len(l.named) == 0 {
		return l.numbers
	}
	all := slices.Clone(l.numbers)
	for _, s := range l.named {
		for _, id := range s.order {
			if n, ok := integerOf(id); ok {
				all = append(all, n)
			}
		}
	}
	return all
}

// Days returns the days of the window of a condition on a count, and false if it has
// no window, or one of more days than a contact's events can have.
func (c *Condition) Days() (days int, ok bool) {
	const most = 1 << 31
	if c.event == nil || c.event.days == 0 || c.event.days > most-2 {
		return 0, false
	}
	return int(c.event.days), true
}
