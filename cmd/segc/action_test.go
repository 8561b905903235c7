package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// TestAction runs the script of action.yml as the action does.
func TestAction(t *testing.T) {
	t.Parallel()
	bash, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" {
		judges.Missing(t, "shell", "needs bash")
	}
	segc, err := exec.LookPath("segc")
	if err != nil {
		t.Fatal(err)
	}
	script, err := filepath.Abs(filepath.Join("..", "..", ".github", "action", "check.sh"))
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	for name, text := range map[string]string{
		"fine.seg": "where status = \"subscribed\"\n", "wrong.seg": "where opend\n",
		"a b/warned.seg": "where isp = 1\n", "ugly.seg": "where   status = \"subscribed\"\n",
	} {
		name = filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		inputs []string
		code   int
		want   string // in what it prints; "" for nothing
	}{
		{[]string{"PATHS=fine.seg"}, 0, ""},
		{[]string{"PATHS=fine.seg\n\nwrong.seg\r\n"}, 1, "::error file=wrong.seg,line=1,col=7,"},
		{[]string{"PATHS=a b/warned.seg"}, 0, "::warning file=a b/warned.seg,"},
		{[]string{"PATHS=a b", "WERROR=true"}, 1, "::error file=a b/warned.seg,"},
		{[]string{"PATHS=ugly.seg"}, 1, "::error file=ugly.seg,line=1,col=1,endLine=1,endColumn=1,title=segc fmt::not formatted"},
		{[]string{"PATHS=ugly.seg", "FMT=false"}, 0, ""},
		{[]string{"PATHS="}, 1, "::error file=wrong.seg,"},
		{[]string{"PATHS=nowhere"}, 2, "::error file=nowhere,title=segc::cannot read nowhere: "},
		{[]string{"PATHS=a b", "WERROR=True"}, 1, "::error file=a b/warned.seg,"},
		{[]string{"PATHS=a b", "WERROR=FALSE"}, 0, "::warning file=a b/warned.seg,"},
		{[]string{"PATHS=a b", "WERROR=yes"}, 2, "::error title=segc check::the input werror must be true or false\n"},
		{[]string{"PATHS=fine.seg", "WERROR=true\n"}, 2, "::error title=segc check::the input werror must be "},
		{[]string{"PATHS=ugly.seg", "FMT=True"}, 1, "::error file=ugly.seg,"},
		{[]string{"PATHS=ugly.seg", "FMT=on"}, 2, "::error title=segc check::the input fmt must be true or false\n"},
		{[]string{"PATHS=ugly.seg", "FMT=1"}, 2, "::error title=segc check::the input fmt "},
		{[]string{"PATHS=fine.seg", "SARIF=out/new/a.sarif", "FMT=False"}, 0, ""},
		{[]string{"PATHS=fine.seg", "SARIF=fine.seg/a.sarif"}, 2, "::error title=segc check::the file for the report, fine.seg/a.sarif, is a link or is reached through one; "},
		{[]string{"PATHS=nowhere", "SARIF=nowhere.sarif"}, 2, "::error file=nowhere,title=segc::cannot read nowhere: "},
		{[]string{"PATHS=wrong.seg\na b", "SARIF=report.sarif"}, 1, "::error file=wrong.seg,"},
	} {
		run := exec.Command(bash, script)
		run.Dir = folder
		run.Env = append(os.Environ(), "SEGC="+segc)
		for _, input := range c.inputs {
			run.Env = append(run.Env, "SEGC_"+input)
		}
		out, err := run.Output()
		code := 0
		if failed := (*exec.ExitError)(nil); errors.As(err, &failed) {
			code = failed.ExitCode()
		}
		if code != c.code || !strings.Contains(string(out), c.want) || c.want == "" && len(out) > 0 {
			t.Errorf("%q: exit code %d, not %d\n%s", c.inputs, code, c.code, out)
		}
	}
	for _, name := range []string{"out/new/a.sarif", "nowhere.sarif"} {
		if text, err := os.ReadFile(filepath.Join(folder, filepath.FromSlash(name))); err != nil || !strings.Contains(string(text), `"results": []`) {
			t.Errorf("%s: %s, %v", name, text, err)
		}
	}
	report, err := os.ReadFile(filepath.Join(folder, "report.sarif"))
	for _, want := range []string{`"uri": "wrong.seg"`, `"uri": "a%20b/warned.seg"`, `"level": "error"`, `"level": "warning"`} {
		if err != nil || !strings.Contains(string(report), want) {
			t.Errorf("the report has no %s: %s, %v", want, report, err)
		}
	}
}
