package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:], os.Stdout, term.IsTerminal(int(os.Stdout.Fd())))
	stop()
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "mutate:", err)
		os.Exit(1)
	}
}

// options are what the command line says.
type options struct {
	root    string
	list    bool
	quick   bool
	workers int
	timeout time.Duration
	names   []string
}

func run(ctx context.Context, args []string, out io.Writer, terminal bool) error {
	var o options
	flags := flag.NewFlagSet("mutate", flag.ContinueOnError)
	flags.StringVar(&o.root, "root", ".", "the root of the checkout")
	flags.BoolVar(&o.list, "list", false, "list the mutants and run nothing")
	flags.BoolVar(&o.quick, "quick", false, "only the mutants that are marked as quick")
	flags.IntVar(&o.workers, "j", runtime.GOMAXPROCS(0), "how many mutants run at a time")
	flags.DurationVar(&o.timeout, "timeout", 3*time.Minute, "how long the tests of one package may take")
	if err := flags.Parse(args); err != nil {
		return err
	}
	o.names = flags.Args()
	root, err := filepath.Abs(o.root)
	if err != nil {
		return err
	}
	o.root = root
	all, err := readLists(filepath.Join(root, "testdata", "mutants"))
	if err != nil {
		return err
	}
	mutants, err := selected(all, o.names, o.quick)
	if err != nil {
		return err
	}
	if o.list {
		for _, m := range mutants {
			fmt.Fprintf(out, "%-40s %s\n", m, m.why)
		}
		return nil
	}
	return o.judge(ctx, mutants, &progress{out: out, terminal: terminal, total: len(mutants)})
}

// judge judges mutants, and returns an error if one did not do what its list says.
func (o *options) judge(ctx context.Context, mutants []*mutant, p *progress) error {
	g := tester{root: o.root, timeout: o.timeout}
	p.status("running the tests on the code as it is")
	wrong, err := baseline(ctx, g, mutants, o.workers)
	if err != nil {
		return err
	}
	err = parallel(o.workers, mutants, func(m *mutant) error {
		r, err := judge(ctx, g, m, wrong)
		if err == nil {
			p.add(r)
		}
		return err
	})
	if err != nil {
		return err
	}
	return p.end()
}

// progress shows what became of the mutants so far.
type progress struct {
	out      io.Writer
	terminal bool
	total    int

	lock   sync.Mutex
	counts [broken + 1]int
	done   int
	width  int // of the status that the terminal shows
}

// status shows on a terminal what is going on, in place of what it showed before.
func (p *progress) status(text string) {
	if p.terminal {
		fmt.Fprintf(p.out, "\r%-*s", p.width, text)
		p.width = len(text)
	}
}

// add shows a result. A terminal keeps only the lines of those that are not good.
func (p *progress) add(r result) {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.counts[r.verdict]++
	p.done++
	if !p.terminal || !r.verdict.good() {
		if p.terminal {
			p.status("")
			fmt.Fprint(p.out, "\r")
		}
		fmt.Fprintf(p.out, "%-14v %-40v %5.1fs  %s\n", r.verdict, r.mutant, r.took.Seconds(), r.detail)
		if !r.verdict.good() {
			fmt.Fprintf(p.out, "    %s (%s)\n", r.mutant.why, r.mutant.files())
		}
	}
	p.status(fmt.Sprintf("%d of %d, last %s", p.done, p.total, r.mutant))
}

// files returns where a mutant changes the code.
func (m *mutant) files() string {
	var names []string
	for _, e := range m.edits {
		names = append(names, e.file)
	}
	return strings.Join(names, ", ")
}

// end shows the sum, and returns an error if a result is not good.
func (p *progress) end() error {
	if p.terminal {
		p.status("")
		fmt.Fprint(p.out, "\r")
	}
	fmt.Fprintf(p.out, "%d mutants: %d killed, %d equivalent\n", p.done, p.counts[killed], p.counts[harmless])
	if bad := p.done - p.counts[killed] - p.counts[harmless]; bad > 0 {
		return fmt.Errorf("%d of %d mutants did not do what their lists say: write the missing test or correct the list", bad, p.done)
	}
	return nil
}
