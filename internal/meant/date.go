package meant

// dateOf reads a date.
func (r *reader) dateOf(at int) (value, int, bool) {
	return value{}, at, false
}
