package contact

import (
	"fmt"
	"slices"
	"strings"
)

// question is a question as ParseReading spells it, with its answers.
type question struct {
	name    string
	answers []answer
}

// answer is an answer as it is spelled, and what it says.
type answer struct {
	name string
	says Reading
}

// questions returns what ParseReading takes.
func questions() []question {
	return []question{
		{"missing", []answer{{"match", Reading{MissingMatches: Yes}}, {"skip", Reading{MissingMatches: No}}}},
		{"case", []answer{{"exact", Reading{FoldCase: No}}, {"fold", Reading{FoldCase: Yes}}}},
		{"spaces", []answer{
			{"exact", Reading{IgnoreTrailingSpaces: No, TrimSpaces: No}},
			{"trailing", Reading{IgnoreTrailingSpaces: Yes, TrimSpaces: No}},
			{"trim", Reading{IgnoreTrailingSpaces: Yes, TrimSpaces: Yes}},
		}},
		{"letters", []answer{
			{"exact", Reading{IgnoreUnicodeForm: No, IgnoreAccents: No}},
			{"nfd", Reading{IgnoreUnicodeForm: Yes, IgnoreAccents: No, CompareNFC: No}},
			{"nfc", Reading{IgnoreUnicodeForm: Yes, IgnoreAccents: No, CompareNFC: Yes}},
			{"unaccented", Reading{IgnoreUnicodeForm: Yes, IgnoreAccents: Yes}},
		}},
		{"edge", []answer{
			{"last", Reading{EdgeInLast: Yes, EdgeInMoreThan: No}},
			{"more_than", Reading{EdgeInLast: No, EdgeInMoreThan: Yes}},
			{"both", Reading{EdgeInLast: Yes, EdgeInMoreThan: Yes}},
			{"neither", Reading{EdgeInLast: No, EdgeInMoreThan: No}},
		}},
		{"day", []answer{{"start", Reading{WholeDay: No}}, {"whole", Reading{WholeDay: Yes}}}},
	}
}

// ParseReading reads answers with commas between them, such as "missing=skip, edge=both".
// The questions and their answers are:
//
//	missing=match|skip                 whether !=, not in, not contains and has none match a missing value
//	case=exact|fold                    whether case counts in text
//	spaces=exact|trailing|trim         whether spaces count: all do, those at the end do not, or spaces are removed
//	letters=exact|nfd|nfc|unaccented   which letters are the same: none, those with one NFD or NFC, or those with one base
//	edge=last|more_than|both|neither   whether exactly n days ago is in the last n days, more than n days ago, both or neither
//	day=start|whole                    what a date means beside a time
//
// A question without an answer stays open, so the empty text gives the zero Reading. A
// question with two answers is an error.
func ParseReading(text string) (Reading, error) {
	var r Reading
	if strings.TrimSpace(text) == "" {
		return r, nil
	}
	all := questions()
	answered := map[string]string{}
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		name, spelling, ok := strings.Cut(part, "=")
		name, spelling = strings.TrimSpace(name), strings.TrimSpace(spelling)
		i := slices.IndexFunc(all, func(q question) bool { return q.name == name })
		switch {
		case !ok:
			return Reading{}, fmt.Errorf("contact: expected an answer such as missing=skip, found %s", quote(part))
		case i < 0:
			return Reading{}, fmt.Errorf("contact: unknown question %s; the questions are %s", quote(name), list(names(all), " and "))
		}
		q := &all[i]
		j := slices.IndexFunc(q.answers, func(a answer) bool { return a.name == spelling })
		if j < 0 {
			var possible []string
			for _, a := range q.answers {
				possible = append(possible, a.name)
			}
			return Reading{}, fmt.Errorf("contact: %s must be %s, not %s", name, list(possible, " or "), quote(spelling))
		}
		switch before, twice := answered[name]; {
		case twice && before == spelling:
			return Reading{}, fmt.Errorf("contact: %s=%s is repeated", name, spelling)
		case twice:
			return Reading{}, fmt.Errorf("contact: %s cannot be both %s and %s", name, before, spelling)
		}
		answered[name] = spelling
		r = r.with(q.answers[j].says)
	}
	return r, nil
}

func names(questions []question) []string {
	var names []string
	for _, q := range questions {
		names = append(names, q.name)
	}
	return names
}

// with returns the reading with the answers of another one beside its own.
func (r Reading) with(other Reading) Reading {
	more := other.answers()
	for i, a := range r.answers() {
		if *more[i] != Either {
			*a = *more[i]
		}
	}
	return r
}

// answers returns the places of the answers.
func (r *Reading) answers() [10]*Answer {
	return [...]*Answer{
		&r.MissingMatches, &r.FoldCase, &r.IgnoreTrailingSpaces, &r.TrimSpaces, &r.IgnoreUnicodeForm, &r.IgnoreAccents, &r.CompareNFC,
		&r.EdgeInLast, &r.EdgeInMoreThan, &r.WholeDay,
	}
}
