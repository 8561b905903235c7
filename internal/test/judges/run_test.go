package judges_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// judgesOf runs `.ci/run --judges` where only some programs are found. It returns what
// the run says and whether it is content.
func judgesOf(t *testing.T, programs, environment []string) (said string, content bool) {
	t.Helper()
	found := t.TempDir()
	for _, program := range programs {
		path, err := exec.LookPath(program)
		if err != nil {
			judges.Missing(t, "shell", "%v", err)
		}
		if err := os.Symlink(path, filepath.Join(found, program)); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command(filepath.Join("..", "..", "..", ".ci", "run"), "--judges")
	run.Env = append([]string{"PATH=" + found, "HOME=" + t.TempDir()}, environment...)
	out, err := run.CombinedOutput()
	return string(out), err == nil
}

// collected makes a folder of published functions without any.
func collected(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "logic"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "logic", "manifest.tsv"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	return folder
}

// TestRun hides judges from .ci/run: it fails and names each, unless it is waived, and
// its last line says what was not judged.
func TestRun(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "shell", ".ci/run needs bash")
	}
	basic := []string{"bash", "cat", "dirname", "env", "go", "id", "sed", "tr"}
	const (
		all   = "z3 groff pre-commit prism sarif junit mermaid race databases grammars editors cases root user"
		other = "root user" // this user may not become the other
	)
	here := "SEGC_CASES=" + collected(t)
	for name, c := range map[string]struct {
		programs    []string // more than the basic ones
		environment []string
		content     bool
		says        []string // lines
		last        string
	}{
		"nothing is there": {nil, []string{"SEGC_CASES=/nowhere", "SEGC_CI_WITHOUT=" + other}, false, []string{
			"z3 is missing: it is not installed and cannot be", "groff is missing: it is not installed and cannot be",
			"pre-commit is missing: it is not installed and cannot be",
			"prism is missing: it needs npm", "sarif is missing: it needs npm", "junit is missing: it needs npm", "mermaid is missing: it needs npm",
			"race is missing: it needs a C compiler", "databases is missing: they need a C++ compiler, the server of Postgres, psql and sqlite3", "grammars is missing: it needs npm, and a Python with sqlglot and Jinja", "editors is missing: they need npm, Neovim, Vim and strace", "cases is missing: there is no /nowhere/logic/manifest.tsv; SEGC_CASES names the folder",
			`install what is missing, or waive it by name: SEGC_CI_WITHOUT="root user z3 groff pre-commit prism sarif junit mermaid race databases grammars editors cases"`,
		}, "not judged: root (what only root may do), user (what root may do and others may not)"},
		"one is missing":   {nil, []string{here, "SEGC_CI_WITHOUT=" + strings.Replace(all, "z3 ", "", 1)}, false, []string{"z3 is missing: it is not installed and cannot be"}, "not judged: groff ("},
		"all are waived":   {nil, []string{"SEGC_CASES=/nowhere", "SEGC_CI_WITHOUT=" + all}, true, nil, "not judged: z3 (rules and documents, by an SMT solver), groff ("},
		"spaces":           {nil, []string{here, "SEGC_CI_WITHOUT=  " + strings.ReplaceAll(all, " ", "\n \t") + " "}, true, nil, "not judged: z3 (rules and documents, by an SMT solver), groff ("},
		"an unknown name":  {nil, []string{here, "SEGC_CI_WITHOUT=z3 zzz " + all}, false, nil, "SEGC_CI_WITHOUT: unknown judge zzz; the judges are: z3 prism "},
		"a part of a name": {nil, []string{here, "SEGC_CI_WITHOUT=commit " + all}, false, nil, "SEGC_CI_WITHOUT: unknown judge commit; the judges are: z3 prism "},
		"a pattern":        {nil, []string{here, "SEGC_CI_WITHOUT=* " + all}, false, nil, "SEGC_CI_WITHOUT: unknown judge *; the judges are: z3 prism "},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			said, content := judgesOf(t, append(basic, c.programs...), c.environment)
			lines := strings.Split(strings.TrimSpace(said), "\n")
			if content != c.content {
				t.Errorf("content: %t", content)
			}
			for _, want := range c.says {
				if !strings.Contains("\n"+said, "\n"+want+"\n") {
					t.Errorf("it does not say %s", want)
				}
			}
			if n := strings.Count(said, " is missing: "); !c.content && len(c.says) == 1 && n != 1 {
				t.Errorf("%d judges are missing", n)
			}
			if !strings.HasPrefix(lines[len(lines)-1], c.last) {
				t.Errorf("its last line is not %s", c.last)
			}
			if t.Failed() {
				t.Log(said)
			}
		})
	}
}

// TestMissing runs a test whose judge is missing, as .ci/run does and as others do.
func TestMissing(t *testing.T) {
	if os.Getenv("SEGC_TEST_OF_JUDGES") != "" {
		judges.Missing(t, "z3", "nobody is there")
	}
	for _, c := range []struct {
		name        string
		environment []string
		code        int
		says        string
	}{
		{"plain", nil, 0, "--- SKIP: TestMissing"},
		{"demanded", []string{"SEGC_TEST_JUDGES=all"}, 1, "SEGC_CI_WITHOUT=z3 waives it"},
		{"another is waived", []string{"SEGC_TEST_JUDGES=all", "SEGC_CI_WITHOUT=cases z33"}, 1, "SEGC_CI_WITHOUT=z3 waives it"},
		{"waived", []string{"SEGC_TEST_JUDGES=all", "SEGC_CI_WITHOUT=cases z3"}, 0, "--- SKIP: TestMissing"},
	} {
		self, err := os.Executable()
		if err != nil {
			t.Fatal(err)
		}
		run := exec.Command(self, "-test.run", "^TestMissing$", "-test.v")
		run.Env = append([]string{"SEGC_TEST_OF_JUDGES=1"}, c.environment...)
		out, err := run.CombinedOutput()
		if said := string(out); run.ProcessState.ExitCode() != c.code || !strings.Contains(said, c.says) || !strings.Contains(said, "nobody is there") {
			t.Errorf("%s: %v\n%s", c.name, err, said)
		}
	}
}
