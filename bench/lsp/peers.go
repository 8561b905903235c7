package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// installed is where npm puts the servers of JSON and YAML.
const installed = "bench/lsp/peers/node_modules"

// errNoNode says what to do without Node.
var errNoNode = errors.New("the servers of JSON and YAML need Node and npm: install nodejs and npm, or leave these servers out with PEERS=false (-peers=false)")

// peer is a server with a text, and a key in it that makes an error.
type peer struct {
	*client
	name      string // with its version
	file      string
	at        int
	key       string
	bad, good time.Duration // how long it waits before it looks for errors, and before it says that one is gone
	waits     [2][]float64  // milliseconds from a key to the list, without these pauses
	cpus      [2][]float64
}

// lookForPeers fails where the other servers cannot be measured, before anything is.
func lookForPeers() error {
	if _, err := exec.LookPath("node"); err != nil {
		return errNoNode
	}
	if _, err := os.Stat(installed); err != nil {
		return errors.New("the servers of JSON and YAML are not installed: run `make bench-lsp`, or `npm ci --ignore-scripts` in bench/lsp/peers, or leave them out with -peers=false")
	}
	return nil
}

// others measures how long a key takes until problems are published, in turn with other servers: a
// rule, and the document that it is compiled to.
func others(t *table, program, folder string) error {
	where := filepath.Join(folder, "peers")
	if err := write(where, map[string]string{"catalog.seg": t.catalog, "rule.seg": t.rule}); err != nil {
		return err
	}
	asJSON, asYAML, err := documents(program, where)
	if err != nil {
		return err
	}
	schema, err := os.ReadFile(filepath.Join("schema", "rules.schema.json"))
	if err != nil {
		return err
	}
	if err := write(where, map[string]string{"rule.json": asJSON, "rule.yaml": asYAML, "rules.schema.json": string(schema)}); err != nil {
		return err
	}
	all := []*peer{
		{name: "segc lsp, an unknown part", file: "rule.seg", at: strings.Index(t.rule, "  and near") + len("  and near"), key: "x", bad: errorsPause},
		{name: "segc lsp, a guard and its contact", file: "rule.seg", at: strings.LastIndex(t.rule, "competitor") + len("competitor"), key: "x", bad: proofPause, good: proofPause},
		{file: "rule.json", at: strings.Index(asJSON, `"equals`) + len(`"equals`), key: "x"},
		{file: "rule.yaml", at: strings.Index(asYAML, "equals") + len("equals"), key: "x"},
	}
	for i, p := range all {
		s := segcServer(program, fmt.Sprintf("%s%d.log", where, i))
		switch filepath.Ext(p.file) {
		case ".json":
			s, err = p.ofJSON(schema)
		case ".yaml":
			s, err = p.ofYAML("file://" + where + "/rules.schema.json")
		}
		if err != nil {
			return err
		}
		if p.client, err = start(s, where); err != nil {
			return err
		}
		defer p.stop()
		text, err := os.ReadFile(filepath.Join(where, p.file))
		if err != nil {
			return err
		}
		p.open(p.file, string(text))
		p.rest(2 * time.Second)
	}
	const rounds, warm = 15, 3
	for round := range warm + rounds {
		for _, p := range all {
			if err := p.round(round >= warm); err != nil {
				return err
			}
		}
	}
	fmt.Printf("\nA key that makes an error, and one that corrects it, until the list comes; medians of %d in turn.\n", rounds)
	fmt.Printf("The rule has %d bytes; the document that it is compiled to has %d as JSON and %d as YAML, and both have a schema.\n", len(t.rule), len(asJSON), len(asYAML))
	fmt.Printf("%-40s %-13s %9s %8s %11s %9s\n", "", "key", "wall", "pause", "less pause", "CPU")
	for _, p := range all {
		for i, key := range []string{"error", "correction"} {
			pause := milliseconds([]time.Duration{p.bad, p.good}[i])
			wall := median(p.waits[i])
			fmt.Printf("%-40s %-13s %6.1f ms %5.0f ms %8.1f ms %6.1f ms\n", p.name, key, wall, pause, wall-pause, median(p.cpus[i]))
		}
	}
	return nil
}

// round types both keys, and waits for both lists.
func (p *peer) round(counts bool) error {
	for i, problems := range []bool{true, false} {
		heard, before, begin := p.heard(), p.used(), time.Now()
		if problems {
			p.typeAt(p.file, p.at, p.key)
		} else {
			p.replace(p.file, p.at, p.at+len(p.key), "")
		}
		at, err := p.await(heard, p.file, problems)
		if err != nil {
			return err
		}
		if counts {
			p.cpus[i] = append(p.cpus[i], p.used()-before)
			p.waits[i] = append(p.waits[i], milliseconds(at.Sub(begin)))
		}
		p.rest(300 * time.Millisecond) // for a proof
	}
	return nil
}

// ofJSON is the server of VS Code for JSON.
func (p *peer) ofJSON(schema []byte) (s server, err error) {
	const in = "vscode-langservers-extracted"
	if err := p.is("vscode-json-language-server", in, "lib", "json-language-server", "utils", "validation.js"); err != nil {
		return s, err
	}
	settings := map[string]any{"json": map[string]any{
		"validate": map[string]bool{"enable": true},
		"schemas":  []any{map[string]any{"fileMatch": []string{"rule.json"}, "url": "rules.schema.json", "schema": json.RawMessage(schema)}},
	}}
	return server{
		command: []string{"node", filepath.Join(installed, in, "bin", "vscode-json-language-server"), "--stdio"}, language: "json",
		settings: settings, options: map[string]any{"provideFormatter": false},
	}, nil
}

// ofYAML is the server of Red Hat for YAML. It may not look for schemas on the network.
func (p *peer) ofYAML(schema string) (s server, err error) {
	const in = "yaml-language-server"
	if err := p.is(in, in, "out", "server", "src", "yamlSettings.js"); err != nil {
		return s, err
	}
	off := map[string]any{"enable": false, "url": ""}
	settings := map[string]any{"yaml": map[string]any{
		"validate": true, "schemas": map[string]string{schema: "*.yaml"}, "schemaStore": off, "kubernetesCRDStore": off,
	}}
	return server{
		command: []string{"node", filepath.Join(installed, in, "bin", in), "--stdio"}, language: "yaml", settings: settings,
	}, nil
}

// is names a server with its version, and takes its pause from its source.
func (p *peer) is(name, folder string, source ...string) error {
	data, err := os.ReadFile(filepath.Join(installed, folder, "package.json"))
	if err != nil {
		return err
	}
	var about struct{ Version string }
	if err := json.Unmarshal(data, &about); err != nil {
		return err
	}
	p.name = name + " " + about.Version
	text, err := os.ReadFile(filepath.Join(append([]string{installed, folder}, source...)...))
	if err != nil {
		return err
	}
	delay := regexp.MustCompile(`\bvalidationDelayMs = (\d+);`).FindSubmatch(text)
	if delay == nil {
		return fmt.Errorf("%s has another source: its pause is not found in %s", p.name, source[len(source)-1])
	}
	pause, err := strconv.Atoi(string(delay[1]))
	p.bad = time.Duration(pause) * time.Millisecond
	p.good = p.bad
	return err
}
