package loose

import (
	"slices"
	"strings"
)

// months are the names of the months in English, German, French, Spanish and Polish.
func months() [12][]string {
	return [12][]string{
		{"january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene", "styczeń", "stycznia"},
		{"february", "feb", "februar", "février", "fevrier", "févr", "febrero", "luty", "lutego"},
		{"march", "mar", "märz", "mrz", "mars", "marzo", "marzec", "marca"},
		{"april", "apr", "avril", "avr", "abril", "abr", "kwiecień", "kwietnia"},
		{"may", "mai", "mayo", "maj", "maja"},
		{"june", "jun", "juni", "juin", "junio", "czerwiec", "czerwca"},
		{"july", "jul", "juli", "juillet", "juil", "julio", "lipiec", "lipca"},
		{"august", "aug", "août", "aout", "agosto", "ago", "sierpień", "sierpnia"},
		{"september", "sep", "sept", "septembre", "septiembre", "setiembre", "wrzesień", "września"},
		{"october", "oct", "oktober", "okt", "octobre", "octubre", "październik", "października"},
		{"november", "nov", "novembre", "noviembre", "listopad", "listopada"},
		{"december", "dec", "dezember", "dez", "décembre", "decembre", "déc", "diciembre", "dic", "grudzień", "grudnia"},
	}
}

// Month returns the number of a month by its name, or 0.
func Month(name string) int {
	name = strings.ToLower(name)
	for i, names := range months() {
		if slices.Contains(names, name) {
			return i + 1
		}
	}
	return 0
}
