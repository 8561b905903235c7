package lint_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/segc-lang/segc/ast"
)

// mistakenColumns is the predicate of SEG511: a column that no file declares and
// that has no backquotes is spelled like a built-in column but for underscores and
// case, or it is close to an event and not compared with text or a date.
func mistakenColumns(files []*ast.File) []ast.Span {
	declared := map[string]bool{}
	for _, f := range nodesOf[*ast.Field](files...) {
		declared[f.Name.Text] = true
	}
	var due []ast.Span
	for _, c := range nodesOf[*ast.Column](files[0]) {
		written := files[0].Source.Slice(c.Name.At)
		if !declared[c.Name.Text] && written[0] != '`' && (otherSpelling(written) || closeToEvent()[strings.ToLower(written)] && countable(files[0].Source, c)) {
			due = append(due, c.Name.At)
		}
	}
	return due
}

func otherSpelling(name string) bool {
	builtins := []string{"status", "email", "first_name", "last_name", "created_at", "id"}
	return !slices.Contains(builtins, name) && slices.ContainsFunc(builtins, func(builtin string) bool {
		return regexp.MustCompile("(?i)^_*" + strings.Join(strings.Split(strings.ReplaceAll(builtin, "_", ""), ""), "_*") + "_*$").MatchString(name)
	})
}

// closeToEvent returns all names that are close to an event, in small letters: it
// makes every slip there is.
var closeToEvent = sync.OnceValue(func() map[string]bool {
	names := map[string]bool{}
	for _, word := range strings.Fields("open opens click clicks bounce bounces complain complains complaint complaints deliver delivers delivery deliveries unsubscribe unsubscribes") {
		names[word] = true
	}
	for _, word := range strings.Fields("opened clicked bounced complained delivered unsubscribed complain complains complaint complaints delivers delivery deliveries unsubscribe unsubscribes") {
		for i := range len(word) + 1 {
			for _, letter := range strings.Split("abcdefghijklmnopqrstuvwxyz0123456789_ö", "") {
				names[word[:i]+letter+word[i:]] = true
				if i < len(word) {
					names[word[:i]+letter+word[i+1:]] = true
				}
			}
			if i < len(word) {
				names[word[:i]+word[i+1:]] = true
			}
			if i+1 < len(word) {
				names[word[:i]+word[i+1:i+2]+word[i:i+1]+word[i+2:]] = true
			}
		}
	}
	return names
})

// countable reports whether a condition compares with nothing but numbers, `true`
// and `false`, or tests for a value.
func countable(source *ast.Source, c *ast.Column) bool {
	comparison := strings.TrimPrefix(source.Slice(c.At), source.Slice(c.Name.At))
	number := `("\d{1,9}"|'\d{1,9}'|-?\d[\d.e]*|true|false)`
	return regexp.MustCompile(`^\s*(is (not )?null|(=|!=|>=|<=|<|>)\s*` + number + `|between ` + number + ` and ` + number + `|(not )?in \(` + number + `(, ` + number + `)*\))$`).MatchString(comparison)
}

func mistakenCondition(w *world) string {
	name := pick(w, "opens", "click", "Bounces", "bounces", "complaint", "delivery", "deliveries", "unsubscribes", "opend", "delievered", "clicker", "copened",
		"chicks", "ounces", "opening", "subscribed", "sent", "delivry", "Open", "complaims", "geöffnet", "öpened", "clickeds", "deliver", "deliver_",
		"Email", "eMail", "ID", "Status", "e_mail", "firstname", "FirstName", "last_Name", "CreatedAt", "_id", "mail", "emails", "idd", "email", "id", "first_name")
	if w.Intn(4) == 0 && name != "email" && name != "id" && name != "first_name" {
		w.typeOf(name, "any")
	} else if w.declares && w.Intn(2) == 0 {
		w.declares = len(w.columns) > 0
	}
	if w.Intn(6) == 0 {
		name = "`" + name + "`"
	}
	if strings.EqualFold(strings.Trim(name, "`"), "email") || strings.Contains(strings.ToLower(name), "name") {
		return name + pick(w, ` contains "a"`, ` = "5"`, ` is null`, ` in ("a", "b")`, ` starts with "a"`)
	}
	if strings.Trim(name, "`") == "id" {
		return name + pick(w, " = 5", " > 7")
	}
	return name + pick(w, " >= 3", " = 1", " != 2.5", " between 1 and 3", " in (1, 2)", " not in (3)", " is null", " is not null", ` = "5"`, ` = "a"`, ` in ("5", "x")`,
		" = true", " != false", ` = "1234567890"`, " > 2026-05-01", ` contains "5"`, ` has any ("5")`, " < -1", "=3", ` in ("5", "6")`)
}

// literal is a condition on a column in the predicate of SEG516, with every `not`
// moved to it.
type literal struct {
	column   *ast.Column
	place    ast.Span // with a `not` over it alone
	own      bool     // written in the statement, not in a part that it names
	negated  bool
	letIn    map[string]bool // the columns in which a missing value is let in beside it
	together ast.Node        // the whole that `and` joins it to
}

// kind is what a literal says of a contact without a value.
func (l *literal) kind() string {
	switch op := l.column.Op; {
	case op == ast.IsNull != l.negated && (op == ast.IsNull || op == ast.IsNotNull):
		return "missing"
	case slices.Contains([]ast.ColumnOp{ast.NotEqual, ast.NotIn, ast.NotContains, ast.HasNone}, op) && !l.negated,
		slices.Contains([]ast.ColumnOp{ast.Equal, ast.In, ast.Contains, ast.StartsWith, ast.HasAny, ast.HasAll}, op) && l.negated:
		return "open"
	}
	return "value"
}

// openNegatives is the predicate of SEG516, by groups: a negative is reported if it
// is in a group whose conditions on its column are negatives, and no `or` around it
// joins it to a group of nothing but `is null` on the column. Of those that `and`
// joins, the first one is reported. What parts mean is in the groups. A negative
// in a part is reported there, and one in the opposite of a part where the part is
// named.
func openNegatives(files []*ast.File) []ast.Span {
	lets := map[string]*ast.Let{}
	for _, let := range nodesOf[*ast.Let](files...) {
		lets[let.Name.Text] = let
	}
	named := map[string]bool{}
	for _, ref := range nodesOf[*ast.Ref](files[0]) {
		named[ref.Name.Text] = true
	}
	never := map[string]bool{"status": true, "email": true, "created_at": true, "id": true}
	for _, f := range nodesOf[*ast.Field](files...) {
		never[f.Name.Text] = never[f.Name.Text] || f.NotNull
	}
	required := map[string]bool{}
	for _, r := range nodesOf[*ast.Require](files...) {
		for _, c := range conjuncts(r.Expr) {
			if c, ok := c.(*ast.Column); ok && (&literal{column: c}).kind() == "value" {
				required[c.Name.Text] = true
			}
		}
	}
	type key struct {
		together ast.Node
		column   string
	}
	first := map[key]ast.Span{}
	var due []ast.Span
	for _, s := range files[0].Statements {
		var e ast.Expr
		skip := never
		switch s := s.(type) {
		case *ast.Let:
			if e = s.Expr; named[s.Name.Text] {
				continue // it is looked at where it is used
			}
		case *ast.Where:
			e = s.Expr
		case *ast.Require:
			e = s.Expr
		default:
			continue
		}
		if _, guard := s.(*ast.Require); !guard {
			skip = map[string]bool{}
			for _, set := range []map[string]bool{never, required} {
				for name, in := range set {
					skip[name] = skip[name] || in
				}
			}
		}
		for _, group := range (grouping{files[0], lets, true, nil, ast.Span{}}).groups(e, false, nil, nil) {
			for _, l := range group {
				name := l.column.Name.Text
				if !l.own || l.kind() != "open" || skip[name] || l.letIn[name] ||
					slices.ContainsFunc(group, func(o *literal) bool { return o.column.Name.Text == name && o.kind() != "open" }) {
					continue
				}
				k := key{l.together, name}
				if known, ok := first[k]; !ok || l.place.Start < known.Start {
					first[k] = l.place
				}
			}
		}
	}
	for _, place := range first {
		due = append(due, place)
	}
	return due
}

func conjuncts(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.Paren:
		if and, ok := e.Expr.(*ast.And); ok {
			return and.Operands
		}
		return conjuncts(e.Expr)
	case *ast.And:
		var all []ast.Expr
		for _, o := range e.Operands {
			if paren, ok := o.(*ast.Paren); ok {
				o = paren.Expr
			}
			all = append(all, o)
		}
		return all
	}
	return []ast.Expr{e}
}

// grouping multiplies a rule out.
type grouping struct {
	main  *ast.File
	lets  map[string]*ast.Let
	own   bool     // in the main file
	name  ast.Node // that of a part whose opposite is meant, and
	place ast.Span // where it is written
}

// groups returns the groups of a part: together is the whole that `and` joins it
// to, if any, and not is the `not` over it alone.
func (g grouping) groups(e ast.Expr, negated bool, together ast.Node, not *ast.Not) [][]*literal {
	switch e := e.(type) {
	case *ast.Paren:
		return g.groups(e.Expr, negated, together, not)
	case *ast.Not:
		return g.groups(e.Operand, !negated, together, e)
	case *ast.And:
		return g.joined(e, e.Operands, negated, !negated, together)
	case *ast.Or:
		return g.joined(e, e.Operands, negated, negated, together)
	case *ast.Ref:
		let := g.lets[e.Name.Text]
		if g.name == nil && negated {
			if g.name, g.place = e, e.Name.At; not != nil {
				g.place = not.At
			}
		} else if g.name == nil {
			g.own = g.own && slices.Contains(g.main.Statements, ast.Statement(let))
		}
		return g.groups(let.Expr, negated, nil, nil)
	case *ast.Column:
		l := &literal{column: e, place: e.At, own: g.own, negated: negated, letIn: map[string]bool{}, together: together}
		if not != nil && negated {
			l.place = not.At
		}
		if together == nil {
			l.together = e
		}
		if g.name != nil {
			l.together, l.place = g.name, g.place
		}
		return [][]*literal{{l}}
	}
	return [][]*literal{{{column: &ast.Column{}, letIn: map[string]bool{}}}} // not about a column
}

func (g grouping) joined(e ast.Node, operands []ast.Expr, negated, and bool, together ast.Node) [][]*literal {
	if and {
		if together == nil {
			together = e
		}
		product := [][]*literal{{}}
		for _, o := range operands {
			var next [][]*literal
			for _, group := range g.groups(o, negated, together, nil) {
				for _, before := range product {
					next = append(next, append(slices.Clone(before), group...))
				}
			}
			product = next
		}
		return product
	}
	var all [][][]*literal
	for _, o := range operands {
		all = append(all, g.groups(o, negated, nil, nil))
	}
	for i, groups := range all {
		for k, others := range all {
			for _, other := range others {
				if i == k || len(other) == 0 || slices.ContainsFunc(other, func(l *literal) bool {
					return l.kind() != "missing" || l.column.Name.Text != other[0].column.Name.Text
				}) {
					continue
				}
				for _, group := range groups {
					for _, l := range group {
						l.letIn[other[0].column.Name.Text] = true
					}
				}
			}
		}
	}
	return slices.Concat(all...)
}

func openCondition(w *world) string {
	if w.Intn(8) == 0 {
		part := pick(w, "plan = \"a\"", "plan != \"a\"", "plan != \"b\" and clicked", "not (age = 1) or plan != \"abc\"", "plan = \"abcd\" or plan is null", "plan is null", "plan is not null or age > 5", "plan = \"a\" and age is null", "not (plan = \"b\")", "clicked")
		name := "p" + fmt.Sprint(len(part))
		w.typeOf("plan", "text")
		w.typeOf("age", "number")
		w.declare("let " + name + " = " + part)
		return pick(w, "", "not ") + name
	}
	if w.Intn(6) == 0 {
		return pick(w, "clicked", "opened >= 3", "isp != 1", `status != "unsubscribed"`, "id != 5", `first_name != "A"`, `not first_name = "A"`)
	}
	if w.Intn(2) == 0 {
		w.typeOf("plan", "text", "text", "text not null")
		return pick(w, `plan != "a"`, `plan not in ("a", "b")`, `plan not contains "x"`, `not plan = "c"`, `not (plan in ("a", "c"))`, `not not plan != "a"`, `not (plan != "a")`,
			`plan = "a"`, `plan is null`, `plan is not null`, `not plan is null`, `plan contains "b"`, `(plan != "d")`, `plan != "a" and plan != "b"`, `plan != "a" and (plan != "b" and clicked)`)
	}
	if w.Intn(2) == 0 {
		w.typeOf("tags", "tags")
		return pick(w, `tags has none ("a")`, `not tags has any ("b")`, `not tags has all ("a", "b")`, `tags has any ("a")`, "tags is null")
	}
	w.typeOf("age", "number", "number not null", "any")
	return pick(w, "age != 5", "age not in (1, 2)", "not (age = 7)", "age > 3", "not (age > 3)", "age between 1 and 9", "age is null", "age is not null")
}

// leaf is a condition or what is in parentheses, in the predicate of SEG517.
type leaf struct {
	expr   ast.Expr
	place  ast.Span // with its nots
	nots   int
	joined string // "and", "or" or nothing, by the text before it
}

// bindsToOne is the predicate of SEG517: it tries all pairs of conditions that
// follow each other in the same parentheses.
func bindsToOne(files []*ast.File) []ast.Span {
	source := files[0].Source
	var due []ast.Span
	for _, chain := range leaves(files[0]) {
		var covered []int
		for i := range chain {
			longest := i
			for k := i + 1; k < len(chain); k++ {
				if every(chain, i+1, k, func(l leaf) bool { return l.joined == "or" && denied(source, chain[i], l) }) {
					longest = k
					covered = append(covered, k)
				}
			}
			if longest > i {
				due = append(due, chain[i].place.Join(chain[longest].place))
			}
		}
		for k := range chain {
			longest := k
			for i := k - 1; i >= 0; i-- {
				if every(chain, i, k-1, func(l leaf) bool { return limited(source, l, chain[k]) }) &&
					every(chain, i+1, k, func(l leaf) bool { return l.joined == chain[k].joined }) {
					longest = i
				}
			}
			if longest < k && !slices.Contains(covered, k) {
				due = append(due, chain[longest].place.Join(chain[k].place))
			}
		}
	}
	return due
}

func every(chain []leaf, from, to int, holds func(leaf) bool) bool {
	return !slices.ContainsFunc(chain[from:to+1], func(l leaf) bool { return !holds(l) })
}

// leaves returns the conditions of a file in the order of the text, those in the
// same parentheses together.
func leaves(file *ast.File) [][]leaf {
	var all [][]leaf
	for _, s := range file.Statements {
		level := map[ast.Span]*[]leaf{}
		var order []ast.Span
		parens := []ast.Span{s.Span()}
		nots := map[ast.Expr]*ast.Not{}
		for n := range ast.Preorder(s) {
			switch n := n.(type) {
			case *ast.Not:
				nots[n.Operand] = n
			case *ast.Paren, *ast.Event, *ast.Ref, *ast.Column, *ast.Membership, *ast.ISP:
				var in ast.Span
				for _, p := range parens {
					if p.Covers(n.Span()) && p != n.Span() {
						in = p
					}
				}
				if _, bare := s.(*ast.Where); bare && in == (ast.Span{}) {
					in = s.Span()
				}
				l := leaf{expr: n.(ast.Expr), place: n.Span()}
				for not := nots[l.expr]; not != nil; not = nots[not] {
					l.nots++
					l.place = not.At
				}
				if level[in] == nil {
					level[in] = &[]leaf{}
					order = append(order, in)
				} else {
					before := (*level[in])[len(*level[in])-1]
					gap := strings.ToLower(regexp.MustCompile(`#[^\n]*`).ReplaceAllString(file.Source.Text()[before.place.End:l.place.Start], ""))
					l.joined = map[bool]string{true: "or", false: "and"}[strings.Contains(gap, "or") || strings.Contains(gap, "||")]
				}
				*level[in] = append(*level[in], l)
				if _, ok := n.(*ast.Paren); ok {
					parens = append(parens, n.Span())
				}
			}
		}
		for _, in := range order {
			all = append(all, *level[in])
		}
	}
	return all
}

var (
	happenedNot = regexp.MustCompile(`^\w+ *(<|!=|= *0\b)`)
	withNever   = regexp.MustCompile(`^never `)
	clauses     = regexp.MustCompile(`\b(in last|in the last|more than|from|except)\b`)
	campaignsIn = regexp.MustCompile(`\b(from|except)\b`)
	metricOf    = regexp.MustCompile(`^(?:never )?(\w+)`)
)

func eventText(source *ast.Source, l leaf) string {
	if _, ok := l.expr.(*ast.Event); !ok {
		return ""
	}
	return strings.ToLower(source.Slice(l.expr.Span()))
}

// denied reports whether a condition may belong to what an earlier one denies.
func denied(source *ast.Source, first, l leaf) bool {
	a, b := eventText(source, first), eventText(source, l)
	name := ""
	if ref, ok := first.expr.(*ast.Ref); ok {
		name = ref.Name.Text
	}
	never := withNever.MatchString(a) && first.nots == 0
	not := first.nots == 1 && (name != "" || a != "" && !withNever.MatchString(a) && !happenedNot.MatchString(a))
	if !never && !not || l.nots > 0 {
		return false
	}
	if ref, ok := l.expr.(*ast.Ref); ok {
		return not && ref.Name.Text != name
	}
	return b != "" && !withNever.MatchString(b) && !happenedNot.MatchString(b) && (a == "" || metricOf.FindStringSubmatch(a)[1] != metricOf.FindStringSubmatch(b)[1])
}

// limited reports whether the window and the campaigns of an event may be meant
// for an earlier condition, too.
func limited(source *ast.Source, l, last leaf) bool {
	a, b := eventText(source, l), eventText(source, last)
	if a == "" || b == "" || clauses.MatchString(a) || !clauses.MatchString(b) {
		return false
	}
	if withNever.MatchString(a) != withNever.MatchString(b) || (happenedNot.MatchString(a) != (l.nots%2 == 1)) != (happenedNot.MatchString(b) != (last.nots%2 == 1)) {
		return false
	}
	from, to := metricOf.FindStringSubmatch(a)[1], metricOf.FindStringSubmatch(b)[1]
	return from != to && (!campaignsIn.MatchString(b) || from == "opened" || from == "clicked")
}

func bindsCondition(w *world) string {
	var text strings.Builder
	for i := range 1 + w.Intn(3) {
		if i > 0 {
			text.WriteString(pick(w, " or ", " or ", " and ", " || ", " && ", " or # and\n ", "\nand "))
		}
		text.WriteString(bindsLeaf(w))
	}
	return "(" + text.String() + ")"
}

func bindsLeaf(w *world) string {
	switch w.Intn(9) {
	case 0:
		return pick(w, "isp = 1", "isp in (1, 2)", "(opened)", "(clicked in last 7d)", "not isp = 2", "not (clicked)")
	case 1:
		w.declare("let buyer = isp = 3")
		return pick(w, "buyer", "not buyer", "not not buyer")
	case 2:
		w.declare("let reader = isp = 4")
		return pick(w, "reader", "not reader")
	}
	metric := pick(w, "opened", "clicked", "bounced", "delivered", "Opened")
	text := pick(w, "", "", "", "not ", "!", "not not ")
	if w.Intn(4) == 0 {
		return text + "never " + metric + pick(w, "", "", " in last 30d")
	}
	text += metric + pick(w, "", "", "", " >= 2", " = 0", " < 2", " != 1", " between 1 and 2")
	text += pick(w, "", "", " in last 30d", " in the last 30 days", " more than 30d ago")
	if strings.HasSuffix(strings.ToLower(metric), "ed") && (metric == "opened" || metric == "clicked") {
		text += pick(w, "", "", "", " from campaigns (12)", " except campaigns (12)")
	}
	return text
}
