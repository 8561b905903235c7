package lock_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/lock"
)

const (
	one  = "11111111-1111-4111-8111-111111111111"
	two  = "22222222-2222-4222-8222-222222222222"
	base = "https://api.example"
)

func TestFormat(t *testing.T) {
	f := &lock.File{Remotes: map[string][]lock.Entry{}}
	f.Set(base, lock.Entry{File: "b.seg", ID: two, Name: `the "second" <one>`, Hash: "h2", Answer: "a2", Updated: "u2"})
	f.Set(base, lock.Entry{File: "a.seg", ID: one, Name: "first", Hash: "h1"})
	f.Set("http://127.0.0.1:1", lock.Entry{File: "a.seg", ID: two})
	want := `{
  "version": 1,
  "remotes": {
    "http://127.0.0.1:1": [
      {"file": "a.seg", "id": "` + two + `", "name": "", "hash": "", "updated": ""}
    ],
    "https://api.example": [
      {"file": "a.seg", "id": "` + one + `", "name": "first", "hash": "h1", "updated": ""},
      {"file": "b.seg", "id": "` + two + `", "name": "the \"second\" <one>", "hash": "h2", "answer": "a2", "updated": "u2"}
    ]
  }
}
`
	if diff := cmp.Diff(want, string(f.Format())); diff != "" {
		t.Error(diff)
	}
}

// TestSet holds that a file and a segment stand once, and that nothing is
// written when nothing changes.
func TestSet(t *testing.T) {
	f := &lock.File{Remotes: map[string][]lock.Entry{}}
	for _, step := range []struct {
		entry   lock.Entry
		changed bool
		files   string
	}{
		{lock.Entry{File: "a.seg", ID: one}, true, "a.seg"},
		{lock.Entry{File: "a.seg", ID: strings.ToUpper(one)}, false, "a.seg"},
		{lock.Entry{File: "b.seg", ID: two}, true, "a.seg b.seg"},
		{lock.Entry{File: "c.seg", ID: one}, true, "b.seg c.seg"}, // the file of a segment has a new name
		{lock.Entry{File: "b.seg", ID: one}, true, "b.seg"},       // a file stands for another segment
	} {
		changed := f.Set(base, step.entry)
		var files []string
		for _, e := range f.Remotes[base] {
			files = append(files, e.File)
		}
		if got := strings.Join(files, " "); changed != step.changed || got != step.files {
			t.Errorf("%+v: %v, %s", step.entry, changed, got)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	entry := func(text string) string { return `{"version":1,"remotes":{"` + base + `":[` + text + `]}}` }
	good := `{"file":"a.seg","id":"` + one + `","name":"n","hash":"h","updated":""}`
	for _, c := range []struct{ name, text, want string }{
		{"another form", `[]`, "this is no lock that segc wrote"},
		{"cut off", entry(good)[:40], "this is no lock that segc wrote"},
		{"more", entry(good) + "{", "more follows its end"},
		{"a bracket more", entry(good) + "]", "more follows its end"},
		{"a later version", `{"version":2,"remotes":{}}`, "of version 2; this segc knows version 1"},
		{"a member", `{"version":1,"remotes":{},"more":1}`, `unknown field "more"`},
		{"a merge", "{\n<<<<<<< mine\n", "a conflict is left in it"},
		{"no id", entry(`{"file":"a.seg"}`), "is no UUID"},
		{"no file", entry(`{"id":"` + one + `"}`), "no path below the folder of the lock"},
		{"above", entry(`{"file":"../a.seg","id":"` + one + `"}`), "no path below the folder of the lock"},
		{"from the root", entry(`{"file":"/etc/a.seg","id":"` + one + `"}`), "no path below the folder of the lock"},
		{"a file twice", entry(good + `,{"file":"a.seg","id":"` + two + `"}`), "a.seg stands twice"},
		{"a segment twice", entry(good + `,{"file":"b.seg","id":"` + one + `"}`), one + " stands twice"},
		{"a segment in capitals", entry(`{"file":"a.seg","id":"` + strings.ReplaceAll(one, "1", "a") + `"},{"file":"b.seg","id":"` + strings.ReplaceAll(one, "1", "A") + `"}`), "stands twice"},
	} {
		if _, err := lock.Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

func TestParseNothing(t *testing.T) {
	for _, text := range []string{"", "\n", `{"version":1,"remotes":{}}`} {
		if f, err := lock.Parse([]byte(text)); err != nil || len(f.Remotes) != 0 {
			t.Errorf("%q: %v %v", text, f, err)
		}
	}
}

// FuzzParse holds that what is read can be written and read again, and leads to
// no file outside of the folder.
func FuzzParse(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte(`{"version":1,"remotes":{"b":[{"file":"a/b.seg","id":"` + one + `","name":"\u00e9","hash":"","updated":""}]}}`))
	f.Add([]byte(`{"version":1,"remotes":{"b":[{"file":"../b.seg","id":"` + one + `"}]}}`))
	f.Add([]byte("<<<<<<< "))
	f.Fuzz(func(t *testing.T, data []byte) {
		first, err := lock.Parse(data)
		if err != nil {
			return
		}
		text := first.Format()
		second, err := lock.Parse(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if string(second.Format()) != string(text) {
			t.Errorf("written again, it is\n%s\nnot\n%s", second.Format(), text)
		}
		for _, entries := range first.Remotes {
			for _, e := range entries {
				if strings.HasPrefix(e.File, "/") || strings.Contains("/"+e.File+"/", "/../") {
					t.Errorf("it leads to %s", e.File)
				}
			}
		}
	})
}
