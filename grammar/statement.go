package grammar

import (
	"errors"
	"strings"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/suggest"
)

// fileReader reads a file statement by statement. A statement with a mistake
// ends where the next one begins.
type fileReader struct {
	file     *ast.File
	lex      *tokens
	end      lexer.RawCursor // of the end of the text
	problems []*problem
	poll     *poll.Poll
}

func (r *fileReader) read() {
	if atTables(r.lex) {
		r.tables()
		return
	}
	for r.lex.Peek().Type != endOfFile {
		start := r.lex.RawCursor()
		r.poll.Step(512)
		if r.statement(); r.lex.RawCursor() == start {
			r.lex.Next() // always make progress
		}
	}
	r.checkBare()
}

// statement reads the statement that begins at the next token.
func (r *fileReader) statement() {
	first := *r.lex.Peek()
	if !atStarter(r.lex) {
		if atTables(r.lex) {
			r.tablesOutside()
			return
		}
		if word := r.misspeltStarter(); word != "" {
			r.misspelt(word)
			return
		}
		if p := r.meant(); p != nil {
			r.skipMeant(p)
			return
		}
		r.bare(&first)
		return
	}
	switch first.Value {
	case "use":
		parseStatement(r, parsers.Get().use)
	case "segment":
		if !r.longHeader() {
			parseStatement(r, parsers.Get().segment)
		}
	case "let":
		here, before := r.lex.MakeCheckpoint(), len(r.problems)
		if !r.long(r.letRule) {
			parseStatement(r, parsers.Get().let)
		}
		if len(r.problems) > before {
			r.valueInLet(here, before)
		}
	case "list", "isp", "campaign":
		parseStatement(r, parsers.Get().alias)
	case "field":
		parseStatement(r, parsers.Get().field)
	case "require":
		if !r.long(r.requireRule) {
			parseStatement(r, parsers.Get().require)
		}
	case "where":
		if !r.long(r.whereRule) {
			parseStatement(r, parsers.Get().where)
		}
	default:
		r.named()
	}
}

// production is a pointer to a production that becomes a statement.
type productionPointer[P any] interface {
	*P
	statementNode
	collect(func(*problem))
}

// parseStatement reads one statement by its production and lowers it.
func parseStatement[P any, PP productionPointer[P]](r *fileReader, parser *participle.Parser[P]) {
	first := *r.lex.Peek()
	start := r.lex.RawCursor()
	var node *P
	var err error
	r.lex.lend(func(library *lexer.PeekingLexer) {
		node, err = parser.ParseFromLexer(library, participle.AllowTrailing(true))
	})
	if err != nil {
		if said, ok := any(node).(interface{ said() []*problem }); ok && len(said.said()) > 0 {
			r.problems = append(r.problems, said.said()...)
		} else {
			r.fail(r.translate(err, start))
		}
		rest := r.resume(start)
		r.file.Statements = append(r.file.Statements, r.brokenStatement(PP(node), &first, start, rest))
		return
	}
	PP(node).collect(r.fail)
	r.file.Statements = append(r.file.Statements, PP(node).lower(r.spanFrom(&first, start)))
}

// brokenStatement returns the statement for a production that could not be read to its
// end, of its own type if it was read far enough.
func (r *fileReader) brokenStatement(node statementNode, first *lexer.Token, start lexer.RawCursor, rest ast.Span) ast.Statement {
	at := r.spanFrom(first, start)
	if node, ok := node.(partialNode); ok {
		if s := node.partial(at, rest); s != nil {
			return s
		}
	}
	return &ast.BadStatement{At: at, Keyword: spanOf(first)}
}

// misspeltStarter returns the word that begins a statement when the next token is nearly
// that word: the token is first on its line, and what follows it can only follow such a
// word.
func (r *fileReader) misspeltStarter() string {
	token := r.lex.Peek()
	if _, property := propertyKind(token.Value); token.Type != kindWord || property {
		return ""
	}
	if !r.firstOnLine(token) {
		return ""
	}
	// What follows is looked at first: it settles most words without a search.
	here := r.lex.MakeCheckpoint()
	defer r.lex.LoadCheckpoint(here)
	r.lex.Next()
	switch r.lex.Peek().Type {
	case kindString:
	case kindWord, kindQuotedName:
		r.lex.Next()
		reader := expressionReader{poll: r.poll, lex: r.lex}
		behind := r.lex.Peek()
		if !reader.compares() && !isOperator(behind, ":") && behind.Type != kindKeyword {
			return ""
		}
	default:
		return ""
	}
	if signAfter(token.Value) != "" || strings.EqualFold(token.Value, "set") {
		return "" // which meant knows
	}
	word, _ := suggest.Nearest(token.Value, []string{"where", "let", "list", "isp", "use", "segment", "campaign", "field", "require"})
	if word == "let" && isOperator(r.lex.Peek(), "=") && r.literalAhead(1) {
		return "value"
	}
	return word
}

// misspelt skips a statement whose first word is misspelled. A rule is still read.
func (r *fileReader) misspelt(word string) {
	first := *r.lex.Next()
	r.fail(misspelt(&first, word))
	start := r.lex.RawCursor()
	if word == "where" {
		if rule, ok := r.expression(); ok {
			rule.collect(r.fail)
			r.file.Statements = append(r.file.Statements, &ast.Where{At: spanOf(&first).Join(rule.tree.Span()), Expr: rule.tree})
			return
		}
	}
	bad := &ast.BadStatement{Keyword: spanOf(&first)}
	if next := r.lex.Peek(); next.Type == kindWord || next.Type == kindQuotedName {
		name := nameOf(next)
		bad.Name = &name
	}
	r.skipToStarter()
	bad.At = spanOf(&first).Join(r.spanFrom(&first, start))
	r.file.Statements = append(r.file.Statements, bad)
}

func (r *fileReader) fail(p *problem) { r.problems = append(r.problems, p) }

// bare reads a rule without `where`, or reports what is left over of the statement before
// it.
func (r *fileReader) bare(first *lexer.Token) {
	start := r.lex.RawCursor()
	if r.loopOutside(first) || r.propertyOutside(first) {
		return
	}
	reader := expressionReader{poll: r.poll, lex: r.lex}
	if n := len(r.file.Statements); n > 0 && !r.beginsRule(first, r.file.Statements[n-1]) {
		if !ast.Broken(r.file.Statements[n-1]) {
			r.fail(r.leftover(&reader, first, r.file.Statements[n-1]))
		}
		r.lex.Next()
		r.rest(r.file.Statements[n-1])
		return
	}
	rule, ok := r.expression()
	if !ok {
		r.fail(noCondition(first))
		r.lex.Next()
		r.skipToStarter()
		r.file.Statements = append(r.file.Statements, &ast.BadStatement{At: r.spanFrom(first, start)})
		return
	}
	for _, p := range rule.problems {
		r.fail(p)
	}
	if n := len(r.file.Statements); n > 0 && r.continued(r.file.Statements[n-1], rule) {
		return
	}
	r.file.Statements = append(r.file.Statements, &ast.Where{At: rule.tree.Span(), Expr: rule.tree, Bare: true})
}

// expression reads a bare rule. It is the production bareNode without its
// parser: a rule alone, as pipes have it, needs no grammar of statements, and
// building that costs more than all the rest.
func (r *fileReader) expression() (rule expression, ok bool) {
	return rule, rule.read(r.poll, r.lex) == nil
}

// rest skips what is left after a statement. If that joins conditions, it is read once
// more, so that no mistake hides another one.
func (r *fileReader) rest(before ast.Statement) {
	reader := expressionReader{poll: r.poll, lex: r.lex}
	switch before.(type) {
	case *ast.Let, *ast.Where, *ast.Require:
		if ast.Broken(before) {
			break
		}
		for reader.skip(); reader.atJoint("and", "&&") || reader.atJoint("or", "||"); reader.skip() {
			r.lex.Next()
			reader.or(0)
		}
	}
	r.problems = append(r.problems, reader.problems...)
	r.skipToStarter()
}

// beginsRule reports whether a token after a statement begins a rule that lacks its
// `where`, rather than being left over of the statement.
func (r *fileReader) beginsRule(first *lexer.Token, before ast.Statement) bool {
	if where, ok := before.(*ast.Where); ok && where.Bare {
		return false
	}
	between := r.file.Source.Slice(ast.Span{Start: before.Span().End, End: first.Pos.Offset})
	reader := expressionReader{poll: r.poll, lex: r.lex}
	return strings.ContainsAny(between, lineEnds) && reader.startsOperand()
}

// leftover is the problem of a token that belongs to no statement.
func (r *fileReader) leftover(reader *expressionReader, token *lexer.Token, before ast.Statement) *problem {
	var rule ast.Expr
	switch s := before.(type) {
	case *ast.Let:
		rule = s.Expr
	case *ast.Where:
		rule = s.Expr
	case *ast.Require:
		rule = s.Expr
	case *ast.Segment:
		return expected(token, nextProperty)
	default:
		return expected(token, "the next statement")
	}
	if atLoopOfRule(r.lex) {
		return r.loopAfterRule(token)
	}
	return afterName(reader.unexpected(token), rule)
}

// checkBare refuses a rule without `where` beside other statements.
func (r *fileReader) checkBare() {
	if len(r.file.Statements) < 2 {
		return
	}
	for _, s := range r.file.Statements {
		where, ok := s.(*ast.Where)
		if !ok || !where.Bare || r.hasProblemIn(where.At) {
			continue
		}
		p := &problem{
			code: diag.MissingWhere, at: where.At, message: "in a file of statements, a rule begins with `where`",
			fixes: []fix{insert(where.At.Start, "where ")},
		}
		if c, ok := where.Expr.(*ast.Column); ok && c.Op == ast.Equal && signAfter(c.Name.Text) == "=" {
			p.notes = []string{"a value has a name: `value x = " + shorten(r.file.Source.Slice(c.Values[0].At)) + "`"}
		}
		r.fail(p)
	}
}

func (r *fileReader) hasProblemIn(at ast.Span) bool {
	for _, p := range r.problems {
		if p.at.Start >= at.Start && p.at.Start <= at.End {
			return true
		}
	}
	return false
}

// spanFrom returns the place of what was read since a token.
func (r *fileReader) spanFrom(first *lexer.Token, start lexer.RawCursor) ast.Span {
	end := r.lex.RawCursor()
	if end == start {
		return spanOf(first)
	}
	last := r.lex.Range(end-1, end)[0]
	return spanOf(first).Join(spanOf(&last))
}

// resume skips the rest of a statement that could not be read, and returns the place of
// that rest. If there is none, it returns the place after what was read.
func (r *fileReader) resume(start lexer.RawCursor) ast.Span {
	if r.lex.RawCursor() == start {
		r.lex.Next()
	}
	from := r.lex.RawCursor()
	first := *r.lex.Peek()
	r.skipToStarter()
	if r.lex.RawCursor() > from {
		return r.spanFrom(&first, from)
	}
	last := r.lex.Range(from-1, from)[0]
	return ast.Span{Start: spanOf(&last).End, End: spanOf(&last).End}
}

func (r *fileReader) skipToStarter() {
	for r.lex.Peek().Type != endOfFile && !atStarter(r.lex) && r.misspeltStarter() == "" && r.meant() == nil {
		r.poll.Step(1)
		r.lex.Next()
	}
}

// translate makes a problem of what the parser library says. Only the token is
// taken from it: its words are about productions.
func (r *fileReader) translate(err error, start lexer.RawCursor) *problem {
	var own *problem
	if errors.As(err, &own) {
		return own
	}
	var unexpected *participle.UnexpectedTokenError
	if !errors.As(err, &unexpected) {
		return &problem{code: diag.Internal, message: "segc cannot read this statement: " + err.Error(), at: spanOf(r.lex.Peek())}
	}
	token := unexpected.Unexpected
	read := r.tokensBefore(start, token.Pos.Offset)
	part := nextPart(read)
	p := expected(&token, part)
	if part == "`in`" && (isWord(&token, "of") || isKeyword(&token, "from") || isOperator(&token, "=") || isOperator(&token, ":")) {
		p.fixes = []fix{{text: "write `in`", edits: []edit{{spanOf(&token), "in"}}}}
	}
	if part == aCondition {
		p = noCondition(&token)
	}
	if last := read[len(read)-1]; part == "another value" && (token.Type == endOfFile || token.Type == kindKeyword || token.Type == kindNamed) {
		p.fixes = []fix{{text: "remove the comma", edits: []edit{{spanOf(&last), ""}}}}
	}
	end := spanOf(&read[len(read)-1]).End
	between := r.file.Source.Slice(ast.Span{Start: end, End: token.Pos.Offset})
	if token.Type == endOfFile || (token.Type == kindKeyword || token.Type == kindNamed) && strings.ContainsAny(between, lineEnds) {
		p.atEnd(end)
	}
	return p
}

// tokensBefore returns the tokens from a cursor up to an offset.
func (r *fileReader) tokensBefore(start lexer.RawCursor, offset int) []lexer.Token {
	end := start
	for end < r.end && r.lex.Range(end, end+1)[0].Pos.Offset < offset {
		end++
	}
	return r.lex.Range(start, end)
}

// nextPart says what belongs after the words of a statement that were read.
func nextPart(read []lexer.Token) string {
	last := read[len(read)-1]
	switch count := len(read); read[0].Value {
	case "use":
		return "the path of a file in quotes"
	case "segment":
		switch {
		case count == 1:
			return "the name of the segment in quotes"
		case loopPart(read) != "":
			return loopPart(read)
		case last.Type == kindWord:
			return "a value for `" + last.Value + "`"
		case isOperator(&last, ","):
			return "another value"
		}
		return nextProperty
	case "list", "isp", "campaign":
		switch count {
		case 1:
			return "a name"
		case 2:
			return "`=`"
		}
		switch read[0].Value {
		case "list":
			return "the id of a contact list in quotes, or a list of them"
		case "isp":
			return "the number of an ISP, or a list of them"
		}
		return "the id of a campaign, or a list of them"
	case "let":
		switch {
		case count == 1:
			return "a name"
		case !isOperator(&last, "=") && !isOperator(&last, "=="):
			return "`=`"
		}
	case "field":
		switch {
		case count == 1:
			return "the name of a column"
		case count == 2:
			return "`:`"
		case isOperator(&last, ":"):
			return "a type"
		case isKeyword(&last, "not"):
			return "`null`"
		}
		return "the next statement"
	case "require":
		if isKeyword(&last, "because") {
			return "the reason in quotes"
		}
	}
	return aCondition
}

const (
	aCondition   = "a condition"
	nextProperty = "`id`, `color`, `lists`, `description`, `for`, `was` or the next statement"
)
