package grammar

import (
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// tablesReader reads the statement `tables`, which is all of its file. Each item begins with a
// fixed word. After a mistake, it goes on with the next item that begins a line.
type tablesReader struct {
	*fileReader
	broken bool
}

// tables reads the statement, which takes all of the file.
func (r *fileReader) tables() {
	t := tablesReader{fileReader: r}
	first := r.lex.Next()
	s := &ast.Tables{At: spanOf(first)}
	t.dialect(s)
	for r.lex.Peek().Type != endOfFile {
		r.poll.Step(64)
		start := r.lex.RawCursor()
		item, p := t.item()
		if p != nil {
			r.fail(p)
			t.broken = true
			t.skip(start)
		}
		if len(item.Clauses) > 0 {
			s.Items = append(s.Items, item)
			s.At = s.At.Join(item.At)
		}
	}
	s.Broken = t.broken
	r.file.Statements = append(r.file.Statements, s)
}

// tablesOutside refuses a statement `tables` after other statements, and skips it.
func (r *fileReader) tablesOutside() {
	first := *r.lex.Peek()
	start := r.lex.RawCursor()
	r.fail(&problem{
		code: diag.SyntaxError, at: spanOf(&first), message: "`tables` is alone in its file, which `segc sql --tables` names",
	})
	for r.lex.Peek().Type != endOfFile {
		r.poll.Step(1)
		r.lex.Next()
	}
	r.file.Statements = append(r.file.Statements, &ast.BadStatement{At: r.spanFrom(&first, start), Keyword: spanOf(&first)})
}

// dialect reads the name of the database.
func (t *tablesReader) dialect(s *ast.Tables) {
	token := t.lex.Peek()
	all := ast.TablesDialects()
	for _, known := range all {
		if isFixed(token, known) {
			t.lex.Next()
			s.Dialect = ast.Term{At: spanOf(token), Text: known}
			s.At = s.At.Join(s.Dialect.At)
			return
		}
	}
	p := expected(token, "the name of the database: "+oneOf(all))
	if itemOf(token) == "" {
		if near, ok := suggest.Nearest(strings.ToLower(token.Value), all); ok {
			p.offer(replace(spanOf(token), near))
		}
		t.lex.Next()
	}
	t.fail(p)
	t.broken = true
}

// skip goes on to the next item that begins a line.
func (t *tablesReader) skip(start lexer.RawCursor) {
	if t.lex.RawCursor() == start {
		t.lex.Next()
	}
	for token := t.lex.Peek(); token.Type != endOfFile && (itemOf(token) == "" || !t.firstOnLine(token)); token = t.lex.Peek() {
		t.poll.Step(1)
		t.lex.Next()
	}
}

// item reads an item. With a problem, it has what was read.
func (t *tablesReader) item() (item ast.TablesItem, p *problem) {
	word := t.lex.Peek()
	name := itemOf(word)
	if name == "" {
		return item, t.noItem(word)
	}
	words := clauseWords(name)
	for i := 0; ; i++ {
		token := t.lex.Peek()
		if i > 0 {
			switch next := t.wordAt(token, words[1:]); {
			case next != nil && (i == 1 || itemOf(token) == ""): // `column` is a word of `provider` right after it
				p = t.clause(&item, next)
			case itemOf(token) != "" || token.Type == endOfFile:
				return item, nil
			default:
				return item, t.noClause(token, words[1:])
			}
		} else {
			p = t.clause(&item, &words[0])
		}
		if p != nil {
			return item, p
		}
	}
}

// wordAt returns the word that a token is, or nil.
func (t *tablesReader) wordAt(token *lexer.Token, words []clauseWord) *clauseWord {
	for i := range words {
		if isFixed(token, words[i].word) {
			return &words[i]
		}
	}
	return nil
}

// noItem is the problem of a token that begins no item.
func (t *tablesReader) noItem(token *lexer.Token) *problem {
	if token.Type == kindKeyword && token.Value != "list" && token.Value != "isp" && token.Value != "campaign" && isStarter(token, following(t.lex)) {
		return &problem{
			code: diag.SyntaxError, at: spanOf(token), message: "`tables` is alone in its file; put `" + token.Value + "` into the file of the rule or its catalog",
		}
	}
	p := expected(token, oneOf(itemWords()))
	t.near(p, token, itemWords())
	return p
}

// noClause is the problem of a token that goes on with no item.
func (t *tablesReader) noClause(token *lexer.Token, words []clauseWord) *problem {
	if token.Type == kindKeyword && isStarter(token, following(t.lex)) && !isFixed(token, "where") && t.firstOnLine(token) {
		return t.noItem(token)
	}
	var all []string
	for i := range words {
		all = append(all, words[i].word)
	}
	if len(all) == 0 {
		return t.noItem(token)
	}
	p := expected(token, "`"+strings.Join(all, "`, `")+"` or the next item")
	t.near(p, token, append(all, itemWords()...))
	return p
}

// near offers the word that is likely meant.
func (t *tablesReader) near(p *problem, token *lexer.Token, words []string) {
	if token.Type != kindWord {
		return
	}
	if near, ok := suggest.Nearest(strings.ToLower(token.Value), words); ok {
		p.offer(replace(spanOf(token), near))
	}
}

// clause reads a fixed word and what belongs to it.
func (t *tablesReader) clause(item *ast.TablesItem, word *clauseWord) *problem {
	token := t.lex.Next()
	c := ast.TablesClause{At: spanOf(token), Word: ast.Term{At: spanOf(token), Text: word.word}}
	var p *problem
	if len(word.seconds) > 0 {
		p = t.second(&c, word.seconds)
	}
	if p == nil {
		p = t.operand(&c, word.operand)
	}
	end := t.lex.RawCursor()
	last := t.lex.Range(end-1, end)[0]
	if c.At = c.At.Join(spanOf(&last)); len(item.Clauses) == 0 {
		item.At = c.At
	}
	item.At = item.At.Join(c.At)
	if p == nil || c.Word.Text == "event" || len(item.Clauses) == 0 {
		item.Clauses = append(item.Clauses, c)
	}
	return p
}

// second reads the second word of two.
func (t *tablesReader) second(c *ast.TablesClause, seconds []string) *problem {
	token := t.lex.Peek()
	for _, second := range seconds {
		if isFixed(token, second) {
			t.lex.Next()
			c.Word.At = c.Word.At.Join(spanOf(token))
			c.Word.Text += " " + second
			return nil
		}
	}
	what := "`" + seconds[0] + "`"
	if len(seconds) > 1 {
		what = oneOf(seconds)
	}
	p := t.missing(what)
	t.near(p, token, seconds)
	return p
}
