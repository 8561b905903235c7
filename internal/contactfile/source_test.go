package contactfile

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
)

// wanted are the columns of the tests.
func wanted() Want {
	return Want{Key: "id", Events: true, Lists: true, ISP: true, Columns: []Column{
		{Name: "plan", Type: column.Text, Known: true},
		{Name: "revenue", Type: column.Number, Known: true},
		{Name: "vip", Type: column.Boolean, Known: true},
		{Name: "since", Type: column.Date, Known: true},
		{Name: "tags", Type: column.Tags, Known: true},
	}}
}

// tableColumns are the columns in a table: without events.
func tableColumns() Want {
	w := wanted()
	w.Events, w.Lists, w.ISP = false, false, false
	return w
}

// readAll returns what a file has, a line for each contact or fault.
func readAll(text io.Reader, want Want, layout Layout) (lines []string, err error) {
	s, err := Open(text, "f", want, layout)
	if err != nil {
		return nil, err
	}
	for {
		b, err := s.Next()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
		if err := s.Read(&b, func(c *Contact, fault error) error {
			if fault != nil {
				lines = append(lines, fault.Error())
				return nil
			}
			line := fmt.Sprintf("%d %s %v", c.Line, c.Key, c.Values)
			if len(c.Events) > 0 {
				line += fmt.Sprintf(" events %v", c.Events)
			}
			if len(c.Lists) > 0 || c.HasISP {
				line += fmt.Sprintf(" lists %v isp %d", c.Lists, c.ISP)
			}
			lines = append(lines, line)
			return nil
		}); err != nil {
			return lines, err
		}
	}
}

// TestShapes reads the same contacts from files of every shape.
func TestShapes(t *testing.T) {
	const want = `4711 [pro 1000.50 true 2026-05-01 ["a","b c"]]`
	for name, c := range map[string]struct {
		text   string
		want   Want
		layout Layout
	}{
		"table":       {"id,plan,revenue,vip,since,tags,other\n4711,pro,1000.50,true,2026-05-01,a|b c,\n", tableColumns(), Layout{}},
		"quotes":      {"\"id\",\"plan\",revenue,vip,since,tags\r\n\"4711\",\"pro\",\"1000.50\",\"yes\",\"2026-05-01\",\"a|b c\"\r\n", tableColumns(), Layout{}},
		"semicolons":  {"\ufeffid;plan;revenue;vip;since;tags\n4711;pro;1.000,50;1;01.05.2026;a | b c", tableColumns(), Layout{DecimalComma: true, Dates: "DD.MM.YYYY"}},
		"of Excel":    {"sep=;\r\nid;plan;revenue;vip;since;tags\r\n4711;pro;1000.50;1;2026-05-01;a|b c\r\n", tableColumns(), Layout{}},
		"tabs":        {"tags\tid\tplan\trevenue\tvip\tsince\na|b c\t4711\tpro\t1000.50\tTRUE\t2026-05-01\n", tableColumns(), Layout{}},
		"bars":        {"id|plan|revenue|vip|since|tags\n4711|pro|1000.50|true|2026-05-01|\"a|b c\"\n", tableColumns(), Layout{}},
		"headers":     {"Kunde,Tarif,revenue,vip,since,tags\n4711,pro,1000.50,true,2026-05-01,a|b c\n", tableColumns(), Layout{Headers: map[string]string{"id": "Kunde", "plan": "Tarif"}}},
		"objects":     {`{"id":4711,"plan":"pro","revenue":1000.50,"vip":true,"since":"2026-05-01","tags":["a","b c"],"more":{"a":[1,{}]}}`, wanted(), Layout{}},
		"local dates": {`{"id":4711,"plan":"pro","revenue":1000.50,"vip":true,"since":"05/01/2026","tags":["a","b c"]}`, wanted(), Layout{Dates: "MM/DD/YYYY"}},
		"records":     {"\n{\"columns\":{\"id\":4711,\"plan\":\"pro\",\"revenue\":1000.50,\"vip\":true,\"since\":{\"date\":\"2026-05-01\"},\"tags\":[\"a\",\"b c\"]}}\n", wanted(), Layout{}},
		"escapes":     {`{"columns":{"id":"47\u00311","plan":"p\u0072o","revenue":1000.50,"vip":true,"since":"2026-05-01","tags":["a","b c"]}}`, wanted(), Layout{}},
	} {
		for _, from := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text))} {
			lines, err := readAll(from, c.want, c.layout)
			if err != nil || len(lines) != 1 || lines[0][strings.IndexByte(lines[0], ' ')+1:] != strings.ReplaceAll(want, "pro ", `"pro" `) {
				t.Errorf("%s: %v, %v", name, lines, err)
			}
		}
	}
}

// TestRecordsHaveEverything reads events, lists and the ISP beside the columns.
func TestRecordsHaveEverything(t *testing.T) {
	text := `{"columns":{"id":1},"events":[{"metric":"open","days_ago":3,"campaign":12,"count":2},{"metric":"click","at":"2026-05-01T10:00:00+02:00"}],"lists":["0FD3D5B4-1c0a-4e91-8a4f-0f17dc6dc5ab"],"isp":2}`
	lines, err := readAll(strings.NewReader(text), wanted(), Layout{})
	want := "1 1 [no value no value no value no value no value] events [{ open 0001-01-01 00:00:00 +0000 UTC 3 12  2} { click 2026-05-01 10:00:00 +0200 +0200 -1   1}] lists [0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab] isp 2"
	if err != nil || len(lines) != 1 || lines[0] != want {
		t.Errorf("%v\ngot  %v\nwant %v", err, lines, want)
	}
}

// TestISPs reads ISPs from a column, and says if no contact has one.
func TestISPs(t *testing.T) {
	want := Want{Key: "id", ISP: true}
	for text, expected := range map[string]string{
		"id,isp\n1,2\n2,\n3,\\N\n":             "2 1 [] lists [] isp 2; 3 2 []; 4 3 [] false",
		`{"id":1,"isp":2}` + "\n" + `{"id":2}`: "1 1 [] lists [] isp 2; 2 2 [] false",
		`{"id":1,"isp":"2"}`:                   `f:1:15: column "isp": this must be the number of an ISP true`,
		"id\n1\n":                              "2 1 [] true",
		"id,isp\n1,gmail\n":                    `f:2:3: column "isp": this must be the number of an ISP false`,
	} {
		layout := Layout{Null: []string{`\N`}}
		lines, err := readAll(strings.NewReader(text), want, layout)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Open(strings.NewReader(text), "f", want, layout)
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Read(&b, func(*Contact, error) error { return nil }); err != nil {
			t.Fatal(err)
		}
		_, _, _, missing := s.Missing()
		if got := fmt.Sprint(strings.Join(lines, "; "), " ", missing); got != expected {
			t.Errorf("%s\ngot  %s\nwant %s", text, got, expected)
		}
	}
}

// TestContactsOfPackageContact compares records with those that package contact reads.
func TestContactsOfPackageContact(t *testing.T) {
	for _, text := range []string{
		`{"columns":{"plan":"x","revenue":-1e3,"vip":false,"tags":[],"since":{"date":"2026-05-01T00:00:00Z"}}}`,
		`{"columns":{"plan":null}}`, `{}`, `{"columns":null}`, `{"columns":{"plan":"\ud83d\ude00\ud83d \"\\"}}`,
	} {
		want, err := contact.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		w := wanted()
		w.Key = ""
		s, err := Open(strings.NewReader(text), "f", w, Layout{Shape: Records})
		if err != nil {
			t.Fatal(err)
		}
		b, err := s.Next()
		if err != nil {
			t.Fatal(err)
		}
		err = s.Read(&b, func(c *Contact, fault error) error {
			if fault != nil {
				return fault
			}
			for i, column := range w.Columns {
				if got, want := c.Values[i].String(), want.Columns[column.Name].String(); got != want {
					t.Errorf("%s: %s is %s instead of %s", text, column.Name, got, want)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}
