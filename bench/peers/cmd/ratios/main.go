// Command ratios measures segc and its peers in turn, several times over, so
// that a slow moment of the machine meets all of them, and prints the medians
// beside those of segc.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/segc-lang/segc/bench/peers"
)

func main() {
	rounds := flag.Int("rounds", 7, "how often each task is measured")
	span := flag.Duration("span", 15*time.Millisecond, "how long one measurement takes at the least")
	only := flag.String("rules", "S,M,L,list", "which rules")
	flag.Parse()
	tasks, err := peers.Tasks()
	if err != nil {
		log.Fatal(err)
	}
	tasks = slices.DeleteFunc(tasks, func(t peers.Task) bool { return !slices.Contains(strings.Split(*only, ","), t.Rule) })
	results := make([]result, len(tasks))
	for range *rounds {
		for i, task := range tasks {
			if err := results[i].measure(task, *span); err != nil {
				log.Fatalf("%s/%s: %v", task.Rule, task.Name, err)
			}
		}
	}
	print(tasks, results)
}

type result struct {
	times       []time.Duration // of one run
	bytes, runs uint64
	allocs      uint64
}

// measure runs a task until the span has passed.
func (r *result) measure(task peers.Task, span time.Duration) error {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	n := 0
	for n == 0 || time.Since(start) < span {
		if err := task.Run(); err != nil {
			return err
		}
		n++
	}
	r.times = append(r.times, time.Since(start)/time.Duration(n))
	runtime.ReadMemStats(&after)
	r.bytes += after.TotalAlloc - before.TotalAlloc
	r.allocs += after.Mallocs - before.Mallocs
	r.runs += uint64(n)
	return nil
}

func (r *result) median() time.Duration {
	slices.Sort(r.times)
	return r.times[len(r.times)/2]
}

func print(tasks []peers.Task, results []result) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	_, _ = fmt.Fprintln(w, "rule\tsource\ttask\ttime\tMB/s\tallocs\tmemory/source\t× segc/parse\t× segc/plain\t")
	base := map[string]time.Duration{}
	for i, task := range tasks {
		base[task.Rule+task.Name] = results[i].median()
	}
	for i, task := range tasks {
		r := &results[i]
		time := r.median()
		_, _ = fmt.Fprintf(w, "%s\t%d B\t%s\t%v\t%.1f\t%d\t%.0f\t%.2f\t%.2f\t\n",
			task.Rule, task.Size, task.Name, time.Round(10), float64(task.Size)/time.Seconds()/1e6,
			r.allocs/r.runs, float64(r.bytes)/float64(r.runs)/float64(task.Size),
			float64(time)/float64(base[task.Rule+"segc/parse"]), float64(time)/float64(base[task.Rule+"segc/plain"]))
	}
	_ = w.Flush()
}
