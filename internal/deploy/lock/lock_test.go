package lock_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/deploy/lock"
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

// TestSet holds that a file and a segment stand once, and that nothing is
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
		{lock.Entry{File: "b.seg", ID: one}, true, "b.seg"},       // a file stands for another segment
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
	for _, c := range []struct{ name, text, want string }{
		{"another form", `[]`, "this is not a lock that segc wrote"},
		{"nothing in it", `{}`, "this is not a lock that segc wrote"},
		{"cut off", entry(good)[:40], "this is not a lock that segc wrote"},
		{"more", entry(good) + "{", "more follows its end"},
		{"a bracket more", entry(good) + "]", "more follows its end"},
		{"more in version 2", entry2(full) + "{", "more follows its end"},
		{"a later version", `{"version":3,"remotes":{},"new":[]}`, "has version 3, but this segc knows versions up to 2; install a newer segc"},
		{"a version before the first", `{"version":0,"remotes":{}}`, "no version that segc ever wrote"},
		{"a member", `{"version":1,"remotes":{},"more":1}`, `unknown field "more"`},
		{"a member in version 2", `{"version":2,"remotes":{},"more":1}`, `unknown field "more"`},
		{"a member of version 2 in version 1", entry(strings.Replace(good, "{", `{"day":"",`, 1)), `unknown field "day"`},
		{"a hash of version 1 in version 2", entry2(`"hash":"h"`), "this is not a lock that segc wrote"},
		{"a merge", "{\n<<<<<<< mine\n", "a conflict is left in it"},
		{"a merge of version 2", "\ufeff<<<<<<< mine\n", "a conflict is left in it"},
		{"two sections of an API", `{"version":1,"remotes":{"` + base + `":[` + good + `],"` + base + `":[]}}`, `has "` + base + `" twice`},
		{"a member twice", entry2(full + `,"day":"","day":""`), `has "day" twice`},
		{"a hash twice", entry2(strings.Replace(full, "}", `,"name":"2"}`, 1)), `has "name" twice`},
		{"a value twice", entry2(`"segment":"s","values":{"n":"1","n":"2"}`), `has "n" twice`},
		{"no id", entry(`{"file":"a.seg"}`), "is not a UUID"},
		{"no file", entry(`{"id":"` + one + `"}`), "not a path below the folder of the lock"},
		{"above", entry(`{"file":"../a.seg","id":"` + one + `"}`), "not a path below the folder of the lock"},
		{"from the root", entry(`{"file":"/etc/a.seg","id":"` + one + `"}`), "not a path below the folder of the lock"},
		{"above in version 2", strings.Replace(entry2(full), "a.seg", "../a.seg", 1), "not a path below the folder of the lock"},
		{"another ending", entry(strings.Replace(good, "a.seg", "a.txt", 1)), `the file "a.txt" of ` + base + " does not end in .seg"},
		{"a hook in version 2", strings.Replace(entry2(full), "a.seg", ".git/hooks/pre-commit", 1), "does not end in .seg"},
		{"in Git's folder", entry(strings.Replace(good, "a.seg", ".git/a.seg", 1)), "is in a folder of Git"},
		{"in Git's folder, in version 2", strings.Replace(entry2(full), "a.seg", "b/.GIT/c/a.seg", 1), "is in a folder of Git"},
		{"a control character", entry(strings.Replace(good, "a.seg", `\u001b[2Ja.seg`, 1)), `the file "\x1b[2Ja.seg" of ` + base + " has a control character"},
		{"a line break in version 2", strings.Replace(entry2(full), "a.seg", `a\nb.seg`, 1), "has a control character"},
		{"a file twice", entry(good + `,{"file":"a.seg","id":"` + two + `"}`), "a.seg is there twice"},
		{"a segment twice", entry(good + `,{"file":"b.seg","id":"` + one + `"}`), one + " is there twice"},
		{"a segment in capitals", entry(`{"file":"a.seg","id":"` + strings.ReplaceAll(one, "1", "a") + `"},{"file":"b.seg","id":"` + strings.ReplaceAll(one, "1", "A") + `"}`), "is there twice"},
		{
			"a segment of a file twice", entry2(`"segment":"S","values":{"n":"1"}},{"file":"a.seg","id":"` + two + `","segment":"S","values":{"n":"1"}`),
			`a.seg, segment "S" with n "1" is there twice`,
		},
		{"values without a segment", entry2(`"values":{"n":"1"}`), "has values but no segment"},
		{"left without a segment", entry2(`"left":true`), "is left but has no segment"},
		{"left in version 1", entry(strings.Replace(good, "{", `{"left":true,`, 1)), `unknown field "left"`},
		{"a day that is none", entry2(`"day":"2026-02-30"`), "has a day that is not a date"},
		{"a hash that is not there", entry2(strings.Replace(full, `,"rules":"5"`, "", 1)), "lacks the hash of a property"},
		{"an answer alone", entry2(`"answer":{"name":"1"}`), "has an answer but no hash"},
		{"both versions", entry2(full + `,"body":"h"`), "has both"},
	} {
		if _, err := lock.Parse([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestCheckFile checks which files a lock may name.
func TestCheckFile(t *testing.T) {
	for file, want := range map[string]string{
		"a.seg": "", "b/c d/ä.seg": "", ".seg": "", ".github/a.seg": "", "a.git/b.seg": "", "git/a.seg": "", ".gitx/.git.seg": "",
		"": "path", ".": "path", "..": "path", "../a.seg": "path", "/etc/a.seg": "path", "a//b.seg": "path", "a/../b.seg": "path", "\xff.seg": "path",
		"a": "ends", "a.SEG": "ends", "a.seg.txt": "ends", "a.seg/b": "ends", ".gitattributes": "ends", "aseg": "ends",
		"a\nb.seg": "control", "\x1b.seg": "control", "a\x00.seg": "control", "\x7f.seg": "control", "\u009b.seg": "control",
		".git/a.seg": "Git", ".Git/a.seg": "Git", "a/.GIT/b/c.seg": "Git", ".git./a.seg": "Git", ".git /a.seg": "Git", "GIT~1/a.seg": "Git",
		".g\u200cit/a.seg": "Git",
	} {
		err := lock.CheckFile(file)
		word := map[string]string{"path": "not a path below", "ends": "does not end", "control": "control character", "Git": "of Git"}[want]
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), word) {
			t.Errorf("%q: %v", file, err)
		}
	}
}

// TestDeepNesting checks that a lock cannot make its reader hang or run out of
// memory.
func TestDeepNesting(t *testing.T) {
	for open, want := range map[string]string{"[": "[", `{"a":`: "{", `{"version":2,"remotes":{"a":[`: "{"} {
		want = "this is not a lock that segc wrote: line 1: invalid character '" + want + "' exceeded max depth"
		if _, err := lock.Parse([]byte(strings.Repeat(open, 1<<20/len(open)))); fmt.Sprint(err) != want {
			t.Errorf("%s: got %.500v, want %s", open, err, want)
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
