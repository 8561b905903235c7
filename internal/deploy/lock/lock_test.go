package lock_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/test/prose"
)

const (
	one   = "11111111-1111-4111-8111-111111111111"
	two   = "22222222-2222-4222-8222-222222222222"
	three = "33333333-3333-4333-8333-333333333333"
	four  = "44444444-4444-4444-8444-444444444444"
	base  = "https://api.example"
)

// hashes are those of a body, told apart by a letter.
func hashes(letter string) lock.Hashes {
	return lock.Hashes{Name: letter + "1", Color: letter + "2", Description: letter + "3", Lists: letter + "4", Rules: letter + "5"}
}

func TestFormat(t *testing.T) {
	f := lock.New()
	f.Set(base, lock.Entry{
		File: "b.seg", ID: two, Name: `the "second" <one>`, Updated: "u2",
		Segment: "Day {n}", Values: map[string]string{"n": "3", "market": "AT"}, Day: "2026-11-27", Set: map[string]string{"market": `"AT"`}, Assume: map[string]string{"missing": "skip", "edge": "last"},
		Hash: hashes("h"), Answer: lock.Hashes{Description: "a3"},
	})
	f.Set(base, lock.Entry{File: "b.seg", ID: three, Segment: "Day {n}", Values: map[string]string{"n": "2", "market": "AT"}})
	f.Set(base, lock.Entry{File: "b.seg", ID: four, Segment: "All", Left: true})
	f.Set(base, lock.Entry{File: "a.seg", ID: one, Name: "first", Body: "h1", BodyAnswer: "a1"})
	f.Set("http://127.0.0.1:1", lock.Entry{File: "a.seg", ID: two})
	want := `{
  "version": 2,
  "remotes": {
    "http://127.0.0.1:1": [
      {"file": "a.seg", "id": "` + two + `", "name": "", "updated": ""}
    ],
    "https://api.example": [
      {"file": "a.seg", "id": "` + one + `", "name": "first", "body": "h1", "body_answer": "a1", "updated": ""},
      {"file": "b.seg", "id": "` + four + `", "name": "", "segment": "All", "left": true, "updated": ""},
      {"file": "b.seg", "id": "` + three + `", "name": "", "segment": "Day {n}", "values": {"market": "AT", "n": "2"}, "updated": ""},
      {"file": "b.seg", "id": "` + two + `", "name": "the \"second\" <one>", "segment": "Day {n}", "values": {"market": "AT", "n": "3"}, "day": "2026-11-27", "set": {"market": "\"AT\""}, "assume": {"edge": "last", "missing": "skip"}, "hash": {"name": "h1", "color": "h2", "description": "h3", "lists": "h4", "rules": "h5"}, "answer": {"description": "a3"}, "updated": "u2"}
    ]
  }
}
`
	if diff := cmp.Diff(want, string(f.Format())); diff != "" {
		t.Error(diff)
	}
	for _, text := range []string{want, "\ufeff" + want} {
		again, err := lock.Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, string(again.Format())); diff != "" {
			t.Error(diff)
		}
	}
}

// TestVersion1 checks that a lock of version 1 keeps all that it knows.
func TestVersion1(t *testing.T) {
	const text = `{"version":1,"remotes":{"` + base + `":[
		{"file":"a.seg","id":"` + one + `","name":"A","hash":"h1","updated":"u1"},
		{"file":"b.seg","id":"` + two + `","name":"B","hash":"h2","answer":"a2","updated":"u2"}]}}`
	for _, c := range []string{text, "\ufeff" + text} {
		f, err := lock.Parse([]byte(c))
		if err != nil {
			t.Fatal(err)
		}
		want := &lock.File{Read: 1, Remotes: map[string][]lock.Entry{base: {
			{File: "a.seg", ID: one, Name: "A", Body: "h1", Updated: "u1"},
			{File: "b.seg", ID: two, Name: "B", Body: "h2", BodyAnswer: "a2", Updated: "u2"},
		}}}
		if diff := cmp.Diff(want, f); diff != "" {
			t.Error(diff)
		}
		for i, remote := range []string{"h1", "a2"} {
			if got := f.Remotes[base][i].RemoteBody(); got != remote {
				t.Errorf("the API was left with %s", got)
			}
		}
		again, err := lock.Parse(f.Format())
		if err != nil {
			t.Fatal(err)
		}
		f.Read = lock.Version
		if diff := cmp.Diff(f, again); diff != "" {
			t.Error(diff)
		}
	}
}

func TestHashes(t *testing.T) {
	h := hashes("h")
	answer := h
	answer.Rules, answer.Name = "a5", "a1"
	only := answer.Except(h)
	if want := (lock.Hashes{Name: "a1", Rules: "a5"}); only != want {
		t.Errorf("%+v", only)
	}
	if got := only.Over(h); got != answer {
		t.Errorf("%+v", got)
	}
	if got := (lock.Entry{Hash: h, Answer: only}).Remote(); got != answer {
		t.Errorf("%+v", got)
	}
	if !h.Except(h).IsZero() || only.IsZero() {
		t.Error("IsZero is wrong")
	}
}

// TestSet checks that a file and a segment have one entry each, and that nothing is
// written when nothing changes.
func TestSet(t *testing.T) {
	f := lock.New()
	for _, step := range []struct {
		entry   lock.Entry
		changed bool
		files   string
	}{
		{lock.Entry{File: "a.seg", ID: one}, true, "a.seg"},
		{lock.Entry{File: "a.seg", ID: strings.ToUpper(one)}, false, "a.seg"},
		{lock.Entry{File: "b.seg", ID: two}, true, "a.seg b.seg"},
		{lock.Entry{File: "c.seg", ID: one}, true, "b.seg c.seg"}, // the file of a segment has a new name
		{lock.Entry{File: "b.seg", ID: one}, true, "b.seg"},       // a file has another segment
		{lock.Entry{File: "b.seg", ID: one, Hash: hashes("h")}, true, "b.seg"},
		{lock.Entry{File: "b.seg", ID: one, Hash: hashes("h")}, false, "b.seg"},
		{lock.Entry{File: "d.seg", Segment: "D", ID: two}, true, "b.seg d.seg"},
		{lock.Entry{File: "d.seg", Segment: "E", ID: three}, true, "b.seg d.seg d.seg"},
		{lock.Entry{File: "d.seg", Segment: "D", ID: two, Values: map[string]string{"n": "1"}}, true, "b.seg d.seg d.seg"},
		{lock.Entry{File: "d.seg", Segment: "D", ID: two, Values: map[string]string{"n": "1"}}, false, "b.seg d.seg d.seg"},
		{lock.Entry{File: "d.seg", Segment: "D", ID: four, Values: map[string]string{"n": "2"}}, true, "b.seg d.seg d.seg d.seg"},
		{lock.Entry{File: "d.seg", Segment: "D", ID: one, Values: map[string]string{"n": "1"}}, true, "d.seg d.seg d.seg"},
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
	entry2 := func(text string) string {
		return `{"version":2,"remotes":{"` + base + `":[{"file":"a.seg","id":"` + one + `","name":"n","updated":"",` + text + `}]}}`
	}
	good := `{"file":"a.seg","id":"` + one + `","name":"n","hash":"h","updated":""}`
	full := `"hash":{"name":"1","color":"2","description":"3","lists":"4","rules":"5"}`
	for _, good := range []string{entry(good), entry2(full), entry2(`"segment":"S","values":{"n":"1"},"day":"2028-02-29"`)} {
		if _, err := lock.Parse([]byte(good)); err != nil {
			t.Errorf("%v\n%s", err, good)
		}
	}
	messages := prose.Open(t, "refusals")
	for _, c := range []struct {
		name, text string
		names      []string // what the error names
	}{
		{"another form", `[]`, nil},
		{"nothing in it", `{}`, nil},
		{"cut off", entry(good)[:40], nil},
		{"more", entry(good) + "{", nil},
		{"a bracket more", entry(good) + "]", nil},
		{"more in version 2", entry2(full) + "{", nil},
		{"a later version", `{"version":3,"remotes":{},"new":[]}`, []string{"3", "2"}},
		{"a version before the first", `{"version":0,"remotes":{}}`, nil},
		{"a member", `{"version":1,"remotes":{},"more":1}`, []string{`"more"`}},
		{"a member in version 2", `{"version":2,"remotes":{},"more":1}`, []string{`"more"`}},
		{"a member of version 2 in version 1", entry(strings.Replace(good, "{", `{"day":"",`, 1)), []string{`"day"`}},
		{"a hash of version 1 in version 2", entry2(`"hash":"h"`), nil},
		{"a merge", "{\n<<<<<<< mine\n", nil},
		{"a merge of version 2", "\ufeff<<<<<<< mine\n", nil},
		{"two sections of an API", `{"version":1,"remotes":{"` + base + `":[` + good + `],"` + base + `":[]}}`, []string{`"` + base + `"`}},
		{"a member twice", entry2(full + `,"day":"","day":""`), []string{`"day"`}},
		{"a hash twice", entry2(strings.Replace(full, "}", `,"name":"2"}`, 1)), []string{`"name"`}},
		{"a value twice", entry2(`"segment":"s","values":{"n":"1","n":"2"}`), []string{`"n"`}},
		{"no id", entry(`{"file":"a.seg"}`), nil},
		{"no file", entry(`{"id":"` + one + `"}`), []string{`""`}},
		{"above", entry(`{"file":"../a.seg","id":"` + one + `"}`), []string{`"../a.seg"`}},
		{"from the root", entry(`{"file":"/etc/a.seg","id":"` + one + `"}`), []string{`"/etc/a.seg"`}},
		{"above in version 2", strings.Replace(entry2(full), "a.seg", "../a.seg", 1), []string{`"../a.seg"`}},
		{"another ending", entry(strings.Replace(good, "a.seg", "a.txt", 1)), []string{`"a.txt"`, ".seg"}},
		{"a hook in version 2", strings.Replace(entry2(full), "a.seg", ".git/hooks/pre-commit", 1), []string{".seg"}},
		{"in Git's folder", entry(strings.Replace(good, "a.seg", ".git/a.seg", 1)), nil},
		{"in Git's folder, in version 2", strings.Replace(entry2(full), "a.seg", "b/.GIT/c/a.seg", 1), nil},
		{"a control character", entry(strings.Replace(good, "a.seg", `\u001b[2Ja.seg`, 1)), []string{`"\x1b[2Ja.seg"`}},
		{"a line break in version 2", strings.Replace(entry2(full), "a.seg", `a\nb.seg`, 1), nil},
		{"a file twice", entry(good + `,{"file":"a.seg","id":"` + two + `"}`), []string{"a.seg"}},
		{"a segment twice", entry(good + `,{"file":"b.seg","id":"` + one + `"}`), []string{one}},
		{"a segment in capitals", entry(`{"file":"a.seg","id":"` + strings.ReplaceAll(one, "1", "a") + `"},{"file":"b.seg","id":"` + strings.ReplaceAll(one, "1", "A") + `"}`), nil},
		{
			"a segment of a file twice", entry2(`"segment":"S","values":{"n":"1"}},{"file":"a.seg","id":"` + two + `","segment":"S","values":{"n":"1"}`),
			[]string{`a.seg, segment "S" with n "1"`},
		},
		{"values without a segment", entry2(`"values":{"n":"1"}`), nil},
		{"left without a segment", entry2(`"left":true`), nil},
		{"left in version 1", entry(strings.Replace(good, "{", `{"left":true,`, 1)), []string{`"left"`}},
		{"a day that is none", entry2(`"day":"2026-02-30"`), nil},
		{"a hash that is not there", entry2(strings.Replace(full, `,"rules":"5"`, "", 1)), nil},
		{"an answer alone", entry2(`"answer":{"name":"1"}`), nil},
		{"both versions", entry2(full + `,"body":"h"`), nil},
	} {
		_, err := lock.Parse([]byte(c.text))
		if err == nil || !prose.Names(err.Error(), c.names...) {
			t.Fatalf("%s: %v", c.name, err)
		}
		messages.Add(t, c.name, err.Error())
	}
}

// TestCheckFile checks which files a lock may name.
func TestCheckFile(t *testing.T) {
	messages := prose.Open(t, "files")
	for file, want := range map[string]string{
		"a.seg": "", "b/c d/ä.seg": "", ".seg": "", ".github/a.seg": "", "a.git/b.seg": "", "git/a.seg": "", ".gitx/.git.seg": "",
		"": "path", ".": "path", "..": "path", "../a.seg": "path", "/etc/a.seg": "path", "a//b.seg": "path", "a/../b.seg": "path", "\xff.seg": "path",
		"a": "ends", "a.SEG": "ends", "a.seg.txt": "ends", "a.seg/b": "ends", ".gitattributes": "ends", "aseg": "ends",
		"a\nb.seg": "control", "\x1b.seg": "control", "a\x00.seg": "control", "\x7f.seg": "control", "\u009b.seg": "control",
		".git/a.seg": "Git", ".Git/a.seg": "Git", "a/.GIT/b/c.seg": "Git", ".git./a.seg": "Git", ".git /a.seg": "Git", "GIT~1/a.seg": "Git",
		".g\u200cit/a.seg": "Git",
	} {
		err := lock.CheckFile(file)
		if (err == nil) != (want == "") {
			t.Fatalf("%q: %v", file, err)
		}
		if err != nil {
			messages.Add(t, want, err.Error()) // one for all of a kind
		}
	}
}

// TestDeepNesting checks that a lock cannot make its reader hang or run out of
// memory.
func TestDeepNesting(t *testing.T) {
	for open, want := range map[string]string{"[": "[", `{"a":`: "{", `{"version":2,"remotes":{"a":[`: "{"} {
		_, err := lock.Parse([]byte(strings.Repeat(open, 1<<20/len(open))))
		if err == nil || !prose.Names(err.Error(), "line 1", "'"+want+"'") || len(err.Error()) > 200 {
			t.Errorf("%s: got %.500v", open, err)
		}
	}
}

func TestParseNothing(t *testing.T) {
	for _, text := range []string{"", "\n", "\ufeff", "\ufeff\n", `{"version":1,"remotes":{}}`, `{"version":2,"remotes":{}}`} {
		if f, err := lock.Parse([]byte(text)); err != nil || len(f.Remotes) != 0 {
			t.Errorf("%q: %v %v", text, f, err)
		}
	}
}

// FuzzParse checks that what is read can be written and read again, and that it
// leads only to rules in the folder.
func FuzzParse(f *testing.F) {
	f.Add([]byte(""))
	f.Add([]byte(`{"version":1,"remotes":{"b":[{"file":"a/b.seg","id":"` + one + `","name":"\u00e9","hash":"","updated":""}]}}`))
	f.Add([]byte(`{"version":1,"remotes":{"b":[{"file":"../b.seg","id":"` + one + `"}]}}`))
	f.Add([]byte(`{"version":1,"remotes":{"b":[{"file":".git/b.seg","id":"` + one + `"}]}}`))
	f.Add([]byte(`{"version":2,"remotes":{"b":[{"file":"\u001b.seg","id":"` + one + `"}]}}`))
	f.Add([]byte("<<<<<<< "))
	f.Add([]byte(merged(entryLine("a.seg", one), entryLine("b.seg", two)+",")))
	f.Add([]byte(`{"version":2,"remotes":{"b":[{"file":"a/b.seg","id":"` + one + `","name":"n","segment":"S","values":{"n":"1"},"day":"2026-11-27","set":{"p":"x"},"hash":{"name":"1","color":"2","description":"3","lists":"4","rules":"5"},"answer":{"rules":"6"},"updated":""}]}}`))
	f.Add([]byte("\ufeff" + `{"version":2,"remotes":{"b":[{"file":"b.seg","id":"` + one + `","body":"b","body_answer":"c"}]}}`))
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
				folded := "/" + strings.ToLower(e.File) + "/"
				if strings.HasPrefix(e.File, "/") || strings.Contains(folded, "/../") || strings.Contains(folded, "/.git/") ||
					!strings.HasSuffix(e.File, ".seg") || strings.ContainsFunc(e.File, unicode.IsControl) {
					t.Errorf("it leads to %s", e.File)
				}
			}
		}
	})
}
