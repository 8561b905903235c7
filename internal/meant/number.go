package meant

// numberOf reads a number.
func (r *reader) numberOf(at int) (value, int, bool) {
	t := r.at(at)
	if t.kind != number || !digits(t.text) {
		return value{}, at, false
	}
	return value{kind: numberValue, text: t.text}, at + 1, true
}

// digits reports whether a text is a plain number.
func digits(text string) bool {
	point := false
	for i, r := range text {
		if r == '.' && i > 0 && i < len(text)-1 && !point {
			point = true
		} else if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
