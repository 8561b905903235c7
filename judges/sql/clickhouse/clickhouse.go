package clickhouse

import (
	"bufio"
	_ "embed" // the other end
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
)

// ErrMissing says that ClickHouse is not installed.
var ErrMissing = errors.New("clickhouse needs Node.js and the package chdb of npm, in the node_modules of a folder that SEGC_CHDB names")

//go:embed clickhouse.js
var program string

// Process is ClickHouse with a database of its own. It is for one goroutine.
type Process struct {
	command *exec.Cmd
	in      io.WriteCloser
	out     *bufio.Reader
}

// Start starts ClickHouse from the folder that SEGC_CHDB names, with variables such as TZ=UTC beside those
// of this process.
func Start(environment ...string) (*Process, error) {
	folder := os.Getenv("SEGC_CHDB")
	if _, err := os.Stat(filepath.Join(folder, "node_modules", "chdb")); folder == "" || err != nil {
		return nil, ErrMissing
	}
	p := &Process{command: exec.Command("node", "-e", program, folder)}
	p.command.Stderr, p.command.Env = os.Stderr, append(os.Environ(), environment...)
	out, err := p.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if p.in, err = p.command.StdinPipe(); err != nil {
		return nil, err
	}
	p.out = bufio.NewReaderSize(out, 1<<20)
	return p, p.command.Start()
}

// ID returns the number of the process.
func (p *Process) ID() int { return p.command.Process.Pid }

// Run runs a statement with parameters by name, and returns the rows that it selects, with values as
// texts.
func (p *Process) Run(statement string, parameters map[string]string) ([][]string, error) {
	if parameters == nil {
		parameters = map[string]string{}
	}
	line, err := json.Marshal(map[string]any{"statement": statement, "parameters": parameters})
	if err != nil {
		return nil, err
	}
	if _, err := p.in.Write(append(line, '\n')); err != nil {
		return nil, err
	}
	text, err := p.out.ReadBytes('\n')
	if err != nil {
		return nil, err
	}
	var said struct {
		Rows  [][]string
		Error string
	}
	if err := json.Unmarshal(text, &said); err != nil {
		return nil, err
	}
	if said.Error != "" {
		return nil, errors.New(said.Error)
	}
	return said.Rows, nil
}

// Close ends the process.
func (p *Process) Close() error {
	if err := p.in.Close(); err != nil {
		return err
	}
	return p.command.Wait()
}
