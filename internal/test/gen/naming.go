package gen

import (
	"slices"
	"strconv"
	"strings"
)

// Names are drawn last: until then a text has a mark in the place of each, so that two texts can
// differ in nothing but names.

// symbol is something that has a name of its own.
type symbol struct {
	sort  sort
	kind  valueKind // of ids
	owner int       // of a parameter: the number of its part
	word  string    // the name, as it is written
}

type sort int

const (
	valueSort sort = iota // also params
	aliasSort
	partSort
	parameterSort
)

const (
	markStart = "\x01"
	markEnd   = "\x02"
)

// marked returns the mark of a symbol.
func marked(number int) string { return markStart + strconv.Itoa(number) + markEnd }

// words returns the names that texts have, so that often one word has several meanings: names of
// columns, ids, parts and choices, words that mean something elsewhere, and the texts of values.
func words() []string {
	return []string{
		"plan", "gmail", "vip", "newsletter", "age", "welcome", "engaged", "born", "big", "everyone", "tier", "spring", "paying", "tags",
		"status", "yahoo", "customers", "onboarding", "dormant", "city", "score", "pro", "gold",
		"value", "param", "last", "on", "text", "date", "choice", "than", "campaigns", "größe", "`in`", "`30d`", "`a b`", "`not`", "`7`",
	}
}

// fixedNames are the names of ids by kind, and those of parts.
func fixedNames(k valueKind) []string {
	switch k {
	case listID:
		return []string{"newsletter", "customers", "everyone"}
	case ispID:
		return []string{"gmail", "yahoo", "big"}
	case campaignID:
		return []string{"welcome", "spring", "onboarding"}
	}
	return nil
}

// nameDistinct gives every symbol a name that nothing else has.
func (f *declared) nameDistinct() {
	for i := range f.symbols {
		f.symbols[i].word = "n_" + strconv.Itoa(i)
	}
}

// nameColliding draws names from few words, and gives symbols of different sorts the same ones. They
// mean what distinct names would: two things of one sort have two names, and a parameter never hides
// what its part uses. With careless, it may, and then the text may mean something else, or nothing.
func (f *declared) nameColliding(s Source, careless bool) {
	few := some(s, 6, words()...)
	for range 3 {
		few = append(few, one(s, words()...))
	}
	draw := func(i int, taken func(word string) bool) {
		start := s.Intn(len(few))
		for k := range few {
			if word := few[(start+k)%len(few)]; !taken(word) {
				f.symbols[i].word = word
				return
			}
		}
		f.symbols[i].word = "n_" + strconv.Itoa(i)
	}
	for i, symbol := range f.symbols {
		if symbol.sort == parameterSort {
			continue
		}
		draw(i, func(word string) bool { return f.isTaken(i, word) })
	}
	for i, symbol := range f.symbols {
		if symbol.sort != parameterSort {
			continue
		}
		body := f.named(f.bodies[symbol.owner])
		taken := func(word string) bool {
			return f.isTaken(i, word) || !careless && mentions(body, word)
		}
		if beyond := slices.DeleteFunc(f.beyond(symbol.owner), taken); len(beyond) > 0 && s.Intn(2) == 1 {
			f.symbols[i].word = one(s, beyond...)
			continue
		}
		draw(i, taken)
	}
}

// beyond returns the names in the definitions of the names of a part. The part itself does not have these names: a
// parameter with the same name must not be taken for them.
func (f *declared) beyond(part int) []string {
	var all []string
	for _, number := range marksIn(f.bodies[part]) {
		definition := f.definitions[number]
		for _, other := range marksIn(definition) {
			all = append(all, f.symbols[other].word)
		}
		for k := listID; k < valueKinds; k++ {
			for _, name := range fixedNames(k) {
				if mentions(definition, name) {
					all = append(all, name)
				}
			}
		}
	}
	return all
}

// marksIn returns the numbers of the symbols whose marks are in a text.
func marksIn(text string) (numbers []int) {
	for {
		_, after, found := strings.Cut(text, markStart)
		if !found {
			return numbers
		}
		mark, rest, _ := strings.Cut(after, markEnd)
		number, _ := strconv.Atoi(mark)
		numbers, text = append(numbers, number), rest
	}
}

// isTaken reports whether something that would be confused with a symbol has a name.
func (f *declared) isTaken(i int, word string) bool {
	mine := f.symbols[i]
	if mine.kind.isID() && mine.sort <= aliasSort && slices.Contains(fixedNames(mine.kind), word) {
		return true
	}
	if mine.sort == partSort && (slices.Contains(lets, word) || word == "campaigns") {
		return true
	}
	return slices.ContainsFunc(f.symbols, func(other symbol) bool {
		switch {
		case other.word != word:
			return false
		case mine.sort == parameterSort:
			return other.sort == parameterSort && other.owner == mine.owner
		case mine.sort == other.sort && mine.sort != aliasSort:
			return true
		}
		return mine.sort <= aliasSort && other.sort <= aliasSort && mine.kind.isID() && mine.kind == other.kind
	})
}

// mentions reports whether a text has a word as a name outside of texts. A word that means
// something in its place only, such as `last`, counts as a name.
func mentions(text, word string) bool {
	word = strings.Trim(word, "`")
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case '"', '\'':
			i = endOfString(text, i)
			continue
		case '`':
			name, _, _ := strings.Cut(text[i+1:], "`")
			if name == word {
				return true
			}
			i += len(name) + 2
			continue
		}
		end := i
		for end < len(text) && !strings.ContainsRune(" (),`\"'+-<>=!&|\n", rune(text[end])) {
			end++
		}
		if text[i:end] == word {
			return true
		}
		i = max(end, i+1)
	}
	return false
}

// endOfString returns where a text in quotes ends.
func endOfString(text string, start int) int {
	for i := start + 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case text[start]:
			return i + 1
		}
	}
	return len(text)
}

// named puts the names of symbols in the places of their marks. Those without one stay.
func (f *declared) named(text string) string {
	var b strings.Builder
	for {
		before, after, found := strings.Cut(text, markStart)
		b.WriteString(before)
		if !found {
			return b.String()
		}
		mark, rest, _ := strings.Cut(after, markEnd)
		text = rest
		number, _ := strconv.Atoi(mark)
		if word := f.symbols[number].word; word != "" {
			b.WriteString(word)
		} else {
			b.WriteString(marked(number))
		}
	}
}
