package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
)

type postgresEngine struct {
	database
	stop    func() error
	backend string // of the only connection
}

// openPostgres starts a cluster of its own in a folder, with a socket there and no port. Postgres
// does not run as root, so root becomes another user for it.
func openPostgres(ctx context.Context, folder string) (engine, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin")
	if err != nil || len(found) == 0 {
		return nil, fmt.Errorf("postgres is not installed: apt-get install postgresql")
	}
	slices.Sort(found)
	own := filepath.Join(folder, "pg")
	if err := os.Mkdir(own, 0o755); err != nil {
		return nil, err
	}
	as := func(name string, args ...string) error {
		args = append([]string{filepath.Join(found[len(found)-1], name)}, args...)
		if os.Getuid() == 0 {
			args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
		}
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = own
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", name, err, out)
		}
		return nil
	}
	if os.Getuid() == 0 {
		if err := exec.Command("chown", "postgres", own).Run(); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(own, "data")
	if err := as("initdb", "-D", data, "-U", "segc", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"); err != nil {
		return nil, err
	}
	settings := " -c fsync=off -c max_wal_size=8GB -c wal_level=minimal -c max_wal_senders=0 -c shared_buffers=1GB -c work_mem=256MB -c maintenance_work_mem=512MB -c max_parallel_workers_per_gather=0 -c max_parallel_maintenance_workers=0 -c timezone=UTC"
	if err := as("pg_ctl", "-D", data, "-w", "-l", filepath.Join(own, "log"), "-o", "-c listen_addresses='' -c unix_socket_directories="+own+settings, "start"); err != nil {
		return nil, err
	}
	stop := func() error { return as("pg_ctl", "-D", data, "-m", "immediate", "stop") }
	db, err := sql.Open("pgx", "host="+own+" user=segc database=postgres default_query_exec_mode=exec")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	e := &postgresEngine{database{db}, stop, ""}
	e.backend = e.asked(ctx, "SELECT pg_backend_pid()::text")
	return e, nil
}

func (e *postgresEngine) load(ctx context.Context, folder string) error {
	return e.all(ctx, append([]string{
		`CREATE TABLE contacts (id bigint PRIMARY KEY, status text, isp int, plan text, country text, region text, source text, orders numeric, revenue numeric, first_order_at timestamptz,
  last_order_at timestamptz, created_at timestamptz, next_renewal timestamptz, confirmed boolean, no_holiday_offers boolean, interests text)`,
		"CREATE TABLE events (contact_id bigint, metric text, campaign_id text, occurred_at timestamptz)",
		"CREATE TABLE memberships (contact_id bigint, list_id text)",
		"COPY contacts FROM '" + filepath.Join(folder, "contacts.csv") + "' (FORMAT csv)",
		"COPY events FROM '" + filepath.Join(folder, "events.csv") + "' (FORMAT csv)",
		"COPY memberships FROM '" + filepath.Join(folder, "memberships.csv") + "' (FORMAT csv)",
		"ALTER TABLE contacts ALTER interests TYPE text[] USING coalesce(string_to_array(interests, '|'), '{}')",
	}, append(index(), "VACUUM ANALYZE")...)...)
}

func (e *postgresEngine) tenfold(ctx context.Context, contacts int) error {
	statements := []string{"DROP INDEX events_of", "DROP INDEX lists_of"}
	for _, t := range [][2]string{{"contacts", contactColumns}, {"events", eventColumns}, {"memberships", membershipColumns}} {
		id, rest, _ := strings.Cut(t[1], ", ")
		statements = append(statements, fmt.Sprintf("INSERT INTO %s SELECT %s + k * %d, %s FROM %s, generate_series(1, 9) AS k", t[0], id, contacts, rest, t[0]))
	}
	return e.all(ctx, append(append(statements, index()...), "VACUUM ANALYZE")...)
}

func (e *postgresEngine) spell(query string) string {
	return spelled(query, standardTime, func(tags []string) string { return "c.interests && ARRAY[" + quoted(tags) + "]" })
}

// process is that of the connection.
func (e *postgresEngine) process() string { return e.backend }

func (e *postgresEngine) version(ctx context.Context) string {
	return "Postgres " + e.asked(ctx, "SELECT current_setting('server_version')")
}

func (e *postgresEngine) close() error {
	if err := e.database.close(); err != nil {
		return err
	}
	return e.stop()
}
