package grammar

import "github.com/segc-lang/segc/ast"

// wholeLanguage returns the places of the language with what follows at each, in the order of
// docs/grammar.md. A test checks that the parser takes what is here and nothing else.
func wholeLanguage() language {
	l := make(language, namedPlaces, namedPlaces+80)
	l.statements()
	l.declarations()
	l.conditions()
	l.columns()
	l.events()
	return l
}

func (l *language) statements() {
	both := join( // but words that may begin a rule
		acting(begins, usePath, "use"), acting(begins, segmentName, "segment"), acting(begins, letName, "let"),
		acting(begins, campaignName, "campaign"), acting(begins, fieldName, "field"),
		acting(beginsGuard, operand, "require"), acting(begins, operand, "where"),
	)
	l.put(lost, statementStart)
	l.put(fileStart, operand, both, words(bareList, "list"), words(bareISP, "isp"), words(bareValue, "value"), words(bareParam, "param"), words(bareAssume, "assume"), words(bareTables, "tables"))
	l.put(statementStart, nowhere, both, acting(begins, listName, "list"), acting(begins, ispName, "isp"),
		acting(begins, valueName, "value"), acting(begins, paramName, "param"), acting(begins, assumeQuestion, "assume"))
	l.put(bareList, membership, []edge{{class: NewName, act: begins, to: listSign}})
	l.put(bareISP, provider, []edge{{class: NewName, act: begins, to: ispSign}})
	l.put(bareValue, columnEnd, []edge{{class: NewName, act: begins, to: valueSign}}, words(bareValueOn, "on"))
	l.put(bareValueOn, onDay, acting(begins, valueItems, "="), acting(begins, valueItems, "=="))
	l.put(bareParam, columnEnd, []edge{{class: NewName, act: begins, to: paramSign}}, words(bareParamOn, "on"))
	l.put(bareParamOn, onDay, acting(begins, paramType, ":"))
	l.put(bareAssume, columnEnd, questions(begins))
	l.put(bareTables, columnEnd, words(nowhere, ast.TablesDialects()...)) // after which the language is another one

	l.put(usePath, nowhere, class(useEnd, StringText))
	l.put(useEnd, statementStart, []edge{{class: StringText, kind: kindString, to: useSegment}}, words(useAs, "as"))
	l.put(useSegment, nowhere, words(useAs, "as"))
	l.put(useAs, nowhere, class(statementStart, NewName))
	l.put(segmentName, nowhere, class(segmentEnd, StringText))
	l.put(segmentEnd, statementStart,
		only(anID, words(property, "id")), only(aColor, words(property, "color")), only(aDescription, words(property, "description")),
		only(someLists, words(propertyList, "lists")), words(loopKind, "for"), only(anEarlierName, words(property, "was")),
	)
	l.put(property, nowhere, class(segmentEnd, StringText))
	l.put(propertyList, nowhere, class(propertyListEnd, ListID))
	l.put(propertyListEnd, segmentEnd, words(propertyList, ","))
	l.put(loopKind, loopName, words(loopName, "list", "isp", "campaign"))
	l.put(loopName, nowhere, class(loopIn, NewName))
	l.put(loopIn, nowhere, words(loopList, "in"))
	l.put(loopList, nowhere, l.list(segmentEnd, l.labeled))
	l.put(reason, nowhere, class(statementStart, StringText))
}

func (l *language) declarations() {
	l.put(letName, nowhere, class(letSign, NewName))
	l.put(letSign, letRule, words(letParameter, "("))
	l.put(letParameter, nowhere, class(letParameterEnd, NewName))
	l.put(letParameterEnd, nowhere, words(letParameter, ","), words(letRule, ")"))
	l.put(letRule, nowhere, words(operand, "=", "=="))
	l.put(valueName, nowhere, class(valueSign, NewName))
	l.put(valueSign, nowhere, words(valueItems, "=", "=="))
	l.put(valueItems, nowhere, l.value(statementStart), l.list(statementStart, l.value))
	l.put(paramName, nowhere, class(paramSign, NewName))
	l.put(paramSign, nowhere, words(paramType, ":"))
	l.put(paramType, nowhere, class(paramTypeEnd, TypeName), words(paramTypeEnd, "list", "isp", "campaign"))
	l.put(paramTypeEnd, paramChoicesEnd, l.list(paramChoicesEnd, l.texts))
	l.put(paramChoicesEnd, statementStart, words(paramDefault, "=", "=="))
	l.put(paramDefault, nowhere, l.value(statementStart), ids(statementStart))
	l.put(assumeQuestion, nowhere, questions(nothing))
	for i, question := range ast.Questions() {
		l.put(missingAnswer+place(i), nowhere, words(statementStart, ast.Answers(question)...))
	}
	l.put(listName, nowhere, class(listSign, NewName))
	l.put(listSign, nowhere, words(listIDs, "=", "=="))
	l.put(listIDs, nowhere, class(statementStart, ListID), l.list(statementStart, of(ListID)))
	l.put(ispName, nowhere, class(ispSign, NewName))
	l.put(ispSign, nowhere, words(ispIDs, "=", "=="))
	l.put(ispIDs, nowhere, class(statementStart, ISPID), l.list(statementStart, of(ISPID)))
	l.put(campaignName, nowhere, class(campaignSign, NewName))
	l.put(campaignSign, nowhere, words(campaignIDs, "=", "=="))
	l.put(campaignIDs, nowhere, class(statementStart, CampaignID), l.list(statementStart, of(CampaignID)))
	l.put(fieldName, nowhere, class(fieldSign, ColumnName))
	l.put(fieldSign, nowhere, words(fieldType, ":"))
	l.put(fieldType, nowhere, class(fieldTypeEnd, TypeName))
	l.put(fieldTypeEnd, fieldChoicesEnd, l.list(fieldChoicesEnd, l.texts))
	l.put(fieldChoicesEnd, statementStart, words(fieldNull, "not"))
	l.put(fieldNull, nowhere, words(statementStart, "null"))
}

func (l *language) conditions() {
	l.put(operand, nowhere,
		class(nowhere, AnyCondition), acting(negates, operand, "not"), acting(negates, operand, "!"), acting(opens, operand, "("),
		class(columnEnd, ColumnName), metrics(metricEnd), words(neverMetric, "never"),
		words(membership, "list"), words(provider, "isp"),
	)
	l.put(conditionEnd, statementStart,
		words(operand, "and", "&&", "or", "||"), acting(closes, conditionEnd, ")"), acting(reasons, reason, "because"),
	)
	l.put(membership, nowhere, words(listIn, "in"), words(listNot, "not"))
	l.put(listNot, nowhere, words(listIn, "in"))
	l.put(listIn, nowhere, l.list(conditionEnd, of(ListID)))
	l.put(provider, nowhere, words(ispIn, "in"), words(ispNot, "not"), words(providerID, equalities()...))
	l.put(ispNot, nowhere, words(ispIn, "in"))
	l.put(ispIn, nowhere, l.list(conditionEnd, of(ISPID)))
	l.put(providerID, nowhere, class(conditionEnd, ISPID))
}

func (l *language) columns() {
	l.put(columnEnd, conditionEnd,
		words(comparedValue, comparisons()...), words(lowBound, "between"), words(onDay, "on"),
		words(searched, "contains"), words(columnStarts, "starts"),
		words(columnIn, "in"), words(columnNot, "not"), words(columnIs, "is"), words(columnHas, "has"),
		l.arguments(conditionEnd),
	)
	l.put(comparedValue, nowhere, l.value(conditionEnd))
	l.put(onDay, nowhere, l.value(conditionEnd))
	l.put(lowBound, nowhere, l.value(boundAnd))
	l.put(boundAnd, nowhere, words(highBound, "and", "&&"))
	l.put(highBound, nowhere, l.value(conditionEnd))
	l.put(columnStarts, nowhere, words(searched, "with"))
	l.put(searched, nowhere, l.texts(conditionEnd))
	l.put(columnNot, nowhere, words(searched, "contains"), words(columnIn, "in"))
	l.put(columnIn, nowhere, l.list(conditionEnd, l.value))
	l.put(columnIs, columnIsNot, words(columnIsNot, "not"))
	l.put(columnIsNot, nowhere, words(conditionEnd, "null"))
	l.put(columnHas, nowhere, words(hasList, "any", "all", "none"))
	l.put(hasList, nowhere, l.list(conditionEnd, l.texts))
}

func (l *language) events() {
	l.put(neverMetric, nowhere, metrics(clause))
	l.put(metricEnd, clause, words(counted, comparisons()...), words(lowCount, "between"))
	l.put(counted, nowhere, class(clause, Count), class(clause, ValueName))
	l.put(lowCount, nowhere, class(countAnd, Count), class(countAnd, ValueName))
	l.put(countAnd, nowhere, words(highCount, "and", "&&"))
	l.put(highCount, nowhere, class(clause, Count), class(clause, ValueName))
	l.put(clause, conditionEnd,
		only(aWindow, words(windowIn, "in")), only(aWindow, words(windowMore, "more")), only(someCampaigns, words(campaigns, "from", "except")),
	)
	l.put(windowIn, windowThe, words(windowThe, "the"))
	l.put(windowThe, nowhere, words(windowLast, "last"))
	l.put(windowLast, nowhere, number(windowUnit), class(clause, Length), class(clause, ValueName))
	l.put(windowUnit, nowhere, words(clause, unitWords()...))
	l.put(windowMore, nowhere, words(windowThan, "than"))
	l.put(windowThan, nowhere, number(windowThanUnit), class(windowAgo, Length), class(windowAgo, ValueName))
	l.put(windowThanUnit, nowhere, words(windowAgo, unitWords()...))
	l.put(windowAgo, nowhere, words(clause, "ago"))
	l.put(campaigns, nowhere, words(campaignsIn, "campaigns"))
	l.put(campaignsIn, nowhere, l.list(clause, of(CampaignID)))
}

// questions returns the edges of what can be assumed, to the answers of each.
func questions(a act) []edge {
	var edges []edge
	for i, question := range ast.Questions() {
		edges = append(edges, acting(a, missingAnswer+place(i), question)...)
	}
	return edges
}

// metrics returns the edges of the words for events.
func metrics(to place) []edge {
	edges := words(to, ast.MetricWords()...)
	for i := range edges {
		edges[i].act = delivers
		if m := ast.Metric(i); m == ast.Opened || m == ast.Clicked {
			edges[i].act = engages
		}
	}
	return edges
}

func comparisons() []string { return append(equalities(), ">", ">=", "<", "<=") }

func equalities() []string { return []string{"=", "==", "!=", "<>"} }

func unitWords() []string { return []string{"d", "day", "days", "w", "week", "weeks"} }
