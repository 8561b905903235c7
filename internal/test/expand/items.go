package expand

import "strings"

// place is what belongs where an item is: a value, or an id of a kind.
type place string

const aValue place = ""

// placeOfID returns the place of ids, by the word for their kind.
func placeOfID(kind string) place { return place(strings.ToLower(kind)) }

// item reads one value, and returns it as its tokens: several items if it is the
// name of a parameter with several.
func (w *walker) item() []item {
	var it item
	switch t := w.next(); {
	case t.is("-"):
		return []item{{w.take(), w.take()}}
	case t.kind == number:
		it = item{w.take()}
		if w.next().kind != word || !units.MatchString(w.next().text) {
			return []item{it}
		}
		if it = append(it, w.take()); w.next().is("ago") {
			w.take()
			return []item{append(item{made(word, "today"), made(sign, "-")}, it...)}
		}
		return []item{it}
	case isName(t) && !w.isToday(t):
		w.take()
		if stands, ok := w.scope[nameOf(t)]; ok {
			if !w.next().is("+", "-") {
				return stands
			}
			it = stands[0]
		} else {
			it = item{t}
		}
	default:
		it = item{w.take()}
	}
	it = append(item(nil), it...)
	for w.next().is("+", "-") {
		it = append(it, w.take())
		it = append(it, w.length()...)
	}
	return []item{it}
}

func (w *walker) isToday(t token) bool { return t.kind == word && t.is("today") }

func made(k kind, text string) token { return token{kind: k, text: text} }

// length reads a length of time, or a name of one.
func (w *walker) length() item {
	if w.next().kind == number {
		return item{w.take(), w.take()}
	}
	t := w.take()
	if stands, ok := w.scope[nameOf(t)]; ok {
		return stands[0]
	}
	return item{t}
}

// items reads values in parentheses.
func (w *walker) items() (all []item) {
	for w.take(); !w.next().is(")"); {
		all = append(all, w.item()...)
		if w.next().is(",") {
			w.take()
		}
	}
	w.take()
	return all
}

func (w *walker) itemsOrOne() []item {
	if w.next().is("(") {
		return w.items()
	}
	return w.item()
}

// list returns values in parentheses without names of values, and single returns one.
func (w *walker) list(p place) string {
	var all []string
	for _, it := range w.items() {
		all = append(all, w.means(it, p)...)
	}
	return "(" + strings.Join(all, ", ") + ")"
}

func (w *walker) single(p place) string {
	var all []string
	for _, it := range w.item() {
		all = append(all, w.means(it, p)...)
	}
	return strings.Join(all, ", ")
}

// span returns the length of a window.
func (w *walker) span() string { return strings.Join(w.means(w.length(), aValue), ", ") }

// means returns the texts that an item means in a place.
func (e *expansion) means(it item, p place) []string {
	if len(it) == 1 && isName(it[0]) && !it[0].is("true", "false", "today") {
		return e.named(it[0], p)
	}
	var b strings.Builder
	for i, t := range it {
		switch {
		case t.kind == sign && len(it) == 2: // of a number
			b.WriteString(t.text)
		case t.kind == sign:
			b.WriteString(" " + t.text + " ")
		case isName(t) && (i == 0 || it[i-1].kind == sign) && !(t.kind == word && t.is("today")):
			b.WriteString(strings.Join(e.named(t, aValue), ", "))
		default:
			b.WriteString(t.text)
		}
	}
	return []string{b.String()}
}

// named returns what a name means outside of parameters.
func (e *expansion) named(t token, p place) []string {
	name := nameOf(t)
	if d, ok := e.params[name]; ok && (d.place() == p) {
		return e.param(name, d)
	}
	if d, ok := e.values[name]; ok && p == aValue {
		w := &walker{expansion: e, tokens: d.walker.tokens, at: d.at}
		var all []string
		for _, it := range w.itemsOrOne() {
			all = append(all, e.means(it, aValue)...)
		}
		return all
	}
	return []string{t.text}
}

// place returns where a param belongs.
func (d definition) place() place {
	if t := d.walker.tokens[d.at]; t.is("list", "isp", "campaign") {
		return placeOfID(t.text)
	}
	return aValue
}

// param returns what is given for a param, and otherwise its default.
func (e *expansion) param(name string, d definition) []string {
	w := &walker{expansion: e, tokens: d.walker.tokens, at: d.at}
	typ := strings.ToLower(w.take().text)
	if given, ok := e.given[name]; ok {
		if typ == "text" || typ == "choice" || uuids.MatchString(given) {
			return []string{quote(given)}
		}
		w = &walker{expansion: e, tokens: tokens(given)}
		return []string{w.single(d.place())}
	}
	if w.next().is("(") {
		w.items()
	}
	w.take()
	it := w.item()[0]
	if p := d.place(); p != aValue && isName(it[0]) {
		return []string{it[0].text} // of an id, not of a param
	}
	return e.means(it, aValue)
}
