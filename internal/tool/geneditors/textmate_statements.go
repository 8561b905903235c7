package main

// statementPatterns returns the patterns of what statements begin with, and of a file of tables.
func statementPatterns(w words) map[string]pattern {
	const declares, statement, property = "storage.type", "keyword.control.statement", "keyword.other.property"
	notReserved := `(?!` + anyOf(w.reserved) + wordEnd + `)`
	name := `(` + notReserved + anyName + `)`
	return map[string]pattern{
		"statements": {Patterns: []pattern{
			{ // let name(a, b) =
				Begin: wordStart + `((?i:let))\s+` + name + `\s*(\()`, BeginCaptures: scopes(declares, "entity.name.function", "punctuation.section.parens"),
				End: `(\))|(?=[=\n#])`, EndCaptures: scopes("punctuation.section.parens"),
				Patterns: []pattern{{Name: "variable.parameter.seg", Match: anyName}, {Name: "punctuation.separator.seg", Match: `,`}},
			},
			{Match: wordStart + `((?i:let))\s+` + name, Captures: scopes(declares, "entity.name.function")},
			{Match: wordStart + `((?i:value))\s+` + name + `(?=\s*=)`, Captures: scopes(declares, "variable.other.constant")},
			{
				Match:    wordStart + `((?i:param))\s+` + name + `\s*(:)\s*(` + anyOf(w.types) + `)?` + wordEnd,
				Captures: scopes(declares, "variable.other.constant", "punctuation.separator", "support.type"),
			},
			{
				Match:    wordStart + `((?i:field))\s+` + name + `\s*(:)\s*(` + anyOf(w.types) + `)?` + wordEnd,
				Captures: scopes(declares, "variable.other.property", "punctuation.separator", "support.type"),
			},
			{Match: wordStart + `((?i:list|isp|campaign))\s+` + name + `(?=\s*=)`, Captures: scopes(declares, "variable.other.constant")},
			{
				Match:    wordStart + `((?i:assume))\s+(` + anyOf(w.assumed) + `)\s+(` + anyOf(w.assumed) + `)` + wordEnd,
				Captures: scopes(statement, property, "constant.language"),
			},
			{Match: `(?<=["'])\s*((?i:as))\s+` + name, Captures: scopes(statement, "entity.name.function")},
			{Match: wordStart + `((?i:as))\s*` + inQuotes, Captures: scopes(statement)},
			// The properties of a segment.
			{Match: wordStart + `(` + anyOf(minus(w.properties, "lists", "for")) + `)\s*` + inQuotes, Captures: scopes(property)},
			{Match: wordStart + `((?i:lists))(?=\s*["'` + "`" + `]|\s+(?!(?:` + anyOf(w.reserved) + `|(?i:on))` + wordEnd + `)[\p{L}_])`, Captures: scopes(property)},
			{
				Match:    wordStart + `((?i:for))\s+(?:((?i:list|isp|campaign))\s+)?` + name + `(?=\s+(?i:in)` + wordEnd + `)`,
				Captures: scopes(property, declares, "variable.parameter"),
			},
		}},
		"tables": {
			Begin: wordStart + `((?i:tables))\s+(` + anyOf(w.dialects) + `)` + wordEnd, BeginCaptures: scopes(statement, "support.type"),
			End: `(?!)`, // the statement is alone in its file
			Patterns: append(include("comments", "strings", "quoted-names", "numbers"),
				pattern{Match: wordStart + `((?i:event))\s+(` + anyOf(w.metrics) + `)` + wordEnd, Captures: scopes("keyword.other.tables", "support.function.metric")},
				pattern{Match: wordStart + `((?i:source|ref))\s*` + inQuotes, Captures: scopes("keyword.other.tables")},
				pattern{Name: "variable.other.relation.seg", Match: wordStart + plainName + `(?:\.` + anyName + `)+`},
				pattern{Name: "keyword.other.tables.seg", Match: wordStart + anyOf(w.tableWords) + wordEnd},
				pattern{Include: "#reserved"}, pattern{Include: "#names"}, pattern{Include: "#operators"},
			),
		},
	}
}

// minus returns the words without some of them.
func minus(words []string, without ...string) []string {
	var left []string
	for _, word := range words {
		keep := true
		for _, other := range without {
			keep = keep && word != other
		}
		if keep {
			left = append(left, word)
		}
	}
	return left
}
