package lsp

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/segc-lang/segc/ast"
)

// unitText is a text in UTF-16 code units, as many clients hold it. Each is an escape of its own, so that
// a half of a character is sent as it is.
type unitText []uint16

// MarshalJSON implements [json.Marshaler].
func (u unitText) MarshalJSON() ([]byte, error) {
	var b strings.Builder
	for _, unit := range u {
		fmt.Fprintf(&b, `\u%04x`, unit)
	}
	return []byte(`"` + b.String() + `"`), nil
}

func TestHalvesAreRead(t *testing.T) {
	const high, low = "\xed\xa0\xbd", "\xed\xb8\x80"
	for _, c := range []struct{ text, want string }{
		{`""`, ""},
		{`"a\ud83d\ude00b"`, "a😀b"},
		{`"\ud83d"`, high},
		{`"\uDE00"`, low},
		{`"a\ud83db"`, "a" + high + "b"},
		{`"\ud83d\ud83d\ude00"`, high + "😀"},
		{`"\ude00\ud83d"`, low + high},
		{`"\\ud83d"`, `\ud83d`},
		{`"\\\ud83d\n\""`, `\` + high + "\n\""},
		{`"\ud83d\\ude00"`, high + `\ude00`},
		{"\"\xed\xa0\xbd\"", "\ufffd\ufffd\ufffd"},
		{"\"\\ud83d\xed\"", high + "\ufffd"},
		{`"\ufffd\u00e9"`, "\ufffdé"},
		{`null`, ""},
	} {
		var got halves
		if err := json.Unmarshal([]byte(c.text), &got); err != nil || string(got) != c.want {
			t.Errorf("%s is %q, %v; want %q", c.text, got, err, c.want)
		}
	}
	for _, text := range []string{`1`, `{}`, `[]`, `true`} {
		var got halves
		if err := json.Unmarshal([]byte(text), &got); err == nil || !strings.Contains(err.Error(), "cannot unmarshal") {
			t.Errorf("%s is a text: %v", text, err)
		}
	}
}

// TestHalvesOfCharacters checks the texts of a client that writes and deletes halves of characters.
func TestHalvesOfCharacters(t *testing.T) {
	type change struct {
		from, to int // in the first line; from −1, the whole text
		text     unitText
	}
	high, low := unitText{0xd83d}, unitText{0xde00}
	for name, c := range map[string]struct {
		start   string
		changes []change // each in a notification of its own
		want    string
	}{
		"two keys":                 {`""`, []change{{1, 1, high}, {2, 2, low}}, `"😀"`},
		"the second half first":    {`""`, []change{{1, 1, low}, {1, 1, high}}, `"😀"`},
		"one key":                  {`""`, []change{{1, 1, high}}, "\"\ufffd\""},
		"in an empty text":         {``, []change{{0, 0, high}, {1, 1, low}, {2, 2, low}, {2, 2, high}}, `😀😀`},
		"the first half goes":      {`a😀b`, []change{{1, 2, nil}, {2, 2, unitText{'x'}}}, "a\ufffdxb"},
		"the second half goes":     {`a😀b`, []change{{2, 3, nil}, {2, 3, unitText{'x'}}}, "a\ufffdx"},
		"a letter inside":          {`😀`, []change{{1, 1, unitText{'x'}}, {1, 2, nil}}, `😀`},
		"from inside to inside":    {`😀ab😁`, []change{{1, 5, nil}}, "😁"},
		"from inside to the end":   {`😀ab`, []change{{1, 99, nil}, {1, 1, low}}, `😀`},
		"the end before the start": {`a😀b`, []change{{2, 0, unitText{'x'}}, {2, 3, nil}}, `a😀b`},
		"another half":             {`a😀b`, []change{{2, 3, unitText{0xde01}}}, `a😁b`},
		"three halves":             {`b`, []change{{0, 0, high}, {1, 1, high}, {2, 2, low}}, "\ufffd😀b"},
		"the whole text":           {`b`, []change{{-1, 0, high}, {1, 1, low}}, `😀`},
		"of two characters":        {`😀😁`, []change{{1, 3, nil}}, `😁`},
	} {
		for _, together := range []bool{false, true} {
			s, d := sessionOf(utf16Units, c.start)
			var all []unitChange
			for i, one := range c.changes {
				changed := unitChange{Text: one.text}
				if one.from >= 0 {
					changed.Range = &textRange{position{0, one.from}, position{0, one.to}}
				}
				if all = append(all, changed); !together || i == len(c.changes)-1 {
					changeUnits(s, d, all)
					all = nil
				}
			}
			if got := d.source.Text(); got != c.want {
				t.Errorf("%s, together %t: the text is %q, want %q", name, together, got, c.want)
			}
		}
	}
}

// unitChange is a change as clients send it that hold UTF-16.
type unitChange struct {
	Range *textRange `json:"range,omitempty"`
	Text  unitText   `json:"text"`
}

// sessionOf returns a session with one open text, which is checked by nobody.
func sessionOf(e encoding, text string) (*session, *document) {
	s := newSession(nil, Options{Machine: newDisk(nil)})
	s.client.encoding = e
	d := &document{uri: "git:x", source: ast.NewSource("", text)}
	s.texts[d.uri] = d
	s.renew(d)
	return s, d
}

func changeUnits(s *session, d *document, changes []unitChange) {
	s.change(encoded(map[string]any{"textDocument": versionedID{d.uri, nil}, "contentChanges": changes}))
}

// TestHalfIsShown checks that a half of a character is shown as one unit, and that a character of two
// halves is what the command reads.
func TestHalfIsShown(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const uri, text = "file:///w/r.seg", "where plan = \"😀\" and x\n"
		e := start(t, newDisk(map[string]string{"/w/r.seg": text}), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		expectShown(t, e, "/w/r.seg", "0:22-0:23 SEG201")
		type change = unitChange
		send := func(from, to int, with ...uint16) {
			e.notify("textDocument/didChange", map[string]any{
				"textDocument":   map[string]any{"uri": uri, "version": 2},
				"contentChanges": []change{{&textRange{position{0, from}, position{0, to}}, with}},
			})
			e.rest()
		}
		send(15, 16)
		expectShown(t, e, "/w/r.seg", "0:21-0:22 SEG201")
		send(15, 15, 0xde00)
		expectShown(t, e, "/w/r.seg", "0:22-0:23 SEG201")
		send(14, 16)
		expectShown(t, e, "/w/r.seg", "0:20-0:21 SEG201")
		send(14, 14, 0xd83d)
		send(15, 15, 0xde00)
		e.set(uri, text)
		e.save("/w/r.seg")
		e.rest()
		expectShown(t, e, "/w/r.seg", "0:22-0:23 SEG201")
		again := start(t, newDisk(map[string]string{"/w/r.seg": text}), setup{folders: []string{"/w"}})
		again.open("/w/r.seg")
		again.rest()
		if got, want := e.answersOf(uri), again.answersOf(uri); got != want {
			t.Errorf("the answers are\n%s\nand after a fresh start\n%s", got, want)
		}
		e.stop()
		again.stop()
	})
}

// TestHalvesInUTF8 checks that a client that counts bytes has no halves: each is U+FFFD.
func TestHalvesInUTF8(t *testing.T) {
	s, d := sessionOf(utf8Units, "a")
	changeUnits(s, d, []unitChange{{nil, unitText{0xd83d}}, {&textRange{position{0, 3}, position{0, 3}}, unitText{0xde00}}})
	if got := d.source.Text(); got != "\ufffd\ufffd" {
		t.Errorf("the text is %q", got)
	}
}
