package docs_test

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/segc-lang/segc/internal/test/judges"
)

// TestGitLabJob runs the script of the job for GitLab as its runner does: each line in turn, until
// one fails. There is a report in every case.
func TestGitLabJob(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		judges.Missing(t, "shell", "there is no shell")
	}
	var jobs map[string]struct {
		Image     string
		Script    []string
		Artifacts struct {
			When    string
			Reports map[string]string
		}
	}
	for _, b := range readDocument(t, "ci.md").blocks {
		if b.tag() == "yaml" && strings.Contains(b.content, "codequality:") {
			if err := yaml.Unmarshal([]byte(b.content), &jobs); err != nil {
				t.Fatal(err)
			}
		}
	}
	job := jobs["segments"]
	module, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	if _, version, _ := strings.Cut(job.Image, "golang:"); !strings.Contains(string(module), "\ngo "+version+".") || job.Artifacts.When != "always" {
		t.Errorf("the job has the image %q and keeps its report %q", job.Image, job.Artifacts.When)
	}
	for name, c := range map[string]struct {
		text   string
		code   int
		issues int
	}{
		"fine":          {"where status = \"subscribed\"\n", 0, 0},
		"not formatted": {"where   status = \"subscribed\"\n", 1, 0},
		"warning":       {"where status = \"subscribed\" and plan in (\"free\", \"free\")\n", 1, 1},
		"errors":        {"where opend and clickd\n", 1, 2},
	} {
		folder := t.TempDir()
		if err := errors.Join(os.Mkdir(filepath.Join(folder, "segments"), 0o777), os.WriteFile(filepath.Join(folder, "segments", "a.seg"), []byte(c.text), 0o666)); err != nil {
			t.Fatal(err)
		}
		run := exec.Command("sh", "-ec", strings.Join(job.Script, "\n"))
		run.Dir = folder
		out, _ := run.CombinedOutput() // the exit code says it
		if code := run.ProcessState.ExitCode(); code != c.code {
			t.Errorf("%s: exit code %d\n%s", name, code, out)
		}
		report, err := os.ReadFile(filepath.Join(folder, job.Artifacts.Reports["codequality"]))
		var issues []struct{ Location struct{ Path string } }
		if err == nil {
			err = json.Unmarshal(report, &issues)
		}
		if err != nil || len(issues) != c.issues || len(issues) > 0 && issues[0].Location.Path != "segments/a.seg" {
			t.Errorf("%s: %v\n%s\n%s", name, err, report, out)
		}
		if c.issues > 0 && !strings.Contains(string(out), "segments/a.seg:1:") {
			t.Errorf("%s: the log does not have the problems:\n%s", name, out)
		}
	}
}
