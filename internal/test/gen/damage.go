package gen

import "strings"

// Damage makes one slip of those that people make. The text is not empty.
func Damage(s Source, text string) string {
	at := s.Intn(len(text))
	switch s.Intn(10) {
	case 0: // a letter is left out
		return text[:at] + text[at+1:]
	case 1: // or twice
		return text[:at] + text[at:at+1] + text[at:]
	case 2: // two letters are swapped
		if at+1 == len(text) {
			return text
		}
		return text[:at] + text[at+1:at+2] + text[at:at+1] + text[at+2:]
	case 3: // nobody sees what is here
		return text[:at] + []string{"\u200b", "\u00a0", "\ufeff", "\u202e", "\u00ad"}[s.Intn(5)] + text[at:]
	case 4: // a value is in a list twice
		return replaceOne(s, text, ", ", func(before, after string) string {
			value := after[:strings.IndexAny(after+",", ",)")]
			return before + ", " + value + ", " + after
		})
	case 5: // a comment silences nothing
		return replaceOne(s, text, "\n", func(before, after string) string { return before + "\n# segc:ignore SEG407 of old\n" + after })
	case 6: // two values are one
		return replaceOne(s, text, `", "`, func(before, after string) string { return before + ", " + after })
	case 7: // a condition is there twice
		if where := strings.LastIndex(text, "where "); where >= 0 {
			rule := strings.TrimSpace(text[where+len("where "):])
			join := []string{" and ", " or "}[s.Intn(2)]
			return text[:where] + "where (" + rule + ")" + join + "(" + rule + ")\n"
		}
		return text
	case 8: // a word has a slip
		words := []string{" in last ", " in ", " and ", " or ", " not ", " than ", " ago", "where ", "let ", "starts with"}
		word := words[s.Intn(len(words))]
		return replaceOne(s, text, word, func(before, after string) string {
			cut := 1 + s.Intn(max(1, len(word)-2))
			return before + word[:cut] + word[cut+1:] + after
		})
	default: // a parenthesis or a quote is missing
		return replaceOne(s, text, []string{"(", ")", `"`}[s.Intn(3)], func(before, after string) string { return before + after })
	}
}

// replaceOne replaces one of the places where a part is, if there is any.
func replaceOne(s Source, text, part string, replaced func(before, after string) string) string {
	count := strings.Count(text, part)
	if count == 0 {
		return text
	}
	at := 0
	for range s.Intn(count) {
		at += strings.Index(text[at:], part) + len(part)
	}
	at += strings.Index(text[at:], part)
	return replaced(text[:at], text[at+len(part):])
}
