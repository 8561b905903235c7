package supply

import (
	"encoding/json"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// TestEverythingPinnedMoves checks that Dependabot looks at everything that has
// pins: a pin that nobody moves keeps known vulnerabilities.
func TestEverythingPinnedMoves(t *testing.T) {
	var config struct {
		Updates []struct {
			Ecosystem   string   `yaml:"package-ecosystem"`
			Directories []string `yaml:"directories"`
		} `yaml:"updates"`
	}
	if err := yaml.Unmarshal([]byte(read(t, ".github/dependabot.yml")), &config); err != nil {
		t.Fatal(err)
	}
	have := map[string][]string{}
	for _, u := range config.Updates {
		have[u.Ecosystem] = append(have[u.Ecosystem], u.Directories...)
	}
	want := map[string][]string{"github-actions": {"/", "/cmd/segc/template/.github/workflows"}}
	for ecosystem, base := range map[string]string{"gomod": "go.mod", "npm": "package.json"} {
		for _, name := range files(t, func(name string) bool { return path.Base(name) == base }) {
			want[ecosystem] = append(want[ecosystem], path.Join("/", path.Dir(name)))
		}
	}
	for ecosystem, folders := range want {
		slices.Sort(folders)
		slices.Sort(have[ecosystem])
		if !slices.Equal(folders, have[ecosystem]) {
			t.Errorf(".github/dependabot.yml: %s has %v, expected %v", ecosystem, have[ecosystem], folders)
		}
	}
}

// TestModulesHaveHashes checks that every module, those of the tools too, has a
// go.sum with the hash of each of its requirements.
func TestModulesHaveHashes(t *testing.T) {
	requirement := regexp.MustCompile(`(?m)^(?:require )?\s*([\w.-]+\.[\w.-]+/\S+) (v\S+)`)
	modules := files(t, func(name string) bool { return path.Base(name) == "go.mod" })
	if len(modules) < 7 {
		t.Errorf("only %d modules are found", len(modules))
	}
	for _, name := range modules {
		text, sums := read(t, name), read(t, strings.TrimSuffix(name, "mod")+"sum")
		if strings.Contains(text, "replace ") && !strings.Contains(text, " => ../") {
			t.Errorf("%s replaces a module", name)
		}
		for _, m := range requirement.FindAllStringSubmatch(text, -1) {
			if strings.HasPrefix(m[1], "github.com/segc-lang/segc") {
				continue
			}
			if !strings.Contains(sums, m[1]+" "+m[2]+"/go.mod h1:") {
				t.Errorf("%s: go.sum has no hash of %s %s", name, m[1], m[2])
			}
		}
	}
}

// TestPackagesHaveHashes checks that every npm package beside a script has a
// lock file, at exact versions, with the hash of every package.
func TestPackagesHaveHashes(t *testing.T) {
	exact := regexp.MustCompile(`^\d+\.\d+\.\d+$`)
	manifests := files(t, func(name string) bool { return path.Base(name) == "package.json" })
	if len(manifests) < 2 {
		t.Errorf("only %d packages are found", len(manifests))
	}
	for _, name := range manifests {
		var manifest struct {
			Scripts         map[string]string
			Dependencies    map[string]string
			DevDependencies map[string]string
		}
		if err := json.Unmarshal([]byte(read(t, name)), &manifest); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(manifest.Scripts) > 0 {
			t.Errorf("%s has scripts", name)
		}
		for _, list := range []map[string]string{manifest.Dependencies, manifest.DevDependencies} {
			for dependency, version := range list {
				if !exact.MatchString(version) {
					t.Errorf("%s: %s is at %q, which is not one version", name, dependency, version)
				}
			}
		}
		var lock struct {
			Packages map[string]struct{ Integrity, Resolved string }
		}
		if err := json.Unmarshal([]byte(read(t, path.Dir(name)+"/package-lock.json")), &lock); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for dependency, p := range lock.Packages {
			if dependency != "" && !strings.HasPrefix(p.Integrity, "sha512-") {
				t.Errorf("%s: the lock file has no SHA-512 of %s", name, dependency)
			}
			if p.Resolved != "" && !strings.HasPrefix(p.Resolved, "https://registry.npmjs.org/") {
				t.Errorf("%s: %s comes from %s", name, dependency, p.Resolved)
			}
		}
	}
}
