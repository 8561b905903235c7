// Command startup measures what the command costs a process: user and system
// time of `segc` on a small rule, beside an empty Go program. Both are static, run in
// turn, many times, and the medians are printed.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/bench/internal/workload"
)

const hello = `package main

import "fmt"

func main() { fmt.Println("hello, world") }
`

func main() {
	rounds := flag.Int("rounds", 201, "how often each program runs")
	flag.Parse()
	if err := measure(*rounds); err != nil {
		log.Fatal(err)
	}
}

func measure(rounds int) error {
	folder, err := os.MkdirTemp("", "segc-startup-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	source := filepath.Join(folder, "hello.go")
	if err := os.WriteFile(source, []byte(hello), 0o666); err != nil {
		return err
	}
	programs := []program{{name: "hello", pkg: source}, {name: "segc", pkg: "./cmd/segc"}}
	for i := range programs {
		if err := programs[i].build(folder); err != nil {
			return err
		}
	}
	for range rounds {
		for i := range programs {
			if err := programs[i].run(); err != nil {
				return err
			}
		}
	}
	base := programs[0].median()
	for i := range programs {
		fmt.Printf("%-6s %8.2f ms   %.2f ×\n", programs[i].name, programs[i].median().Seconds()*1e3, float64(programs[i].median())/float64(base))
	}
	return nil
}

type program struct {
	name, pkg, path string
	times           []time.Duration
}

// build builds the program as a release is built: static and without symbols. The linker
// writes its file a page at a time; it is copied, as installing a program does, since the
// system maps such a file in larger pieces.
func (p *program) build(folder string) error {
	linked := filepath.Join(folder, "linked")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", linked, p.pkg)
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return err
	}
	data, err := os.ReadFile(linked)
	if err != nil {
		return err
	}
	p.path = filepath.Join(folder, p.name)
	if runtime.GOOS == "windows" {
		p.path += ".exe"
	}
	return os.WriteFile(p.path, data, 0o777)
}

func (p *program) run() error {
	cmd := exec.Command(p.path)
	cmd.Stdin = strings.NewReader(workload.Small)
	cmd.Args = append(cmd.Args, "--quiet")
	if out, err := cmd.Output(); err != nil {
		return fmt.Errorf("%s: %w\n%s", p.name, err, out)
	}
	p.times = append(p.times, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	return nil
}

func (p *program) median() time.Duration {
	slices.Sort(p.times)
	return p.times[len(p.times)/2]
}
