package contact

// Words describe the reading, one thing each, in words that follow "if the platform". There
// are none for the zero Reading.
func (r Reading) Words() []string {
	r = r.follow()
	var words []string
	say := func(a Answer, yes, no string) {
		switch a {
		case Yes:
			words = append(words, yes)
		case No:
			words = append(words, no)
		}
	}
	say(r.MissingMatches, "lets negative operators such as `!=` and `not in` match a missing value", "does not let negative operators such as `!=` and `not in` match a missing value")
	say(r.FoldCase, "compares text without regard to case", "compares text with regard to case")
	switch trailing, trim := r.IgnoreTrailingSpaces, r.TrimSpaces; {
	case trailing == Yes && trim == No:
		words = append(words, "ignores trailing spaces but does not remove them")
	default:
		if trim != Yes || trailing != Yes { // one follows from the other
			say(trailing, "ignores trailing spaces", "does not ignore trailing spaces")
		}
		if trim != No || trailing != No {
			say(trim, "removes spaces around values", "does not remove spaces around values")
		}
	}
	switch form, accents, nfc := r.IgnoreUnicodeForm, r.IgnoreAccents, r.CompareNFC; {
	case form == Yes && accents == No && nfc == Either:
		words = append(words, "ignores the Unicode form of a letter but not accents")
	default:
		canonical := nfc != Either && form == Yes && accents == No
		if !canonical && (form != Yes || accents != Yes) {
			say(form, "ignores the Unicode form of a letter", "tells the Unicode forms of a letter apart")
		}
		if !canonical && (form != No || accents != No) {
			say(accents, "ignores accents", "does not ignore accents")
		}
		say(nfc, "compares text in NFC", "compares text in NFD")
	}
	say(r.EdgeInLast, "counts an event exactly n days ago as in the last n days", "does not count an event exactly n days ago as in the last n days")
	say(r.EdgeInMoreThan, "counts an event exactly n days ago as more than n days ago", "does not count an event exactly n days ago as more than n days ago")
	say(r.WholeDay, "treats a date without a time as the whole day in UTC", "treats a date without a time as midnight in UTC")
	return words
}
