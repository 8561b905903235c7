package judge

import (
	"database/sql"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// TestLinesOfThePage runs the lines of docs/sql.md that pipe a query into a program, with what is
// installed: psql and sqlite3 as the lines are, and the queries of the others in the libraries of
// their databases. The lines of bq and spark-sql have to write a query, which nobody runs.
func TestLinesOfThePage(t *testing.T) {
	lines := linesOf(t, "../../docs/sql.md", "## Run it")
	programs := map[string]string{"psql": "postgres", "duckdb": "duckdb", "sqlite3": "sqlite", "clickhouse-client": "clickhouse", "bq": "", "spark-sql": ""}
	byDialect := map[string]line{}
	seen := map[string]bool{}
	for _, l := range lines {
		dialect, known := programs[l.program]
		if !known {
			t.Errorf("nothing runs %s", l)
		}
		seen[l.program] = true
		byDialect[dialect] = l
	}
	if len(seen) != len(programs) {
		t.Fatalf("the page has lines for %q", slices.Sorted(maps.Keys(seen)))
	}
	shell := newShell(t)
	for _, l := range lines {
		if programs[l.program] == "" && strings.HasPrefix(l.text, "segc ") {
			if text := shell.run(t, strings.Split(l.text, " && ")[0]+" && cat vip.sql"); !strings.Contains(text, "no test of segc has run it there") {
				t.Errorf("%s writes %q", l, text)
			}
		}
	}
	set := callers(t)
	for _, e := range engines(t) {
		t.Run(e.name(), func(t *testing.T) {
			if err := e.load(t.Context(), set); err != nil {
				t.Fatal(err)
			}
			l := byDialect[e.name()]
			_, err := exec.LookPath(l.program)
			if there := slices.Contains([]string{"postgres", "sqlite"}, e.name()); err != nil && there && slices.Contains(strings.Fields(os.Getenv("SEGC_JUDGES")), e.name()) {
				t.Errorf("%s is not installed", l.program)
			}
			if err != nil || e.name() == "clickhouse" { // whose tables are in this process
				query := shell.run(t, strings.Split(l.text, " | ")[0])
				if e.name() == "duckdb" {
					e = readOnly(t, e, shell)
				}
				found, err := e.rows(t.Context(), query, nil)
				if err != nil {
					t.Fatalf("%v\n%s", err, query)
				}
				calls(t, strings.Join(slices.Concat(found...), "\n"))
				return
			}
			handOver(t, e, shell)
			calls(t, shell.run(t, l.text))
			_, program, _ := strings.Cut(l.text, " | ")
			if said := shell.fail(t, "echo 'CREATE TABLE x (y int);' | "+program); !strings.Contains(said, "read-only") && !strings.Contains(said, "readonly") {
				t.Errorf("the line may write: %s", said)
			}
		})
	}
	t.Run("parquet", func(t *testing.T) { readsParquet(t, shell) })
}

// readsParquet runs the query for files of Parquet, with the statement `tables` of the page.
func readsParquet(t *testing.T, s *shell) {
	t.Helper()
	var query string
	for _, l := range linesOf(t, "../../docs/sql.md", "## Files") {
		query = s.run(t, strings.Split(l.text, " | ")[0])
	}
	e, err := openDuckDB(folder(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = e.close() })
	if err := e.load(t.Context(), callers(t)); err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		"COPY contacts TO 'contacts.parquet'", "COPY memberships TO 'memberships.parquet'",
		"COPY (SELECT * FROM events WHERE contact_id < 3) TO 'events/1.parquet'", "COPY (SELECT * FROM events WHERE contact_id >= 3) TO 'events/2.parquet'",
		"DROP TABLE contacts", "DROP TABLE events", "DROP TABLE memberships",
	} {
		if err := e.run(t.Context(), strings.Replace(statement, "TO '", "TO '"+s.folder+"/", 1)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(s.folder)
	found, err := e.rows(t.Context(), query, nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	calls(t, strings.Join(slices.Concat(found...), "\n"))
}

// line is a line for a shell.
type line struct{ text, program string }

func (l line) String() string { return l.text }

// linesOf returns the lines for a shell in a part of a page. Each names a program that takes a
// query, at its start or after segc.
func linesOf(t *testing.T, page, heading string) (lines []line) {
	t.Helper()
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	_, part, _ := strings.Cut(string(text), heading+"\n")
	_, block, found := strings.Cut(part, "```sh\n")
	block, _, _ = strings.Cut(block, "```")
	if !found {
		t.Fatalf("%s has no lines for a shell at %s", page, heading)
	}
	for _, text := range strings.Split(strings.TrimSpace(block), "\n") {
		l := line{text: text, program: regexp.MustCompile(`^(?:segc .*(?: \| | && ))?([a-z0-9-]+)(?: |$)`).FindStringSubmatch(text)[1]}
		if l.program == "segc" { // for the line after it
			l.program = "bq"
		}
		lines = append(lines, l)
	}
	return lines
}

// shell runs lines in a folder with the rules of the examples, with segc in the path.
type shell struct {
	folder      string
	environment []string
}

func newShell(t *testing.T) *shell {
	t.Helper()
	s := &shell{folder: folder(t)}
	if err := os.CopyFS(s.folder, os.DirFS(examples)); err != nil {
		t.Fatal(err)
	}
	programs := filepath.Join(s.folder, "programs")
	for _, made := range []string{programs, filepath.Join(s.folder, "events")} {
		if err := os.Mkdir(made, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.CommandContext(t.Context(), "go", "build", "-o", programs, "./cmd/segc")
	build.Dir = "../.."
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	s.environment = append(os.Environ(), "PATH="+programs+":"+os.Getenv("PATH"), "PGSERVICEFILE="+filepath.Join(s.folder, "services"))
	return s
}

// run runs a line, and returns what it writes.
func (s *shell) run(t *testing.T, text string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "bash", "-o", "pipefail", "-c", text)
	command.Dir, command.Env = s.folder, s.environment
	var wrong strings.Builder
	command.Stderr = &wrong
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", text, err, out, wrong.String())
	}
	return string(out)
}

// fail runs a line that has to fail, and returns what it says.
func (s *shell) fail(t *testing.T, text string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "bash", "-o", "pipefail", "-c", text)
	command.Dir, command.Env = s.folder, s.environment
	out, err := command.CombinedOutput()
	if err == nil {
		t.Errorf("%s does not fail: %s", text, out)
	}
	return string(out)
}

// handOver gives a program the tables that a driver has loaded.
func handOver(t *testing.T, e engine, s *shell) {
	t.Helper()
	switch e.name() {
	case "postgres":
		found, err := e.rows(t.Context(), "SHOW unix_socket_directories", nil)
		if err != nil {
			t.Fatal(err)
		}
		service := "[warehouse]\nhost=" + found[0][0] + "\nuser=segc\ndbname=postgres\n"
		if err := os.WriteFile(filepath.Join(s.folder, "services"), []byte(service), 0o666); err != nil {
			t.Fatal(err)
		}
	case "sqlite":
		if err := e.run(t.Context(), "VACUUM INTO '"+filepath.Join(s.folder, "contacts.sqlite")+"'"); err != nil {
			t.Fatal(err)
		}
	case "duckdb":
		for _, statement := range []string{"ATTACH '" + filepath.Join(s.folder, "contacts.duckdb") + "' AS saved", "COPY FROM DATABASE memory TO saved", "DETACH saved"} {
			if err := e.run(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// readOnly opens the tables that DuckDB has as a file to which nothing can be written.
func readOnly(t *testing.T, e engine, s *shell) engine {
	t.Helper()
	handOver(t, e, s)
	db, err := sql.Open("duckdb", filepath.Join(s.folder, "contacts.duckdb")+"?access_mode=read_only")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	file := &duckEngine{database{db, "duckdb"}, s.folder}
	if err := file.run(t.Context(), "CREATE TABLE x (y int)"); err == nil {
		t.Error("the file can be written to")
	}
	return file
}

// callers are contacts that vip.seg is about, with events near the present. It matches the first
// and the third one.
func callers(t *testing.T) *set {
	t.Helper()
	now := time.Now().UTC().Truncate(time.Second)
	columns, always := exampleColumns(t)
	s := &set{present: now, columns: columns}
	before := func(metric condition.Metric, days int) happened {
		return happened{metric: metric, at: now.Add(-time.Duration(days)*24*time.Hour - time.Hour)}
	}
	for i, c := range []struct {
		plan, revenue string
		events        []happened
	}{
		{"club", "1000.50", []happened{before("open", 3), before("open", 29)}},
		{"club", "1000.50", []happened{before("open", 3), before("open", 31)}},
		{"free", "2500", []happened{before("click", 59)}},
		{"free", "2500", []happened{before("click", 61)}},
		{"free", "2499.99", []happened{before("click", 1)}},
		{"club", "3000", []happened{before("click", 1), before("complaint", 400)}},
	} {
		p := person{id: int64(i + 1), dates: map[string]time.Time{}, events: c.events, contact: contact.Contact{
			Lists: []string{"5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"}, Columns: map[string]contact.Value{},
		}}
		for _, c := range columns {
			if always[c.name] {
				p.fill(&c)
			}
		}
		values := p.contact.Columns
		values["id"], values["status"], values["plan"], values["revenue"] = contact.Int(p.id), contact.Text("subscribed"), contact.Text(c.plan), contact.Must(contact.Number(c.revenue))
		s.contacts = append(s.contacts, p)
	}
	return s
}

// calls checks which contacts are in what a program writes.
func calls(t *testing.T, text string) {
	t.Helper()
	ids := regexp.MustCompile(`(?m)^[^\w(]*(\d+)\W*$`).FindAllStringSubmatch(text, -1)
	var got []string
	for _, id := range ids {
		got = append(got, id[1])
	}
	slices.Sort(got)
	if !slices.Equal(got, []string{"1", "3"}) {
		t.Errorf("contacts %q are selected:\n%s", got, text)
	}
}
