package lint_test

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/segc-lang/segc/ast"
)

// comparison is one value that a column is compared with.
type comparison struct {
	*ast.Column
	value ast.Value
	files []*ast.File
	same  map[string][]comparison // the comparisons in all files, by column
}

func (c comparison) isText() bool { return c.value.Kind == ast.String }

func (c comparison) has(ops ...ast.ColumnOp) bool { return slices.Contains(ops, c.Op) }

func (c comparison) byOrder() bool {
	return c.has(ast.Less, ast.LessEqual, ast.Greater, ast.GreaterEqual, ast.Between)
}

func (c comparison) byEquality() bool { return c.has(ast.Equal, ast.NotEqual, ast.In, ast.NotIn) }

func (c comparison) byPart() bool { return c.has(ast.Contains, ast.NotContains, ast.StartsWith) }

// others reports whether some comparison of the same column, in any file, has a
// property.
func (c comparison) others(property func(o comparison) bool) bool {
	return slices.ContainsFunc(c.same[c.Name.Text], property)
}

// columnType returns the declared type of the column, if any, and the type of a column
// that every contact has.
func (c comparison) columnType() string {
	for _, f := range nodesOf[*ast.Field](c.files...) {
		if f.Name.Text == c.Name.Text {
			if len(f.Choices) > 0 {
				return f.Type.Text + "()"
			}
			return f.Type.Text
		}
	}
	return map[string]string{"status": "choice()", "email": "text", "first_name": "text", "last_name": "text", "created_at": "date", "id": "number"}[c.Name.Text]
}

func (c comparison) unknownType() bool {
	t := c.columnType()
	return t == "" || t == "any"
}

func (c comparison) choices() bool { return strings.HasSuffix(c.columnType(), "()") }

// dueOf returns the places of the text values of the main file with a property.
func dueOf(files []*ast.File, property func(c comparison) bool) []ast.Span {
	same := map[string][]comparison{}
	var due []ast.Span
	for _, c := range nodesOf[*ast.Column](files...) {
		for _, v := range c.Values {
			same[c.Name.Text] = append(same[c.Name.Text], comparison{c, v, files, same})
		}
	}
	for _, c := range nodesOf[*ast.Column](files[0]) {
		for _, v := range c.Values {
			if v.Kind == ast.String && property(comparison{c, v, files, same}) {
				due = append(due, v.At)
			}
		}
	}
	return due
}

// compiledForms are the regular expressions of the predicates, by their text.
var compiledForms = sync.OnceValue(func() *sync.Map { return &sync.Map{} })

func compiled(form string) *regexp.Regexp {
	found, ok := compiledForms().Load(form)
	if !ok {
		found, _ = compiledForms().LoadOrStore(form, regexp.MustCompile(form))
	}
	return found.(*regexp.Regexp)
}

// nameHas reports whether a column's name has one of the words.
func nameHas(name, words string) bool {
	return compiled(`(?:^|_)(?:` + words + `)(?:$|_)`).MatchString(strings.ToLower(compiled(`([a-z])([A-Z])`).ReplaceAllString(name, "${1}_$2")))
}

// quotedNumbers is the predicate of SEG512. The type of the column is unknown, and
//   - the value is a number, and the column holds no codes: no value of it has only
//     digits that begin with 0, and its name has no word such as zip. The
//     operator is an order, or it is an equality, the column is nowhere compared with
//     a part of a value, and it is elsewhere compared with a number: by order, in
//     quotes, or, if it is not declared, without quotes;
//   - or the value is true or false, after = or !=, and every text value that the
//     column is compared with by anything but order is.
func quotedNumbers(files []*ast.File) []ast.Span {
	return dueOf(files, func(c comparison) bool {
		if !c.unknownType() {
			return false
		}
		parts := c.others(comparison.byPart)
		if isNumberText(c.value.Text) {
			code := nameHas(c.Name.Text, "zip|zipcode|postal|postcode|plz|version") || c.others(func(o comparison) bool {
				return o.isText() && !o.byPart() && compiled(`^0\d+$`).MatchString(o.value.Text)
			})
			number := c.others(func(o comparison) bool {
				return o.isText() && o.byOrder() && isNumberText(o.value.Text) || o.value.Kind == ast.Number && c.columnType() == ""
			})
			return !code && (c.byOrder() || c.byEquality() && number && !parts)
		}
		isBoolean := func(o comparison) bool {
			return slices.Contains([]string{"true", "false"}, strings.ToLower(o.value.Text))
		}
		return c.has(ast.Equal, ast.NotEqual) && isBoolean(c) && !parts &&
			!c.others(func(o comparison) bool { return o.isText() && !o.byOrder() && !isBoolean(o) })
	})
}

func isNumberText(text string) bool {
	return compiled(`^\s*(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?|\+?[1-9]\d*(?:\.\d+)?|\+?0?\.\d+|-?[1-9]\d{0,2}(?:,\d{3})+|-?(?:0|[1-9]\d*),\d+)\s*$`).MatchString(text)
}

func quotedNumberCondition(w *world) string {
	column := pick(w, "age", "score", "vip", "zip", "plan")
	kind := w.typeOf(column, "any", "any", "text")
	value := func() string {
		return `"` + pick(w, "18", "30", "-5", "0.5", ".5", "+7", "1,000", "1,000,000", "18,5", "1e3", " 9 ", "007", "18a", "1.2.3", "true", "FALSE", "yes", "", "1,00,0", "-", "+0.5", "0") + `"`
	}
	operators := []string{"=", "!=", "in", "not in", "contains"}
	if kind != "text" {
		operators = append(operators, "<", ">=", "between", "=", "!=", "literal", "has any")
	}
	switch operator := pick(w, operators...); operator {
	case "in", "not in", "has any":
		return column + " " + operator + " (" + value() + ", " + value() + ")"
	case "between":
		return column + " between " + value() + " and " + value()
	case "literal":
		return column + pick(w, " = 18", " > 5", " = true", " != 2026-05-01")
	case "contains":
		return column + " contains " + pick(w, `"1"`, `"x"`)
	default:
		return column + " " + operator + " " + value()
	}
}

// joinedValues is the predicate of SEG513. The column has no list of choices, the
// operator is not an order, and the first of | ; , that is in the value divides it into
// parts that are not empty, without the blanks and quotes around them; and
//   - each part has up to 40 letters, digits and _ - . @ only, or, if the condition
//     has a list of one value or a value in its list has no comma, up to three such
//     words. With a comma, the operator is none for parts of values, and if there are
//     two parts, then either a blank is missing and they are not both numbers; or there
//     is one, and they are not both numbers with a point in one, nor is the first one
//     capitalized and the second one an abbreviation that follows names, nor, if the
//     condition is not as above, is any of them capitalized;
//   - or the operator is none for parts of values, and a part is a text value that
//     the column is compared with in full elsewhere.
func joinedValues(files []*ast.File) []ast.Span {
	return dueOf(files, func(c comparison) bool {
		text := c.value.Text
		first := compiled(`\|`).FindString(text)
		if first == "" {
			first = compiled(`;`).FindString(text)
		}
		if first == "" {
			first = compiled(`,`).FindString(text)
		}
		if first == "" || c.choices() || c.byOrder() || c.byPart() && first == "," {
			return false
		}
		list := compiled(`["']*([^"']*)["']*`)
		var parts []string
		for len(text) > 0 || len(parts) == 0 {
			i := strings.Index(text+first, first)
			part := strings.TrimSpace(text[:i])
			if m := list.FindStringSubmatch(part); m != nil && strings.Trim(part, `'"`) != "" && len(m[0]) == len(part) {
				part = m[1]
			} else if strings.Trim(part, `'"`) == "" {
				return false
			}
			parts = append(parts, part)
			if i == len(text) {
				break
			}
			text = text[i+1:]
			if text == "" {
				return false // after the last separator
			}
		}
		known := !c.byPart() && c.others(func(o comparison) bool {
			return o.isText() && !o.byOrder() && !o.byPart() && slices.Contains(parts, o.value.Text)
		})
		one := c.has(ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone) && (len(c.Values) == 1 ||
			slices.ContainsFunc(c.Values, func(v ast.Value) bool { return strings.Count(v.Text, ",") == 0 }))
		for _, part := range parts {
			most := "0"
			if one {
				most = "2"
			}
			if !compiled(`^[\pL\p{Nd}\pM_.@-]+(?:\s+[\pL\p{Nd}\pM_.@-]+){0,`+most+`}$`).MatchString(part) || len([]rune(compiled(`\s+`).ReplaceAllString(part, ""))) > 40 {
				return known
			}
		}
		if first == "," && len(parts) == 2 {
			both := parts[0] + " " + parts[1]
			numbers := compiled(`^-?(?:0|[1-9]\d*)(?:\.\d+)? -?(?:0|[1-9]\d*)(?:\.\d+)?$`).MatchString(both)
			blank := strings.ContainsAny(c.value.Text, " \t\n")
			title := func(part string) bool { return compiled(`^\p{Lu}\p{Ll}`).MatchString(part) }
			suffix := compiled(`^[A-Z]{0,3}$|^(?i:inc|llc|ltd|co|corp|gmbh|plc|jr|sr|phd|esq)\.?$`).MatchString(parts[1])
			switch {
			case numbers && (!blank || strings.Contains(both, ".")),
				!numbers && blank && title(parts[0]) && suffix,
				!numbers && blank && !one && (title(parts[0]) || title(parts[1])):
				return known
			}
		}
		return true
	})
}

func joinedCondition(w *world) string {
	column := pick(w, "country", "plan", "interests", "email")
	kind := "text"
	switch column {
	case "interests":
		kind = w.typeOf(column, "tags", `tags("ski", "free,pro")`, "any")
	case "plan":
		kind = w.typeOf(column, "text", "any", `choice("free", "pro", "free,pro")`)
	case "country":
		kind = w.typeOf(column, "text", "any")
	}
	value := func() string {
		text := pick(w, "DE, AT", "free,pro", "a; b", "a|b", "Smith, John", "Free,Pro", "1,5", "1, 2", "48.1, 11.5", "DE", "free", "pro", "a", "New York, Berlin",
			"Berlin", "x, y, Zoe", "Zoe, Anna, Ida", "a,", ",", "'DE', 'AT'", "a b; c", "http://x.de/a;b", "a@x.de;b@x.de", "ÄB,c", "Home | Shop", "Shop", "Acme, Inc.", "Austin, TX", "a b, Co", "Doe, JANE", "A b c d, x", "a,b;c", strings.Repeat("x", 40)+",y", strings.Repeat("x", 41)+",y")
		return `"` + text + `"`
	}
	var operators []string
	switch {
	case column == "interests" && kind != "":
		operators = []string{"has any", "has all", "has none"}
	case strings.HasPrefix(kind, "choice"):
		operators = []string{"=", "in", "not in"}
	default:
		operators = []string{"=", "!=", "in", "not in", "contains", "not contains"}
	}
	switch operator := pick(w, operators...); operator {
	case "=", "!=", "contains", "not contains":
		return column + " " + operator + " " + value()
	default:
		if w.Intn(2) == 1 {
			return column + " " + operator + " (" + value() + ")"
		}
		return column + " " + operator + " (" + value() + ", " + value() + ")"
	}
}
