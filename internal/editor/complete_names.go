package editor

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/resolve"
)

// addNames adds the names that may come.
func (c *completer) addNames() {
	switch {
	case c.expects(grammar.ColumnName) && !c.expects(grammar.AnyCondition):
		c.undeclared()
	case c.expects(grammar.ColumnName):
		c.columns()
	}
	if c.expects(grammar.AnyCondition) {
		c.parts()
	}
	if c.expects(grammar.ValueName) {
		c.namedValues()
	}
	for _, ids := range [...]struct {
		class grammar.Class
		kind  ast.AliasKind
		item  ItemKind
	}{
		{grammar.ListID, ast.AliasList, ListItem}, {grammar.ISPID, ast.AliasISP, ISPItem}, {grammar.CampaignID, ast.AliasCampaign, CampaignItem},
	} {
		if c.expects(ids.class) {
			c.ids(ids.kind, ids.item)
		}
	}
	for _, class := range [...]grammar.Class{grammar.AnyCondition, grammar.ColumnName, grammar.NewName, grammar.Count, grammar.Length} {
		c.open = c.open || c.expects(class)
	}
}

// name adds a name as the text has it.
func (c *completer) name(kind ItemKind, name, detail string, help Help) {
	quoted, ok := grammar.QuoteName(name)
	if !ok || !grammar.CanQuote(name) {
		return
	}
	c.add(Item{Kind: kind, Label: name, Text: quoted, Detail: detail, Help: help})
}

// columns adds the columns that conditions can be on. If none is declared, it adds those that
// the text has, too.
func (c *completer) columns() {
	known := map[string]bool{}
	for _, o := range c.program.Visible(c.work, resolve.Column) {
		known[o.Name] = true
		c.name(ColumnItem, o.Name, columnDetail(o.Column), Help{Object: o})
	}
	for _, use := range c.names.Uses(c.work, c.file()) {
		if at := use.Location.Span; use.Object.Kind == resolve.Column && !known[use.Object.Name] && (c.at < at.Start || at.End < c.at) {
			known[use.Object.Name] = true
			c.name(ColumnItem, use.Object.Name, columnDetail(use.Object.Column), Help{Object: use.Object})
		}
	}
}

// undeclared adds the columns that the text uses, and that nothing declares yet.
func (c *completer) undeclared() {
	for _, d := range c.list {
		c.work.Step(4)
		if d.Code == diag.UnknownColumn && d.Location.Source == c.Source() {
			if name := strings.Trim(c.Source().Slice(d.Location.Span), "`"); name != "" {
				c.name(ColumnItem, name, "used here", Help{})
			}
		}
	}
}

// columnDetail returns what is known of a column in a few words.
func columnDetail(of column.Column) string {
	detail := ""
	if of.Type != column.Any {
		detail = of.Type.String()
	}
	if n := len(of.Choices); n > 0 {
		detail += ", " + english.Count(n, "value")
	}
	return detail
}

// parts adds the parts, but not the one that the place is in.
func (c *completer) parts() {
	for _, o := range c.names.Visible(c.work, resolve.Part) {
		if c.scope.let != nil && o.Statement == ast.Statement(c.scope.let) {
			continue
		}
		detail := "part"
		if len(o.Params) > 0 {
			words := make([]string, len(o.Params))
			for i, p := range o.Params {
				words[i] = p.Text
			}
			detail = "part (" + strings.Join(words, ", ") + ")"
		}
		c.name(PartItem, o.Name, detail, Help{Object: o})
	}
}

// namedValues adds the names of values that fit the column, as far as their types are known.
func (c *completer) namedValues() {
	c.locals(func(*ast.For) bool { return true })
	inList := c.isInList() && !c.single
	for _, kind := range [...]resolve.Kind{resolve.Value, resolve.Param} {
		for _, o := range c.names.Visible(c.work, kind) {
			if o.Statement == c.scope.statement {
				continue
			}
			m := c.program.Meaning(o)
			if !c.fits(m.Type) {
				continue
			}
			if named, is := o.Statement.(*ast.NamedValue); !inList && (len(m.Values) > 1 || is && named.Group) {
				continue
			}
			item := NamedValueItem
			if kind == resolve.Param {
				item = ParamItem
			}
			c.name(item, o.Name, strings.TrimSpace(kind.String()+" "+m.Type), Help{Object: o})
		}
	}
}

// locals adds the parameters of the part that the place is in, and the names of the `for` of its
// rule that suit.
func (c *completer) locals(suits func(*ast.For) bool) {
	if c.scope.let != nil {
		for _, p := range c.scope.let.Parameters {
			c.name(ParameterItem, p.Text, "parameter", Help{})
		}
	}
	if c.scope.segment == nil {
		return
	}
	for _, p := range c.scope.segment.Properties {
		if p.For != nil && suits(p.For) && p.At.End < c.at {
			if o := c.names.LoopName(c.scope.segment, p.For.Name.Text); o != nil {
				c.name(ParameterItem, o.Name, c.loopDetail(p.For), Help{Object: o})
			}
		}
	}
}

// fits reports whether a value of a type may be compared with the column.
func (c *completer) fits(typ string) bool {
	of, known := c.column()
	switch {
	case typ == "" || c.mayTakeIDs():
		return true // nobody knows, or it is an argument of a part
	case c.expects(grammar.Count):
		return typ == "number"
	case c.expects(grammar.Length) && !c.expects(grammar.AnyValue):
		return typ == "days"
	case resolve.KindOf(ast.AliasList).String() == typ || typ == "isp" || typ == "campaign":
		return false
	case !known || of.Type == column.Any:
		return true
	}
	switch of.Type {
	case column.Number:
		return typ == "number"
	case column.Boolean:
		return typ == "boolean"
	case column.Date:
		return typ == "date"
	}
	return typ == "text" || typ == "choice"
}

// ids adds the names of ids of a kind, and what can be in their place.
func (c *completer) ids(kind ast.AliasKind, item ItemKind) {
	c.locals(func(f *ast.For) bool {
		own, ok := f.Kind.IDs()
		return ok && own == kind
	})
	c.idNames(kind, item)
	for _, o := range c.names.Visible(c.work, resolve.Param) {
		if c.program.Meaning(o).Type == resolve.KindOf(kind).String() {
			c.name(ParamItem, o.Name, "param "+resolve.KindOf(kind).String(), Help{Object: o})
		}
	}
	c.open = true // an id that has no name
}

// idNames adds the names of ids of a kind.
func (c *completer) idNames(kind ast.AliasKind, item ItemKind) {
	for _, o := range c.program.Visible(c.work, resolve.KindOf(kind)) {
		if o.Statement == c.scope.statement {
			continue
		}
		detail := resolve.KindOf(kind).String()
		switch n := len(o.IDs); {
		case n == 1:
			detail += " " + c.idText(o)
		case n > 1:
			detail += ", " + english.Count(n, "id")
		}
		c.name(item, o.Name, detail, Help{Object: o})
	}
}

// idText returns the one id of a name.
func (c *completer) idText(o *resolve.Object) string {
	if ids := c.program.Facts.TextsOf(o); len(ids) == 1 {
		return ids[0]
	}
	return ""
}
