package lint_test

import (
	"regexp"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
)

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
