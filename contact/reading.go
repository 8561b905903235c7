package contact

import (
	"fmt"
	"strings"
)

// Reading answers questions that the API's documentation leaves open. Either leaves a
// question open, so the zero Reading means every way to read the documentation, and a
// Reading with all answers means one.
//
// Some answers follow from others, as the comments say. The readings that segc returns
// have these too; in one that you write they may be left out.
type Reading struct {
	// !=, not in, not contains and has none match a missing value.
	MissingMatches Answer `json:"missing_matches,omitzero"`
	// Text compares without regard to case.
	FoldCase Answer `json:"fold_case,omitzero"`
	// Spaces at the end of a text do not count where whole texts are compared. If No, spaces
	// are not removed either.
	IgnoreTrailingSpaces Answer `json:"ignore_trailing_spaces,omitzero"`
	// Spaces of all kinds are removed from both ends of a text. If Yes, trailing spaces do
	// not count either.
	TrimSpaces Answer `json:"trim_spaces,omitzero"`
	// A letter is the same letter in all its Unicode forms. If No, accents count too.
	IgnoreUnicodeForm Answer `json:"ignore_unicode_form,omitzero"`
	// Accents, widths and characters that cannot be seen do not count. If Yes, the Unicode
	// form does not either.
	IgnoreAccents Answer `json:"ignore_accents,omitzero"`
	// Text is compared in NFC, where é does not contain e; if No, in NFD, where it does. With
	// either answer the Unicode form does not count, but accents do. There is no answer if
	// the form counts or accents do not.
	CompareNFC Answer `json:"compare_nfc,omitzero"`
	// Exactly n days ago is in the last n days.
	EdgeInLast Answer `json:"edge_in_last,omitzero"`
	// Exactly n days ago is more than n days ago.
	EdgeInMoreThan Answer `json:"edge_in_more_than,omitzero"`
	// A date beside a time is the whole day in UTC, not the moment when it begins.
	WholeDay Answer `json:"whole_day,omitzero"`
}

// Answer is the answer to one question of a Reading. In JSON it is true for Yes, false for
// No and null for Either.
type Answer uint8

// The answers.
const (
	Either Answer = iota // the question is open
	Yes
	No
)

// String returns the answer in lower case.
func (a Answer) String() string {
	switch a {
	case Either:
		return "either"
	case Yes:
		return "yes"
	case No:
		return "no"
	default:
		return fmt.Sprintf("answer %d", uint8(a))
	}
}

// MarshalJSON writes true, false or null.
func (a Answer) MarshalJSON() ([]byte, error) {
	switch a {
	case Either:
		return []byte("null"), nil
	case Yes:
		return []byte("true"), nil
	case No:
		return []byte("false"), nil
	default:
		return nil, fmt.Errorf("contact: there is no %s", a)
	}
}

// UnmarshalJSON reads true, false or null.
func (a *Answer) UnmarshalJSON(data []byte) error {
	switch string(data) {
	case "null":
		*a = Either
	case "true":
		*a = Yes
	case "false":
		*a = No
	default:
		return fmt.Errorf("contact: an answer must be true, false or null, not %.40s", data)
	}
	return nil
}

// String describes the reading in words that follow "if the platform". It returns "" for
// the zero Reading, which means every platform.
func (r Reading) String() string { return strings.Join(r.Words(), " and ") }

// Join returns a reading that gives the answers of both. It reports false if they contradict
// each other, or one itself: no platform gives them all.
func (r Reading) Join(other Reading) (joined Reading, ok bool) {
	more := other.answers()
	for i, a := range r.answers() {
		switch b := *more[i]; {
		case *a == Either:
			*a = b
		case b != Either && b != *a:
			return Reading{}, false
		}
	}
	r = r.follow()
	if r.TrimSpaces == Yes && r.IgnoreTrailingSpaces != Yes || r.IgnoreAccents == Yes && r.IgnoreUnicodeForm != Yes ||
		r.CompareNFC != Either && (r.IgnoreUnicodeForm != Yes || r.IgnoreAccents != No) {
		return Reading{}, false
	}
	return r, true
}

// follow returns the reading with the answers that follow from others.
func (r Reading) follow() Reading {
	follows := func(a *Answer, answer Answer) {
		if *a == Either {
			*a = answer
		}
	}
	if r.TrimSpaces == Yes {
		follows(&r.IgnoreTrailingSpaces, Yes)
	}
	if r.IgnoreTrailingSpaces == No {
		follows(&r.TrimSpaces, No)
	}
	if r.CompareNFC != Either {
		follows(&r.IgnoreUnicodeForm, Yes)
		follows(&r.IgnoreAccents, No)
	}
	if r.IgnoreAccents == Yes {
		follows(&r.IgnoreUnicodeForm, Yes)
	}
	if r.IgnoreUnicodeForm == No {
		follows(&r.IgnoreAccents, No)
	}
	return r
}
