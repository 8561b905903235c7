package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// unformatted is a rule that segc formats, with what terminals and GitHub obey.
const unformatted = "# \u202e\u200b ##[group]a\nwhere   plan = \"##[add-mask]e\"\n"

// TestDataIsExact checks that files and pipes get every byte of a text, no matter
// what is in it.
func TestDataIsExact(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	name := filepath.Join(folder, "a\n\x1b[31m.seg")
	if err := os.WriteFile(name, []byte(unformatted), 0o666); err != nil {
		judges.Missing(t, "files", "the file system has no such names: %v", err)
	}
	want := strings.Replace(unformatted, "where   ", "where ", 1)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"fmt", name}, want},
		{[]string{"fmt", "-l", "-0", name}, name + "\x00"},
	} {
		var out, problems bytes.Buffer
		runAttack(attack{args: c.args}, streams{out: &out, err: &problems}, nil)
		if out.String() != c.want {
			t.Errorf("%q: %q, not %q", c.args, out.String(), c.want)
		}
	}
	// Text read from a pipe is written unchanged, except for the fixes that were
	// asked for.
	piped := "# \u202e\x1b[31m\u009b\nplan in (\"a\u200bb\", \"c\u2066\", \"a\u200bb\")\u00a0and status = \"subscribed\"\r\n::error::\ufeff\xff"
	for _, args := range [][]string{{"check", "--fix", "-"}, {"check", "--fix", "-q", "-"}, {"check", "--fix", "--format", "json", "-"}} {
		var out, problems bytes.Buffer
		runAttack(attack{args: args, stdin: piped}, streams{out: &out, err: &problems}, nil)
		if out.String() != piped {
			t.Errorf("%q: %q, not %q", args, out.String(), piped)
		}
	}
	for text, want := range map[string]string{
		"plan = \"a\u200bb\" and isp in (1, 1) and status = \"subscribed\"\n":    "plan = \"a\u200bb\" and isp in (1) and status = \"subscribed\"\n",
		"plan = \"\u00ad\" and isp in (1, 2, 1) and status = \"subscribed\"\r\n": "plan = \"\u00ad\" and isp in (1, 2) and status = \"subscribed\"\r\n",
	} {
		var out, problems bytes.Buffer
		runAttack(attack{args: []string{"check", "--fix", "-"}, stdin: text}, streams{out: &out, err: &problems}, nil)
		if out.String() != want {
			t.Errorf("%q, not %q\n%s", out.String(), want, problems.String())
		}
	}
	var out, problems bytes.Buffer
	if code := runAttack(attack{args: []string{"fmt", "-l", name}}, streams{out: &out, err: &problems}, nil); code != 0 ||
		strings.Count(out.String(), "\n") != 1 || !strings.Contains(out.String(), `a\n\x1b[31m.seg"`) {
		t.Errorf("exit code %d, %q, %q", code, out.String(), problems.String())
	}
}

// TestDataInLogs checks that a text with a command goes to a file as it is, and
// not to the log of a CI system.
func TestDataInLogs(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	name := filepath.Join(folder, "a.seg")
	if err := os.WriteFile(name, []byte(unformatted), 0o666); err != nil {
		t.Fatal(err)
	}
	github := map[string]string{"GITHUB_ACTIONS": "true"}
	var out, problems bytes.Buffer
	code := runAttack(attack{args: []string{"fmt", name}}, streams{out: &out, err: &problems}, github)
	if code != 2 || out.Len() > 0 || !strings.Contains(problems.String(), "runs as a command; write it to a file") {
		t.Errorf("exit code %d, %q, %q", code, out.String(), problems.String())
	}
	file, err := os.Create(filepath.Join(folder, "out"))
	if err != nil {
		t.Fatal(err)
	}
	code = runAttack(attack{args: []string{"fmt", name}}, streams{out: file, err: &problems}, github)
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file.Name())
	if err != nil || code != 0 || string(got) != strings.Replace(unformatted, "where   ", "where ", 1) {
		t.Errorf("exit code %d, %q, %v", code, got, err)
	}
	// JSON has no commands, so that it always goes through.
	out.Reset()
	code = runAttack(attack{args: []string{"compile", "--compact", "-"}, stdin: `plan = "##[add-mask]e\u009b"`}, streams{out: &out, err: &problems}, github)
	if want := `{"any":[{"all":[{"kind":"field","field":"plan","operator":"equals","value":"##\u005badd-mask]e\u009b"}]}]}`; code != 0 || strings.TrimSpace(out.String()) != want {
		t.Errorf("exit code %d, %s %s", code, out.String(), problems.String())
	}
}

// TestNamesMakeNoLines checks that the name of a file begins no line of a message.
func TestNamesMakeNoLines(t *testing.T) {
	t.Parallel()
	const evil = "a\nsegc: all is fine\n.seg"
	for _, args := range [][]string{
		{"check", evil},
		{"fmt", evil},
		{"compile", "-o", "x", evil},
		{"explain", evil},
		{"diff", evil, evil},
		{"decompile", evil},
		{"plan", "--lock", evil, "x"},
		{"compile", "--watch", "--out-dir", "b", evil},
		{"check", "--root", evil, "x"},
		{"dev-server", "--lists", evil},
		{"check", "--enable", evil, "x"},
		{"catalog", evil},
		{evil},
		{"help", evil},
		{"completion", evil},
		{"init", "/dev/null/" + evil},
		{"new", evil},
		{"new", "--recipe", evil, "x"},
		{"new", "--dir", "/dev/null/" + evil, "x"},
		{"check", "--" + evil},
		{"check", "-" + evil},
	} {
		var out, problems bytes.Buffer
		code := runAttack(attack{args: args}, streams{out: &out, err: &problems}, map[string]string{"SEGC_API_KEY": "k"})
		for line := range strings.Lines(out.String() + problems.String()) {
			if code == 0 || strings.HasPrefix(line, "segc: all is fine") || strings.HasPrefix(line, "segc: segc:") {
				t.Errorf("%q: exit code %d\n%s%s", args, code, out.String(), problems.String())
			}
		}
	}
}

// TestCompletionOffersPlainNames checks that a shell is offered no name that it would
// obey or take for several.
func TestCompletionOffersPlainNames(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, name := range []string{"c.seg", "c d.seg", "c\x1b[31m.seg", "c\na.seg", "c\tb.seg", "c\u202e.seg"} {
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			judges.Missing(t, "files", "the file system has no such names: %v", err)
		}
	}
	var out, problems bytes.Buffer
	runAttack(attack{args: []string{"__complete", "c"}}, streams{out: &out, err: &problems}, nil)
	var files []string
	for line := range strings.Lines(out.String()) {
		if !strings.HasPrefix(line, ":") && !strings.Contains(line, "\t") {
			files = append(files, strings.TrimSuffix(line, "\n"))
		}
	}
	if got := strings.Join(files, "|"); got != "c d.seg|c.seg" {
		t.Errorf("%q", got)
	}
}

// TestRequestIsExact checks that the JSON of a request that is only shown means what
// would be sent, no matter what its values are.
func TestRequestIsExact(t *testing.T) {
	t.Parallel()
	rule := "segment \"A\"\n  color \"#7cb7de\"\n  lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere plan = \"a\u200bb##[c]\" and status = \"subscribed\"\n"
	var out, problems bytes.Buffer
	code := runAttack(attack{args: []string{"compile", "--submit", "--dry-run", "-"}, stdin: rule}, streams{out: &out, err: &problems}, map[string]string{"GITHUB_ACTIONS": "true"})
	_, text, _ := strings.Cut(out.String(), "\n\n")
	var body struct {
		Rules struct {
			Any []struct {
				All []struct{ Value string }
			}
		} `json:"rules_json"`
	}
	if err := json.Unmarshal([]byte(text), &body); code != 0 || err != nil || !strings.Contains(out.String(), "a\\u200bb##") {
		t.Fatalf("exit code %d, %v\n%s%s", code, err, out.String(), problems.String())
	}
	for _, c := range body.Rules.Any[0].All {
		if c.Value == "a\u200bb##[c]" {
			return
		}
	}
	t.Error(text)
}
