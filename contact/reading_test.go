package contact

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestReadingWords(t *testing.T) {
	for _, c := range []struct {
		reading Reading
		want    string
	}{
		{Reading{}, ""},
		{Reading{MissingMatches: Yes}, "lets negative operators such as `!=` and `not in` match a missing value"},
		{Reading{MissingMatches: No}, "does not let negative operators such as `!=` and `not in` match a missing value"},
		{Reading{FoldCase: Yes}, "compares text without regard to case"},
		{Reading{FoldCase: No}, "compares text with regard to case"},
		{Reading{IgnoreTrailingSpaces: Yes}, "ignores trailing spaces"},
		{Reading{IgnoreTrailingSpaces: No}, "does not ignore trailing spaces"},
		{Reading{IgnoreTrailingSpaces: Yes, TrimSpaces: No}, "ignores trailing spaces but does not remove them"},
		{Reading{IgnoreTrailingSpaces: No, TrimSpaces: No}, "does not ignore trailing spaces"},
		{Reading{IgnoreTrailingSpaces: Yes, TrimSpaces: Yes}, "removes spaces around values"},
		{Reading{TrimSpaces: Yes}, "removes spaces around values"},
		{Reading{TrimSpaces: No}, "does not remove spaces around values"},
		{Reading{IgnoreUnicodeForm: Yes}, "ignores the Unicode form of a letter"},
		{Reading{IgnoreUnicodeForm: No}, "tells the Unicode forms of a letter apart"},
		{Reading{IgnoreUnicodeForm: No, IgnoreAccents: No}, "tells the Unicode forms of a letter apart"},
		{Reading{IgnoreUnicodeForm: Yes, IgnoreAccents: No}, "ignores the Unicode form of a letter but not accents"},
		{Reading{IgnoreUnicodeForm: Yes, IgnoreAccents: Yes}, "ignores accents"},
		{Reading{IgnoreAccents: Yes}, "ignores accents"},
		{Reading{IgnoreAccents: No}, "does not ignore accents"},
		{Reading{CompareNFC: Yes}, "compares text in NFC"},
		{Reading{CompareNFC: No}, "compares text in NFD"},
		{Reading{IgnoreUnicodeForm: Yes, IgnoreAccents: No, CompareNFC: No}, "compares text in NFD"},
		{Reading{EdgeInLast: Yes}, "counts an event exactly n days ago as in the last n days"},
		{Reading{EdgeInLast: No}, "does not count an event exactly n days ago as in the last n days"},
		{Reading{EdgeInMoreThan: Yes}, "counts an event exactly n days ago as more than n days ago"},
		{Reading{EdgeInMoreThan: No}, "does not count an event exactly n days ago as more than n days ago"},
		{Reading{WholeDay: No}, "treats a date without a time as midnight in UTC"},
		{Reading{WholeDay: Yes}, "treats a date without a time as the whole day in UTC"},
		{Reading{FoldCase: Yes, EdgeInLast: No, WholeDay: No}, "compares text without regard to case and does not count an event exactly n days ago as in the last n days and treats a date without a time as midnight in UTC"},
		// What contradicts itself says both.
		{Reading{IgnoreTrailingSpaces: No, TrimSpaces: Yes}, "does not ignore trailing spaces and removes spaces around values"},
		{Reading{IgnoreUnicodeForm: No, IgnoreAccents: Yes}, "tells the Unicode forms of a letter apart and ignores accents"},
		{Reading{IgnoreAccents: Yes, CompareNFC: Yes}, "ignores accents and compares text in NFC"},
	} {
		if got := c.reading.String(); got != c.want {
			t.Errorf("%+v: %q, want %q", c.reading, got, c.want)
		}
	}
}

// TestReadingsDifferInWords checks for all readings that do not contradict themselves that
// two have the same words only if they mean the same.
func TestReadingsDifferInWords(t *testing.T) {
	all := []Reading{{}}
	for i := range all[0].answers() {
		for _, r := range all[:len(all):len(all)] {
			for _, a := range []Answer{Yes, No} {
				*r.answers()[i] = a
				all = append(all, r)
			}
		}
	}
	consistent := func(r Reading) bool {
		r = r.follow()
		return !(r.TrimSpaces == Yes && r.IgnoreTrailingSpaces == No) && !(r.IgnoreAccents == Yes && r.IgnoreUnicodeForm == No) &&
			(r.CompareNFC == Either || r.IgnoreUnicodeForm == Yes && r.IgnoreAccents == No)
	}
	of := map[string]Reading{}
	for _, r := range all {
		if !consistent(r) {
			continue
		}
		if other, known := of[r.String()]; known && other != r.follow() {
			t.Fatalf("%+v and %+v both read %q", other, r, r)
		}
		of[r.String()] = r.follow()
	}
	if want := 3 * 3 * 6 * 8 * 3 * 3 * 3; len(of) != want {
		t.Errorf("there are %d readings, want %d", len(of), want)
	}
}

func TestReadingJSON(t *testing.T) {
	for _, c := range []struct {
		reading Reading
		want    string
	}{
		{Reading{}, `{}`},
		{Reading{Yes, No, Yes, No, Yes, No, Yes, No, Yes, No}, `{"missing_matches":true,"fold_case":false,"ignore_trailing_spaces":true,"trim_spaces":false,` +
			`"ignore_unicode_form":true,"ignore_accents":false,"compare_nfc":true,"edge_in_last":false,"edge_in_more_than":true,"whole_day":false}`},
	} {
		text, err := json.Marshal(c.reading)
		if err != nil || string(text) != c.want {
			t.Errorf("%s, %v, want %s", text, err, c.want)
		}
		var again Reading
		if err := json.Unmarshal(text, &again); err != nil || again != c.reading {
			t.Errorf("%s became %+v, %v", text, again, err)
		}
	}
	a := Yes
	if err := json.Unmarshal([]byte("null"), &a); err != nil || a != Either {
		t.Errorf("%v, %v", a, err)
	}
	for _, answer := range []Answer{Either, Yes, No} {
		text, err := json.Marshal(answer)
		var again Answer
		if err == nil {
			err = again.UnmarshalJSON(text)
		}
		if err != nil || again != answer {
			t.Errorf("%s became %s, %v", answer, again, err)
		}
	}
	if err := json.Unmarshal([]byte(`{"fold_case":"yes"}`), new(Reading)); fmt.Sprint(err) != `contact: an answer must be true, false or null, not "yes"` {
		t.Error(err)
	}
	if _, err := Answer(3).MarshalJSON(); fmt.Sprint(err) != "contact: there is no answer 3" {
		t.Error(err)
	}
}

func TestParseReading(t *testing.T) {
	for text, want := range map[string]Reading{
		"":                         {},
		"  ":                       {},
		"missing=match":            {MissingMatches: Yes},
		"missing=skip, edge=both":  {MissingMatches: No, EdgeInLast: Yes, EdgeInMoreThan: Yes},
		" edge = last ,case=exact": {EdgeInLast: Yes, EdgeInMoreThan: No, FoldCase: No},
		"case=fold,edge=neither":   {FoldCase: Yes, EdgeInLast: No, EdgeInMoreThan: No},
		"edge=more_than,day=whole": {EdgeInLast: No, EdgeInMoreThan: Yes, WholeDay: Yes},
		"day=start,spaces=exact":   {WholeDay: No, IgnoreTrailingSpaces: No, TrimSpaces: No},
		"spaces=trailing":          {IgnoreTrailingSpaces: Yes, TrimSpaces: No},
		"spaces=trim":              {IgnoreTrailingSpaces: Yes, TrimSpaces: Yes},
		"letters=exact":            {IgnoreUnicodeForm: No, IgnoreAccents: No},
		"letters=nfd":              {IgnoreUnicodeForm: Yes, IgnoreAccents: No, CompareNFC: No},
		"letters=nfc":              {IgnoreUnicodeForm: Yes, IgnoreAccents: No, CompareNFC: Yes},
		"letters=unaccented":       {IgnoreUnicodeForm: Yes, IgnoreAccents: Yes},
	} {
		if got, err := ParseReading(text); err != nil || got != want {
			t.Errorf("%q: %+v, %v, want %+v", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"missing":                       `expected an answer such as missing=skip, found "missing"`,
		"missing=skip,":                 `expected an answer such as missing=skip, found ""`,
		"missing skip":                  `expected an answer such as missing=skip, found "missing skip"`,
		"misses=skip":                   `unknown question "misses"; the questions are missing, case, spaces, letters, edge and day`,
		"Missing=skip":                  `unknown question "Missing"; the questions are missing, case, spaces, letters, edge and day`,
		"=skip":                         `unknown question ""; the questions are missing, case, spaces, letters, edge and day`,
		"missing=":                      `missing must be match or skip, not ""`,
		"edge=inside":                   `edge must be last, more_than, both or neither, not "inside"`,
		"letters=nfkc":                  `letters must be exact, nfd, nfc or unaccented, not "nfkc"`,
		"case=fold, case=fold":          `case=fold is repeated`,
		"day=start,case=fold,day=whole": `day cannot be both start and whole`,
		strings.Repeat("x", 100):        `expected an answer such as missing=skip, found "` + strings.Repeat("x", longest) + `…"`,
	} {
		if got, err := ParseReading(text); fmt.Sprint(err) != "contact: "+want || got != (Reading{}) {
			t.Errorf("%q: %+v, %v, want %s", text, got, err, want)
		}
	}
}

// TestParsedReadingsFollow checks that answers are spelled with all that follows from them,
// and that each spelling has words of its own.
func TestParsedReadingsFollow(t *testing.T) {
	var words []string
	for _, q := range questions() {
		for _, a := range q.answers {
			if a.says != a.says.follow() {
				t.Errorf("%s=%s lacks what follows: %+v", q.name, a.name, a.says)
			}
			words = append(words, a.says.String())
		}
	}
	slices.Sort(words)
	if len(slices.Compact(words)) != 2+2+3+4+4+2 {
		t.Errorf("%q", words)
	}
}
