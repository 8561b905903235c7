package rulesjson

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzScan compares the scanner with encoding/json: it takes nothing that the
// latter refuses, refuses more only where it says so, and reads the same.
func FuzzScan(f *testing.F) {
	for _, seed := range []string{
		``, ` `, `{}`, `[]`, `[[],{}]`, `{"a":1,"a":[true,false,null]}`, `"\u00e9\ud83d\ude00\"\\\/\b\f\n\r\t"`, `"\ud800"`, `"\udc00\ud800"`,
		"\"\xff\"", "\"\x7f\"", "\"\n\"", `"\q"`, `"\u12"`, `"`, `-0`, `-`, `01`, `1.`, `1.5e+10`, `1e`, `.5`, `+1`, `1 2`, `tru`, `nulls`,
		`{"a"}`, `{"a":}`, `{"a":1,}`, `{,}`, `[1,]`, `[1 2]`, `{1:2}`, "\u00a01", strings.Repeat("[", maxDepth+1), "1\x00",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		s := scanner{data: data}
		accepted := s.skip() && s.end()
		if accepted != (s.err == nil) {
			t.Fatalf("accepted %v with the error %v", accepted, s.err)
		}
		valid := json.Valid(data)
		if accepted && !valid {
			t.Fatal("accepted what is not JSON")
		}
		// encoding/json takes halves of pairs, and more levels.
		half, deep := bytes.Contains(bytes.ToLower(data), []byte(`\ud`)), bytes.Count(data, []byte{'['})+bytes.Count(data, []byte{'{'}) > maxDepth
		if valid && !accepted && utf8.Valid(data) && !half && !deep {
			t.Fatalf("refused JSON: %v", s.err)
		}
		if accepted && bytes.HasPrefix(data, []byte(`"`)) {
			s = scanner{data: data}
			got, _ := s.text()
			var want string
			if err := json.Unmarshal(data, &want); err != nil || string(got) != want {
				t.Fatalf("read %q, want %q (%v)", got, want, err)
			}
		}
	})
}

func TestScanDepth(t *testing.T) {
	for depth, ok := range map[int]bool{maxDepth: true, maxDepth + 1: false} {
		s := scanner{data: []byte(strings.Repeat("[", depth) + strings.Repeat("]", depth))}
		if got := s.skip() && s.end(); got != ok {
			t.Errorf("%d levels: accepted is %v, want %v (%v)", depth, got, ok, s.err)
		}
	}
}

func TestMemberNames(t *testing.T) {
	for m, name := range memberNames {
		if name == "" {
			t.Errorf("member %d has no name", m)
		}
	}
}
