package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// atLoop reports whether a `for` comes next.
func atLoop(lex *tokens) bool {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	token := lex.Next()
	name := lex.Next()
	return beginsLoop(token, name, lex.Peek())
}

// beginsLoop reports whether a word begins a `for`, given the two tokens after it.
func beginsLoop(token, name, third *lexer.Token) bool {
	if !isWord(token, "for") {
		return false
	}
	return name.Type == endOfFile || name.Type == kindKeyword || isName(name)
}

// atMisspeltLoop reports whether another word, `NAME in` and a list come next.
func atMisspeltLoop(lex *tokens) bool {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	if _, known := propertyKind(lex.Next().Value); known || !isName(lex.Next()) || !isKeyword(lex.Next(), "in") {
		return false
	}
	return lex.Peek().Type == kindList
}

// readLoop reads `for [KIND] NAME in`, whose shape was seen as far as the name.
func (w *propertyWord) readLoop(lex *tokens) error {
	token := lex.Next()
	w.text, w.at = token.Value, spanOf(token)
	first := *lex.Peek()
	loop := &ast.For{}
	w.loop = loop
	if isParamType(&first) && !isKeyword(second(lex), "in") {
		lex.Next()
		loop.KindAt = spanOf(&first)
		switch first.Value {
		case "list":
			loop.Kind = ast.ForLists
		case "isp":
			loop.Kind = ast.ForISPs
		default:
			loop.Kind = ast.ForCampaigns
		}
	}
	name := lex.Peek()
	if loop.At = spanOf(&first); name.Type == endOfFile || name.Type == kindKeyword && !isKeyword(second(lex), "in") {
		return nil // that nothing comes is said where the values would be
	}
	lex.Next()
	loop.Name = nameOf(name)
	switch {
	case name.Type == kindKeyword:
		w.wrong = wordAsName(name)
	case !isName(name) && isKeyword(lex.Peek(), "in"):
		w.wrong = expected(name, "a name")
		loop.Name = ast.Name{At: spanOf(name)}
	case loop.Name.Text == "":
		w.wrong = noName(loop.Name.At)
	}
	loop.At = spanOf(&first).Join(loop.Name.At)
	if isKeyword(lex.Peek(), "in") { // if not, what is there cannot be read as a list of values, and that is said
		lex.Next()
		w.notList(lex)
		return nil
	}
	w.each(lex, name)
	if w.wrong == nil {
		w.names(lex, nil)
	}
	if w.wrong == nil {
		w.notIn(lex)
	}
	return nil
}

// each says of words such as `each` after `for` that they are left out, and of a sign or a word
// that is not `in` what it is. What follows is read as it is meant.
func (w *propertyWord) each(lex *tokens, name *lexer.Token) {
	next := *lex.Peek()
	switch strings.ToLower(name.Value) {
	case "each", "every", "all", "any":
		if !isName(&next) || !isKeyword(second(lex), "in") {
			break
		}
		w.wrong = &problem{
			code: diag.SyntaxError, at: spanOf(name), message: "`for` always uses all values; remove `" + name.Value + "`",
			fixes: []fix{remove(ast.Span{Start: spanOf(name).Start, End: next.Pos.Offset})},
		}
		w.loop.Name = nameOf(&next)
		w.loop.At = w.loop.At.Join(w.loop.Name.At)
		lex.Next()
		lex.Next()
	}
}

// loopPart says what belongs after the words of a header that were read, if they end in a `for`
// without its values.
func loopPart(read []lexer.Token) string {
	for n := 1; n <= 4 && n < len(read); n++ {
		at := len(read) - n
		if !isWord(&read[at], "for") {
			continue
		}
		rest := read[at+1:]
		if len(rest) > 0 && isParamType(&rest[0]) && (len(rest) == 1 || !isKeyword(&rest[1], "in")) {
			rest = rest[1:]
		}
		return [...]string{"a name", "`in`", "a list of values in parentheses", ""}[min(len(rest), 3)]
	}
	return ""
}

// second returns the token after the next one.
func second(lex *tokens) *lexer.Token {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	lex.Next()
	return lex.Peek()
}

// propertyValue is a production that reads one value of a property, or the list of `for`.
type propertyValue struct {
	value
	isList   bool
	list     *lexer.Token
	label    *ast.Value   // after `as`, without the list that it belongs in
	to       *lexer.Token // between the value and the end of a range, which does not exist
	each     []ast.Each
	problems []*problem
}

// Parse implements participle.Parseable.
func (v *propertyValue) Parse(lex *lexer.PeekingLexer) error { return borrow(lex, v.parse) }

func (v *propertyValue) parse(lex *tokens) error {
	list := lex.Peek()
	if list.Type != kindList {
		if err := v.value.parse(lex); err != nil {
			return err
		}
		if isWord(lex.Peek(), "to") && list.Type == kindNumber && second(lex).Type == kindNumber {
			v.to = lex.Next()
			lex.Next()
		} else if rangeEnd(list, lex.Peek()) != nil {
			v.to = lex.Next()
		}
		if isWord(lex.Peek(), "as") && second(lex).Type == kindString {
			lex.Next()
			label, _ := readValue(lex.Next())
			v.label = &label
		}
		return nil
	}
	lex.Next()
	v.isList, v.list = true, list
	each, end, problems := readLabeled(list)
	if p, closing := notAs(lex, list); p != nil {
		problems, end = []*problem{p}, closing
	} else if p, closing := inner(lex, list); p != nil {
		problems, end = []*problem{p}, closing
	}
	v.each, v.problems = each, problems
	v.value.value.At = spanOf(list).Join(end)
	v.labelsBeside(lex)
	return nil
}

// notAs reports a sign that was written for `as` between a value and its label. The list of
// values ended there for the lexer, so notAs skips the rest of the list.
func notAs(lex *tokens, list *lexer.Token) (p *problem, end ast.Span) {
	if strings.HasSuffix(list.Value, ")") {
		return nil, end
	}
	here := lex.MakeCheckpoint()
	at, ok := signBeforeLabel(lex)
	if !ok {
		lex.LoadCheckpoint(here)
		return nil, end
	}
	p = &problem{code: diag.SyntaxError, at: at, message: "the label of a value comes after `as`"}
	all := fix{text: "write `as`", edits: []edit{{at, " as "}}}
	const most = 10_000
	for n := 0; n < most && lex.Peek().Type != endOfFile && !atStarter(lex); n++ {
		token := *lex.Next()
		if end = spanOf(&token); isOperator(&token, ")") {
			break
		}
		if token.Type != kindString && token.Type != kindNumber {
			continue
		}
		here := lex.MakeCheckpoint()
		if at, ok := signBeforeLabel(lex); ok {
			all.edits = append(all.edits, edit{at, " as "})
		} else {
			lex.LoadCheckpoint(here)
		}
	}
	p.fixes = []fix{all}
	return p, end
}

// signBeforeLabel reads a sign such as `=`, `:` or `->`, if a text comes after it.
func signBeforeLabel(lex *tokens) (at ast.Span, ok bool) {
	sign := *lex.Next()
	if sign.Type != kindOperator && sign.Type != kindOther || strings.Contains("(),", sign.Value) {
		return at, false
	}
	at = spanOf(&sign)
	if next := lex.Peek(); next.Pos.Offset == at.End && (next.Type == kindOperator || next.Type == kindOther) && !strings.Contains("(),", next.Value) {
		at.End = spanOf(lex.Next()).End // -> or =>
	}
	return at, lex.Peek().Type == kindString
}

// lowerLoop returns the property of a `for`.
func (n *propertyNode) lowerLoop() ast.Property {
	loop := *n.Word.loop
	for _, v := range n.Values.all {
		if v.isList && loop.Each == nil {
			loop.Each, loop.List = v.each, v.value.value.At
			if _, ids := loop.Kind.IDs(); ids { // among which `today` is a name
				for i := range loop.Each {
					if e := &loop.Each[i].Value; e.Kind == ast.Today {
						start := v.list.Pos.Offset
						e.Kind, e.Text = ast.Word, v.list.Value[e.At.Start-start:e.At.End-start]
					}
				}
			}
			loop.At = loop.At.Join(loop.List)
		}
	}
	return ast.Property{At: n.Word.at.Join(loop.At), Kind: ast.PropertyFor, Keyword: n.Word.at, For: &loop}
}

// collectLoop reports what is wrong with a `for`.
func (n *propertyNode) collectLoop(fail func(*problem)) {
	if n.Word.wrong != nil {
		fail(n.Word.wrong)
	}
	single, right := ast.Span{}, true
	for i, v := range n.Values.all {
		if right = right && !v.isList && v.problem == nil; i == 0 {
			single = v.value.value.At
		}
		single = single.Join(v.value.value.At)
		if v.label != nil {
			single = single.Join(v.label.At)
		}
	}
	switch {
	case len(n.Values.all) == 0 || n.Word.wrong != nil && !n.Values.all[0].isList:
	case len(n.Values.all) == 1 && n.Values.all[0].isList:
		for _, p := range n.Values.all[0].problems {
			fail(p)
		}
	default:
		p := &problem{code: diag.SyntaxError, at: single, message: "write the values of `for` as one list in parentheses"}
		if right {
			p.fixes = []fix{{text: "add the parentheses", edits: []edit{{ast.Span{Start: single.Start, End: single.Start}, "("}, {ast.Span{Start: single.End, End: single.End}, ")"}}}}
		}
		fail(p)
	}
}

// readLabeled takes apart the token of a list of values. Each may have a label after `as`.
func readLabeled(list *lexer.Token) (all []ast.Each, end ast.Span, problems []*problem) {
	r := listReader{scanner: scanner{text: list.Value, offset: 1}, base: list.Pos.Offset, labels: true}
	values, end, problems := r.read(list, true)
	all = make([]ast.Each, len(values))
	for i, v := range values {
		all[i] = ast.Each{At: v.At, Value: v}
	}
	for i := range r.labeled {
		l := &r.labeled[i]
		if l.of < len(all) {
			all[l.of].Label = &l.text
			all[l.of].At = all[l.of].At.Join(l.text.At)
		}
	}
	return all, end, problems
}

// eachLabel is the text after `as` in a list.
type eachLabel struct {
	of   int // the number of its value
	text ast.Value
}

// label reads `as` and a text after the value of a number, if they come next.
func (r *listReader) label(of int) {
	if !isWord(&r.token, "as") {
		return
	}
	as := r.token
	r.next()
	if !startsValue(&r.token) {
		p := expected(&r.token, "a label in quotes")
		if r.token.Type == endOfFile {
			p.atEnd(spanOf(&as).End)
		}
		r.fail(p)
		return
	}
	read := value{}
	read.value, read.problem = readValue(&r.token)
	read.text("a label", func(p *problem) { r.fail(p) })
	r.next()
	r.labeled = append(r.labeled, eachLabel{of, ast.Value{At: read.value.At, Kind: ast.String, Text: read.value.Text}})
}

// atLoopOfRule reports whether `for [KIND] NAME in (` comes next.
func atLoopOfRule(lex *tokens) bool {
	here := lex.MakeCheckpoint()
	defer lex.LoadCheckpoint(here)
	return readLoopName(lex) && lex.Peek().Type == kindList
}

// readLoopName reads `for [KIND] NAME in`, and reports whether all of it was there.
func readLoopName(lex *tokens) bool {
	if !isWord(lex.Peek(), "for") {
		return false
	}
	lex.Next()
	name := lex.Next()
	if isParamType(name) && isName(lex.Peek()) {
		name = lex.Next()
	}
	return isName(name) && isKeyword(lex.Next(), "in")
}

// loopAfterRule says of a `for` after a rule that its place is in the header. In a file
// without one, and perhaps in others, `or` is meant.
func (r *fileReader) loopAfterRule(token *lexer.Token) *problem {
	at := spanOf(token)
	joint := replace(at, "or")
	var header *ast.Segment
	for _, s := range r.file.Statements {
		if segment, ok := s.(*ast.Segment); ok {
			header = segment
		}
	}
	if header == nil {
		return &problem{code: diag.MisspeltKeyword, at: at, message: "`for` does not work here; did you mean `or`?", fixes: []fix{joint}}
	}
	before := r.lex.Range(r.lex.RawCursor()-1, r.lex.RawCursor())[0]
	here := r.lex.MakeCheckpoint()
	list := r.lex.Next()
	for list.Type != kindList {
		list = r.lex.Next()
	}
	r.lex.LoadCheckpoint(here)
	clause := ast.Span{Start: spanOf(&before).End, End: spanOf(list).End}
	move := fix{text: "move it to the header", edits: []edit{
		{ast.Span{Start: header.Name.At.End, End: header.Name.At.End}, " " + r.file.Source.Slice(ast.Span{Start: at.Start, End: clause.End})},
		{clause, ""},
	}}
	return &problem{
		code: diag.SyntaxError, at: at, message: "`for` is a property of a segment; write it before `where`", fixes: []fix{move, joint},
	}
}

// loopOutside reports that a `for` on a line of its own belongs in a header, and skips it.
func (r *fileReader) loopOutside(first *lexer.Token) bool {
	if !atLoopOfRule(r.lex) || !r.firstOnLine(first) {
		return false
	}
	p := r.loopAfterRule(first)
	if p.code == diag.MisspeltKeyword {
		if r.isRuleAlone() {
			return false
		}
		p = &problem{code: diag.SyntaxError, at: spanOf(first), message: "`for` is a property of a segment; write it after its `segment \"Name\"`"}
	} else {
		p.fixes = p.fixes[:1]
	}
	r.fail(p)
	start := r.lex.RawCursor()
	r.lex.Next()
	r.skipToStarter()
	r.file.Statements = append(r.file.Statements, &ast.BadStatement{At: r.spanFrom(first, start)})
	return true
}

// isRuleAlone reports whether what was read is a rule without a header, which may go on.
func (r *fileReader) isRuleAlone() bool {
	n := len(r.file.Statements)
	if n == 0 {
		return false
	}
	where, ok := r.file.Statements[n-1].(*ast.Where)
	return ok && where.Bare
}

// propertyOutside reports that a property after a rule belongs in the header, and skips it.
func (r *fileReader) propertyOutside(first *lexer.Token) bool {
	n := len(r.file.Statements)
	if n == 0 || first.Type != kindWord {
		return false
	}
	switch s := r.file.Statements[n-1].(type) {
	case *ast.Where:
	case *ast.BadStatement:
		if _, property := propertyKind(r.file.Source.Slice(s.Keyword)); !property {
			return false
		}
	default:
		return false
	}
	kind, ok := propertyKind(first.Value)
	value := second(r.lex)
	if !ok || kind == ast.PropertyFor || !r.firstOnLine(first) || value.Type != kindString && (kind != ast.PropertyLists || !isName(value)) {
		return false
	}
	r.fail(&problem{
		code: diag.SyntaxError, at: spanOf(first), message: "`" + strings.ToLower(first.Value) + "` is a property of a segment; write it before `where`",
	})
	start := r.lex.RawCursor()
	r.lex.Next()
	r.lex.Next()
	for isOperator(r.lex.Peek(), ",") {
		r.lex.Next()
		r.lex.Next()
	}
	r.file.Statements = append(r.file.Statements, &ast.BadStatement{At: r.spanFrom(first, start), Keyword: spanOf(first)})
	return true
}
