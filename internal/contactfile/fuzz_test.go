package contactfile

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// FuzzObjects compares what is an object of JSON, and the text in it, with encoding/json.
func FuzzObjects(f *testing.F) {
	for _, seed := range []string{
		`{"plan":"a"}`, `{"plan":"\ud83d\ude00\ud83d\u0041"}`, `{"a":[1,-0.5e+3,{}],"plan":null}`, `{"plan":"a"}x`, `{"plan":01}`, `{`, `{"plan":"` + "\t" + `"}`, `{"plan":"\/\b\f"} `,
		`{"plan":"a",}`, `{"plan" : true , "b":false}`, `{"plan":-}`, `{"plan":1.}`, `{"plan":1e}`, `[1]`, `{"pl\u0061n":"b"}`, `{"plan":"\u12G4"}`, `{"plan":nul}`, `{"":""}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) || strings.Contains(text, "\n") || strings.Count(text, "[")+strings.Count(text, "{") > maxDepth {
			return
		}
		r := rows{names: []string{"plan"}, members: map[string]int{"plan": 0}, seen: make([]atomic.Bool, 1)}
		var cells [1]cell
		err := r.objects().read(text, cells[:])
		valid := json.Valid([]byte(text)) && strings.HasPrefix(strings.TrimLeft(text, " \t\r"), "{")
		repeated := err != nil && strings.Contains(err.Error(), "repeated")
		if (err == nil) != valid && !(repeated && valid) {
			t.Fatalf("%q: %v, and encoding/json says %v", text, err, valid)
		}
		if err != nil {
			return
		}
		var want map[string]any
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		if err := decoder.Decode(&want); err != nil {
			t.Fatal(err)
		}
		got := cells[0]
		value, there := want["plan"]
		if !there != (got.kind == absent) {
			t.Fatalf("%q: %v is there: %v", text, got, there)
		}
		switch value := value.(type) {
		case string:
			if got.kind != jsonText || got.text != value {
				t.Fatalf("%q: %q instead of %q", text, got.text, value)
			}
		case json.Number:
			if got.kind != jsonNumber || got.text != value.String() {
				t.Fatalf("%q: %q instead of %q", text, got.text, value)
			}
		case bool:
			if (got.kind == jsonTrue) != value || (got.kind == jsonFalse) == value {
				t.Fatalf("%q: %v instead of %v", text, got, value)
			}
		case []any:
			if got.kind != jsonArray || !json.Valid([]byte(got.text)) {
				t.Fatalf("%q: %v instead of %v", text, got, value)
			}
		}
	})
}

// FuzzTables compares the cells of a table with those of encoding/csv.
func FuzzTables(f *testing.F) {
	for _, seed := range []string{
		"a,b\n1,2\n", "\"a\"\"b\",c\r\n\"x\ny\",\r\n\n\"\",\"\"", "a\"b", "\"a\"b,c", "\"a", "\r\n\r", ",,,\n,", "a\rb,c\n", "\"a\r\nb\"", "\"\"\"\"", "a,\"b\"\n\n\nc", "\n",
		"abcdefgh,ijklmnop,q\nr,\"s\"\n", "abcdefghijk\"l,m\n", "abcdefg\rhij,klm\r\r\n,,,,,,,,,,\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) { tableAgrees(t, text) })
}

// TestTables does the same with random rows.
func TestTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tokens := rapid.SampledFrom([]string{"a", "abcdefgh", ",", ",", "\n", "\r\n", "\r", "\"", `"b"`, "é"})
		tableAgrees(t, strings.Join(rapid.SliceOfN(tokens, 1, 20).Draw(t, "tokens"), ""))
	})
}

func tableAgrees(t fataler, text string) {
	want := csv.NewReader(strings.NewReader(text))
	want.FieldsPerRecord = -1
	got := fields{text: text, comma: ',', line: 1}
	for {
		record, err := want.Read()
		row, fault := got.next()
		if errors.Is(err, io.EOF) {
			if row || fault != nil {
				t.Fatalf("%q has another row: %v (%v)", text, got.cells, fault)
			}
			return
		}
		if (err != nil) != (fault != nil) {
			t.Fatalf("%q: %v, and encoding/csv says %v", text, fault, err)
		}
		if err != nil {
			return
		}
		var cells []string
		for _, c := range got.cells {
			cells = append(cells, c.text)
		}
		if !row || !slices.Equal(cells, record) {
			t.Fatalf("%q: %q instead of %q", text, cells, record)
		}
		if line, _ := want.FieldPos(0); int64(line) != got.first {
			t.Fatalf("%q: a row begins in line %d instead of %d", text, got.first, line)
		}
	}
}

// FuzzSource reads any file in every way: it never panics, and every fault has a message.
func FuzzSource(f *testing.F) {
	for _, seed := range []string{"id,plan,revenue,vip,since,tags\n1,a,1,yes,,\n", `{"id":1,"tags":["a"]}` + "\n" + `{"id":2,"since":"2026-05-01"}`, `{"columns":{"id":1},"events":[{"metric":"open","days_ago":1}],"lists":[],"isp":2}`, "contact_id,metric,days_ago\n1,open,2\n"} {
		f.Add(seed, byte(0))
		f.Add(seed, byte(255))
	}
	f.Fuzz(func(t *testing.T, text string, how byte) {
		layout := Layout{DecimalComma: how&1 != 0, EmptyIsText: how&2 != 0, Null: []string{"NULL"}, Headers: map[string]string{"plan": "id"}}
		if how&4 != 0 {
			layout.Dates = "DD.MM.YYYY hh:mm"
		}
		layout.Shape = []Shape{"", Records, Objects, Table}[how>>3%4]
		lines, err := readAll(strings.NewReader(text), wanted(), layout)
		for _, line := range lines {
			if strings.HasPrefix(line, "f:") && strings.HasSuffix(line, ": ") {
				t.Errorf("%q: a fault without a message: %s", text, line)
			}
		}
		if err != nil && err.Error() == "" {
			t.Errorf("%q: an error without a message", text)
		}
		if s, err := OpenLists(strings.NewReader(text), "f", "id", layout); err == nil {
			if b, err := s.Next(); err == nil {
				_ = s.Read(&b, func(*Membership, error) error { return nil })
			}
		}
	})
}

// FuzzInstants compares times as most files write them with package time.
func FuzzInstants(f *testing.F) {
	for _, seed := range []string{"2026-05-01T10:00:00Z", "2026-02-30T10:00:00Z", "2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "2026-05-01T24:00:00Z", "2026-05-01t10:00:00z", "2026-05-01T10:00:60Z", "2026-05-01T10:00:00+02:00", "2026-05-01T1\xca:00:00Z", "\xca026-05-01T10:00:00Z", "0000-01-01T00:00:00Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := usualInstant(text)
		want, err := time.Parse(time.RFC3339, text)
		if ok && (err != nil || !got.Equal(want)) {
			t.Fatalf("%q is %v instead of %v (%v)", text, got, want, err)
		}
		if _, has := instantOf(text); ok != has && ok {
			t.Fatalf("%q has a time in one way only", text)
		}
	})
}
