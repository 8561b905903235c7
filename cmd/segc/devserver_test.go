package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/judges"
)

// devServer is a running `segc dev-server`.
type devServer struct {
	cmd   *exec.Cmd
	url   string
	key   string // as the log shows it
	lines *bufio.Scanner
	log   strings.Builder
}

func startDevServer(t *testing.T, args ...string) *devServer {
	t.Helper()
	return startDevServerIn(t, nil, args...)
}

// startDevServerIn starts a server with more variables in its environment.
func startDevServerIn(t *testing.T, environment []string, args ...string) *devServer {
	t.Helper()
	d := &devServer{cmd: exec.Command("segc", append([]string{"dev-server", "--addr", "127.0.0.1:0"}, args...)...)}
	d.cmd.Env = append(os.Environ(), environment...)
	pipe, err := d.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := d.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.cmd.Process.Kill() }) // does nothing when it has ended
	d.lines = bufio.NewScanner(pipe)
	address := regexp.MustCompile(`SEGC_API_URL=(\S+) SEGC_API_KEY=(\S+)`)
	for d.url == "" && d.lines.Scan() {
		d.log.WriteString(d.lines.Text() + "\n")
		if found := address.FindStringSubmatch(d.lines.Text()); found != nil {
			d.url, d.key = found[1], found[2]
		}
	}
	if d.url == "" {
		t.Fatalf("no address:\n%s", d.log.String())
	}
	return d
}

func (d *devServer) get(t *testing.T, key, method, path, body string) (status int, text string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, d.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-API-Key", key)
	r.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(content)
}

// end interrupts the server and returns all that it wrote.
func (d *devServer) end(t *testing.T, s os.Signal) string {
	t.Helper()
	if err := d.cmd.Process.Signal(s); err != nil {
		t.Fatal(err)
	}
	for d.lines.Scan() {
		d.log.WriteString(d.lines.Text() + "\n")
	}
	if err := d.cmd.Wait(); err != nil {
		t.Errorf("%v\n%s", err, d.log.String())
	}
	return d.log.String()
}

// TestDevServer runs the server as its users do: it keeps its segments, shuts
// down cleanly on a signal, and never writes its key.
func TestDevServer(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	const key = "quite-a-secret"
	state := filepath.Join(t.TempDir(), "state.json")
	segment := `{"name":"kept","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],` +
		`"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}}`

	d := startDevServer(t, "--key", key, "--state", state, "--build-time", "0s", "--fault", "500:1")
	for i, c := range []struct {
		key, method, body string
		status            int
	}{
		{key, "GET", "", 500}, {"wrong", "GET", "", 401}, {key, "POST", "{}", 400}, {key, "POST", segment, 200}, {key, "GET", "", 200},
	} {
		if status, text := d.get(t, c.key, c.method, "/api/v2/segments/", c.body); status != c.status {
			t.Errorf("%d: %d %s", i, status, text)
		}
	}
	log := d.end(t, os.Interrupt)
	if strings.Contains(log, key) || !strings.Contains(log, "\nPOST /api/v2/segments/ 200\n") {
		t.Errorf("the log is\n%s", log)
	}

	d = startDevServer(t, "--state", state, "--build-time", "0s")
	if status, text := d.get(t, "dev-key", "GET", "/api/v2/segments/?search=kept", ""); status != 200 || !strings.Contains(text, `"status":"DONE"`) {
		t.Errorf("%d %s", status, text)
	}
	if log := d.end(t, syscall.SIGTERM); !strings.Contains(log, fmt.Sprintf("SEGC_API_URL=%s SEGC_API_KEY=dev-key", d.url)) {
		t.Errorf("the log is\n%s", log)
	}
}

// TestDevServerEndsSlowAnswers checks that a slow answer does not keep the
// server alive.
func TestDevServerEndsSlowAnswers(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	d := startDevServer(t, "--fault", "slow=4m")
	answered := make(chan int)
	go func() {
		r, err := http.NewRequest(http.MethodGet, d.url+"/api/v2/contacts-lists/", nil)
		if err == nil {
			r.Header.Set("X-API-Key", "dev-key")
			if response, err := http.DefaultClient.Do(r); err == nil {
				_ = response.Body.Close()
				answered <- response.StatusCode
				return
			}
		}
		answered <- 0
	}()
	time.Sleep(200 * time.Millisecond) // until the request is under way
	start := time.Now()
	d.end(t, os.Interrupt)
	if status := <-answered; status != 200 || time.Since(start) > 30*time.Second {
		t.Errorf("status %d after %s", status, time.Since(start))
	}
}

// TestDevServerKeys checks which key a server has: one that nobody knows where it
// has somebody's contacts, and none that is shown but that one and the default.
func TestDevServerKeys(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	folder := t.TempDir()
	contacts, lists := filepath.Join(folder, "contacts.ndjson"), filepath.Join(folder, "lists.json")
	for name, text := range map[string]string{
		contacts: `{"columns":{"email":"anna@example.com"},"lists":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"]}`,
		lists:    `[{"id":"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab","label":"Newsletter"}]`,
	} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	random := map[string]bool{}
	for _, c := range []struct {
		environment, args []string
		key, shown        string // "" for a random key
	}{
		{nil, nil, "dev-key", "dev-key"},
		{nil, []string{"--key", "dev-key", "--contacts", contacts}, "dev-key", "dev-key"},
		{nil, []string{"--contacts", contacts}, "", ""},
		{nil, []string{"--lists", lists}, "", ""},
		{nil, []string{"--lists", lists, "--contacts", contacts}, "", ""},
		{[]string{"SEGC_DEV_KEY=from-the-environment"}, []string{"--contacts", contacts}, "from-the-environment", "$SEGC_DEV_KEY"},
		{[]string{"SEGC_DEV_KEY=from-the-environment"}, []string{"--key", "from-the-flag"}, "from-the-flag", "…"},
		{nil, []string{"--key", "from-the-flag", "--lists", lists}, "from-the-flag", "…"},
	} {
		d := startDevServerIn(t, append([]string{"SEGC_DEV_KEY="}, c.environment...), c.args...)
		key := c.key
		if key == "" {
			key = d.key
			if len(key) < 20 || random[key] {
				t.Errorf("%q: the random key is %q", c.args, key)
			}
			random[key] = true
			if status, _ := d.get(t, "dev-key", "GET", "/api/v2/contacts-lists/", ""); status != 401 {
				t.Errorf("%q: everybody knows the key: %d", c.args, status)
			}
		} else if d.key != c.shown {
			t.Errorf("%q: the log shows the key as %q", c.args, d.key)
		}
		if status, text := d.get(t, key, "GET", "/api/v2/contacts-lists/", ""); status != 200 {
			t.Errorf("%q: %d %s", c.args, status, text)
		}
		log := d.end(t, os.Interrupt)
		if note := "SEGC_API_KEY=$SEGC_DEV_KEY  # where SEGC_DEV_KEY is set too\n"; strings.Contains(log, note) != (c.shown == "$SEGC_DEV_KEY") {
			t.Errorf("%q: the log is\n%s", c.args, log)
		}
		if c.shown != c.key && strings.Contains(log, key) && c.key != "" {
			t.Errorf("%q: the log is\n%s", c.args, log)
		}
	}
}
