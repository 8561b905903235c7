package main

// The parts of expressions.
const (
	wordStart = `(?<![\p{L}\p{M}\p{N}_` + "`" + `])`
	wordEnd   = `(?![\p{L}\p{M}\p{N}_])`
	plainName = `[\p{L}_][\p{L}\p{M}\p{Nd}_]*`
	anyName   = "(?:" + plainName + "|`[^`\\n]+`)"
	inQuotes  = `(?="|')`
)

// textMate returns the grammar of TextMate. The words that are not reserved have their color
// only where they have a meaning, since columns may be called the same.
func textMate(w words) (string, error) {
	repository := statementPatterns(w)
	for name, p := range map[string]pattern{
		"comments": {Patterns: []pattern{
			{
				Match:    `(#)\s*(segc:(?:ignore|plain))` + wordEnd + `(?:\s+(SEG\d{3}))?(.*)$`,
				Captures: scopes("punctuation.definition.comment", "keyword.other.directive", "constant.other.code", "comment.line.directive"),
			},
			{Name: "comment.line.number-sign.seg", Match: `#.*$`},
		}},
		"strings": {Patterns: []pattern{quoted(`"`, "double"), quoted(`'`, "single")}},
		"quoted-names": {
			Name: "variable.other.quoted.seg", Match: "`[^`\\n]+`",
		},
		"escapes": {Patterns: []pattern{
			{Name: "constant.character.escape.seg", Match: `\\(?:["'\\/bfnrt]|u[0-9A-Fa-f]{4})`},
			{Name: "invalid.illegal.escape.seg", Match: `\\.`},
			{Name: "constant.character.placeholder.seg", Match: `\{\{|\}\}|\{` + plainName + `\}`},
		}},
		"numbers": {Patterns: []pattern{
			{Name: "constant.other.date.seg", Match: wordStart + `\d{4}-\d{2}-\d{2}(?:[Tt]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2}))?` + wordEnd},
			{
				Match:    wordStart + `(\d+)\s*(` + anyOf(w.units) + `)` + wordEnd,
				Captures: scopes("constant.numeric.length", "keyword.other.unit"),
			},
			{Name: "constant.numeric.seg", Match: wordStart + `-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?` + wordEnd},
		}},
		"operators": {Patterns: []pattern{
			{Name: "keyword.operator.logical.seg", Match: `&&|\|\||!(?!=)`},
			{Name: "keyword.operator.comparison.seg", Match: `!=|<>|==|>=|<=|=|<|>`},
			{Name: "keyword.operator.arithmetic.seg", Match: `[+-]`},
			{Name: "punctuation.separator.seg", Match: `[,:]`},
			{Name: "punctuation.section.parens.seg", Match: `[()]`},
		}},
		"phrases": {Patterns: phrases(w)},
		"reserved": {Patterns: []pattern{
			{Name: "keyword.control.logical.seg", Match: wordStart + anyOf(w.joins) + wordEnd},
			{Name: "constant.language.seg", Match: wordStart + anyOf(w.constants) + wordEnd},
			{Name: "support.function.metric.seg", Match: wordStart + anyOf(w.metrics) + wordEnd},
			{Name: "keyword.other.test.seg", Match: wordStart + anyOf(w.tests) + wordEnd},
		}},
		"statement-words": {Name: "keyword.control.statement.seg", Match: wordStart + anyOf(reservedOf(w, w.statements)) + wordEnd},
		"names": {Patterns: []pattern{
			{Name: "entity.name.function.seg", Match: wordStart + plainName + `(?=\()`},
			{Name: "variable.other.seg", Match: wordStart + plainName},
		}},
	} {
		repository[name] = p
	}
	return encode(grammarFile{
		About: "geneditors writes this file: run make generate",
		Name:  "segc rules", Scope: "source.seg",
		Patterns: include("tables", "comments", "statements", "phrases", "strings", "quoted-names", "numbers", "reserved", "statement-words", "names", "operators"), Repository: repository,
	})
}

// quoted is a text value, which ends on its line.
func quoted(quote, name string) pattern {
	return pattern{
		Name: "string.quoted." + name + ".seg", Begin: quote, End: `(` + quote + `)|((?:[^\\\n])$)`,
		EndCaptures: scopes("punctuation.definition.string.end", "invalid.illegal.newline"),
		Patterns:    include("escapes"),
	}
}

// phrases are the words of conditions that are not reserved, with those around them that give
// them a meaning.
func phrases(w words) []pattern {
	const test, unit = "keyword.other.test", "keyword.other.unit"
	follows := wordStart + anyOf([]string{"has"}) + wordEnd
	return []pattern{
		{Match: `(` + follows + `)\s+(` + anyOf(w.quantities) + `)` + wordEnd, Captures: scopes(test, test)},
		{Match: wordStart + `((?i:starts)\s+(?i:with))` + wordEnd, Captures: scopes(test)},
		{Match: wordStart + `((?i:in)\s+(?:(?i:the)\s+)?(?i:last))` + wordEnd, Captures: scopes(test)},
		{Match: wordStart + `((?i:more)\s+(?i:than))(?=\s+[\p{L}\d_` + "`" + `])`, Captures: scopes(test)},
		{Match: wordStart + `((?i:from|except)\s+(?i:campaigns))` + wordEnd, Captures: scopes(test)},
		{Match: wordStart + `(\d+)\s*(` + anyOf(w.units) + `)\s+((?i:ago))` + wordEnd, Captures: scopes("constant.numeric.length", unit, test)},
		{Match: `(?<=[\p{L}\p{N}_])\s+((?i:ago))` + wordEnd, Captures: scopes(test)},
		{
			Match:    "(?<=[\\p{L}\\p{M}\\p{N}_`])\\s+((?i:on))" + wordEnd + `(?=\s+(?!` + anyOf(w.reserved) + wordEnd + ")[\\p{L}\\d_`])",
			Captures: scopes(test),
		},
		{Match: wordStart + `((?i:today))` + wordEnd + `(?!\s*(?:[=<>!:]|` + anyOf(w.tests) + wordEnd + `))`, Captures: scopes("constant.language.today")},
	}
}

// reservedOf returns the words of a group that are reserved.
func reservedOf(w words, group []string) []string {
	var all []string
	for _, word := range w.reserved {
		for _, other := range group {
			if word == other {
				all = append(all, word)
			}
		}
	}
	return all
}
