package rulesjson

// dropNull forgets optional members that are null. The API writes null for what
// a condition does not have, so it means the same as no member. It must be
// called for optional members only: null is not a value for a required one.
func (s *scanner) dropNull(at *members, optional ...member) {
	for _, m := range optional {
		if at[m] != 0 && s.data[at[m]] == 'n' { // condition skipped it, so it is valid JSON
			at[m] = 0
		}
	}
}

// dropEmpty forgets optional lists that are empty. Only the lists of campaigns
// may be: an empty list of anything else has no documented meaning.
func (s *scanner) dropEmpty(at *members, optional ...member) {
	for _, m := range optional {
		if at[m] == 0 || s.data[at[m]] != '[' {
			continue
		}
		list := scanner{data: s.data, pos: at[m] + 1}
		if list.next() == ']' {
			at[m] = 0
		}
	}
}
