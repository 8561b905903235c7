package meant

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// questions are what can be assumed and the answers, with other words for them. The longest phrases come first.
var questions = []struct {
	text    string
	said    []string
	answers []answer
}{
	{"missing", []string{"missing values", "missing value", "null values", "empty values", "missing", "nulls", "null", "empty", "blank", "unset"}, []answer{
		{"skip", []string{"does not match", "do not match", "not matched", "not match", "no match", "skipped", "skips", "skip", "ignored", "ignore", "excluded", "exclude", "false"}},
		{"match", []string{"matched", "matches", "match", "included", "include", "true"}},
	}},
	{"case", []string{"case sensitivity", "letter case", "upper case", "lower case", "casing", "case"}, []answer{
		{"fold", []string{"does not matter", "not sensitive", "insensitive", "ignored", "ignore", "folded", "folding", "fold", "false"}},
		{"exact", []string{"is sensitive", "sensitive", "matters", "exactly", "exact", "strict", "true"}},
	}},
	{"edge", []string{"boundary", "edges", "edge", "border"}, []answer{
		{"more_than", []string{"in more than", "more than", "more_than", "morethan", "outside", "more"}},
		{"last", []string{"in last", "in the last", "inside", "last"}},
		{"both", []string{"in both", "both"}},
		{"neither", []string{"in neither", "neither", "none"}},
	}},
	{"day", []string{"dates", "date", "days", "day"}, []answer{
		{"start", []string{"midnight", "beginning", "begins", "begin", "starts", "start"}},
		{"whole", []string{"the whole day", "whole day", "full day", "all day", "whole", "full", "entire", "all"}},
	}},
}

type answer struct {
	text string
	said []string
}

// assumption reads `assume` with other words for a question and its answer, in any order.
func assumption(r *reader) []phrase {
	if !r.at(0).is("assume", "assuming", "assumes") || len(r.tokens) > 9 {
		return nil
	}
	var words []string
	for _, t := range r.tokens[1:] {
		switch {
		case t.kind == quoted || t.kind == word && !t.is("is", "are", "that", "to", "as", "be"):
			words = append(words, strings.Fields(strings.ToLower(t.text))...)
		case t.kind == sign && !t.is(":", "=", "==", "-", ";", "_", "=>", "->", ","):
			return nil
		case t.kind == number || t.kind == named:
			return nil
		}
	}
	for _, q := range questions {
		rest, ok := without(words, q.said)
		if !ok {
			continue
		}
		for _, a := range q.answers {
			if left, ok := without(rest, a.said); ok && len(left) == 0 {
				text := spaced("assume", q.text, a.text)
				all := because(one(text), r.reason(1, len(r.tokens), diag.SyntaxError, "expected a question and its answer, as in `%s`", text))
				all[0].sure = r.at(1).kind == word && !r.at(1).is("missing", "case", "edge", "day") // it reads as a condition
				return all
			}
		}
	}
	return nil
}

// without leaves out of some words the first phrase that they have, wherever it is.
func without(words, phrases []string) ([]string, bool) {
	for _, p := range phrases {
		fields := strings.Fields(p)
		for i := 0; i+len(fields) <= len(words); i++ {
			if slices.Equal(words[i:i+len(fields)], fields) {
				return slices.Concat(words[:i], words[i+len(fields):]), true
			}
		}
	}
	return nil, false
}
