// Command sql compares the queries of `segc sql` with queries written by hand, in the databases
// that run them: the processor time of both, in turn. The ids that they select must be equal.
//
//   - rules.go has the rules of examples/ with their conditions by hand, and shapes.go three
//     queries that a person would write for each
//   - tables.go writes contacts as files; engine.go has what a database does, and duckdb.go,
//     sqlite.go, postgres.go and clickhouse.go have them
//   - measure.go runs queries in turn, process.go says what that took, and compare.go prints it
package main

import (
	"context"
	"flag"
	"log"
	"os"
	"strings"
)

func main() {
	log.SetFlags(0)
	var o options
	flag.IntVar(&o.contacts, "contacts", 1_000_000, "how many contacts there are, with 18 events each")
	flag.IntVar(&o.rounds, "rounds", 3, "how often each query runs; the fastest run counts")
	flag.IntVar(&o.threads, "threads", 1, "how many threads DuckDB and ClickHouse have; Postgres and SQLite have one")
	flag.StringVar(&o.memory, "memory", "4GB", "how much memory DuckDB takes")
	flag.BoolVar(&o.tenfold, "tenfold", false, "compare with ten times the data, too")
	flag.StringVar(&o.folder, "in", "", "the `FOLDER` for the data; one of the system if empty, which is removed")
	engines := flag.String("engines", "duckdb sqlite postgres", "the databases; clickhouse needs SEGC_CHDB")
	flag.Parse()
	o.engines = strings.Fields(*engines)
	if err := start(context.Background(), &o); err != nil {
		log.Fatal(err)
	}
}

// options are what is compared.
type options struct {
	contacts, rounds, threads int
	memory, folder            string
	tenfold                   bool
	engines                   []string
}

func start(ctx context.Context, o *options) error {
	if o.folder == "" {
		made, err := os.MkdirTemp("", "segc-sql-")
		if err != nil {
			return err
		}
		defer func() { _ = os.RemoveAll(made) }()
		o.folder = made
	}
	// Postgres reads it as another user.
	if err := os.Chmod(o.folder, 0o755); err != nil {
		return err
	}
	if err := write(o.folder, o.contacts); err != nil {
		return err
	}
	for _, name := range o.engines {
		if err := compare(ctx, name, o); err != nil {
			return err
		}
	}
	return nil
}
