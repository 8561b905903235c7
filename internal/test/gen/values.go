package gen

import (
	"slices"
	"strings"
)

// declared is a file with names in the places of values, and parts with parameters.
type declared struct {
	Source
	options Options
	focus   focus

	symbols []symbol
	bodies  map[int]string // of parts with parameters, by their numbers
	// definitions are the definitions of values, params and names of ids, by their numbers.
	definitions map[int]string
	scope       *scope
	statements  []string
	header      string
	guard       string
	rules       []string
}

// Declared returns the text of declarations, values, params and parts with parameters among
// them, and some rules that use these and are about the same things. A word may have several meanings.
func Declared(s Source, o Options, n int) (declarations string, rules []string) {
	f := newDeclared(s, o, n)
	f.nameColliding(s, s.Intn(8) == 1)
	for _, rule := range f.rules {
		rules = append(rules, f.named(rule))
	}
	return f.named(f.header + strings.Join(f.statements, "\n") + "\n"), rules
}

// Twins returns two texts of one file of values, params and parts with parameters: in the
// first, no two things have the same name, and in the second, many have. They mean the same.
func Twins(s Source, o Options) (distinct, colliding string) {
	f := newDeclared(s, o, 1)
	f.nameDistinct()
	distinct = f.text()
	for i := range f.symbols {
		f.symbols[i].word = ""
	}
	f.nameColliding(s, false)
	return distinct, f.text()
}

// valuesFile is File with Options.Values.
func valuesFile(s Source, o Options) string {
	f := newDeclared(s, o, 1)
	f.nameColliding(s, s.Intn(8) == 1)
	return f.text()
}

func (f *declared) text() string {
	rule := f.rules[0]
	if f.guard != "" {
		rule = "(" + rule + ") and (" + f.guard + ")"
	}
	statements := append(f.statements[:len(f.statements):len(f.statements)], "where "+rule)
	if f.guard != "" {
		statements = append(statements, "require "+f.guard+" because \"of this\"")
	}
	return f.named(f.header + strings.Join(statements, "\n") + "\n")
}

func newDeclared(s Source, o Options, n int) *declared {
	o.Names = true
	f := &declared{Source: s, options: o, focus: newFocus(s, o), bodies: map[int]string{}, definitions: map[int]string{}, scope: &scope{}}
	for _, c := range columns {
		if !c.builtin {
			f.statements = append(f.statements, field(s, c))
		}
	}
	f.statements = append(f.statements, aliases...)
	for range 1 + s.Intn(5) {
		f.value()
	}
	for range s.Intn(4) {
		f.param()
	}
	for range s.Intn(3) {
		f.alias()
	}
	if s.Intn(2) == 1 {
		f.part(nil)
	}
	for i, name := range lets {
		w := f.writer(3, 2)
		w.noStart, w.lets = o.NoNegatedStartsWith, lets[:i]
		f.statements = append(f.statements, "let "+name+" = "+w.rule())
	}
	for range 1 + s.Intn(2) {
		f.part(lets)
	}
	f.useInDeclarations()
	if s.Intn(3) == 1 {
		w := f.writer(2, 2)
		w.noStart = o.NoNegatedStartsWith
		f.guard = w.rule()
	}
	for range n {
		w := newWriter(s, o, f.focus)
		w.scope = f.scope
		f.rules = append(f.rules, w.rule())
	}
	if s.Intn(2) == 1 { // the order is free
		slices.Reverse(f.statements)
	}
	return f
}

// writer returns a writer of a small rule.
func (f *declared) writer(size, depth int) *writer {
	o := f.options
	o.Size, o.Depth = size, depth
	w := newWriter(f.Source, o, f.focus)
	w.scope = f.scope
	w.loose = !o.Plain && f.Intn(3) == 1
	return w
}

// symbol makes a symbol, and returns its mark.
func (f *declared) symbol(s symbol) string {
	f.symbols = append(f.symbols, s)
	return marked(len(f.symbols) - 1)
}

// defined makes a symbol with a definition, and returns its mark.
func (f *declared) defined(s symbol, definition string) string {
	f.definitions[len(f.symbols)] = definition
	return f.symbol(s)
}

// value declares a value or a list of values.
func (f *declared) value() {
	k, w := valueKind(f.Intn(int(listID))), f.writer(1, 1)
	if k < lengthValue && k != booleanValue && f.Intn(3) == 1 {
		items := w.items(k)
		mark := f.defined(symbol{sort: valueSort}, items)
		f.statements = append(f.statements, "value "+mark+" = "+items)
		f.scope.lists[k] = append(f.scope.lists[k], mark)
		return
	}
	item := w.item(k)
	mark := f.defined(symbol{sort: valueSort}, item)
	f.statements = append(f.statements, "value "+mark+" = "+item)
	f.known(k, mark)
}

// known adds a name of one value to those that rules can use.
func (f *declared) known(k valueKind, mark string) {
	f.scope.single[k] = append(f.scope.single[k], mark)
	f.scope.lists[k] = append(f.scope.lists[k], mark)
	if k == countValue { // which is a number, too
		f.known(numberValue, mark)
	}
}

// param declares a param with a default.
func (f *declared) param() {
	k, w := valueKind(f.Intn(int(valueKinds))), f.writer(1, 1)
	typ := [...]string{"text", "number", "boolean", "date", "days", "number", "list", "isp", "campaign"}[k]
	if k.isID() {
		w.scope = nil // no default is the name of a param
	}
	item := w.item(k)
	if k == textValue && f.Intn(2) == 1 {
		c := w.about(textColumn, choiceColumn, tagsColumn)
		item = w.text(one(f.Source, c.constants...))
		typ = "choice(" + item + ", " + w.items(textValue)[1:]
	}
	mark := f.defined(symbol{sort: valueSort, kind: k}, item)
	f.statements = append(f.statements, "param "+mark+": "+typ+" = "+item)
	f.known(k, mark)
}

// alias declares a name of ids, which can have params among them.
func (f *declared) alias() {
	k, w := listID+valueKind(f.Intn(3)), f.writer(1, 1)
	items := w.items(k)
	mark := f.defined(symbol{sort: aliasSort, kind: k}, items)
	f.statements = append(f.statements, [...]string{"list ", "isp ", "campaign "}[k-listID]+mark+" = "+items)
	f.known(k, mark)
}

// part declares a part with parameters, in which the lets may be named.
func (f *declared) part(lets []string) {
	number := len(f.symbols)
	p := part{mark: f.symbol(symbol{sort: partSort})}
	inner := f.scope.within()
	var names []string
	for range 1 + f.Intn(3) {
		parameter := parameter{kind: valueKind(f.Intn(int(valueKinds))), list: f.Intn(3) == 1}
		switch parameter.kind {
		case booleanValue, lengthValue, countValue: // a list of these has no place
			parameter.list = false
		}
		mark := f.symbol(symbol{sort: parameterSort, owner: number})
		p.parameters = append(p.parameters, parameter)
		names = append(names, mark)
		inner.lists[parameter.kind] = append(inner.lists[parameter.kind], mark)
		if !parameter.list { // often, so that many conditions have one
			inner.single[parameter.kind] = append(inner.single[parameter.kind], mark, mark)
		}
	}
	w := f.writer(3, 2)
	w.noStart, w.lets, w.scope = f.options.NoNegatedStartsWith, lets, inner
	body := w.rule()
	for i, mark := range names {
		if !strings.Contains(body, mark) || f.Intn(4) == 1 {
			join := one(f.Source, " or ", " and ")
			body = "(" + body + ")" + join + w.with(p.parameters[i], mark)
		}
	}
	f.bodies[number] = body
	f.statements = append(f.statements, "let "+p.mark+"("+strings.Join(names, ", ")+") = "+body)
	f.scope.parts = append(f.scope.parts, p)
}

// with writes a condition that has a name.
func (w *writer) with(p parameter, mark string) string {
	if p.list {
		switch p.kind {
		case listID:
			return w.keyword("list") + " " + w.in() + " (" + mark + ")"
		case ispID:
			return w.keyword("isp") + " " + w.in() + " (" + mark + ")"
		case campaignID:
			return "opened from campaigns (" + mark + ")"
		default:
			return w.anyOf(p.kind).name + " " + w.in() + " (" + mark + ")"
		}
	}
	switch p.kind {
	case lengthValue:
		return one(w.Source, "opened in last "+mark, "clicked more than "+mark+" ago")
	case countValue:
		return one(w.Source, "opened >= "+mark, "clicked = "+mark+" in last 30d", "delivered between "+mark+" and 5")
	case listID, campaignID:
		return w.with(parameter{p.kind, true}, mark)
	case ispID:
		return "isp = " + mark
	default:
		return w.anyOf(p.kind).name + one(w.Source, " = ", " != ") + mark
	}
}

// anyOf returns a column that has values of a kind.
func (w *writer) anyOf(k valueKind) column {
	return w.about([...]kind{textColumn, numberColumn, booleanColumn, dateColumn}[k])
}

// useInDeclarations puts names in the choices of a column and in the lists of a segment.
func (f *declared) useInDeclarations() {
	texts, lists := f.scope.lists[textValue], f.scope.single[listID]
	if len(texts) > 0 && f.Intn(3) == 1 {
		i := slices.IndexFunc(f.statements, func(s string) bool { return strings.HasPrefix(s, "field tier: choice(") })
		f.statements[i] = strings.Replace(f.statements[i], ")", ", "+one(f.Source, texts...)+")", 1)
	}
	if f.Intn(3) == 1 {
		list := "newsletter"
		if len(lists) > 0 && f.Intn(3) > 0 {
			list = one(f.Source, lists...)
		}
		f.header = "segment \"A Segment\"\n  color \"#7cb7de\"\n  lists " + list + ", \"" + listB + "\"\n\n"
	}
}
