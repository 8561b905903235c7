package meant

// partly returns what single conditions mean in a statement that is not understood as a whole: those between two
// words that join conditions, outside parentheses. One more mistake should not hide the meaning of another one.
func (r *reader) partly() (all []Change) {
	from, depth, conditions := r.start(), 0, 0
	for i := from; i <= len(r.tokens); i++ {
		t := r.at(i)
		if joins := i == len(r.tokens) || depth == 0 && t.kind == word && t.is("and", "or"); joins && i > from {
			if conditions++; conditions > mostPieces {
				return all
			}
			all = append(all, r.alike(from, i)...)
			from = i + 1
		} else if joins {
			from = i + 1
		}
		switch {
		case t.kind == sign && brackets.Get()[t.text] != "":
			depth++
		case t.is(")", "]", "}"):
			depth--
		}
	}
	if conditions < 2 {
		return nil // it was read as a whole
	}
	return all
}

// mostPieces is how many conditions of a statement are read one by one.
const mostPieces = 30

// alike returns the change of tokens that are one condition and no segc.
func (r *reader) alike(from, to int) []Change {
	if r.isValid(from, to) {
		return nil
	}
	r.pieces = nil
	phrases, end, ok := r.condition(from)
	if !ok || end != to {
		return nil
	}
	for _, p := range phrases {
		if p.joint != "" {
			return nil // it would need parentheses
		}
	}
	if c, ok := r.change(from, to, phrases, true); ok {
		return []Change{c}
	}
	return nil
}
