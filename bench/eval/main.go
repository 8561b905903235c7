// Command eval compares `segc eval` with DuckDB on the same files: user and system time, and the
// most memory, of both programs in turn. DuckDB runs queries that a person would write for the
// rules, in a process of its own with as many threads as there are cores, as segc has.
package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	_ "github.com/duckdb/duckdb-go/v2"

	"github.com/segc-lang/segc/bench/internal/people"
)

func main() {
	contacts := flag.Int("contacts", 1_000_000, "how many contacts there are, with 18 events each")
	rounds := flag.Int("rounds", 3, "how often each program runs")
	folder := flag.String("in", "", "the `FOLDER` for the files; one of the system if empty, which is removed")
	query := flag.String("query", "", "only run a `QUERY` in DuckDB, and print its number")
	flag.Parse()
	if *query != "" {
		n, err := duckdb(context.Background(), *query)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(n)
		return
	}
	if err := compare(*folder, *contacts, *rounds); err != nil {
		log.Fatal(err)
	}
}

// duckdb runs a query that gives one number.
func duckdb(ctx context.Context, query string) (n int64, err error) {
	db, err := sql.Open("duckdb", "")
	if err != nil {
		return 0, err
	}
	defer func() { _ = db.Close() }()
	return n, db.QueryRowContext(ctx, query).Scan(&n)
}

// compare prints a table.
func compare(folder string, contacts, rounds int) error {
	if folder == "" {
		made, err := os.MkdirTemp("", "segc-eval-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(made) }()
		folder = made
	}
	if err := generate(folder, contacts); err != nil {
		return err
	}
	segc, err := built(folder)
	if err != nil {
		return err
	}
	fmt.Printf("%d contacts, %d rounds\n\n| rule | files | segc | memory | DuckDB | memory | CPU ratio | contacts |\n|---|---|---:|---:|---:|---:|---:|---:|\n", contacts, rounds)
	for _, r := range rules() {
		for _, shape := range []string{"NDJSON", "CSV"} {
			if err := compareOne(segc, folder, &r, shape, rounds); err != nil {
				return err
			}
		}
	}
	return nil
}

// built builds segc as a release is built.
func built(folder string) (string, error) {
	segc := filepath.Join(folder, "segc")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", segc, "./cmd/segc")
	build.Dir, build.Env = filepath.Join("..", ".."), append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("%w: %s", err, out)
	}
	return segc, nil
}

// measured is what runs of a program took.
type measured struct {
	cpu    []time.Duration
	memory int64 // bytes
	answer string
}

func (m *measured) run(name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	m.cpu = append(m.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m.memory = max(m.memory, usage.Maxrss<<10)
	}
	m.answer, _, _ = strings.Cut(strings.ReplaceAll(strings.TrimSpace(string(out)), ",", ""), " ")
	return nil
}

func (m *measured) median() time.Duration {
	slices.Sort(m.cpu)
	return m.cpu[len(m.cpu)/2]
}

// arguments are those of segc for a rule and the files of a shape.
func arguments(r *rule, folder, shape string) []string {
	args := []string{"eval", "--all-contacts", "--quiet", "--at", people.Present().Format(time.RFC3339)}
	for _, answer := range assumed {
		args = append(args, "--assume", answer)
	}
	args = append(args, filepath.Join("..", "..", "examples", r.name+".seg"))
	if shape == "NDJSON" {
		return append(args, filepath.Join(folder, "contacts.ndjson"))
	}
	return append(args, filepath.Join(folder, "contacts.csv"), "--events", filepath.Join(folder, "events.csv"))
}

func compareOne(segc, folder string, r *rule, shape string, rounds int) error {
	query := r.tablesQuery(folder)
	if shape == "NDJSON" {
		query = r.recordsQuery(folder)
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	var ours, theirs measured
	for range rounds {
		if err := ours.run(segc, arguments(r, folder, shape)...); err != nil {
			return err
		}
		if err := theirs.run(self, "-query", query); err != nil {
			return err
		}
	}
	if ours.answer != theirs.answer {
		return fmt.Errorf("%s, %s: segc counts %s contacts, and DuckDB %s", r.name, shape, ours.answer, theirs.answer)
	}
	fmt.Printf("| %s | %s | %.2f s | %d MB | %.2f s | %d MB | %.2f | %s |\n", r.name, shape, ours.median().Seconds(), ours.memory>>20, theirs.median().Seconds(), theirs.memory>>20,
		ours.median().Seconds()/theirs.median().Seconds(), ours.answer)
	return nil
}
