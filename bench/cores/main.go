// Command cores measures how much faster `segc check` goes through a folder on two cores than on
// one. Beside it runs a program that does nothing but use the CPU, in the same rounds: a machine
// that has no second core to give does not give it to that program either.
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/segc-lang/segc/bench/internal/site"
)

func main() {
	files := flag.Int("files", 10_000, "how many rules the folder has")
	rounds := flag.Int("rounds", 9, "how many pairs of runs there are of each program")
	burning := flag.Int("burn", 0, "only use the CPU, with so many `THREADS`")
	flag.Parse()
	if *burning > 0 {
		fmt.Println(burn(*burning))
		return
	}
	if err := measure(*files, *rounds); err != nil {
		log.Fatal(err)
	}
}

func measure(files, rounds int) (err error) {
	made, err := site.New("", files)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, made.Remove()) }()
	programs := []*program{
		{name: "check", args: func(int) []string { return []string{made.Segc, "check", made.Rules} }},
		{name: "burn", args: func(cores int) []string { return []string{made.Self, "-burn", strconv.Itoa(cores)} }},
	}
	for round := range rounds {
		for _, p := range programs {
			if err := p.pair(round%2 == 1); err != nil {
				return err
			}
		}
	}
	fmt.Printf("%d files, %d pairs, medians\n", files, rounds)
	for _, p := range programs {
		fmt.Printf("%-6s one core %6.2f s   two cores %6.2f s   %.2f × as fast   CPU %.2f ×\n",
			p.name, median(p.wall[0]), median(p.wall[1]), median(p.faster), median(p.cpu))
	}
	return nil
}

// program is one to measure, on one core and on two.
type program struct {
	name   string
	args   func(cores int) []string
	wall   [2][]float64 // in seconds
	faster []float64    // on two cores, in each pair
	cpu    []float64    // user and system time on two cores, against one
}

// pair runs the program on one core and on two, or on two cores first.
func (p *program) pair(twoFirst bool) error {
	var wall, cpu [2]float64
	for i := range 2 {
		at := i
		if twoFirst {
			at = 1 - i
		}
		words := p.args(at + 1)
		cmd := exec.Command(words[0], words[1:]...)
		cmd.Env = append(os.Environ(), "GOMAXPROCS="+strconv.Itoa(at+1))
		began := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", p.name, err, out)
		}
		wall[at] = time.Since(began).Seconds()
		cpu[at] = (cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds()
		p.wall[at] = append(p.wall[at], wall[at])
	}
	p.faster = append(p.faster, wall[0]/wall[1])
	p.cpu = append(p.cpu, cpu[1]/cpu[0])
	return nil
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

// burn does the same work on so many threads. It returns what it found, so that no compiler
// leaves the work out.
func burn(threads int) uint64 {
	const steps = 1_000_000_000
	found := make([]uint64, threads)
	var all sync.WaitGroup
	for i := range found {
		all.Go(func() {
			x := uint64(i + 1)
			for range steps / threads {
				x ^= x << 13
				x ^= x >> 7
				x ^= x << 17
			}
			found[i] = x
		})
	}
	all.Wait()
	return found[0]
}
