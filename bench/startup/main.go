// Command startup measures what the command costs a process: user and system
// time of `segc` on a small rule, beside an empty Go program. Both run in turn,
// many times, and the medians are printed.
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
	rounds := flag.Int("rounds", 51, "how often each program runs")
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

func (p *program) build(folder string) error {
	p.path = filepath.Join(folder, p.name)
	if runtime.GOOS == "windows" {
		p.path += ".exe"
	}
	build := exec.Command("go", "build", "-o", p.path, p.pkg)
	build.Stderr = os.Stderr
	return build.Run()
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
