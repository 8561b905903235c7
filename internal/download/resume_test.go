package download_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/download"
)

// held has a partial file with the first of two pages.
func held(t *testing.T) (*os.File, download.Head) {
	t.Helper()
	file, head := temporary(t), download.Head{API: "http://127.0.0.1:1", List: "x", PageSize: 2, Columns: []string{"plan"}}
	begin(t, file, head, func(number int) (*client.ContactPage, error) {
		if number == 2 {
			return nil, errBroken
		}
		return page(1, 4, 2, 1, 2), nil
	})
	return file, head
}

func contentOf(t *testing.T, file *os.File) string {
	t.Helper()
	text, err := os.ReadFile(file.Name())
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestPartialFile checks what a partial file looks like, and that `segc eval` refuses it.
func TestPartialFile(t *testing.T) {
	t.Parallel()
	file, _ := held(t)
	text := contentOf(t, file)
	want := contactfile.PartMark + ` {"api":"http://127.0.0.1:1","list":"x","page_size":2,"columns":["plan"]}
{"id":1,"plan":"club"}
{"id":2,"plan":"club"}
#{"page":1,"contacts":2,"total":4,"have":[2]}
`
	if text != want {
		t.Errorf("%s", text)
	}
	for _, shape := range []contactfile.Shape{"", contactfile.Objects, contactfile.Records, contactfile.Table} {
		_, err := contactfile.Open(strings.NewReader(text), "x.partial", contactfile.Want{Key: "id"}, contactfile.Layout{Shape: shape})
		if err == nil || !strings.Contains(err.Error(), "only a part of the contacts") {
			t.Errorf("%s: %v", shape, err)
		}
	}
}

// TestResume goes on with partial files after every kind of end, and refuses what is none.
func TestResume(t *testing.T) {
	t.Parallel()
	file, head := held(t)
	text := contentOf(t, file)
	lines := strings.SplitAfter(text, "\n")
	other, more := head, head
	other.List, more.Columns = "y", []string{"plan", "city"}
	for name, c := range map[string]struct {
		text  string
		head  download.Head
		ids   string // that are known
		wrong error
	}{
		"as it was":           {text, head, "1 2", nil},
		"a line after":        {text + `{"id":3,"plan":"club"}` + "\n", head, "1 2", nil},
		"half a line after":   {text + `{"id":3,"pl`, head, "1 2", nil},
		"half a mark":         {text[:len(text)-3], head, "", nil},
		"no page":             {lines[0], head, "", nil},
		"half of the head":    {text[:9], head, "", nil},
		"nothing":             {"", head, "", nil},
		"another list":        {text, other, "", download.ErrOther},
		"other columns":       {text, more, "", download.ErrOther},
		"contacts":            {lines[1] + lines[2], head, "", download.ErrNotPart},
		"no lines":            {"precious", head, "", download.ErrNotPart},
		"a line that is long": {lines[0] + strings.Repeat("x", 2<<20) + "\n", head, "", download.ErrNotPart},
		"a long first line":   {contactfile.PartMark + strings.Repeat("x", 2<<20) + "\n", head, "", download.ErrNotPart},
		"a contact less":      {lines[0] + lines[1] + lines[3], head, "", download.ErrNotPart},
		"a contact twice":     {lines[0] + lines[1] + lines[1] + lines[3], head, "", download.ErrNotPart},
		"one of another page": {text + lines[1] + lines[3], head, "", download.ErrNotPart},
		"no id":               {lines[0] + "{}\n" + lines[2] + lines[3], head, "", download.ErrNotPart},
		"an id that is text":  {lines[0] + "{\"id\":\"1\"}\n" + lines[2] + lines[3], head, "", download.ErrNotPart},
		"an empty line":       {lines[0] + "\n" + lines[1], head, "", download.ErrNotPart},
		"a mark without JSON": {lines[0] + "#\n", head, "", download.ErrNotPart},
		"a page 0":            {lines[0] + `#{"page":0,"contacts":0,"total":4,"have":[0]}` + "\n", head, "", download.ErrNotPart},
		"more columns":        {lines[0] + `#{"page":1,"contacts":0,"total":4,"have":[0,0]}` + "\n", head, "", download.ErrNotPart},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := temporary(t)
			if _, err := file.WriteString(c.text); err != nil {
				t.Fatal(err)
			}
			part, err := download.Resume(file, c.head)
			if !errors.Is(err, c.wrong) {
				t.Fatalf("%v, not %v", err, c.wrong)
			}
			if c.wrong != nil {
				if now := contentOf(t, file); now != c.text {
					t.Errorf("it was changed: %.100s", now)
				}
				return
			}
			whole := []*client.ContactPage{page(1, 4, 2, 1, 2), page(2, 4, 2, 3, 4)}
			ask, left := listed(t, whole)
			summary, err := part.Run(t.Context(), job(ask))
			if err != nil || summary.Contacts != 4 || summary.Repeated > 0 || left() > 0 {
				t.Errorf("%v %+v", err, summary)
			}
			var out bytes.Buffer
			if err := part.Finish(&out); err != nil || idsOf(t, out.String()) != "1 2 3 4" {
				t.Errorf("%v\n%s", err, &out)
			}
		})
	}
}

// TestGoesBack checks where a run goes on if the list has changed since the one before.
func TestGoesBack(t *testing.T) {
	t.Parallel()
	head := download.Head{Columns: []string{"plan"}}
	for name, c := range map[string]struct {
		pages []*client.ContactPage // of the second run
		ids   string
		wrong string
	}{
		"as before":         {[]*client.ContactPage{page(3, 8, 4, 5, 6), page(4, 8, 4, 7, 8)}, "1 2 3 4 5 6 7 8", ""},
		"three in front":    {[]*client.ContactPage{page(3, 11, 6, 2, 3), page(4, 11, 6, 4, 5), page(5, 11, 6, 6, 7), page(6, 11, 6, 8), page(1, 11, 6, 9, 10), page(2, 11, 6, 11, 1)}, "1 2 3 4 5 6 7 8 9 10 11", ""},
		"moved by a page":   {[]*client.ContactPage{page(3, 9, 5, 7, 8), page(2, 9, 5, 5, 6), page(3, 9, 5, 7, 8), page(4, 9, 5, 9, 3), page(5, 9, 5, 4)}, "1 2 3 4 5 6 7 8 9", ""},
		"fewer pages":       {[]*client.ContactPage{page(3, 8, 1), page(1, 8, 1, 1, 2, 3, 4, 5, 6, 7, 8)}, "1 2 3 4 5 6 7 8", ""},
		"another order":     {[]*client.ContactPage{page(3, 8, 4, 8, 7), page(2, 8, 4, 6, 8), page(3, 8, 4, 7, 5), page(4, 8, 4, 4, 3)}, "1 2 3 4 5 6 8 7", ""},
		"fewer than before": {[]*client.ContactPage{page(3, 7, 4, 6, 7)}, "", "there were 8, and now there are 7"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			file := temporary(t)
			begin(t, file, head, func(number int) (*client.ContactPage, error) {
				if number == 4 {
					return nil, errBroken
				}
				return page(number, 8, 4, int64(2*number-1), int64(2*number)), nil
			})
			part, err := download.Resume(file, head)
			if err != nil {
				t.Fatal(err)
			}
			ask, _ := listed(t, c.pages)
			_, err = part.Run(t.Context(), job(ask))
			if c.wrong != "" {
				if err == nil || !strings.Contains(err.Error(), c.wrong) {
					t.Errorf("%v", err)
				}
				return
			}
			var out bytes.Buffer
			if err := errors.Join(err, part.Finish(&out)); err != nil || idsOf(t, out.String()) != c.ids {
				t.Errorf("%v\n%s", err, &out)
			}
		})
	}
}

// TestChangedDuringTheRun checks that a partial file that somebody changes never becomes a whole one.
func TestChangedDuringTheRun(t *testing.T) {
	t.Parallel()
	file, head := held(t)
	part, err := download.Resume(file, head)
	if err != nil {
		t.Fatal(err)
	}
	ask, _ := listed(t, []*client.ContactPage{page(1, 4, 2, 1, 2), page(2, 4, 2, 3, 4)})
	if _, err := part.Run(t.Context(), job(ask)); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{strings.Replace(contentOf(t, file), "{\"id\":2,\"plan\":\"club\"}\n", "", 1), contentOf(t, file) + "{}\n", ""} {
		if err := os.WriteFile(file.Name(), []byte(change), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := part.Finish(io.Discard); !errors.Is(err, download.ErrNotPart) {
			t.Errorf("%v", err)
		}
	}
}

// FuzzResume checks that no partial file of a stranger breaks a run, and that a download that goes on
// with one has the contacts of its lines.
func FuzzResume(f *testing.F) {
	head := download.Head{Columns: []string{"plan"}}
	first := contactfile.PartMark + ` {"api":"","page_size":0,"columns":["plan"]}` + "\n"
	f.Add([]byte(first + "{\"id\":1}\n#{\"page\":1,\"contacts\":1,\"total\":2,\"have\":[1]}\n"))
	f.Add([]byte(first + "{\"id\":1}\n#{\"page\":1,\"contacts\":1,\"total\":2,\"have\":[1]}\n{\"id\":2"))
	f.Add([]byte(first + "#{\"page\":9223372036854775807,\"contacts\":0,\"total\":-5,\"have\":[1]}\n"))
	f.Add([]byte(first[:7]))
	f.Fuzz(func(t *testing.T, text []byte) {
		file, err := os.Create(filepath.Join(t.TempDir(), "x"))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = file.Close() }() // it was only a test
		if _, err := file.Write(text); err != nil {
			t.Fatal(err)
		}
		part, err := download.Resume(file, head)
		if err != nil {
			if !errors.Is(err, download.ErrNotPart) && !errors.Is(err, download.ErrOther) {
				t.Fatal(err)
			}
			return
		}
		var out bytes.Buffer
		if err := part.Finish(&out); err != nil {
			t.Fatal(err)
		}
		if lines := bytes.Count(out.Bytes(), []byte("\n")); int64(lines) != part.State.Contacts {
			t.Errorf("%d lines, %d contacts", lines, part.State.Contacts)
		}
	})
}
