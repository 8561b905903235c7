// Command scaling measures how the time and the memory of a compilation grow
// with the size of a rule, and prints the tables of docs/simplification.md:
//
//	make scaling
//
// Each rule is compiled a few times; the fastest run counts, and what it
// allocates. A last table compares the CPU time of 400 and of 4,000 conditions
// of one kind: ten times the time is linear.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc"
)

func main() {
	rounds := flag.Int("rounds", 5, "how often each rule is compiled")
	only := flag.String("only", "", "measure only what has this in its title")
	flag.Parse()
	for _, s := range all() {
		if strings.Contains(s.title, *only) {
			s.print(os.Stdout, *rounds)
		}
	}
	kinds := slices.DeleteFunc(linear(), func(g growth) bool { return !strings.Contains(g.title, *only) })
	printGrowth(os.Stdout, kinds, *rounds)
}

// series is rules of one kind that grow.
type series struct {
	title string
	of    string // what the sizes count
	sizes []int
	text  func(n int) string
}

func (s series) print(w io.Writer, rounds int) {
	fmt.Fprintf(w, "| %s: %s | bytes | groups | conditions | result | time | memory |\n|---:|---:|---:|---:|---|---:|---:|\n", s.title, s.of)
	for _, n := range s.sizes {
		m := measure(s.text(n), rounds)
		fmt.Fprintf(w, "| %d | %d | %s | %s |\n", n, m.bytes, m.result, m.cost())
	}
	fmt.Fprintln(w)
}

// measurement is what one rule takes.
type measurement struct {
	bytes  int
	result string
	time   time.Duration
	memory uint64
}

func measure(text string, rounds int) measurement {
	m := measurement{bytes: len(text), time: time.Hour}
	for range rounds {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		result, list := segc.Compile(context.Background(), text, segc.Options{})
		m.time = min(m.time, time.Since(start))
		runtime.ReadMemStats(&after)
		m.memory = after.TotalAlloc - before.TotalAlloc
		m.result = describe(result, list.Err())
	}
	return m
}

// describe says what became of a rule: its size and how sure that is.
func describe(result *segc.Result, err error) string {
	if result == nil {
		if err == nil {
			return "| | nothing"
		}
		return "– | – | refused"
	}
	s := result.Stats()
	how := "not proved, " + string(s.Method)
	switch {
	case s.Proved && s.Level == 3:
		how = "minimal"
	case s.Proved:
		how = fmt.Sprintf("minimal on level %d", s.Level)
	}
	return fmt.Sprintf("%d | %d | %s", s.Groups, s.Conditions, how)
}

// cost writes time and memory with two digits.
func (m measurement) cost() string {
	time := fmt.Sprintf("%.2g ms", float64(m.time.Microseconds())/1000)
	if m.time >= 100*1000*1000 {
		time = fmt.Sprintf("%d ms", m.time.Milliseconds())
	}
	memory := fmt.Sprintf("%d KB", m.memory>>10)
	if m.memory >= 10<<20 {
		memory = fmt.Sprintf("%d MB", m.memory>>20)
	}
	return time + " | " + memory
}
