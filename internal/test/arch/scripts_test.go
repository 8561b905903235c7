package arch

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestScriptsNameRefusals checks that a script looks at what a command says that must
// fail: the exit code alone is the same for a dozen faults.
func TestScriptsNameRefusals(t *testing.T) {
	// What it says is there only after `wait`, and then it is nothing.
	exempt := map[string]string{"interrupt.txtar": "! exec segc -o out.json input &waiting&"}
	names, err := filepath.Glob(filepath.Join(root, "cmd", "segc", "testdata", "script", "*.txtar"))
	if err != nil || len(names) < 50 {
		t.Fatalf("%d scripts (%v)", len(names), err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found := vagueCommands(string(text))
		for _, command := range found {
			if exempt[filepath.Base(name)] != command {
				t.Errorf("%s: `%s` may fail for any reason; check what it says, with stdout, stderr or ttyout", filepath.Base(name), command)
			}
		}
		if command := exempt[filepath.Base(name)]; command != "" && !slices.Contains(found, command) {
			t.Errorf("%s: `%s` needs no exception", filepath.Base(name), command)
		}
	}
}

// TestVagueCommandsAreSeen checks the check itself.
func TestVagueCommandsAreSeen(t *testing.T) {
	for script, want := range map[string]int{
		"exits 2 segc plan\n": 1,
		"! exec segc plan\n":  1,
		"[linux] exits 130 segc plan\nexits 0 segc plan\nstdout 'x'\n":    1,
		"exits 2 segc plan\n! stdout .\n":                                 1,
		"exits 2 segc plan\nstderr .\n":                                   1,
		"exits 2 segc plan\n! exists a\nexits 2 segc plan\nstderr '^x'\n": 1,
		"exits 2 segc plan\n\n# Another one.\nstderr '^x'\n":              1,
		"exits 2 segc plan\nstderr '^x'\n":                                0,
		"! exec segc plan\n! stdout .\n[linux] stderr '^x'\n":             0,
		"exits 2 segc plan\n! exists a\ncmp b c\ncmp stderr want.txt\n":   0,
		"exits 0 segc plan\n! exists a\n-- exits --\nexits 2 segc plan\n": 0,
		"exits 1 segc check a.seg\nstdout -count=2 'SEG101'\n":            0,
	} {
		if got := vagueCommands(script); len(got) != want {
			t.Errorf("%d faults, not %d, in\n%s", len(got), want, script)
		}
	}
}

var (
	failing   = regexp.MustCompile(`^(exits [1-9]\d* |! exec )`)
	looking   = regexp.MustCompile(`^((stdout|stderr|ttyout) |(cmp|cmpenv|cp) (stdout|stderr) )`)
	anything  = regexp.MustCompile(`^(stdout|stderr|ttyout) '?\^?(\.[*+]?)?\$?'?$`)
	beside    = regexp.MustCompile(`^((! )?(stdout|stderr|ttyout|exists|grep|aged) |cmp )`) // other checks of the same command
	condition = regexp.MustCompile(`^(\[[^\]]*\] )+`)
)

// vagueCommands returns the commands of a script that must fail and whose output nobody
// looks at before the next command.
func vagueCommands(script string) []string {
	script, _, _ = strings.Cut("\n"+script, "\n-- ")
	lines := strings.Split(script, "\n")
	for i := range lines {
		lines[i] = condition.ReplaceAllString(lines[i], "")
	}
	var vague []string
	for i, command := range lines {
		if !failing.MatchString(command) {
			continue
		}
		seen := false
		for _, check := range lines[i+1:] {
			seen = seen || looking.MatchString(check) && !anything.MatchString(check)
			if seen || !beside.MatchString(check) {
				break
			}
		}
		if !seen {
			vague = append(vague, command)
		}
	}
	return vague
}
