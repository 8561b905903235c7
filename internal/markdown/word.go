package markdown

import "strings"

// linked reports whether a reader or a site could make something of a word after
// its escapes are read: an address, a mention, a reference to an issue, a
// commit, a ticket or a formula, or the picture of an emoji. It is said of too
// many words rather than of too few.
func linked(word string) bool {
	if strings.ContainsAny(word, "@$`\\") || commit(word) || ticket(word) {
		return true
	}
	for i := range len(word) - 1 {
		next := word[i+1]
		switch word[i] {
		case '#', '!', '%', '&', '~', '^', '/', '<', '[', '{', '=', '+', '*', '_', '|', '"':
			// # issues, ! merge requests, % milestones, & epics, ~ labels, ^ alerts
			if isWordByte(next) || ispunct(next) {
				return true
			}
		case ':': // mailto:x and :smile:, but not 10:30
			if i == 0 || !isDigit(word[i-1]) || !isDigit(next) || strings.Count(word, ":") > 1 {
				return true
			}
		case '.': // example.com, but not 2.50
			if isLetter(next) {
				return true
			}
		}
	}
	return false
}

// commit reports whether a word has what may be the hash of a commit.
func commit(word string) bool {
	const shortest = 7
	run := 0
	for i := range len(word) {
		c := word[i] | 0x20 // in lower case
		if run++; !isDigit(word[i]) && (c < 'a' || c > 'f') {
			run = 0
		}
		if run >= shortest {
			return true
		}
	}
	return false
}

// ticket reports whether a word has what may be the key of a ticket: letters, a
// dash and a digit, as in GH-1.
func ticket(word string) bool {
	for i := 1; i < len(word)-1; i++ {
		if word[i] == '-' && isDigit(word[i+1]) && isLetter(word[i-1]) {
			return true
		}
	}
	return false
}

// writeEscaped writes a word that is not linked. Marks that have no meaning in
// their place stay as they are, to keep the text readable before it is rendered.
func writeEscaped(b *strings.Builder, word string) {
	for i := range len(word) {
		c := word[i]
		switch {
		case c == '<':
			b.WriteString("&lt;")
		case c == '>':
			b.WriteString("&gt;")
		case c == '&':
			b.WriteString("&amp;")
		case ispunct(c) && !harmless(word, i):
			b.WriteByte('\\')
			b.WriteByte(c)
		default:
			b.WriteByte(c)
		}
	}
}

// harmless reports whether a punctuation mark needs no escape where it is: it
// begins no list, and no reader makes other quotes, dashes or dots of it.
func harmless(word string, i int) bool {
	last := i == len(word)-1
	switch c := word[i]; {
	case c == '(' || c == '?' || c == ';':
		return true
	case i == 0:
		return false
	case c == ')' || c == '!' && last || c == '.' && last:
		return isLetter(word[i-1])
	case c == ',':
		return word[i-1] != ',' && (last || isWordByte(word[i+1]))
	case c == '-':
		return !last && isWordByte(word[i-1]) && isWordByte(word[i+1])
	case c == '.' || c == ':':
		return !last && isDigit(word[i-1]) && isDigit(word[i+1])
	}
	return false
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// isLetter reports whether a byte is of a letter; every byte of a character
// beyond ASCII counts as one.
func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80 }

func isWordByte(c byte) bool { return isDigit(c) || isLetter(c) }

// ispunct reports whether a byte is a punctuation mark of ASCII.
func ispunct(c byte) bool { return c > ' ' && c < 0x7f && !isWordByte(c) }
