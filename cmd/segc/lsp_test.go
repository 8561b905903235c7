package main

import (
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// checked returns what `segc check` says of the files of the working folder, in the same form.
func checkedHere(t *testing.T, flags ...string) (said map[string][]string, fixes map[string][]checkedFix) {
	t.Helper()
	said, fixes = map[string][]string{}, map[string][]checkedFix{}
	var out, err strings.Builder
	args := append([]string{"check", "--format", "json", "."}, flags...)
	if code := run(args, streams{strings.NewReader(""), &out, &err}, func(string) string { return "" }); code > 2 {
		t.Fatalf("segc %s: %d %s", strings.Join(args, " "), code, err.String())
	}
	type span struct {
		File       string
		Start, End struct{ Offset int }
	}
	place := func(s span) string { return fmt.Sprintf("%s %d-%d", s.File, s.Start.Offset, s.End.Offset) }
	var report struct {
		Diagnostics []struct {
			span
			Code, Severity, Message string
			Related                 []struct {
				span
				Message string
			}
			Notes []string
			Fixes []struct {
				Message string
				Edits   []checkedEdit
			}
		}
		Unread []struct{ File, Message string }
	}
	if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
		t.Fatal(err)
	}
	// A server follows no links, so that advice is left out there.
	follow := strings.NewReplacer("name the file that it leads to, or pass --follow", "or name the file that it leads to", ", or pass --follow", "")
	for _, u := range report.Unread {
		if strings.Contains(u.Message, "leads nowhere") {
			continue // for a server, nothing is there
		}
		said[u.File] = append(said[u.File], u.File+" 0-0 error[]: "+follow.Replace(u.Message))
	}
	for _, d := range report.Diagnostics {
		text := fmt.Sprintf("%s %s[%s]: %s", place(d.span), d.Severity, d.Code, d.Message)
		for _, note := range d.Notes {
			text += "\nnote: " + inEditor(note)
		}
		orders := make([]string, len(d.Fixes))
		for i, fix := range d.Fixes {
			orders[i] = fix.Message
		}
		for _, order := range english.Either(orders) { // which is how people read them
			text += "\nhelp: " + order
		}
		for _, r := range d.Related {
			text += fmt.Sprintf("\nat %s: %s", place(r.span), r.Message)
		}
		for _, fix := range d.Fixes {
			fixes[d.File] = append(fixes[d.File], checkedFix{d.Start.Offset, d.End.Offset, fmt.Sprint(fix.Edits)})
		}
		said[d.File] = append(said[d.File], text)
	}
	for name := range said {
		slices.Sort(said[name])
	}
	return said, fixes
}

// checkedFix is a fix of a problem, whose place has two offsets: its edits in one text.
type checkedFix struct {
	from, to int
	edits    string
}

type checkedEdit struct {
	File       string
	Start, End struct{ Offset int }
	Text       string
}

// nameIn returns the name of a file in a folder.
func nameIn(folder, uri string) string {
	parsed, err := url.Parse(uri)
	if err != nil {
		panic(err)
	}
	return strings.TrimPrefix(parsed.Path, folder+"/")
}

// fixes checks that each fix is an action of the editor at the place of its problem, edit by edit.
func (c *lspClient) fixes(folder, name string, fixes []checkedFix) {
	c.t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		c.t.Fatal(err)
	}
	uri, source := (&url.URL{Scheme: "file", Path: folder + "/" + name}).String(), ast.NewSource(name, strings.TrimPrefix(string(data), "\ufeff"))
	shift := len(data) - len(source.Text())
	c.send(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{"uri": uri, "version": 1, "text": source.Text()}}})
	time.Sleep(time.Minute)
	at := func(offset int) lspPosition {
		p := source.Position(offset - shift)
		_, start := source.Line(p.Line)
		return lspPosition{p.Line - 1, p.Offset - start}
	}
	for _, fix := range fixes {
		var actions []struct {
			Edit struct {
				Changes map[string][]struct {
					Range   struct{ Start, End lspPosition }
					NewText string
				}
			}
		}
		result := c.ask("textDocument/codeAction", map[string]any{
			"textDocument": map[string]any{"uri": uri}, "range": map[string]any{"start": at(fix.from), "end": at(fix.to)},
			"context": map[string]any{"diagnostics": []any{}, "only": []string{"quickfix"}},
		})
		if err := json.Unmarshal(result, &actions); err != nil {
			c.t.Fatal(err)
		}
		found := slices.ContainsFunc(actions, func(a struct {
			Edit struct {
				Changes map[string][]struct {
					Range   struct{ Start, End lspPosition }
					NewText string
				}
			}
		},
		) bool {
			var edits []checkedEdit
			for uri, list := range a.Edit.Changes {
				for _, e := range list {
					one := checkedEdit{File: nameIn(folder, uri), Text: e.NewText}
					_, start := source.Line(e.Range.Start.Line + 1)
					_, end := source.Line(e.Range.End.Line + 1)
					one.Start.Offset, one.End.Offset = start+e.Range.Start.Character+shift, end+e.Range.End.Character+shift
					edits = append(edits, one)
				}
			}
			return fmt.Sprint(edits) == fix.edits
		})
		if !found {
			c.t.Errorf("%s: no action at %d-%d is %s:\n%s", name, fix.from, fix.to, fix.edits, result)
		}
	}
	c.send(map[string]any{"method": "textDocument/didClose", "params": map[string]any{"textDocument": map[string]any{"uri": uri}}})
}

// TestServerSaysWhatCheckSays checks that an editor at rest shows exactly what the command says: of
// every case of the corpus and of the examples, under several flags.
func TestServerSaysWhatCheckSays(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range corpus.Cases(t) {
		for _, f := range c.Files {
			if i%long.Of(8, 1) == 0 && strings.HasSuffix(f.Name, ".seg") {
				writeBelow(t, folder, filepath.Join(filepath.FromSlash(c.Name), f.Name), string(f.Data))
			}
		}
	}
	examples := os.DirFS(filepath.Join("..", ".."))
	tables := 0
	err = fs.WalkDir(examples, "examples", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".seg") {
			return err
		}
		data, err := fs.ReadFile(examples, name)
		writeBelow(t, folder, filepath.FromSlash(name), string(data))
		tables += strings.Count(name, "/tables/")
		return err
	})
	if err != nil || tables == 0 {
		t.Fatalf("%d examples with tables: %v", tables, err)
	}
	t.Chdir(folder)
	for _, flags := range [][]string{
		{"--today", "2026-05-01"},
		{"--today", "2026-05-01", "--enable", "all", "--werror"},
		{"--today", "2026-02-28", "--assume", "missing=skip", "--max-groups", "20"},
	} {
		sameAsCheck(t, folder, flags)
	}
}

// sameAsCheck compares what an editor at rest shows of the working folder with what the command says.
func sameAsCheck(t *testing.T, folder string, flags []string) {
	t.Helper()
	want, fixes := checkedHere(t, flags...)
	synctest.Test(t, func(t *testing.T) {
		c := startLSP(t, folder, flags...)
		time.Sleep(time.Hour)
		synctest.Wait()
		got := c.problems(folder)
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if !slices.Equal(got[name], want[name]) {
				t.Errorf("%v: %s shows\n%s\nsegc check says\n%s", flags, name, strings.Join(got[name], "\n"), strings.Join(want[name], "\n"))
			}
		}
		for name, list := range got {
			if len(list) > 0 && want[name] == nil {
				t.Errorf("%v: %s shows\n%s\nsegc check says nothing", flags, name, strings.Join(list, "\n"))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(fixes)) {
			c.fixes(folder, name, fixes[name])
		}
		c.stop()
	})
}

// TestServerInOddFolders checks the same of folders that strangers have made: with a repository of its
// own within, links, names that are skipped, and texts with a byte order mark and other ends of lines.
func TestServerInOddFolders(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"catalog.seg":         "let mailable = status = \"subscribed\"\nrequire mailable because \"we never mail people who left\"\n",
		"repo/.git/HEAD":      "ref",
		"repo/rule.seg":       "use \"../catalog.seg\"\nwhere mailable\n",
		"repo/own.seg":        "use \"lib/parts.seg\"\nwhere part and orders >= 2 and orders >= 1\n",
		"repo/lib/parts.seg":  "let part = misspeld = 1\n",
		"deep/er/mark.seg":    "\ufeffuse \"../../catalog.seg\"\r\nwhere country = \"😀\"\rand opend >= 1\r\n",
		"deep/er/near.seg":    "use \"catalog.seg\"\nwhere mailable\n",
		"skipped/a.seg":       "where",
		"deep/er/skipped.seg": "where",
		".hidden/a.seg":       "where",
		".segcignore":         "skipped/\ndeep/**/skipped.seg\n",
		"a name & more.seg":   "where x",
		"empty.seg":           "",
	} {
		writeBelow(t, folder, name, text)
	}
	for name, target := range map[string]string{"link.seg": "deep/er/near.seg", "out.seg": "/etc/passwd", "gone.seg": "nothing.seg"} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	sameAsCheck(t, folder, []string{"--today", "2026-05-01"})
	sameAsCheck(t, folder, []string{"--today", "2026-05-01", "--root", "."})
}

// TestServerFlags checks that flags that are not for editors are refused, and that the session goes on
// without them.
func TestServerFlags(t *testing.T) {
	for flag, want := range map[string]string{
		"--fix": errLSPFix.Error(), "--root=..": errLSPRoot.Error(), "a.seg": errLSPFiles.Error(), "--tody=2026-05-01": "did you mean --today?",
		"--format=json": errLSPFormat.Error(), "--format=text": errLSPFormat.Error(), "--diagnostics=json": errLSPFormat.Error(),
		"--help": errLSPHelp.Error(), "-h": errLSPHelp.Error(),
		"--nonsense": "`segc check --help` lists them",
	} {
		m := &lspMachine{app: newApp(streams{strings.NewReader(""), io.Discard, io.Discard}, func(string) string { return "" })}
		if _, err := m.Folder(t.TempDir(), []string{flag}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", flag, err, want)
		}
	}
}

func writeBelow(t *testing.T, folder, name, text string) {
	t.Helper()
	name = filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
