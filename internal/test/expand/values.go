package expand

import (
	"encoding/json"
	"path"
	"regexp"
	"strings"
)

// Values returns a text in which the names of values and params are replaced by their values, and the uses of
// parts with arguments by the bodies of the parts. Files that the text uses, by their paths, are put in the place
// of `use`. Params are what is given for some, as the command line has it.
//
// The result has no comments. The text must compile: if a name is wrong, the result may be any text.
func Values(text string, files, params map[string]string) string {
	e := &expansion{given: params, values: map[string]definition{}, params: map[string]definition{}, parts: map[string]definition{}}
	e.read("", text, files, map[string]bool{})
	var out []string
	for _, w := range e.texts {
		for w.at = 0; w.next().kind != end; {
			if s := w.statement(); s != "" {
				out = append(out, s)
			}
		}
	}
	return strings.Join(out, "\n") + "\n"
}

// expansion is a text, with the files that it uses before it.
type expansion struct {
	texts  []*walker
	given  map[string]string
	values map[string]definition
	params map[string]definition
	parts  map[string]definition // that have parameters
}

// definition is what a name is given to.
type definition struct {
	walker     *walker // of the text that has it
	at         int     // of the value, the type or the body
	parameters []string
}

// read notes what a text defines, and what the files that it uses do.
func (e *expansion) read(name, text string, files map[string]string, seen map[string]bool) {
	seen[name] = true
	w := &walker{expansion: e, tokens: tokens(text), reading: true}
	for w.next().kind != end {
		if w.next().is("use") {
			if used := path.Join(path.Dir(name), inQuotes(w.after(1).text)); !seen[used] {
				e.read(used, files[used], files, seen)
			}
		}
		w.statement()
	}
	w.reading = false
	e.texts = append(e.texts, w)
}

// walker goes through the tokens of a text.
type walker struct {
	*expansion
	tokens  []token
	at      int
	reading bool // what is defined; nothing is replaced
	scope   scope
}

// scope has the values of the parameters of a part. An item in it has no parameters any more: all its names are
// names of values and ids.
type scope map[string][]item

// item is one value, or a name of some, as its tokens.
type item []token

func (w *walker) next() token       { return w.tokens[w.at] }
func (w *walker) after(n int) token { return w.tokens[min(w.at+n, len(w.tokens)-1)] }

// take returns the next token and passes it.
func (w *walker) take() token {
	t := w.next()
	w.at = min(w.at+1, len(w.tokens)-8)
	return t
}

// copied returns the text of the next tokens.
func (w *walker) copied(n int) string {
	words := make([]string, n)
	for i := range words {
		words[i] = w.take().text
	}
	return strings.Join(words, " ")
}

// statement returns a statement as it is written without names of values: nothing for one that
// defines such a name.
func (w *walker) statement() string {
	switch t := w.next(); {
	case t.is("value") && isName(w.after(1)) && w.after(2).is("=", "=="):
		w.value()
		return ""
	case t.is("param") && isName(w.after(1)) && w.after(2).is(":"):
		w.param()
		return ""
	case t.is("let") && w.after(2).is("("):
		w.part()
		return ""
	case t.is("let"):
		return w.copied(3) + " " + w.expression()
	case t.is("where"):
		return w.copied(1) + " " + w.expression()
	case t.is("require"):
		text := w.copied(1) + " " + w.expression()
		if w.next().is("because") {
			text += " " + w.copied(2)
		}
		return text
	case t.is("use"):
		w.copied(2)
		return ""
	case t.is("segment"):
		return w.segment()
	case t.is("field"):
		text := w.copied(4)
		if w.next().is("(") {
			text += w.list(aValue)
		}
		if w.next().is("not") {
			text += " " + w.copied(2)
		}
		return text
	case t.is("list", "isp", "campaign") && isName(w.after(1)) && w.after(2).is("=", "=="):
		text := w.copied(3) + " "
		if w.next().is("(") {
			return text + w.list(placeOfID(t.text))
		}
		return text + w.single(placeOfID(t.text))
	default:
		return "where " + w.expression()
	}
}

func (w *walker) value() {
	w.take()
	name := nameOf(w.take())
	w.take()
	w.values[name] = definition{walker: w, at: w.at}
	w.itemsOrOne()
}

func (w *walker) param() {
	w.take()
	name := nameOf(w.take())
	w.take()
	w.params[name] = definition{walker: w, at: w.at}
	if w.take(); w.next().is("(") {
		w.items()
	}
	if w.next().is("=", "==") {
		w.take()
		w.item()
	}
}

func (w *walker) part() {
	w.take()
	name, d := nameOf(w.take()), definition{walker: w}
	for w.take(); !w.next().is("="); w.take() {
		if isName(w.next()) {
			d.parameters = append(d.parameters, nameOf(w.next()))
		}
	}
	w.take()
	d.at = w.at
	w.parts[name] = d
	reading := w.reading
	w.reading = true // what is in it is written where it is used
	w.expression()
	w.reading = reading
}

func (w *walker) segment() string {
	text := w.copied(2)
	for w.next().is("id", "color", "description", "lists") {
		if !w.next().is("lists") {
			text += "\n  " + w.copied(2)
			continue
		}
		text += "\n  " + w.copied(1) + " " + w.single(placeOfID("list"))
		for w.next().is(",") {
			w.take()
			text += ", " + w.single(placeOfID("list"))
		}
	}
	return text
}

// expression returns conditions with what joins them.
func (w *walker) expression() string {
	var b strings.Builder
	for {
		for w.next().is("not", "!") {
			w.take()
			b.WriteString("not ")
		}
		if w.next().is("(") {
			w.take()
			b.WriteString("(" + w.expression() + ")")
			w.take()
		} else {
			b.WriteString(w.condition())
		}
		if !w.next().is("and", "or", "&&", "||") {
			return b.String()
		}
		b.WriteString(" " + w.take().text + " ")
	}
}

func (w *walker) condition() string {
	switch t := w.next(); {
	case t.is("never", "opened", "clicked", "bounced", "complained", "delivered", "unsubscribed"):
		return w.event()
	case t.is("list", "isp"):
		text := w.copied(1)
		if w.next().is("not") {
			text += " " + w.copied(1)
		}
		sign := w.copied(1)
		if strings.EqualFold(sign, "in") {
			return text + " in " + w.list(placeOfID(t.text))
		}
		return text + " " + sign + " " + w.single(placeOfID(t.text))
	case w.after(1).is("("):
		return w.call()
	default:
		return w.column()
	}
}

func (w *walker) event() string {
	text := w.copied(1)
	if strings.EqualFold(text, "never") {
		text += " " + w.copied(1)
	}
	switch {
	case w.next().is("between"):
		text += " " + w.copied(1) + " " + w.single(aValue)
		text += " " + w.copied(1) + " " + w.single(aValue)
	case w.next().is("=", "==", "!=", "<>", "<", "<=", ">", ">="):
		text += " " + w.copied(1) + " " + w.single(aValue)
	}
	for {
		switch {
		case w.next().is("from", "except"):
			text += " " + w.copied(2) + w.list(placeOfID("campaign"))
		case w.next().is("in"):
			text += " " + w.copied(1)
			if w.next().is("the") {
				text += " " + w.copied(1)
			}
			text += " " + w.copied(1) + " " + w.span()
		case w.next().is("more"):
			text += " " + w.copied(2) + " " + w.span()
			text += " " + w.copied(1)
		default:
			return text
		}
	}
}

// column returns what is asked of a column, or the name of a part.
func (w *walker) column() string {
	text := w.copied(1)
	switch t := w.next(); {
	case t.is("=", "==", "!=", "<>", "<", "<=", ">", ">=", "contains", "on"):
		return text + " " + w.copied(1) + " " + w.single(aValue)
	case t.is("between"):
		text += " " + w.copied(1) + " " + w.single(aValue)
		return text + " " + w.copied(1) + " " + w.single(aValue)
	case t.is("in"):
		return text + " " + w.copied(1) + " " + w.list(aValue)
	case t.is("not") && w.after(1).is("in"), t.is("has"):
		return text + " " + w.copied(2) + " " + w.list(aValue)
	case t.is("not") && w.after(1).is("contains"), t.is("starts"):
		return text + " " + w.copied(2) + " " + w.single(aValue)
	case t.is("is") && w.after(1).is("not"):
		return text + " " + w.copied(3)
	case t.is("is"):
		return text + " " + w.copied(2)
	}
	return text
}

// call returns the body of a part in parentheses, with the arguments in it.
func (w *walker) call() string {
	name := nameOf(w.take())
	inner := scope{}
	p := w.parts[name]
	for i := 0; !w.take().is(")"); i++ {
		argument := w.itemsOrOne()
		if i < len(p.parameters) {
			inner[p.parameters[i]] = argument
		}
		if w.next().is(")") {
			w.take()
			break
		}
	}
	if w.reading || p.walker == nil {
		return name + "()"
	}
	body := &walker{expansion: w.expansion, tokens: p.walker.tokens, at: p.at, scope: inner}
	return "(" + body.expression() + ")"
}

var (
	units = regexp.MustCompile(`(?i)^(d|days?|w|weeks?)$`)
	uuids = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
)

// inQuotes returns the text that is written in quotes, which has no escapes.
func inQuotes(written string) string { return strings.Trim(written, `"'`) }

func quote(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(b)
}

func isName(t token) bool { return t.kind == word || t.kind == quoted }

func nameOf(t token) string { return strings.Trim(t.text, "`") }
