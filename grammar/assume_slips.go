package grammar

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// nearlyAssume is the problem of `assume` in another shape, where a statement begins.
func (r *fileReader) nearlyAssume(word *lexer.Token) *problem {
	ahead := r.tokensAhead()
	question, answer := ahead[1], ahead[2]
	if question.Type == endOfFile {
		return nil
	}
	if !r.sameLine(word, question) {
		if !isStarter(question, answer) {
			return nil
		}
		return withAnswers(missingAt(spanOf(word).End, oneOf(ast.Questions())))
	}
	if p := r.nearlyAnswered(question, answer); p != nil {
		return p
	}
	if p := r.signs(word, question); p != nil {
		return p
	}
	return r.unknownQuestion(question, answer)
}

// nearlyAnswered is the problem of a question, or nearly one, with something else than its answer.
func (r *fileReader) nearlyAnswered(question, answer *lexer.Token) *problem {
	alone := answer.Type == endOfFile || !r.sameLine(question, answer)
	if isQuestion(question) {
		all := answersTo(question.Value)
		switch {
		case alone || answer.Type == kindNamed:
			return missingAt(spanOf(question).End, oneOf(all))
		case isOperator(answer, "="), isOperator(answer, "=="), isOperator(answer, ":"):
			p := expected(answer, oneOf(all))
			if end := r.answerAfter(all); end > 0 {
				p.fixes = []fix{{text: "remove the sign", edits: []edit{{ast.Span{Start: spanOf(question).End, End: end}, " "}}}}
			}
			return p
		case answer.Type == kindString && len(answer.Value) > 2 && slices.Contains(all, strings.ToLower(answer.Value[1:len(answer.Value)-1])):
			p := expected(answer, oneOf(all)+" without quotes")
			p.fixes = []fix{replace(spanOf(answer), strings.ToLower(answer.Value[1:len(answer.Value)-1]))}
			return p
		case answer.Type == kindString, answer.Type == kindQuotedName, answer.Type == kindNumber:
			return expected(answer, oneOf(all))
		}
		return nil // of columns that are called so
	}
	if question.Type != kindWord {
		return nil
	}
	near, ok := suggest.Nearest(strings.ToLower(question.Value), ast.Questions())
	of := questionOf(question.Value)
	switch {
	case alone && of != "":
		p := expected(question, oneOf(ast.Questions()))
		p.fixes = []fix{insert(spanOf(question).Start, of+" ")}
		return p
	case alone || answer.Type != kindWord || isOperatorWord(question), !ok && questionOf(answer.Value) == "":
		return nil
	}
	p := expected(question, oneOf(ast.Questions()))
	if of := questionOf(answer.Value); of != "" && (!ok || !slices.Contains(ast.Answers(near), strings.ToLower(answer.Value))) {
		near = of // the answer tells what is asked
	}
	p.offer(replace(spanOf(question), near))
	return p
}

// unknownQuestion is the problem of words after `assume` that nothing is known of. A column that is
// called so has an operator after it.
func (r *fileReader) unknownQuestion(question, answer *lexer.Token) *problem {
	if question.Type != kindWord || isQuestion(question) || isOperatorWord(question) {
		return nil
	}
	if answer.Type != endOfFile && answer.Type != kindWord && r.sameLine(question, answer) {
		return nil
	}
	return withAnswers(expected(question, oneOf(ast.Questions())))
}

// signs is the problem of a question and its answer with signs, quotes or a word around and between
// them, as in `assume: missing = skip` and `assume missing-skip`.
func (r *fileReader) signs(word, question *lexer.Token) *problem {
	text := r.file.Source.Text()[spanOf(word).End:]
	if end := strings.IndexAny(text, "#"+lineEnds); end >= 0 {
		text = text[:end]
	}
	text = strings.TrimRight(text, " \t")
	between := " \t:=-\"'()"
	if isOperator(question, "=") || isOperator(question, "==") {
		between = " \t:=" // not of a column that is compared with a text or a day
	}
	const most = 80
	if len(text) > most {
		return nil
	}
	words := strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune(between, c) })
	if len(words) == 1 {
		words = strings.SplitN(words[0], "_", 2)
	}
	if len(words) == 3 && slices.Contains([]string{"is", "are", "as", "to"}, strings.ToLower(words[1])) {
		words = slices.Delete(words, 1, 2)
	}
	if len(words) < 2 {
		return nil
	}
	asked, says := strings.ToLower(words[0]), strings.ToLower(strings.Join(words[1:], "_")) // more than
	if !slices.Contains(answersTo(asked), says) {
		return nil
	}
	at := ast.Span{Start: question.Pos.Offset, End: spanOf(word).End + len(text)}
	return &problem{
		code: diag.SyntaxError, at: at, message: "write an assumption as a question and its answer, without signs",
		fixes: []fix{{text: "write `assume " + asked + " " + says + "`", edits: []edit{{ast.Span{Start: spanOf(word).End, End: at.End}, " " + asked + " " + says}}}},
	}
}

// skipLine skips what is left of the line of a token, up to the next statement.
func (r *fileReader) skipLine(first *lexer.Token) {
	end := len(r.file.Source.Text())
	if n := strings.IndexAny(r.file.Source.Text()[first.Pos.Offset:], lineEnds); n >= 0 {
		end = first.Pos.Offset + n
	}
	for next := r.lex.Peek(); next.Type != endOfFile && next.Pos.Offset < end && !atStarter(r.lex); next = r.lex.Peek() {
		r.poll.Step(1)
		r.lex.Next()
	}
}

// withAnswers adds to a problem what can be assumed.
func withAnswers(p *problem) *problem {
	all := make([]string, 0, 4)
	for _, q := range ast.Questions() {
		all = append(all, "`"+q+"` with "+oneOf(ast.Answers(q)))
	}
	p.notes = []string{"you can assume: " + strings.Join(all, "; ")}
	return p
}

// answerAfter returns where a sign after a question ends, and blanks after it, if an answer
// follows; otherwise 0.
func (r *fileReader) answerAfter(all []string) (start int) {
	reader := expressionReader{lex: r.lex}
	reader.after(3, func() bool {
		if token := reader.peek(); token.Type == kindWord && slices.Contains(all, strings.ToLower(token.Value)) {
			start = token.Pos.Offset
		}
		return true
	})
	return start
}
