package meant

import "github.com/segc-lang/segc/diag"

// beginnings are the words that begin statements, in segc and in other languages.
var beginnings = []string{
	"use", "segment", "let", "list", "isp", "campaign", "field", "require", "where", "value", "param", "assume",
	"import", "include", "def", "var", "const", "function", "lists", "define", "set", "column",
}

// begins reports whether a statement begins with the first of some tokens on a line, after a statement that begins with
// another one.
func begins(before token, tokens []token) bool {
	switch t := tokens[0]; {
	case t.is("for", "foreach"):
		return !before.is("segment") && len(tokens) > 2 && tokens[1].kind == word
	case t.is("from"):
		return len(tokens) > 2 && (tokens[1].kind == quoted || tokens[2].is("import"))
	case t.is("lists", "list", "column") && before.is("segment"):
		return len(tokens) > 2 && tokens[2].is("=")
	case t.is("segment") && before.is("for", "foreach"):
		return false
	default:
		return t.is(beginnings...)
	}
}

// declarations are readers of statements that are not rules. They return what all tokens may
// mean.
func declarations() []func(*reader) []phrase {
	return []func(*reader) []phrase{used, header, naming, declared, parameterized, guard, assumption}
}

// whole are readers of statements whose parts cannot be corrected one by one. They return what all tokens
// may mean.
func whole() []func(*reader) []phrase {
	return []func(*reader) []phrase{
		selected, wrapped, assigned, bulleted,
		document,
		piped,
		searched,
	}
}

// rule reads a condition, alone, after `where`, or as a part after `let name =`.
func (r *reader) rule() bool {
	at := 0
	switch {
	case r.at(0).is("where"):
		at = 1
	case r.at(0).is("wo", "donde", "où", "gdzie", "dove", "waar"):
		at = 1
		r.replace(0, 1, "where", diag.SyntaxError, "a rule begins with `where`, not with `%s`", r.at(0).text)
	case r.at(0).is("let") && r.at(2).is("="):
		at = 3
	case r.at(0).is("let") && r.at(2).is("("):
		if _, end, ok := r.call(2); ok && r.at(end).is("=") {
			at = end + 1
		}
	}
	end, ok := r.expression(at)
	if ok && end == len(r.tokens)-1 && r.at(end).is("]", "}", ",") && r.at(end).kind == sign { // `plan = "pro"]`
		r.replace(end, end+1, "", diag.SyntaxError, "`%s` is not needed here", r.at(end).text)
		end++
	}
	return ok && end == len(r.tokens)
}
