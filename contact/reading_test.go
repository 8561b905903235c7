package contact

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

func TestReadingWords(t *testing.T) {
	words := prose.Open(t, "readings")
	for _, reading := range []Reading{
		{},
		{MissingMatches: Yes},
		{MissingMatches: No},
		{FoldCase: Yes},
		{FoldCase: No},
		{IgnoreTrailingSpaces: Yes},
		{IgnoreTrailingSpaces: No},
		{IgnoreTrailingSpaces: Yes, TrimSpaces: No},
		{IgnoreTrailingSpaces: No, TrimSpaces: No},
		{IgnoreTrailingSpaces: Yes, TrimSpaces: Yes},
		{TrimSpaces: Yes},
		{TrimSpaces: No},
		{IgnoreUnicodeForm: Yes},
		{IgnoreUnicodeForm: No},
		{IgnoreUnicodeForm: No, IgnoreAccents: No},
		{IgnoreUnicodeForm: Yes, IgnoreAccents: No},
		{IgnoreUnicodeForm: Yes, IgnoreAccents: Yes},
		{IgnoreAccents: Yes},
		{IgnoreAccents: No},
		{CompareNFC: Yes},
		{CompareNFC: No},
		{IgnoreUnicodeForm: Yes, IgnoreAccents: No, CompareNFC: No},
		{EdgeInLast: Yes},
		{EdgeInLast: No},
		{EdgeInMoreThan: Yes},
		{EdgeInMoreThan: No},
		{WholeDay: No},
		{WholeDay: Yes},
		{FoldCase: Yes, EdgeInLast: No, WholeDay: No},
		// What contradicts itself says both.
		{IgnoreTrailingSpaces: No, TrimSpaces: Yes},
		{IgnoreUnicodeForm: No, IgnoreAccents: Yes},
		{IgnoreAccents: Yes, CompareNFC: Yes},
	} {
		text, err := json.Marshal(reading)
		if err != nil || (reading.String() == "") != (reading == Reading{}) {
			t.Fatalf("%+v: %q, %v", reading, reading, err)
		}
		words.Add(t, string(text), reading.String())
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
	if err := json.Unmarshal([]byte(`{"fold_case":"yes"}`), new(Reading)); err == nil || !prose.Names(err.Error(), "true", "false", "null", `"yes"`) {
		t.Error(err)
	}
	if _, err := Answer(3).MarshalJSON(); err == nil || !prose.Names(err.Error(), "3") {
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
	messages := prose.Open(t, "wrong-readings")
	for text, names := range map[string][]string{
		"missing":                       {"missing=skip", `"missing"`},
		"missing=skip,":                 {"missing=skip", `""`},
		"missing skip":                  {"missing=skip", `"missing skip"`},
		"misses=skip":                   {`"misses"`, "missing", "case", "spaces", "letters", "edge", "day"},
		"Missing=skip":                  {`"Missing"`, "missing", "case", "spaces", "letters", "edge", "day"},
		"=skip":                         {`""`, "missing", "case", "spaces", "letters", "edge", "day"},
		"missing=":                      {"missing", "match", "skip", `""`},
		"edge=inside":                   {"edge", "last", "more_than", "both", "neither", `"inside"`},
		"letters=nfkc":                  {"letters", "exact", "nfd", "nfc", "unaccented", `"nfkc"`},
		"case=fold, case=fold":          {"case=fold"},
		"day=start,case=fold,day=whole": {"day", "start", "whole"},
		strings.Repeat("x", 100):        {"missing=skip", `"` + strings.Repeat("x", longest) + `…"`},
	} {
		got, err := ParseReading(text)
		if err == nil || !strings.HasPrefix(err.Error(), "contact: ") || !prose.Names(err.Error(), names...) || got != (Reading{}) {
			t.Fatalf("%q: %+v, %v does not name %q", text, got, err, names)
		}
		messages.Add(t, text, err.Error())
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
