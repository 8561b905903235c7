package suggest

import "strings"

// IsNull reports whether a word means null in another language.
func IsNull(word string) bool {
	switch strings.ToLower(word) {
	case "none", "nil", "undefined", "nan", "na", "empty", "blank", "missing", "leer", "vide", "vacío", "vacio", "puste":
		return true
	}
	return false
}

// Truth returns `true` or `false` for a word that means it in another language, or 1 and 0.
func Truth(word string) (written string, ok bool) {
	switch strings.ToLower(word) {
	case "true", "yes", "1", "wahr", "ja", "vrai", "oui", "verdadero", "sí", "si", "prawda", "tak":
		return "true", true
	case "false", "no", "0", "falsch", "nein", "faux", "non", "falso", "fałsz", "nie":
		return "false", true
	}
	return "", false
}

// Number returns the digits of a number in English words up to ninety, or a hundred.
func Number(word string) (written string, ok bool) {
	written, ok = map[string]string{
		"zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
		"eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17", "eighteen": "18",
		"nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90",
		"hundred": "100", "thousand": "1000", "million": "1000000",
	}[strings.ToLower(word)]
	return written, ok
}
