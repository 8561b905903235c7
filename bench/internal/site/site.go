// Package site has what benchmarks of the command need: a temporary folder with many rules and
// with the built command. It is for benchmarks only.
package site

import (
	"os"
	"os/exec"
	"path/filepath"

	"github.com/segc-lang/segc/bench/internal/workload"
)

// Site is a folder of files for one run of a benchmark.
type Site struct {
	Folder string
	Rules  string // a folder in it
	Segc   string // the command of the tree in which the benchmark runs
	Self   string // the benchmark
}

// New makes a site with so many rules. Its folder lies in another one, or in that of the system
// if that is empty.
func New(in string, rules int) (*Site, error) {
	folder, err := os.MkdirTemp(in, "segc-bench-")
	if err != nil {
		return nil, err
	}
	s := &Site{Folder: folder, Rules: filepath.Join(folder, "rules"), Segc: filepath.Join(folder, "segc")}
	if err = workload.Folder(s.Rules, rules); err == nil {
		if s.Self, err = os.Executable(); err == nil {
			err = Build(".", s.Segc)
		}
	}
	if err != nil {
		_ = s.Remove() // what is wrong is said
		return nil, err
	}
	return s, nil
}

// Build builds the command of a checkout.
func Build(checkout, to string) error {
	cmd := exec.Command("go", "build", "-o", to, "./cmd/segc")
	cmd.Dir, cmd.Stderr = checkout, os.Stderr
	return cmd.Run()
}

// Remove removes the site.
func (s *Site) Remove() error { return os.RemoveAll(s.Folder) }
