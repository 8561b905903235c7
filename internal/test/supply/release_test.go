package supply

import (
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

// goreleaser is what the tests look at in .goreleaser.yaml.
type goreleaser struct {
	Before struct {
		Hooks []string `yaml:"hooks"`
	} `yaml:"before"`
	Builds []struct {
		Env    []string `yaml:"env"`
		Flags  []string `yaml:"flags"`
		Time   string   `yaml:"mod_timestamp"`
		Goos   []string `yaml:"goos"`
		Goarch []string `yaml:"goarch"`
	} `yaml:"builds"`
	Archives []struct {
		BuildsInfo struct {
			Time string `yaml:"mtime"`
		} `yaml:"builds_info"`
		Files []struct {
			Src  string `yaml:"src"`
			Info struct {
				Time string `yaml:"mtime"`
			} `yaml:"info"`
		} `yaml:"files"`
	} `yaml:"archives"`
	Nfpms []struct {
		Formats  []string `yaml:"formats"`
		Time     string   `yaml:"mtime"`
		Contents []struct {
			Src string `yaml:"src"`
			Dst string `yaml:"dst"`
		} `yaml:"contents"`
	} `yaml:"nfpms"`
	Sboms []struct {
		Artifacts string   `yaml:"artifacts"`
		Cmd       string   `yaml:"cmd"`
		Args      []string `yaml:"args"`
	} `yaml:"sboms"`
	Checksum struct {
		Name  string      `yaml:"name_template"`
		Extra []extraFile `yaml:"extra_files"`
	} `yaml:"checksum"`
	Signs []struct {
		Artifacts string   `yaml:"artifacts"`
		Cmd       string   `yaml:"cmd"`
		Args      []string `yaml:"args"`
	} `yaml:"signs"`
	Release struct {
		Draft bool        `yaml:"draft"`
		Extra []extraFile `yaml:"extra_files"`
	} `yaml:"release"`
}

// extraFile is a file that another tool has made.
type extraFile struct {
	Glob string `yaml:"glob"`
}

// TestReleaseConfiguration checks that a release is reproducible and signed, has
// a bill of materials, and carries the licenses of what is linked into it.
func TestReleaseConfiguration(t *testing.T) {
	var c goreleaser
	if err := yaml.Unmarshal([]byte(read(t, ".goreleaser.yaml")), &c); err != nil {
		t.Fatal(err)
	}
	check := func(holds bool, what string) {
		t.Helper()
		if !holds {
			t.Error(".goreleaser.yaml: " + what)
		}
	}
	check(len(c.Builds) > 0 && len(c.Archives) > 0 && len(c.Nfpms) > 0, "there must be builds, archives and packages")
	for _, b := range c.Builds {
		check(slices.Contains(b.Flags, "-trimpath") && b.Time == "{{ .CommitTimestamp }}" && slices.Contains(b.Env, "CGO_ENABLED=0"),
			"the bytes of a build must depend on its commit alone")
		// internal/tool/gennotices looks at the same systems.
		check(slices.Equal(slices.Sorted(slices.Values(b.Goos)), []string{"darwin", "linux", "windows"}) &&
			slices.Equal(b.Goarch, []string{"amd64", "arm64"}), "internal/tool/gennotices must know the systems of a release")
	}
	for _, a := range c.Archives {
		check(a.BuildsInfo.Time == "{{ .CommitDate }}", "an archive must have the time of the commit")
		for _, want := range []string{"LICENSE", "THIRD_PARTY_NOTICES", "SECURITY.md"} {
			at := slices.IndexFunc(a.Files, func(f struct {
				Src  string `yaml:"src"`
				Info struct {
					Time string `yaml:"mtime"`
				} `yaml:"info"`
			},
			) bool {
				return f.Src == want
			})
			check(at >= 0, "archives lack "+want)
		}
		for _, f := range a.Files {
			check(f.Info.Time == "{{ .CommitDate }}", f.Src+" must have the time of the commit")
		}
	}
	for _, p := range c.Nfpms {
		check(p.Time == "{{ .CommitDate }}", "a package must have the time of the commit")
		for _, want := range []string{"LICENSE", "THIRD_PARTY_NOTICES"} {
			found := false
			for _, content := range p.Contents {
				found = found || content.Src == want && content.Dst == "/usr/share/doc/segc/"+want
			}
			check(found, "packages lack "+want)
		}
	}
	check(len(c.Sboms) == 1 && c.Sboms[0].Artifacts == "binary" && c.Sboms[0].Cmd == "go" &&
		slices.Contains(c.Sboms[0].Args, "-modfile=../tools/cyclonedx-gomod/go.mod"), "each binary must have a bill of materials, from a pinned tool")
	extensions := []extraFile{{"build/vscode/*.vsix"}}
	check(slices.Equal(c.Checksum.Extra, extensions) && slices.Equal(c.Release.Extra, extensions), "the extensions for VS Code must be listed in checksums.txt and uploaded")
	check(slices.Contains(c.Before.Hooks, "make vscode VERSION={{ .Version }} SOURCE_DATE_EPOCH={{ .CommitTimestamp }}"),
		"the extensions for VS Code must be packed for the version and with the time of the commit")
	check(c.Checksum.Name == "checksums.txt", "release.yml attests checksums.txt")
	check(len(c.Signs) == 1 && c.Signs[0].Artifacts == "checksum" && c.Signs[0].Cmd == "cosign" &&
		slices.Contains(c.Signs[0].Args, "sign-blob"), "checksums.txt must be signed")
	check(c.Release.Draft, "a person must look at a release before it is published")
}

// TestReleaseWorkflow checks that a release is made from a tag, after the
// checks, with no more rights than it needs, and is attested.
func TestReleaseWorkflow(t *testing.T) {
	text := read(t, ".github/workflows/release.yml")
	var w struct {
		On   map[string]map[string][]string `yaml:"on"`
		Jobs map[string]struct {
			Needs       string            `yaml:"needs"`
			Environment string            `yaml:"environment"`
			Permissions map[string]string `yaml:"permissions"`
			Steps       []step            `yaml:"steps"`
		} `yaml:"jobs"`
	}
	if err := yaml.Unmarshal([]byte(text), &w); err != nil {
		t.Fatal(err)
	}
	if len(w.On) != 1 || !slices.Equal(w.On["push"]["tags"], []string{"v*"}) || len(w.On["push"]) != 1 {
		t.Errorf("a release must come from a tag v*, and from nothing else: %v", w.On)
	}
	made := w.Jobs["release"]
	if made.Needs != "check" || !slices.ContainsFunc(w.Jobs["check"].Steps, func(s step) bool { return s.Run == ".ci/run" }) {
		t.Error("the job release must need the job check, which runs .ci/run")
	}
	if made.Environment != "release" {
		t.Error("the job release must be in the environment release, which asks for an approval")
	}
	want := map[string]string{"contents": "write", "id-token": "write", "attestations": "write"}
	for name, job := range w.Jobs {
		for right, level := range job.Permissions {
			if name != "release" && level != "read" || name == "release" && want[right] != level {
				t.Errorf("the job %s must not have %s: %s", name, right, level)
			}
		}
	}
	if len(made.Permissions) != len(want) {
		t.Errorf("the job release has the rights %v, expected %v", made.Permissions, want)
	}
	attested := slices.ContainsFunc(made.Steps, func(s step) bool {
		return strings.HasPrefix(s.Uses, "actions/attest-build-provenance@") && s.With["subject-checksums"] == "dist/checksums.txt"
	})
	if !attested {
		t.Error("the job release must attest everything in dist/checksums.txt")
	}
	at := func(is func(s step) bool) int { return slices.IndexFunc(made.Steps, is) }
	releases := at(func(s step) bool { return s.Run == "make release" })
	checksOut := at(func(s step) bool {
		return strings.HasPrefix(s.Uses, "actions/checkout@") && s.With["fetch-depth"] == "0"
	})
	onMain := at(func(s step) bool { return s.Run == `git merge-base --is-ancestor "$GITHUB_SHA" origin/main` })
	if checksOut < 0 || onMain < checksOut || releases < onMain {
		t.Error("the job release must fetch the whole history and check that the commit of the tag is on main, before `make release`")
	}
	for _, s := range made.Steps[:max(0, releases)] {
		if s.Shell != "" || s.If != "" || s.Continue != "" {
			t.Errorf("no step before `make release` may be left out or fail: %+v", s)
		}
	}
	cosign := at(func(s step) bool { return strings.HasPrefix(s.Uses, "sigstore/cosign-installer@") })
	if cosign < 0 || cosign > releases || !pinned.MatchString(made.Steps[cosign].Uses) || len(made.Steps[cosign].With) > 0 {
		t.Error("the job release must install cosign before `make release`, by the pinned action, in the version whose hash that action has")
	}
	for _, s := range append(made.Steps, w.Jobs["check"].Steps...) {
		if strings.HasPrefix(s.Uses, "actions/setup-go@") && (s.With["cache"] != "false" || strings.Count(s.With["go-version"], ".") != 2) {
			t.Errorf("a release must be built with one exact version of Go and without a cache: %v", s.With)
		}
	}
}
