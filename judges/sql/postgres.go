package judge

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver
)

type postgresEngine struct {
	database
	stop func() error
}

// postgresPrograms returns the folder of the programs of Postgres; "" if it is not installed.
// Debian keeps them out of the path.
func postgresPrograms() string {
	if found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb"); err == nil && len(found) > 0 {
		slices.Sort(found)
		return filepath.Dir(found[len(found)-1])
	}
	found, err := exec.LookPath("initdb")
	if err != nil {
		return ""
	}
	return filepath.Dir(found)
}

// openPostgres starts a cluster of its own in a folder, with a socket there and no port. Postgres
// does not run as root, so root becomes another user for it.
func openPostgres(folder string) (engine, error) {
	programs := postgresPrograms()
	if programs == "" {
		return nil, fmt.Errorf("postgres: %w", errMissing)
	}
	as := func(name string, args ...string) error {
		args = append([]string{filepath.Join(programs, name)}, args...)
		if os.Getuid() == 0 {
			args = append([]string{"runuser", "-u", "postgres", "--"}, args...)
		}
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = folder
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", name, err, out)
		}
		return nil
	}
	if os.Getuid() == 0 {
		if err := exec.Command("chown", "postgres", folder).Run(); err != nil {
			return nil, err
		}
	}
	data := filepath.Join(folder, "data")
	if err := as("initdb", "-D", data, "-U", "segc", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8"); err != nil {
		return nil, err
	}
	options := "-c listen_addresses='' -c fsync=off -c unix_socket_directories=" + folder + " -c timezone=America/New_York"
	if err := as("pg_ctl", "-D", data, "-w", "-l", filepath.Join(folder, "log"), "-o", options, "start"); err != nil {
		return nil, err
	}
	stop := func() error { return as("pg_ctl", "-D", data, "-m", "immediate", "stop") }
	db, err := sql.Open("pgx", "host="+folder+" user=segc database=postgres default_query_exec_mode=exec")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	return &postgresEngine{database{db, "postgres"}, stop}, nil
}

func (e *postgresEngine) close() error {
	if err := e.database.close(); err != nil {
		return err
	}
	return e.stop()
}

func (e *postgresEngine) load(ctx context.Context, s *set) error {
	types := map[kind]string{
		integerKind: "bigint", textKind: "text", listKind: "text[]", numberKind: "numeric", floatKind: "double precision", booleanKind: "boolean", momentKind: "timestamptz", utcKind: "timestamp", dayKind: "date",
		secondsKind: "numeric", millisKind: "numeric",
	}
	for _, statement := range create(s, types, doubleQuoted) {
		if err := e.run(ctx, statement); err != nil {
			return err
		}
	}
	rows := s.rows()
	for _, t := range s.tables() {
		written := []record{}
		for _, r := range rows[t.name] {
			written = append(written, t.written(r, "2006-01-02 15:04:05.999999+00", "2006-01-02 15:04:05.999999", "2006-01-02"))
		}
		text, err := json.Marshal(written)
		if err != nil {
			return err
		}
		if _, err := e.ExecContext(ctx, "INSERT INTO "+t.name+" SELECT * FROM json_populate_recordset(NULL::"+t.name+", $1::json)", string(text)); err != nil {
			return err
		}
	}
	for _, index := range []string{"CREATE INDEX ON events (contact_id)", "CREATE INDEX ON copied_events (contact_id)", "CREATE INDEX ON memberships (contact_id)", "ANALYZE"} {
		if err := e.run(ctx, index); err != nil {
			return err
		}
	}
	return nil
}
