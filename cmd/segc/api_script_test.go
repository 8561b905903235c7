package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os/exec"
	"regexp"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveAPI runs `segc dev-server` until the script ends, without a limit of
// requests, and lets the script know its address and its key:
//
//	dev-server [flag]...
func serveAPI(ts *testscript.TestScript, neg bool, args []string) {
	if neg {
		ts.Fatalf("usage: dev-server [flag]...")
	}
	cmd := exec.Command("segc", append([]string{"dev-server", "--addr", "127.0.0.1:0", "--rate-limit", "0", "--build-time", "0s"}, args...)...)
	cmd.Dir = ts.MkAbs(".")
	log, err := cmd.StderrPipe()
	ts.Check(err)
	ts.Check(cmd.Start())
	ts.Defer(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait() // it was killed
	})
	lines := bufio.NewScanner(log)
	address := regexp.MustCompile(`SEGC_API_URL=(\S+) SEGC_API_KEY=(\S+)`)
	for lines.Scan() {
		if found := address.FindStringSubmatch(lines.Text()); found != nil {
			ts.Setenv("SEGC_API_URL", found[1])
			ts.Setenv("SEGC_API_ADDR", strings.TrimPrefix(found[1], "http://"))
			ts.Setenv("SEGC_API_KEY", found[2])
			go func() { _, _ = io.Copy(io.Discard, log) }() // so that the server never waits for a reader
			return
		}
	}
	ts.Fatalf("the dev-server does not start")
}

// createElsewhere makes a segment as somebody does in the web editor:
//
//	create name rules
func createElsewhere(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: create name rules")
	}
	body, err := json.Marshal(map[string]any{
		"name": args[0], "color": "#7cb7de", "contact_list_ids": []string{"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"},
		"rules_json": json.RawMessage(args[1]),
	})
	ts.Check(err)
	askAPI(ts, http.MethodPost, "/segments/", string(body))
}

// patchElsewhere changes the one segment of a name as somebody does in the web
// editor, without segc:
//
//	patch name body
func patchElsewhere(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: patch name body")
	}
	items, _ := askAPI(ts, http.MethodGet, "/segments/?search="+url.QueryEscape(args[0]), "")["items"].([]any)
	for _, item := range items {
		if segment, _ := item.(map[string]any); segment["name"] == args[0] {
			askAPI(ts, http.MethodPatch, fmt.Sprintf("/segments/%s/", segment["id"]), args[1])
			return
		}
	}
	ts.Fatalf("there is no segment called %q", args[0])
}

// askAPI sends a request with the address and the key of the script.
func askAPI(ts *testscript.TestScript, method, path, body string) map[string]any {
	r, err := http.NewRequest(method, ts.Getenv("SEGC_API_URL")+"/api/v2"+path, strings.NewReader(body))
	ts.Check(err)
	r.Header.Set("X-API-Key", ts.Getenv("SEGC_API_KEY"))
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	ts.Check(err)
	defer func() { _ = response.Body.Close() }()
	var answer map[string]any
	ts.Check(json.NewDecoder(response.Body).Decode(&answer))
	if response.StatusCode != http.StatusOK {
		ts.Fatalf("%s %s: %d %v", method, path, response.StatusCode, answer)
	}
	return answer
}
