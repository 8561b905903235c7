package main

import (
	"runtime/debug"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestInitPinsItself checks that the workflow of a new project installs one
// version of segc, no matter what this binary knows about itself, and never a
// name that moves.
func TestInitPinsItself(t *testing.T) {
	const commit = "0123456789abcdef0123456789abcdef01234567"
	setting := func(key, value string) debug.BuildSetting { return debug.BuildSetting{Key: key, Value: value} }
	for _, c := range []struct {
		name string
		info debug.BuildInfo
		want string
	}{
		{"a commit", debug.BuildInfo{Settings: []debug.BuildSetting{setting("vcs.revision", commit)}}, commit},
		{"a commit and changes", debug.BuildInfo{
			Main:     debug.Module{Version: "v0.0.0-20260101000000-0123456789ab+dirty"},
			Settings: []debug.BuildSetting{setting("vcs.revision", commit), setting("vcs.modified", "true")},
		}, commit},
		{"go install", debug.BuildInfo{Main: debug.Module{Version: "v1.2.3"}}, "v1.2.3"},
		{"go install of a commit", debug.BuildInfo{Main: debug.Module{Version: "v0.0.0-20260101000000-0123456789ab"}}, "v0.0.0-20260101000000-0123456789ab"},
		{"nothing", debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, ""},
		{"changes without a commit", debug.BuildInfo{Main: debug.Module{Version: "v0.0.0-20260101000000-0123456789ab+dirty"}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := installableFrom(&c.info); got != c.want {
				t.Errorf("the version is %q, expected %q", got, c.want)
			}
		})
	}
}

func TestInitWorkflow(t *testing.T) {
	_, texts, err := templateFiles()
	if err != nil {
		t.Fatal(err)
	}
	text := texts[workflowName]
	pinned := withVersion(text, "v1.2.3")
	if !strings.Contains(pinned, "go install github.com/segc-lang/segc/cmd/segc@v1.2.3\n") || strings.Contains(pinned, versionMark) {
		t.Errorf("the version is not in its place:\n%s", pinned)
	}
	unknown := withVersion(text, "")
	if !strings.Contains(unknown, "in place of "+versionMark) || strings.Contains(unknown, "@latest") {
		t.Errorf("nothing says what to write:\n%s", unknown)
	}
	for _, text := range []string{pinned, unknown} {
		var any map[string]any
		if err := yaml.Unmarshal([]byte(text), &any); err != nil || any["jobs"] == nil {
			t.Errorf("the workflow cannot be read: %v\n%s", err, text)
		}
	}
}
