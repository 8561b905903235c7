package grammar

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lazy"
	"github.com/segc-lang/segc/internal/poll"
)

// MaxSize is the size of a source text in bytes that is read unless Options
// says otherwise: far more than any rule that the platform could take.
const MaxSize = 1 << 20

// Options are the limits of parsing. The zero Options are the usual ones.
type Options struct {
	MaxSize int             // bytes of source text; 0 means MaxSize
	Context context.Context // ends the reading early; nil never does
}

// Parse reads a source text. The file is never nil: where something cannot be
// read, there is a Bad expression or a statement that is Broken, and the list says why.
func Parse(source *ast.Source, options Options) (file *ast.File, list diag.List) {
	file, list = readOnce(source, options)
	return file, readAgain(file, list, options)
}

// readOnce reads a source text without asking what its errors may mean.
func readOnce(source *ast.Source, options Options) (file *ast.File, list diag.List) {
	file = &ast.File{Source: source}
	if p := refuse(source.Text(), options); p != nil {
		file.Broken = true
		return file, diag.List{p.diagnostic(source)}
	}
	var work *poll.Poll
	if options.Context != nil {
		work = poll.New(options.Context)
	}
	defer func() {
		fault := recover()
		defer func() { file.Broken = list.HasErrors() }()
		if ended := work.Caught(fault); ended {
			cause := options.Context.Err()
			file, list = &ast.File{Source: source}, diag.List{{
				Code: diag.Interrupted, Location: diag.Location{Source: source},
				Message: fmt.Sprintf("stopped before the work was done: %v", cause), Cause: cause,
			}}
			return
		}
		// The parser library panics on grammars that can match nothing. Ours
		// cannot, as far as fuzzing goes; should it, the caller gets an answer.
		if fault != nil {
			p := problem{code: diag.Internal, message: fmt.Sprintf("segc cannot read this text: %v", fault)}
			list = append(list, p.diagnostic(source))
		}
	}()
	stream := &tokenStream{scanner: scanner{text: source.Text(), poll: work}}
	lex := readTokens(stream)
	r := fileReader{poll: work, file: file, lex: lex, end: lexer.RawCursor(len(lex.all) - 1)}
	r.read()
	r.fitDays()
	r.fitArguments()
	file.Comments = stream.comments
	work.Hold(problemBytes * len(r.problems)) // those of the stream are held already
	for i := range stream.problems {
		work.Step(2)
		r.problems = append(r.problems, &stream.problems[i])
	}
	r.problems = withoutSwallowed(r.problems, stream.open)
	list = make(diag.List, 0, len(r.problems))
	for _, p := range r.problems {
		work.Step(256)
		list = append(list, p.diagnostic(source))
	}
	return file, list.SortWithin(work.Step)
}

// size writes a number of bytes. How many a text that is too large has is not known:
// readers stop at the limit.
func size(n int) string {
	switch {
	case n == 1:
		return "1 byte"
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}

// refuse returns the problem of a text that is not worth reading.
func refuse(text string, options Options) *problem {
	limit := options.MaxSize
	if limit <= 0 {
		limit = MaxSize
	}
	if len(text) > limit {
		return &problem{
			code: diag.TooLarge, message: "this text has more than " + size(limit),
			notes: []string{"put long lists of contacts into a contact list, and name it in the rule"},
		}
	}
	if !utf8.ValidString(text) {
		at := 0
		for at < len(text) {
			r, size := utf8.DecodeRuneInString(text[at:])
			if r == utf8.RuneError && size <= 1 {
				break
			}
			at += size
		}
		return &problem{
			code: diag.BadCharacter, at: ast.Span{Start: at, End: at + 1},
			message: fmt.Sprintf("the byte 0x%02X here is not UTF-8", text[at]),
			notes:   []string{"save the file in the encoding UTF-8"},
		}
	}
	if at, ok := document(text); ok {
		return &problem{
			code: diag.SyntaxError, at: at, message: "this is a JSON document, not a rule",
			notes: []string{"to turn it into a rule, use `segc decompile`"},
		}
	}
	return nil
}

// document reports whether a text is a JSON object, by how it begins, and where.
func document(text string) (at ast.Span, ok bool) {
	rest := strings.TrimLeft(text, " \t\r\n"+byteOrderMark)
	start := len(text) - len(rest)
	if rest, ok = strings.CutPrefix(rest, "{"); !ok {
		return at, false
	}
	rest = strings.TrimLeft(rest, " \t\r\n")
	return ast.Span{Start: start, End: start + 1}, strings.HasPrefix(rest, `"`) || strings.HasPrefix(rest, "}")
}

// statementParsers are the parsers of the statements. They share one grammar.
type statementParsers struct {
	use     *participle.Parser[useNode]
	segment *participle.Parser[segmentNode]
	let     *participle.Parser[letNode]
	alias   *participle.Parser[aliasNode]
	field   *participle.Parser[fieldNode]
	require *participle.Parser[requireNode]
	where   *participle.Parser[whereNode]
}

// parsers builds the parsers when they are first needed.
var parsers = lazy.Value[*statementParsers]{Make: func() *statementParsers {
	root := participle.MustBuild[fileNode](
		participle.Lexer(definition{}),
		participle.UseLookahead(0),
		participle.Union[statementNode](
			&useNode{}, &segmentNode{}, &letNode{}, &aliasNode{}, &fieldNode{}, &requireNode{}, &whereNode{},
		),
	)
	return &statementParsers{
		use:     production[useNode](root),
		segment: production[segmentNode](root),
		let:     production[letNode](root),
		alias:   production[aliasNode](root),
		field:   production[fieldNode](root),
		require: production[requireNode](root),
		where:   production[whereNode](root),
	}
}}

func production[P any](root *participle.Parser[fileNode]) *participle.Parser[P] {
	parser, err := participle.ParserForProduction[P](root)
	if err != nil {
		panic(err)
	}
	return parser
}
