package meant

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// transparent are methods of texts that change nothing that a rule says, and foldings those that change upper and lower case.
var (
	transparent = []string{"trim", "strip", "str", "tostring", "to_s", "valueof", "dt", "values", "lstrip", "rstrip", "astype", "date", "normalize"}
	foldings    = []string{"lower", "upper", "tolowercase", "touppercase", "casefold", "tolower", "toupper", "downcase", "upcase", "title", "capitalize", "tolocalelowercase", "tolocaleuppercase"}
	finders     = []string{"indexof", "find", "search", "index", "lastindexof", "rfind", "count"}
)

// isMethod reports whether the last name of a path is a method of a column, such as `email.startswith(`.
func (r *reader) isMethod(at, last int) bool {
	said := strings.ToLower(r.at(last).text)
	if r.at(at).is("re", "np", "pd", "math", "str", "string", "object", "array", "date", "datetime", "number", "_") {
		return false
	}
	if slices.Contains(transparent, said) || slices.Contains(foldings, said) || slices.Contains(finders, said) {
		return true
	}
	_, ok := r.operatorNamed(r.at(last).text)
	return ok || slices.Contains([]string{"some", "any", "every", "all", "match", "matches", "test", "isnull", "isna", "notnull", "notna", "isin"}, said)
}

// method reads a condition that a method of a column is: `email.startsWith("a")`, `c.email.lower() == "a"`.
func (r *reader) method(at int) ([]phrase, int, bool) {
	if r.at(at).kind != word || !r.at(at+1).is(".", "?") {
		return nil, at, false
	}
	names := []int{at}
	end := at + 1
	for len(names) < 6 {
		next := end
		if r.at(next).is("?") {
			next++
		}
		if !r.at(next).is(".") || r.at(next+1).kind != word {
			break
		}
		names = append(names, next+1)
		end = next + 2
		if r.at(end).is("(") {
			break
		}
	}
	if len(names) < 2 {
		return nil, at, false
	}
	said := names[len(names)-1]
	subject := name(r.at(names[len(names)-2]).text)
	for i := len(names) - 2; i > 0 && slices.Contains(transparent, strings.ToLower(r.at(names[i]).text)); i-- { // email.str.contains
		subject = name(r.at(names[i-1]).text)
	}
	if !r.at(end).is("(") {
		return nil, at, false
	}
	arguments, after, ok := r.call(end)
	if !ok {
		return nil, at, false
	}
	all, last, ok := r.methodOf(subject, strings.ToLower(r.at(said).text), r.at(said).text, arguments, after)
	if !ok {
		return nil, at, false
	}
	return surely(because_(all, []Reason{r.reason(at, after, diag.SyntaxError, "there are no methods such as `.%s()`", r.at(said).text)})), last, true
}

func (r *reader) methodOf(subject, said, written string, arguments [][2]int, after int) ([]phrase, int, bool) {
	switch {
	case len(arguments) == 0 && slices.Contains(foldings, said):
		if r.at(after).is(".") { // another method
			return r.instead(subject, after)
		}
		return r.folded(subject, after)
	case slices.Contains(transparent, said):
		if all, last, ok := r.onDay(subject, after); ok && said == "date" {
			return all, last, true
		}
		return r.instead(subject, after)
	case said == "isnull" || said == "isna" || said == "isempty" || said == "isblank":
		return r.truly(one(spaced(subject, "is null")), after)
	case said == "notnull" || said == "notna" || said == "exists" || said == "isnotnull":
		return r.truly(one(spaced(subject, "is not null")), after)
	case len(arguments) == 0:
		return nil, after, false
	case slices.Contains(finders, said):
		return r.position(subject, arguments[0], after)
	case slices.Contains([]string{"some", "any", "every", "all"}, said):
		return r.quantified(subject, said == "every" || said == "all", arguments[0], after)
	}
	argument := r.text(arguments[0][0], arguments[0][1])
	if said == "match" || said == "matches" || said == "test" || said == "fullmatch" {
		text, ok := r.patternIn(arguments[0][0], arguments[0][1])
		if !ok {
			return nil, after, false
		}
		return r.truly(expression(subject, text), after)
	}
	op, ok := r.operatorNamed(written)
	if !ok || op == "like" || op == "not like" {
		return nil, after, false
	}
	switch op {
	case "contains":
		return r.truly(r.containing(subject, argument), after)
	case "between":
		if len(arguments) < 2 {
			return nil, after, false
		}
		argument = spaced(argument, "and", r.text(arguments[1][0], arguments[1][1]))
	case "in", "not in", "has any", "has all", "has none":
		if !r.at(arguments[0][0]).is("[", "(", "{") {
			argument = "(" + r.text(arguments[0][0], arguments[len(arguments)-1][1]) + ")"
		}
	}
	all, ok := r.whole(spaced(subject, op, argument))
	if !ok {
		return nil, after, false
	}
	return r.truly(all, after)
}

// containing writes that a column contains a text, or tags a tag. The name of tags is most often a plural.
func (r *reader) containing(subject, text string) []phrase {
	v, ok := r.whole(spaced(subject, "contains", text))
	w, also := r.whole(spaced(subject, "has any (", text, ")"))
	if also {
		w[0].text = strings.NewReplacer("( ", "(", " )", ")").Replace(w[0].text)
	}
	switch {
	case !ok:
		return nil
	case !also:
		return v
	case plural(subject):
		return append(w[:1:1], v...)
	}
	return append(v[:1:1], w...)
}

// plural reports whether the name of a column is that of several things.
func plural(subject string) bool {
	subject = strings.ToLower(strings.Trim(subject, "`"))
	return strings.HasSuffix(subject, "s") && !strings.HasSuffix(subject, "ss") && !strings.HasSuffix(subject, "us") || strings.HasSuffix(subject, "list")
}

// position reads what a text's place in a column is compared with: `email.indexOf("a") >= 0`.
func (r *reader) position(subject string, argument [2]int, after int) ([]phrase, int, bool) {
	op, next, ok := r.operator(after)
	if !ok {
		return nil, after, false
	}
	text := r.text(argument[0], argument[1])
	if op.text == "=" && r.at(next).is("0") || op.text == "=" && r.at(next).text == "0" {
		all, ok := r.whole(spaced(subject, "starts with", text))
		return all, next + 1, ok
	}
	return r.truly(r.containing(subject, text), after)
}

// listed reads a method of a list or a pattern whose argument is the column: `["a", "b"].includes(plan)`, `/a/.test(email)`.
func (r *reader) listed(at int) ([]phrase, int, bool) {
	if !r.at(at).is("[", "(", "{", "/") {
		return nil, at, false
	}
	if r.at(at).is("/") {
		return r.tested(at)
	}
	values, end, ok := r.values(at)
	if !ok || !r.at(end).is(".") || r.at(end+1).kind != word {
		return nil, at, false
	}
	said := strings.ToLower(r.at(end + 1).text)
	arguments, after, ok := r.call(end + 2)
	if !ok || len(arguments) != 1 {
		return nil, at, false
	}
	reason := []Reason{r.reason(at, after, diag.SyntaxError, "there are no methods such as `.%s()`", r.at(end+1).text)}
	switch said {
	case "some", "any", "every", "all":
		subject, ok := r.lambda(arguments[0], values)
		if !ok {
			return nil, at, false
		}
		op := "has any"
		if said == "every" || said == "all" {
			op = "has all"
		}
		all, last, ok := r.truly(lists(column{text: subject}, operator{text: op}, values), after)
		return surely(because_(all, reason)), last, ok
	case "includes", "contains", "include", "has", "indexof", "index":
		c, ok := r.columnIn(arguments[0][0], arguments[0][1])
		if !ok {
			return nil, at, false
		}
		all, last, ok := r.truly(lists(column{text: c}, operator{text: "in"}, values), after)
		return surely(because_(all, reason)), last, ok
	}
	return nil, at, false
}

// lambda returns the column of `x => tags.includes(x)`.
func (r *reader) lambda(at [2]int, _ []value) (string, bool) {
	for i := at[0]; i < at[1]; i++ {
		if r.at(i).is("includes", "contains", "has") && r.at(i-1).is(".") && r.at(i+1).is("(") {
			first := i - 2
			return name(r.at(first).text), r.at(first).kind == word
		}
	}
	return "", false
}

// quantified reads `tags.some(t => ["a", "b"].includes(t))` and `tags.some(t => t === "a")`.
func (r *reader) quantified(subject string, every bool, at [2]int, after int) ([]phrase, int, bool) {
	op := "has any"
	if every {
		return nil, after, false // all tags are of a list
	}
	for i := at[0]; i < at[1]; i++ {
		if !r.at(i).is("=>", "->", ":") {
			continue
		}
		if values, end, ok := r.values(i + 1); ok && r.at(i+1).is("[") && r.at(end).is(".") {
			return r.truly(lists(column{text: subject}, operator{text: op}, values), after)
		}
		if o, next, ok := r.operator(i + 2); ok && o.text == "=" && next == at[1]-1 {
			if v, _, ok := r.textOf(next); ok {
				return r.truly(one(spaced(subject, op, "("+v.text+")")), after)
			}
		}
	}
	return nil, after, false
}

// comprehension reads `any(x in tags for x in ("a", "b"))`.
func (r *reader) comprehension(at int) ([]phrase, int, bool) {
	if !r.at(at).is("any", "all") {
		return nil, at, false
	}
	arguments, end, ok := r.call(at + 1)
	if !ok || len(arguments) == 0 {
		return nil, at, false
	}
	last := arguments[len(arguments)-1][1]
	x, c := at+2, at+4
	if r.at(x).kind != word || !r.at(x+1).is("in", "==") || !r.at(c+1).is("for") || !r.at(c+3).is("in") || r.at(c).kind != word {
		return nil, at, false
	}
	values, after, ok := r.values(c + 4)
	if !ok || after != last {
		return nil, at, false
	}
	op := "has " + strings.ToLower(r.at(at).text)
	all, next, ok := r.truly(lists(column{text: name(r.at(c).text)}, operator{text: op}, values), end)
	return surely(because_(all, []Reason{r.reason(at, end, diag.SyntaxError, "to compare a column with tags, use `%s`", op)})), next, ok
}

// span reads the numbers between two in place of a list: `in range(18, 31)`, `in 18..30`, `in [18..30]`.
func (r *reader) span(c column, op operator, at int) ([]phrase, int, bool) {
	between := map[string]string{"in": "between", "not in": "not between", "=": "between", "!=": "not between"}[op.text]
	if between == "" {
		return nil, at, false
	}
	not, between := strings.HasPrefix(between, "not"), "between"
	write := func(low, high string) string {
		text := spaced(c.text, between, low, "and", high)
		if not {
			text = "not " + text
		}
		return text
	}
	if r.at(at).is("range", "xrange", "between") && r.at(at+1).is("(") {
		arguments, end, ok := r.call(at + 1)
		if !ok || len(arguments) != 2 {
			return nil, at, false
		}
		low, err := strconv.Atoi(r.text(arguments[0][0], arguments[0][1]))
		high, err2 := strconv.Atoi(r.text(arguments[1][0], arguments[1][1]))
		if err != nil || err2 != nil {
			return nil, at, false
		}
		all := either(write(numeral(low), numeral(high-1)), write(numeral(low), numeral(high)))
		if r.at(at).is("between") {
			all = all[1:]
		}
		return surely(because(all, r.reason(at, end, diag.SyntaxError, "write a range with `between`"))), end, true
	}
	from := at
	closer := brackets.Get()[r.at(at).text]
	if closer != "" && r.at(at).kind == sign {
		from++
	}
	low, next, ok := r.numberOf(from)
	if !ok || !r.at(next).is("..", "...", "..<", "…", ":") {
		return nil, at, false
	}
	after := next + 1
	for r.at(after).is(".", "=") {
		after++
	}
	high, end, ok := r.numberOf(after)
	if !ok {
		return nil, at, false
	}
	if from > at {
		if r.at(end).text != closer {
			return nil, at, false
		}
		end++
	}
	return surely(because(one(write(low.text, high.text)), r.reason(at, end, diag.SyntaxError, "write a range with `between`"))), end, true
}
