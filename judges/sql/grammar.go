package judge

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// reader is a program that parses queries: one JSON object a line, with an answer each.
type reader struct {
	name     string
	dialects []string
	command  *exec.Cmd
	in       io.WriteCloser
	out      *bufio.Reader
}

// parsed is what a grammar answers.
type parsed struct {
	Literals []string
	Rendered string
	Versions map[string]string
	Error    string
}

// openSqlglot starts sqlglot and Jinja, in the first Python that has both.
func openSqlglot() (*reader, error) {
	for _, python := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(python, "-c", "import sqlglot, jinja2").Run() == nil {
			return started("sqlglot", []string{"bigquery", "snowflake", "spark", "trino"}, python, "grammars/judge.py")
		}
	}
	return nil, errors.New("no python3 has sqlglot and jinja2; install python3-sqlglot and python3-jinja2")
}

// openGrammars starts the grammars of Spark and Trino.
func openGrammars() (*reader, error) {
	if _, err := os.Stat(filepath.Join("grammars", "node_modules", "dt-sql-parser")); err != nil {
		return nil, errors.New("dt-sql-parser is not installed; run `npm ci --ignore-scripts` in judges/sql/grammars")
	}
	return started("dt-sql-parser", []string{"spark", "trino"}, "node", "grammars/judge.mjs", "grammars")
}

func started(name string, dialects []string, program string, args ...string) (*reader, error) {
	if name == "dt-sql-parser" {
		folder, err := filepath.Abs(args[len(args)-1])
		if err != nil {
			return nil, err
		}
		args[len(args)-1] = folder
	}
	g := &reader{name: name, dialects: dialects, command: exec.Command(program, args...)}
	g.command.Stderr = os.Stderr
	out, err := g.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if g.in, err = g.command.StdinPipe(); err != nil {
		return nil, err
	}
	g.out = bufio.NewReaderSize(out, 1<<20)
	return g, g.command.Start()
}

func (g *reader) close() error {
	if err := g.in.Close(); err != nil {
		return err
	}
	return g.command.Wait()
}

// parse parses a query. What this version of sqlglot does not know is replaced before: a quote in
// a name, and the type of times without a zone in Spark, which its own grammar parses.
func (g *reader) parse(dialect, text string) (parsed, error) {
	if g.name == "sqlglot" {
		text = strings.NewReplacer("o\"\"d'd", "odd", "TIMESTAMP_NTZ", "TIMESTAMP", "timestamp_ntz", "timestamp", "BIGNUMERIC", "NUMERIC").Replace(text)
	}
	return g.ask(map[string]any{"dialect": dialect, "sql": text})
}

// ask asks for one answer.
func (g *reader) ask(asked map[string]any) (answer parsed, err error) {
	line, err := json.Marshal(asked)
	if err != nil {
		return answer, err
	}
	if _, err := g.in.Write(append(line, '\n')); err != nil {
		return answer, err
	}
	text, err := g.out.ReadBytes('\n')
	if err != nil {
		return answer, err
	}
	if err := json.Unmarshal(text, &answer); err != nil {
		return answer, err
	}
	if answer.Error != "" {
		return answer, fmt.Errorf("%s: %s", g.name, answer.Error)
	}
	return answer, nil
}

// pinned returns the versions that the repository names, by package.
func pinned() (map[string]string, error) {
	versions := map[string]string{}
	text, err := os.ReadFile("grammars/requirements.txt")
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Fields(string(text)) {
		name, version, _ := strings.Cut(line, "==")
		versions[name] = version
	}
	text, err = os.ReadFile("grammars/package.json")
	if err != nil {
		return nil, err
	}
	var made struct{ Dependencies map[string]string }
	if err := json.Unmarshal(text, &made); err != nil {
		return nil, err
	}
	for name, version := range made.Dependencies {
		versions[name] = version
	}
	return versions, nil
}
