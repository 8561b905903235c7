package ast

// Node is any part of the tree that has a place in the source.
type Node interface {
	// Span returns the bytes of the source that the node was read from.
	Span() Span
}

// File is one parsed source text.
type File struct {
	Source     *Source
	Statements []Statement // in source order
	Comments   []Comment   // in source order, from all places
	Broken     bool        // the text has syntax errors: not all of it is here
}

// statements returns the statements of the file: none of nil.
func (f *File) statements() []Statement {
	if f == nil {
		return nil
	}
	return f.Statements
}

// All yields every node of the file but its comments, parents first, as Preorder does. A nil
// file has none.
func (f *File) All() func(yield func(Node) bool) {
	return func(yield func(Node) bool) {
		for _, s := range f.statements() {
			if present(s) && !preorder(s, yield) {
				return
			}
		}
	}
}

// At returns the nodes around a byte offset, the outermost first, without comments. An
// offset between two nodes belongs to the one before, where a cursor is after writing it.
func (f *File) At(offset int) []Node {
	var around []Node
	inside := func(n Node) bool {
		at := n.Span()
		return at.Start <= offset && offset <= at.End
	}
	for _, s := range f.statements() {
		if !present(s) || !inside(s) {
			continue
		}
		for n := Node(s); n != nil; {
			around = append(around, n)
			var next Node
			for child := range Children(n) {
				if inside(child) && !(isJoint(child) && repeats(around, child)) {
					next = child
					break
				}
			}
			n = next
		}
		break
	}
	return around
}

// Comment is one comment, from its `#` to the end of its line.
type Comment struct {
	At   Span
	Text string // with the `#`, without the line ending
}

// Span returns the place of the comment.
func (c Comment) Span() Span { return c.At }

// Statement is a top-level part of a file. The implementations are *Use,
// *Segment, *Let, *Alias, *Field, *Require, *Where and *BadStatement.
//
//sumtype:decl
type Statement interface {
	Node
	statement()
}

// Name is a word that the author chose: of a column, a part, a list, …
type Name struct {
	At   Span
	Text string // without backquotes
}

// Span returns the place of the name, backquotes included.
func (n Name) Span() Span { return n.At }

// Use brings in the declarations of another file: use "catalog.seg". With a name, it brings in
// its rule, as a part: use "series.seg" "Day 3" as day3.
type Use struct {
	At      Span
	Path    Value  // a String
	Segment *Value // a String, the name of one of several segments; nil without one
	As      *Name  // of the part; nil without one
	Broken  bool   // see Broken
}

// Segment is the header of a segment: segment "Name" and its properties.
type Segment struct {
	At         Span
	Name       Value      // a String
	Properties []Property // in source order, repetitions included
	Broken     bool       // see Broken
}

// PropertyKind says which property of a segment a Property sets.
type PropertyKind uint8

// The properties of a segment.
const (
	PropertyID PropertyKind = iota
	PropertyColor
	PropertyLists
	PropertyDescription
	PropertyFor
	PropertyWas
)

// Property is one property of a segment: color "#7cb7de".
type Property struct {
	At      Span
	Kind    PropertyKind
	Keyword Span
	Values  []Value // one, except for lists; none of PropertyFor
	For     *For    // of PropertyFor
}

// Span returns the place of the property, its keyword included.
func (p Property) Span() Span { return p.At }

// For makes one segment for each of some values: for market in ("AT" as "Austria", "DE").
type For struct {
	At     Span
	Kind   ForKind
	KindAt Span // of `list`, `isp` or `campaign`; empty for values
	Name   Name
	List   Span // from ( to )
	Each   []Each
}

// ForKind says what the values of a For are.
type ForKind uint8

// The kinds of a For.
const (
	ForValues ForKind = iota
	ForLists
	ForISPs
	ForCampaigns
)

// IDs returns the kind of ids of a For, and whether it has ids.
func (k ForKind) IDs() (AliasKind, bool) {
	if k < ForLists || k > ForCampaigns {
		return 0, false
	}
	return AliasKind(k - ForLists), true
}

// Each is one value of a For, with the label that names its segment.
type Each struct {
	At    Span
	Value Value  // a literal, or a Word that is a name
	Label *Value // a String; nil without one
}

// Span returns the place of the value, with its label.
func (e Each) Span() Span { return e.At }

// Span returns the place of what follows the word `for`.
func (f *For) Span() Span { return f.At }

// Let names a part of a rule: let engaged = opened in last 30d. It may have parameters:
// let since(n) = opened in last n.
type Let struct {
	At         Span
	Name       Name
	Parameters []Name
	Expr       Expr
	Broken     bool // see Broken
}

// NamedValue names a value or a list of values: value plans = ("pro", "team").
type NamedValue struct {
	At     Span
	Name   Name
	Values []Value // literals, and Words that are names of other values
	Group  bool    // written in parentheses
	Broken bool    // see Broken
}

// Param declares a value that a compile may set: param market: text = "AT".
type Param struct {
	At      Span
	Name    Name
	Type    TypeName
	Choices []Value // Strings, of choice
	Default *Value  // nil when there is none
	Broken  bool    // see Broken
}

// AliasKind says what kind of id an Alias names.
type AliasKind uint8

// The kinds of ids that can be named.
const (
	AliasList AliasKind = iota
	AliasISP
	AliasCampaign
)

// Alias names ids: list, isp or campaign, as in list newsletter = "uuid".
type Alias struct {
	At     Span
	Kind   AliasKind
	Name   Name
	Values []Value // ids and the names of other aliases of the same kind
	Group  bool    // written in parentheses
	Broken bool    // see Broken
}

// Field declares a column of the contact lists: field plan: text not null.
type Field struct {
	At      Span
	Name    Name
	Type    TypeName
	Choices []Value // Strings, of choice and tags
	NotNull bool
	Broken  bool // see Broken
}

// TypeName is the type of a column as written.
type TypeName struct {
	At   Span
	Text string
}

// Span returns the place of the type's name.
func (t TypeName) Span() Span { return t.At }

// Require is a guard: every rule compiled with it must imply it.
type Require struct {
	At      Span
	Expr    Expr
	Because *Value // a String; nil when no reason is given
	Broken  bool   // see Broken
}

// Where is the rule of a file. A file that is one bare expression has one
// Where, which is Bare.
type Where struct {
	At   Span
	Expr Expr
	Bare bool // written without the word where
}

// BadStatement is where a statement could not be read; a diagnostic says why. It keeps
// how the statement begins. Only a statement that has not reached what tells it apart is
// one: the name of a segment, the name that it declares, the condition of a guard.
type BadStatement struct {
	At      Span
	Keyword Span  // empty if there is none
	Name    *Name // after a misspelled keyword; nil if there is none
}

// Broken reports whether a statement could not be read to its end; a diagnostic says why.
// It is a BadStatement, or of its own type with what was read: the expression of a Let is
// a *Bad then, and what is missing of another is zero. All of its text is in its span. A
// nil statement is not broken.
func Broken(s Statement) bool {
	switch s := s.(type) {
	case *Use:
		return s != nil && s.Broken
	case *Segment:
		return s != nil && s.Broken
	case *Let:
		return s != nil && s.Broken
	case *Alias:
		return s != nil && s.Broken
	case *Field:
		return s != nil && s.Broken
	case *NamedValue:
		return s != nil && s.Broken
	case *Param:
		return s != nil && s.Broken
	case *Assume:
		return s != nil && s.Broken
	case *Tables:
		return s != nil && s.Broken
	case *Require:
		return s != nil && s.Broken
	case *BadStatement:
		return true
	}
	return false
}

// Span returns the place of the statement.
func (s *Use) Span() Span { return s.At }

// Span returns the place of the statement, its properties included.
func (s *Segment) Span() Span { return s.At }

// Span returns the place of the statement.
func (s *Let) Span() Span { return s.At }

// Span returns the place of the statement.
func (s *NamedValue) Span() Span { return s.At }

// Span returns the place of the statement.
func (s *Param) Span() Span { return s.At }

// Span returns the place of the statement.
func (s *Alias) Span() Span { return s.At }

// Span returns the place of the statement.
func (s *Field) Span() Span { return s.At }

// Span returns the place of the statement.
func (s *Require) Span() Span { return s.At }

// Span returns the place of the statement.
func (s *Where) Span() Span { return s.At }

// Span returns the text that could not be read.
func (s *BadStatement) Span() Span { return s.At }

func (*Use) statement()          {}
func (*Segment) statement()      {}
func (*Let) statement()          {}
func (*Alias) statement()        {}
func (*NamedValue) statement()   {}
func (*Param) statement()        {}
func (*Field) statement()        {}
func (*Require) statement()      {}
func (*Where) statement()        {}
func (*BadStatement) statement() {}
