package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// unformatted is a rule that segc formats, with what terminals and GitHub obey.
const unformatted = "# \u202e\u200b ##[group]a\nwhere   plan = \"##[add-mask]e\"\n"

// TestDataIsExact checks that files and pipes get every byte of a text, whatever it
// has.
func TestDataIsExact(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	name := filepath.Join(folder, "a\n\x1b[31m.seg")
	if err := os.WriteFile(name, []byte(unformatted), 0o666); err != nil {
		t.Skip("the file system has no such names: ", err)
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
		{"check", evil}, {"fmt", evil}, {"compile", "-o", "x", evil}, {"explain", evil}, {"diff", evil, evil}, {"decompile", evil},
		{"plan", "--lock", evil, "x"}, {"compile", "--watch", "--out-dir", "b", evil}, {"check", "--root", evil, "x"}, {"dev-server", "--lists", evil},
		{"check", "--enable", evil, "x"}, {"catalog", evil}, {evil}, {"help", evil}, {"completion", evil}, {"init", "/dev/null/" + evil}, {"check", "--" + evil}, {"check", "-" + evil},
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
