package devserver

import (
	"fmt"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
)

// checkRules checks what a document says against the lists of its segment: that
// columns and lists exist, and that the type of a column allows the operator.
// The documentation says that the operators depend on the type, not which are
// allowed: package column has the table.
func (s *Server) checkRules(d *condition.Document, lists []string, p problems) {
	for i, group := range d.Any {
		for j, stated := range group.All {
			path := fmt.Sprintf("rules_json.any[%d].all[%d]", i, j)
			switch c := stated.(type) {
			case condition.Field:
				s.checkField(c, lists, path, p)
			case condition.Membership:
				for k, id := range c.Lists {
					if s.list(id) == nil {
						p.add(fmt.Sprintf("%s.list_ids[%d]", path, k), "there is no contact list %s", id)
					}
				}
			}
		}
	}
}

func (s *Server) checkField(c condition.Field, lists []string, path string, p problems) {
	found, allowed := false, false
	dataType := ""
	for _, id := range lists {
		list := s.list(id)
		if list == nil {
			return // which was said; its columns are not known
		}
		if f := list.field(c.Column); f != nil {
			t, _ := column.ParseType(f.DataType) // Any for a type that is not known
			found, dataType = true, f.DataType
			allowed = allowed || t.Allows(c.Operator)
		}
	}
	switch {
	case !found:
		p.add(path+".field", "no contact list of the segment has the column %q", c.Column)
	case !allowed:
		p.add(path+".operator", "the column %q has the data type %s, which does not allow %s", c.Column, dataType, rule.Spelling(c.Operator))
	}
}
