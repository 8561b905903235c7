package rulesjson

// Document is an OR of groups. The API does not document what an empty document or an
// empty group means, so [Document.Validate] accepts neither.
type Document struct{ Any []Group }

// Group is an AND of conditions.
type Group struct{ All []Condition }

// Size returns the number of groups, and of conditions in all groups together. A nil
// document has none.
func (d *Document) Size() (groups, conditions int) {
	for _, g := range d.groups() {
		conditions += len(g.All)
	}
	return len(d.groups()), conditions
}

func (d *Document) groups() []Group {
	if d == nil {
		return nil
	}
	return d.Any
}

// Condition is one condition: a [Field], an [Activity], a [Deliverability], a [Membership]
// or an [ISP], as a value and not as a pointer. If the API adds a kind, so does this
// package, in a minor version: give a type switch a default.
type Condition interface{ condition() }

func (Field) condition()          {}
func (Activity) condition()       {}
func (Deliverability) condition() {}
func (Membership) condition()     {}
func (ISP) condition()            {}

// Field is a condition on a column.
type Field struct {
	Column   string // not empty
	Operator Operator
	// Values are none for IsNull and IsNotNull, at least one for In, NotIn, HasAny,
	// HasAll and HasNone, and exactly one for the other operators.
	Values []Value
}

// Activity is a condition on opens or clicks. Include and Exclude are ids of campaigns,
// whole numbers or strings; at most one of the two is set.
type Activity struct {
	Metric   Metric   // Open or Click
	Operator Operator // Ever, Never, CountAtLeast, CountAtMost or CountEquals
	Count    int64    // for the three count operators, 0 or more
	Window   Window
	Include  []Value
	Exclude  []Value
}

// Deliverability is a condition on what happened to messages on their way, and on
// unsubscriptions. The API has no Never for it, and no campaigns.
type Deliverability struct {
	Metric   Metric   // Bounce, Complaint, Delivered or Unsubscribe
	Operator Operator // Ever, CountAtLeast, CountAtMost or CountEquals
	Count    int64    // for the three count operators, 0 or more
	Window   Window
}

// Membership is a condition on the contact lists that a contact is on.
type Membership struct {
	Operator Operator // In or NotIn
	Lists    []string // UUIDs of 36 characters, at least one
}

// ISP is a condition on the ISP of a contact.
type ISP struct {
	Operator Operator // In or NotIn
	Values   []int64  // alias ids, at least one
}
