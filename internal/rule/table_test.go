package rule_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

// repeating returns documents as tables, whose conditions are in several groups.
func repeating() *rapid.Generator[*condition.Table] {
	return rapid.Custom(func(t *rapid.T) *condition.Table {
		table := &condition.Table{Conditions: rapid.SliceOfNDistinct(ruletest.Conditions(), 1, 5, condition.Key).Draw(t, "conditions")}
		table.Groups = rapid.SliceOfN(rapid.SliceOfN(rapid.Int32Range(0, int32(len(table.Conditions)-1)), 1, 5), 1, 6).Draw(t, "groups")
		return table
	})
}

// TestTablesAreWrittenAsDocuments checks that copies of a condition are the bytes that it has in
// a document, and that what is read back is the document.
func TestTablesAreWrittenAsDocuments(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		table := repeating().Draw(t, "table")
		d := table.Document(nil)
		written := rule.EncodeTable(nil, []byte("x"), table)
		if want := rule.Encode(nil, []byte("x"), d); !bytes.Equal(written, want) {
			t.Fatalf("%s\nis not\n%s", written, want)
		}
		if decoded := rule.DecodeTable(nil, written[1:]); decoded == nil || !condition.SameTables(nil, table, decoded) {
			t.Fatalf("%s\nis decoded as %v", written, decoded)
		}
		read, err := rule.ReadTable(nil, written[1:])
		if err != nil {
			t.Fatal(err)
		}
		if !condition.SameTables(nil, table, read) || !condition.Equal(nil, read.Document(nil), d) {
			t.Fatalf("%s\nis read as %v", written, read)
		}
	})
}

// TestTablesAreReadStrictly changes a byte, or leaves a part out, or writes one again: what is
// still read is what the strict reader reads, and is written with these bytes.
func TestTablesAreReadStrictly(t *testing.T) {
	t.Parallel()
	text := rule.EncodeTable(nil, nil, &condition.Table{
		Conditions: []condition.Condition{condition.ISP{Operator: condition.In, Values: []int64{1, 2}}, condition.Field{Column: "a", Operator: condition.IsNull}},
		Groups:     [][]int32{{0, 1}, {1}},
	})
	for i := range text {
		readStrictly(t, slices.Insert(slices.Clone(text), i, ' '))
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rule.EncodeTable(nil, nil, repeating().Draw(t, "table"))
		from := rapid.IntRange(0, len(text)-1).Draw(t, "from")
		to := min(len(text), from+rapid.IntRange(0, 90).Draw(t, "length"))
		switch rapid.IntRange(0, 3).Draw(t, "change") {
		case 0:
			text[from] = rapid.SampledFrom([]byte(` "{}[],:\01ae`)).Draw(t, "byte")
		case 1:
			text = slices.Delete(text, from, to)
		case 2:
			text = slices.Insert(text, to, text[from:to]...)
		case 3:
			text = slices.Insert(text, from, []byte(rapid.SampledFrom([]string{" ", ",", "{", "}", "]},{\"all\":[", "null,", "\"", "\\"}).Draw(t, "text"))...)
		}
		readStrictly(t, text)
	})
}

// readStrictly reads a text as a table and as a document.
func readStrictly(t interface{ Fatalf(string, ...any) }, text []byte) {
	want, refused := rule.Decode(text)
	if decoded := rule.DecodeTable(nil, text); decoded != nil && (refused != nil || !condition.Equal(nil, decoded.Document(nil), want)) {
		t.Fatalf("%s\nis decoded as %v: %v", text, decoded, refused)
	}
	read, err := rule.ReadTable(nil, text)
	switch {
	case err == nil && refused != nil:
		t.Fatalf("%s\nis read, but %v", text, refused)
	case err == nil:
		if d := read.Document(nil); !condition.Equal(nil, d, want) || !bytes.Equal(rule.Encode(nil, nil, d), text) {
			t.Fatalf("%s\nis read as %v", text, d)
		}
	case refused != nil && err.Error() != refused.Error():
		t.Fatalf("%s\n%v, and not %v", text, err, refused)
	case refused == nil && bytes.Equal(rule.Encode(nil, nil, want), text):
		t.Fatalf("%s\nis refused: %v", text, err)
	}
}

// TestTablesThatAreNoDocuments checks that what no document has is written for the reader to
// refuse, as it would be in a document.
func TestTablesThatAreNoDocuments(t *testing.T) {
	t.Parallel()
	five := condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{{Kind: condition.Number, Text: "5"}}}
	for name, table := range map[string]*condition.Table{
		"no group":          {},
		"an empty group":    {Conditions: []condition.Condition{five}, Groups: [][]int32{{0}, {}}},
		"a broken number":   {Conditions: []condition.Condition{condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{{Kind: condition.Number, Text: "5}"}}}}, Groups: [][]int32{{0}}},
		"an open number":    {Conditions: []condition.Condition{five, condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{{Kind: condition.Number, Text: "{"}}}}, Groups: [][]int32{{0}, {1}}},
		"a lone quote":      {Conditions: []condition.Condition{five, condition.Field{Column: "a", Operator: condition.Equals, Values: []condition.Value{{Kind: condition.Number, Text: `"`}}}}, Groups: [][]int32{{1}, {0}}},
		"a list of nothing": {Conditions: []condition.Condition{condition.Membership{Operator: condition.In}}, Groups: [][]int32{{0}}},
	} {
		text := rule.EncodeTable(nil, nil, table)
		if want := rule.Encode(nil, nil, table.Document(nil)); name != "an empty group" && !bytes.Equal(text, want) {
			t.Errorf("%s: %s, and not %s", name, text, want)
		}
		_, err := rule.ReadTable(nil, text)
		var refused *rule.DecodeError
		if !errors.As(err, &refused) {
			t.Errorf("%s: %s: %v", name, text, err)
		}
	}
	large := rule.EncodeTable(nil, nil, &condition.Table{
		Conditions: []condition.Condition{condition.Field{Column: strings.Repeat("x", 1<<20), Operator: condition.IsNull}},
		Groups:     slices.Repeat([][]int32{{0}}, 16),
	})
	var refused *rule.DecodeError
	if _, err := rule.ReadTable(nil, large); len(large) <= rule.MaxSize || !errors.As(err, &refused) {
		t.Errorf("%d bytes are read: %v", len(large), err)
	}
}

// TestLaidOutDocumentsAreReadStrictly puts blanks into the JSON of documents, anywhere: what is
// read nevertheless is what the strict reader reads, and a document with blanks between its words
// only is.
func TestLaidOutDocumentsAreReadStrictly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rule.EncodeTable(nil, nil, repeating().Draw(t, "table"))
		blank := func() string { return rapid.StringMatching(`[ \t\r\n]{1,3}`).Draw(t, "blanks") }
		var spaced []byte
		quoted := false
		for i, b := range text {
			spaced = append(spaced, b)
			if b == '"' && (i == 0 || text[i-1] != '\\' || bytes.HasSuffix(text[:i], []byte(`\\`))) {
				quoted = !quoted
			}
			if !quoted && strings.IndexByte("{}[],:", b) >= 0 && rapid.IntRange(0, 3).Draw(t, "where") == 0 {
				spaced = append(spaced, blank()...)
			}
		}
		want, err := rule.Decode(spaced)
		if err != nil {
			return // a text ends in backslashes, and the blanks are in it
		}
		if read := rule.DecodeLaidOut(nil, spaced); read == nil || !condition.Equal(nil, read, want) {
			t.Fatalf("%s\nis read as %v", spaced, read)
		}
		at := rapid.IntRange(0, len(text)).Draw(t, "at")
		anywhere := slices.Concat(text[:at], []byte(blank()), text[at:])
		want, refused := rule.Decode(anywhere)
		if read := rule.DecodeLaidOut(nil, anywhere); read != nil && (refused != nil || !condition.Equal(nil, read, want)) {
			t.Fatalf("%s\nis read as %v, but %v", anywhere, read, refused)
		}
	})
	for _, text := range []string{
		`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1 2]}]}]}`,
		`{"any":[{"all":[{"kind":"isp","operator":"in","values":[- 1]}]}]}`,
		`{"any":[{"all":[{"kind":"isp","operator":"in" "values":[1]}]}]}`,
		`{"any":[{"all":[{"kind":"isp","operator":"i n","values":[1]}]}]}`,
		`{"any":[{"all":[{"kind":"isp","operator":\" in","values":[1]}]}]}`,
		"{\"any\":[{\"all\":[{\"kind\":\"isp\",\"operator\":\"in\",\"values\":[1\v]}]}]}",
		` `, `[1`, `{"any":[ `,
	} {
		if read := rule.DecodeLaidOut(nil, []byte(text)); read != nil {
			t.Errorf("%s is read as %v", text, read)
		}
	}
}
