package grammar

import (
	"fmt"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/visible"
)

// problem is a diagnostic whose places are still spans: while a production is read, nothing
// knows the source. It is an error of the parser library too, so that a production can fail
// with it.
type problem struct {
	code     diag.Code
	severity diag.Severity
	message  string
	at       ast.Span
	related  []label
	notes    []string
	advice   string // one more note, which stays if the problem moves to the end of the statement
	fixes    []fix
	missing  string        // what belongs in the place, when that is the whole problem
	words    *wordsForDays // in the place of a value, with which the condition cannot be read
	named    *namedArguments
	digits   string // the text that a number may be which is not written as one
	column   string // that days are compared with, if the fixes depend on what it holds
}

type label struct {
	at   ast.Span
	text string
}

type fix struct {
	text  string
	edits []edit
}

type edit struct {
	at   ast.Span
	text string
}

// apart returns the text of the edit, with a blank where it would become one word with
// what is beside it: in `a.5`, `0.5` in place of `.5` is not a part of `a`.
func (e edit) apart(source string) string {
	at, text := e.at, e.text
	if at.Start == at.End || text == "" || !isWordPart(text[0]) { // such as an escape
		return text
	}
	if at.Start > 0 && isWordPart(source[at.Start-1]) && !isWordPart(source[at.Start]) {
		text = " " + text
	}
	if at.End < len(source) && isWordPart(source[at.End]) && !isWordPart(source[at.End-1]) && isWordPart(text[len(text)-1]) {
		text += " "
	}
	return text
}

// isPiece reports whether a number is a piece of something larger that could not be read
// as a whole, such as a date with a digit too many: written otherwise, it stays wrong.
func isPiece(at ast.Span, source string) bool {
	if at.Start > 0 && source[at.Start] == '-' && isWordPart(source[at.Start-1]) {
		return true
	}
	return at.End < len(source) && (source[at.End] == '-' || source[at.End] == ':')
}

// closesWithin reports whether the fix of an open parenthesis closes it right before
// something that is not apart from what is inside: it is not known where the inside ends.
func (p *problem) closesWithin(source string) bool {
	if len(p.fixes) == 0 {
		return false
	}
	end := p.fixes[0].edits[0].at.End
	return end < len(source) && !strings.ContainsRune(" \t\r\n)#", rune(source[end]))
}

// Error, Message and Position make a problem an error of the parser library.
func (p *problem) Error() string            { return p.message }
func (p *problem) Message() string          { return p.message }
func (p *problem) Position() lexer.Position { return lexer.Position{Offset: p.at.Start} }

// diagnostic returns the problem as a diagnostic of the given source. Its words have parts of
// the text, and are made such that they can be shown anywhere.
func (p *problem) diagnostic(source *ast.Source) diag.Diagnostic {
	place := func(at ast.Span) diag.Location { return diag.Location{Source: source, Span: at} }
	d := diag.Diagnostic{Severity: p.severity, Code: p.code, Message: inert.Words(p.message), Location: place(p.at)}
	for _, note := range p.notes {
		d.Notes = append(d.Notes, inert.Words(note))
	}
	if p.advice != "" {
		d.Notes = append(d.Notes, inert.Words(p.advice))
	}
	for _, l := range p.related {
		d.Related = append(d.Related, diag.Label{Location: place(l.at), Text: inert.Words(l.text)})
	}
	if p.code == diag.BadNumber && isPiece(p.at, source.Text()) || p.code == diag.UnclosedParen && p.closesWithin(source.Text()) {
		return d
	}
	for _, f := range p.fixes {
		offered := diag.Fix{Text: inert.Words(f.text)}
		for _, e := range f.edits {
			offered.Edits = append(offered.Edits, diag.Edit{Location: place(e.at), Text: e.apart(source.Text())})
		}
		d.Fixes = append(d.Fixes, offered)
	}
	return d
}

// replace returns the fix that writes something else in a place. It is a call, since it would add
// 25 KB where it is asked for.
//
//go:noinline
func replace(at ast.Span, text string) fix {
	if strings.HasPrefix(text, "`") {
		return fix{text: "write it between backquotes", edits: []edit{{at, text}}}
	}
	return fix{text: "write `" + text + "`", edits: []edit{{at, text}}}
}

// insert returns the fix that adds a text before a place.
func insert(offset int, text string) fix {
	return fix{text: "add `" + strings.TrimSpace(text) + "`", edits: []edit{{ast.Span{Start: offset, End: offset}, text}}}
}

// remove returns the fix that takes a place out.
func remove(at ast.Span) fix {
	return fix{text: "remove it", edits: []edit{{at, ""}}}
}

// expected is the problem that something else is expected in the place of a token.
// The token itself may be what is wrong: then that is what is said.
func expected(token *lexer.Token, what string) *problem {
	if p := malformed(token); p != nil {
		return p
	}
	return &problem{
		code: diag.SyntaxError, message: fmt.Sprintf("expected %s, found %s", what, describe(token)), at: spanOf(token), missing: what,
	}
}

// offer gives the problem of expected a fix that writes what is missing. It does
// nothing if the token itself is wrong: with the token corrected, nothing may be missing.
func (p *problem) offer(f fix) {
	if p.missing != "" {
		p.fixes = []fix{f}
	}
}

// offerIf is offer where what comes next fits what is written. Otherwise the same would
// be missing again, beside what was written.
func (p *problem) offerIf(fits bool, f fix) {
	if fits {
		p.offer(f)
	}
}

// atEnd moves a problem from the beginning of the next statement, or the end of
// the text, to the end of the statement that is not complete.
func (p *problem) atEnd(offset int) {
	if p.missing != "" {
		p.message, p.notes = "expected "+p.missing+" here", nil
		p.at = ast.Span{Start: offset, End: offset}
		switch p.missing {
		case aCondition:
			p.notes = []string{"for example, `plan = \"pro\"`"}
		case "a value":
			p.notes = []string{"for example, `\"pro\"`, `18` or `2026-05-01`"}
		}
	}
}

// describe names a token as its author sees it.
func describe(token *lexer.Token) string {
	switch token.Type {
	case endOfFile:
		return "the end of the text"
	case kindList:
		return "a list"
	case kindQuotedName:
		return shorten(token.Value)
	case kindString:
		if len(token.Value) > 30 {
			return "a text value"
		}
		return token.Value
	default:
		return "`" + shorten(token.Value) + "`"
	}
}

// shorten cuts a long text for use in a message.
func shorten(text string) string {
	const most = 40
	count := 0
	for i := range text {
		if count++; count > most {
			return text[:i] + "…"
		}
	}
	return text
}

// malformed returns the problem of a token that is wrong in any place, or nil.
func malformed(token *lexer.Token) *problem {
	at := spanOf(token)
	switch token.Type {
	case kindBadString:
		return &problem{
			code: diag.BadString, at: at,
			message: "this text has no closing quote on its line",
			notes:   []string{`inside a text value, write a line break as \n`},
			fixes:   []fix{closeQuote(token, at.End)},
		}
	case kindBadName:
		p := &problem{code: diag.BadString, at: at, message: "this name has no closing backquote on its line"}
		if n := scanWord(token.Value[1:]); n > 0 {
			end := at.Start + 1 + n
			p.fixes = []fix{{text: "write the backquote", edits: []edit{{ast.Span{Start: end, End: end}, "`"}}}}
		}
		return p
	case kindCurlyString:
		inner := []rune(token.Value)
		text := quote(string(inner[1 : len(inner)-1]))
		return &problem{
			code: diag.BadCharacter, at: at,
			message: "text values need straight quotes",
			fixes:   []fix{replace(at, text)},
		}
	case kindBadNumber:
		return badNumber(token)
	case kindOther:
		return badCharacter(token)
	}
	return nil
}

func badNumber(token *lexer.Token) *problem {
	p := &problem{code: diag.BadNumber, at: spanOf(token), message: fmt.Sprintf("`%s` is not a number", shorten(token.Value))}
	if number := strings.TrimRight(token.Value, "andorANDOR"); isJoint(token.Value[len(number):]) && strings.Trim(number, "0123456789") == "" {
		p.message = fmt.Sprintf("a space is missing between `%s` and `%s`", number, token.Value[len(number):])
		p.fixes = []fix{{text: "add a space", edits: []edit{{ast.Span{Start: p.at.Start + len(number), End: p.at.Start + len(number)}, " "}}}}
		return p
	}
	cleaned := strings.ReplaceAll(strings.TrimPrefix(token.Value, "+"), "_", "")
	negative := strings.HasPrefix(cleaned, "-")
	cleaned = strings.TrimLeft(strings.TrimPrefix(cleaned, "-"), "0")
	if cleaned == "" || cleaned[0] == '.' {
		cleaned = "0" + cleaned
	}
	cleaned = strings.TrimSuffix(cleaned, ".")
	if negative {
		cleaned = "-" + cleaned
	}
	unsigned := strings.TrimPrefix(cleaned, "-")
	if kind, n := scanNumber(unsigned + " "); isDigit(unsigned[0]) && kind == kindNumber && n == len(unsigned) {
		p.fixes = []fix{replace(p.at, cleaned)}
		if text, ok := digitsAsText(token.Value); ok {
			p.digits = text
		}
	}
	return p
}

// isJoint reports whether a text is a word that joins conditions.
func isJoint(text string) bool {
	return strings.EqualFold(text, "and") || strings.EqualFold(text, "or")
}

// useParentheses says what other brackets are in segc.
const useParentheses = "lists and groups need parentheses: `( … )`"

func badCharacter(token *lexer.Token) *problem {
	at := spanOf(token)
	r := []rune(token.Value)[0]
	if p := badControl(r, at); p != nil {
		return p
	}
	p := &problem{code: diag.BadCharacter, at: at, message: fmt.Sprintf("the character `%c` (U+%04X) is not allowed here", r, r)}
	switch {
	case r == '\u00a0' || r == '\u202f' || r == '\u2007' || r == '\u3000' || '\u2000' <= r && r <= '\u200a':
		p.message = fmt.Sprintf("this is not a plain space (U+%04X)", r)
		p.fixes = []fix{{text: "write a plain space", edits: []edit{{at, " "}}}}
	case visible.Hides(token.Value, 0):
		p.message = fmt.Sprintf("there is an invisible character (U+%04X) here", r)
		p.fixes = []fix{remove(at)}
	case r == '≥':
		p.fixes = []fix{replace(at, ">=")}
	case r == '≤':
		p.fixes = []fix{replace(at, "<=")}
	case r == '≠':
		p.fixes = []fix{replace(at, "!=")}
	case r == '[' || r == '{':
		p.notes = []string{useParentheses}
	case r == ']' || r == '}':
		p.notes = []string{useParentheses}
	case r == '&':
		p.fixes = []fix{replace(at, "and")}
	case r == '|':
		p.fixes = []fix{replace(at, "or")}
	case r == ';':
		p.notes = []string{"statements do not end with `;`"}
		p.fixes = []fix{remove(at)}
	case r == '$':
		p.notes = []string{"a column is named alone, without a sign and not by its cell: `plan = \"pro\"`"}
	case r == '.':
		p.notes = []string{"a column is named alone, without its table; a rule cannot ask how long a text is"}
	case r == '%':
		p.notes = []string{"a number has no sign after it: write `10`, or `0.1` if the column has shares of 1"}
	case r == '+':
		p.notes = []string{"at least 18 is `>= 18`; you can only add days to a day: `today + 7d`"}
	case r == '–' || r == '—' || r == '−':
		p.notes = []string{"a comparison has a sign such as `=` or `>`; a range is `between 18 and 30`, and a negative number begins with `-`"}
	case r == '-':
		p.notes = []string{"a name with characters other than letters, digits and `_` needs backquotes: `` `first-name` ``"}
	}
	return p
}

func spanOf(token *lexer.Token) ast.Span {
	return ast.Span{Start: token.Pos.Offset, End: token.Pos.Offset + len(token.Value)}
}

// digitsAsText returns digits in quotes if they are likely a text, such as a postal code or the prefix of a phone number: a
// number does not begin with zeros or a plus.
func digitsAsText(number string) (string, bool) {
	digits := strings.TrimPrefix(number, "+")
	if strings.Trim(digits, "0123456789") != "" || len(digits) < 2 || digits == number && !strings.HasPrefix(digits, "0") {
		return "", false
	}
	return quote(number), true
}

// digitsBeside offers digits as a text, if an operator of a column has a use for it: a postal code may be equal to one, and only
// texts begin with another text.
func (p *problem) digitsBeside(op ast.ColumnOp) {
	if p.digits == "" {
		return
	}
	text := replace(p.at, p.digits)
	switch op {
	case ast.Contains, ast.NotContains, ast.StartsWith:
		p.fixes = []fix{text}
	case ast.Equal, ast.NotEqual, ast.In, ast.NotIn:
		p.fixes = append([]fix{text}, p.fixes...)
	default:
		return
	}
	p.message += "; a text value needs quotes: `" + p.digits + "`"
}
