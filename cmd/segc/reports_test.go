package main

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// reportsRun runs the command in this process.
func reportsRun(t *testing.T, stdin string, args ...string) outcome {
	t.Helper()
	var out, problems bytes.Buffer
	a := newApp(streams{strings.NewReader(stdin), &out, &problems}, func(string) string { return "" })
	a.clock = &fastClock{}
	code := a.run(args)
	return outcome{code, out.String(), problems.String()}
}

// reportsFile writes a rule to a folder of its own, which becomes the working folder.
func reportsFile(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

const reportsWarned = "where status = \"subscribed\" and plan in (\"free\", \"pro\", \"free\")\n"

// TestReportsHaveWarnings checks that every report has the warnings, with what helps
// to fix them, even with --quiet.
func TestReportsHaveWarnings(t *testing.T) {
	reportsFile(t, map[string]string{"a.seg": reportsWarned, "fine.seg": "where status = \"subscribed\"\n"})
	for _, c := range []struct {
		format string
		want   []string
	}{
		{"json", []string{`"severity": "warning"`, `"warnings": 1`, `"message": "remove it"`}},
		{"sarif", []string{`"level": "warning"`, `Help: remove it.`, `"relatedLocations"`, `"artifactChanges"`}},
		{"github", []string{"::warning file=a.seg,line=1,", "title=SEG507::", "%0Ahelp: remove it", "%0Aa.seg:1:42: the first one"}},
		{"gitlab", []string{`"severity": "minor"`, `"check_name": "SEG507"`, "; help: remove it", "; a.seg:1:42: the first one", `"path": "a.seg"`}},
		{"junit", []string{`<skipped type="warning" message="`, "help: remove it", "a.seg:1:42: the first one", `failures="0" errors="0" skipped="1">`}},
	} {
		loud := reportsRun(t, "", "check", "--format", c.format, "a.seg", "fine.seg")
		quiet := reportsRun(t, "", "check", "--quiet", "--format", c.format, "a.seg", "fine.seg")
		if loud.code != 0 || quiet.code != 0 || loud.out != quiet.out || quiet.err != "" {
			t.Errorf("%s: --quiet makes a difference: %d %d\n%s\n%s%s", c.format, loud.code, quiet.code, loud.out, quiet.out, quiet.err)
		}
		for _, want := range c.want {
			if !strings.Contains(quiet.out, want) {
				t.Errorf("there is no %s in\n%s", want, quiet.out)
			}
		}
		strict := reportsRun(t, "", "check", "--werror", "--quiet", "--format", c.format, "a.seg")
		warning, failure := "warning", "error"
		if c.format == "gitlab" {
			warning, failure = "minor", "major"
		}
		if _, results, _ := strings.Cut(strict.out, `"results"`); strict.code != 1 || strings.Contains(results, warning) || !strings.Contains(strict.out, failure) {
			t.Errorf("%s with --werror: %d\n%s", c.format, strict.code, strict.out)
		}
	}
	if text := reportsRun(t, "", "check", "--quiet", "a.seg"); text.out+text.err != "" {
		t.Errorf("the text has %s%s", text.out, text.err)
	}
	const mixed = "status = \"subscribed\" and (opened and clicked or isp = 1)"
	if data := reportsRun(t, mixed, "compile", "--quiet", "--diagnostics", "json"); !strings.Contains(data.err, `"code": "SEG501"`) {
		t.Errorf("compile --quiet leaves the warnings out of JSON: %s", data.err)
	}
}

// TestJUnitFailsAsTheRun checks that a report has a failure or an error exactly if the
// exit code is not 0.
func TestJUnitFailsAsTheRun(t *testing.T) {
	reportsFile(t, map[string]string{"warned.seg": reportsWarned, "wrong.seg": "where opend\n", "fine.seg": "where status = \"subscribed\"\n"})
	for _, args := range []string{
		"fine.seg", "warned.seg", "--quiet warned.seg", "--werror warned.seg", "wrong.seg", "--quiet wrong.seg warned.seg", "warned.seg fine.seg",
		"--werror fine.seg", "fine.seg missing.seg", "--enable all warned.seg",
	} {
		run := reportsRun(t, "", append([]string{"check", "--format", "junit"}, strings.Fields(args)...)...)
		var report struct {
			Failures int `xml:"failures,attr"`
			Errors   int `xml:"errors,attr"`
		}
		if err := xml.Unmarshal([]byte(run.out), &report); err != nil || (report.Failures+report.Errors > 0) != (run.code > 0) {
			t.Errorf("%s: exit code %d, but %+v: %v\n%s", args, run.code, report, err, run.out)
		}
	}
}

// TestMoreThan200 checks every command that shows diagnostics: it shows 200 of a file
// and says how many more there are.
func TestMoreThan200(t *testing.T) {
	var statements, names strings.Builder
	for i := range 300 {
		fmt.Fprintf(&statements, "let a%d = opened 3x\n", i)
		fmt.Fprintf(&names, "or opend%d\n", i)
	}
	unknown := "where clicked\n" + names.String()
	reportsFile(t, map[string]string{"broken.seg": statements.String(), "unknown.seg": unknown, "fine.seg": "where isp = 1\n"})
	for _, c := range []struct {
		args  string
		code  int
		shown int
		more  string
	}{
		{"check unknown.seg", 1, 200, "unknown.seg: and 100 more errors"},
		{"check unknown.seg broken.seg", 1, 400, "broken.seg: and 10"},
		{"unknown.seg", 1, 200, "unknown.seg: and 100 more errors"},
		{"compile --out-dir build unknown.seg", 1, 200, "unknown.seg: and 100 more errors"},
		{"fmt broken.seg", 1, 200, "broken.seg: and 10"},
		{"fmt --check broken.seg", 1, 200, "broken.seg: and 10"},
		{"diff unknown.seg fine.seg", 2, 200, "unknown.seg: and 100 more errors"},
		{"explain unknown.seg", 1, 200, "unknown.seg: and 100 more errors"},
		{"plan --api-url http://127.0.0.1:1 unknown.seg", 1, 200, "unknown.seg: and 100 more errors"},
		{"apply --api-url http://127.0.0.1:1 --auto-approve unknown.seg", 1, 200, "unknown.seg: and 100 more errors"},
		{"check --format github unknown.seg", 1, 200, "title=segc::and 100 more errors"},
		{"check --format gitlab unknown.seg", 1, 200, `"description": "and 100 more errors"`},
		{"check --format junit unknown.seg", 1, 200, `message="and 100 more errors"`},
	} {
		run := reportsRun(t, "", strings.Fields(c.args)...)
		all := run.out + run.err
		shown := strings.Count(all, "error[SEG") + strings.Count(all, "title=SEG") + strings.Count(all, `<testcase name="SEG`) + strings.Count(all, `"check_name": "SEG`)
		if run.code != c.code || shown != c.shown || !strings.Contains(all, c.more) {
			t.Errorf("segc %s: exit code %d, %d shown\n…%s", c.args, run.code, shown, all[max(0, len(all)-500):])
		}
	}
	if run := reportsRun(t, "", "check", "unknown.seg"); !strings.Contains(run.err, "1 file: 300 errors") {
		t.Errorf("the summary does not count everything: %s", run.err)
	}
	var report struct {
		Errors      int
		Diagnostics []any
		More        []struct{ Errors int }
	}
	run := reportsRun(t, "", "check", "--format", "json", "unknown.seg")
	if err := json.Unmarshal([]byte(run.out), &report); err != nil || report.Errors != 300 || len(report.Diagnostics) != 200 || report.More[0].Errors != 100 {
		t.Errorf("%v: %d errors, %d diagnostics, %+v", err, report.Errors, len(report.Diagnostics), report.More)
	}
}

// TestMegabyteLine checks a rule that is one line of a megabyte and wrong all over: what
// is written has at most 100 KB, in all formats together beside the rules of SARIF.
func TestMegabyteLine(t *testing.T) {
	for name, unit := range map[string]string{
		"unknown names": "opend or ", "a number for a text": "`é五` = 1 or `é五` = \"x\" or ",
	} {
		reportsFile(t, map[string]string{"long.seg": strings.Repeat(unit, long.Of(120_000, 1_000_000)/len(unit)) + "clicked\n", "fine.seg": "where status = \"subscribed\"\n"})
		total := 0
		for _, format := range []string{"text", "json", "sarif", "github", "gitlab", "junit"} {
			run := reportsRun(t, "", "check", "--format", format, "long.seg")
			fine := reportsRun(t, "", "check", "--format", format, "fine.seg")
			if run.code > 1 {
				t.Fatalf("%s: exit code %d\n%.300s", name, run.code, run.out+run.err)
			}
			total += len(run.out+run.err) - len(fine.out+fine.err)
			t.Logf("%s: %s has %d bytes", name, format, len(run.out+run.err))
		}
		if total > 100_000 {
			t.Errorf("%s: there are %d bytes", name, total)
		}
	}
}

// TestTemplateAgrees checks that `make check` of a new project and its workflow fail
// for the same rules, and that no report leaves anything out.
func TestTemplateAgrees(t *testing.T) {
	t.Parallel()
	_, texts, err := templateFiles()
	if err != nil {
		t.Fatal(err)
	}
	action, err := os.ReadFile(filepath.Join("..", "..", ".github", "action", "check.sh"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"Makefile": texts["Makefile"], "the workflow": texts[workflowName]} {
		checks := 0
		for line := range strings.Lines(text) {
			if strings.Contains(line, " check --") && strings.Contains(line, "segments/") && !strings.Contains(line, "fmt") {
				checks++
				if !strings.Contains(line, " --werror ") {
					t.Errorf("%s: warnings pass in %s", name, line)
				}
			}
		}
		if checks == 0 {
			t.Errorf("%s checks nothing", name)
		}
	}
	for name, text := range map[string]string{"the workflow": texts[workflowName], "the action": string(action)} {
		if strings.Contains(text, "--quiet") || strings.Contains(text, " -q ") {
			t.Errorf("%s leaves something out", name)
		}
	}
}
