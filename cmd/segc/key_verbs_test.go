package main

import (
	"bytes"
	"encoding/pem"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/test/long"
)

// keyVerbs has runs of every verb. FOLDER is a fresh folder of rules. The first
// list has runs that ask the API, the second those that do not.
func keyVerbs() (asking, others map[string][]string) {
	const lock = "--lock FOLDER/segc.lock"
	asking = map[string][]string{
		"plan": {
			"plan " + lock + " FOLDER", "plan " + lock + " --format json --overwrite --debug -o FOLDER/saved.json FOLDER", "plan " + lock + " --format markdown FOLDER",
		},
		"apply": {
			"apply " + lock + " --auto-approve --debug FOLDER", "apply " + lock + " --auto-approve --overwrite --allow-wider --format json FOLDER",
		},
		"pull":         {"pull " + lock + " --dir FOLDER", "pull " + lock + " --force --debug --dir FOLDER/deep --diagnostics json"},
		"catalog pull": {"catalog pull -o FOLDER/catalog.seg", "catalog pull --debug -o -"},
		"contacts": {
			"contacts --list Newsletter -o FOLDER/contacts.ndjson --debug", "contacts --segment A -o - --page-size 1", "contacts --list 0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab --dry-run",
			"contacts --segment A --columns email -o FOLDER/contacts.ndjson",
		},
		"compile": {"compile --submit --wait --lock FOLDER/other.lock --name New FOLDER/a.seg", "compile --submit --allow-duplicate --compact --debug --lock FOLDER/other.lock FOLDER/b.seg"},
	}
	others = map[string][]string{
		"":           {"FOLDER/a.seg", "--help"},
		"compile":    {"compile --out-dir FOLDER/build FOLDER", "compile --submit --dry-run FOLDER/a.seg"},
		"check":      {"check FOLDER", "check --format sarif FOLDER"},
		"fmt":        {"fmt -w FOLDER", "fmt -d FOLDER"},
		"decompile":  {"decompile FOLDER/rules.json"},
		"diff":       {"diff FOLDER/a.seg FOLDER/b.seg"},
		"explain":    {"explain FOLDER/a.seg", "explain --format markdown FOLDER/a.seg"},
		"eval":       {"eval FOLDER/a.seg FOLDER/contacts.ndjson", "eval --format json FOLDER/a.seg FOLDER/rules.json"},
		"why":        {"why FOLDER/a.seg FOLDER/contacts.ndjson --id 1"},
		"sql":        {"sql --dialect postgres --assume plain FOLDER/a.seg"},
		"init":       {"init FOLDER/new"},
		"new":        {"new --dir FOLDER/new Welcome", "new --list"},
		"lsp":        {"lsp", "lsp --log FOLDER/lsp.log"},
		"today":      {"today", "today -o FOLDER/today"},
		"version":    {"version"},
		"completion": {"completion bash", "completion zsh"},
		"help":       {"help", "help plan", "help apply", "help dev-server"},
		"catalog":    {"catalog"},
		"dev-server": {"dev-server --addr 0.0.0.0:1"}, // TestDevServer runs one that serves
	}
	return asking, others
}

// TestEveryVerbIsRun checks that the lists above have all verbs: a new one fails
// until it is there.
func TestEveryVerbIsRun(t *testing.T) {
	t.Parallel()
	asking, others := keyVerbs()
	var walk func(cmd *cobra.Command, name string)
	walk = func(cmd *cobra.Command, name string) {
		ofAPI := cmd.Flags().Lookup("api-url") != nil
		switch {
		case cmd.Hidden:
		case ofAPI && len(asking[name]) == 0 && name != "": // the verb without a name is compile
			t.Errorf("`segc %s` asks the API, but keyVerbs has no run of it that does", name)
		case !ofAPI && len(others[name]) == 0:
			t.Errorf("keyVerbs has no run of `segc %s`", name)
		}
		for _, below := range cmd.Commands() {
			walk(below, strings.TrimSpace(name+" "+below.Name()))
		}
	}
	walk((&app{}).root(), "")
}

// echoSite is a folder of rules beside a hostile server.
func echoSite(t *testing.T) (*site, *echo) {
	t.Helper()
	e := newEcho(t)
	server := httptest.NewServer(e)
	t.Cleanup(server.Close)
	s := &site{t: t, url: server.URL, key: markedKey}
	return s, e
}

// fill makes a fresh folder with rules: a.seg was applied and changed since,
// b.seg is new, and another segment has no file.
func (s *site) fill() {
	s.t.Helper()
	s.dir = s.t.TempDir()
	s.write("a.seg", ruleOf("A", 1))
	s.write("rules.json", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`)
	if got := s.deploy("apply", "--auto-approve"); got.code != 0 {
		s.t.Fatalf("%d %s%s", got.code, got.out, got.err)
	}
	s.write("a.seg", ruleOf("A", 2))
	s.write("b.seg", ruleOf("B", 1))
}

// hostile runs a verb against the server that has a text in a place.
func (s *site) hostile(run string) outcome {
	s.t.Helper()
	return s.segc(strings.Fields(strings.ReplaceAll(run, "FOLDER", s.dir))...)
}

// keyRun is a run of a verb against the hostile server.
type keyRun struct {
	formats []string
	writes  bool // only answers to POST and PATCH have the key
}

// TestKeyIsNowhere is the promise about the key: every verb runs against a server
// that repeats it, in any spelling and any place. No output and no file has it in
// any spelling. One verb runs for each spelling in each place, so that each verb
// meets every spelling and every place; with -every, all of them run.
func TestKeyIsNowhere(t *testing.T) {
	t.Parallel()
	asking, others := keyVerbs()
	s, e := echoSite(t)
	check := func(what string, got outcome) {
		t.Helper()
		for _, text := range []string{got.out, got.err} {
			if spelling := keyIn(text); spelling != "" {
				t.Errorf("%s: the key (%s) is in\n%.2000s", what, spelling, text)
			}
		}
		if found := searchFolder(t, s.dir); len(found) > 0 {
			t.Errorf("%s: the key is in files: %q", what, found)
		}
	}
	s.fill()
	for _, verb := range slices.Sorted(maps.Keys(others)) {
		for _, run := range others[verb] {
			check(run, s.hostile(run))
		}
	}
	var all []keyRun
	for _, verb := range slices.Sorted(maps.Keys(asking)) {
		all = append(all, keyRun{asking[verb], false})
		if verb == "apply" || verb == "compile" {
			all = append(all, keyRun{asking[verb], true})
		} // the others only read
	}
	spellings := slices.Sorted(maps.Keys(keySpellings()))
	runs := 0
	for i, place := range answerPlaces() {
		for j, name := range spellings {
			if (i+j)%long.Of(12, 1) != 0 {
				continue
			}
			e.set("", "", false)
			e.forget(t)
			s.fill()
			chosen := all
			if !*everyCase {
				chosen = all[(i+j)%len(all):][:1]
			}
			for _, r := range chosen {
				run := r.formats[j%len(r.formats)] // they take turns
				e.set(place, keySpellings()[name], r.writes)
				check(place+", "+name+": "+run, s.hostile(run))
				runs++
			}
		}
	}
	t.Logf("%d runs, %d places, %d spellings", runs, len(answerPlaces()), len(spellings))
}

// TestPlacesComeOut is the control of TestKeyIsNowhere: an ordinary text in the
// same places does appear in the output, so the test above proves something.
func TestPlacesComeOut(t *testing.T) {
	t.Parallel()
	asking, _ := keyVerbs()
	s, e := echoSite(t)
	shown := map[string]bool{}
	never := []string{ // nobody shows these places
		"header", "trailer", "reason", "set-cookie", "page 200", "page 502", "broken JSON", "cut", "new member", "times", "redirect here",
	}
	enough := func(place string) bool { return !long.Run() && (shown[place] || slices.Contains(never, place)) }
	for i, place := range answerPlaces() {
		for turn := range 2 {
			if enough(place) {
				break
			}
			e.set("", "", false)
			e.forget(t)
			s.fill()
			for _, verb := range slices.Sorted(maps.Keys(asking)) {
				if enough(place) {
					break
				}
				runs := asking[verb]
				text := plainText(i)
				e.set(place, text, turn == 1)
				got := s.hostile(runs[turn%len(runs)])
				if strings.Contains(strings.ToLower(got.out+got.err+contentsOf(t, s.dir)), text) {
					shown[place] = true
				}
			}
		}
	}
	for _, place := range answerPlaces() {
		if !slices.Contains(never, place) && !shown[place] {
			t.Errorf("%s: an ordinary text does not come out either", place)
		}
	}
}

// contentsOf returns the names and contents of all files below a folder.
func contentsOf(t *testing.T, folder string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() {
			content, readErr := os.ReadFile(path)
			all.WriteString(path + "\n" + string(content) + "\n")
			err = readErr
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}

// TestKeyIsNotInGoLogs checks what Go itself writes to standard error: a
// connection's unasked bytes, and HTTP/2 with GODEBUG.
func TestKeyIsNotInGoLogs(t *testing.T) {
	t.Parallel()
	for _, secure := range []bool{false, true} {
		e := newEcho(t)
		server := httptest.NewUnstartedServer(e)
		environment := append(os.Environ(), "SEGC_API_KEY="+markedKey, "HTTPS_PROXY=", "https_proxy=", "GOTRACEBACK=system")
		if secure {
			server.EnableHTTP2 = true
			server.StartTLS()
			name := filepath.Join(t.TempDir(), "cert.pem")
			certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})
			if err := os.WriteFile(name, certificate, 0o600); err != nil {
				t.Fatal(err)
			}
			environment = append(environment, "SSL_CERT_FILE="+name, "SSLKEYLOGFILE="+filepath.Join(filepath.Dir(name), "keys.txt"))
		} else {
			server.Start()
		}
		defer server.Close()
		for _, debug := range []string{"", "http2debug=1", "http2debug=2", "gctrace=0,http2debug=2"} {
			spellings := keySpellings()
			for n, name := range sortedNames(spellings) {
				if debug != "" && name != "verbatim" || debug == "" && !sampled(n, 3) {
					continue
				}
				spelling := spellings[name]
				e.set("unasked", spelling, false)
				if secure {
					e.set("", "", false)
				}
				folder := t.TempDir()
				cmd := exec.CommandContext(t.Context(), "segc", "catalog", "pull", "--debug")
				cmd.Dir, cmd.Env = folder, append(environment, "SEGC_API_URL="+server.URL, "GODEBUG="+debug)
				var output bytes.Buffer
				cmd.Stdout, cmd.Stderr = &output, &output
				if err := cmd.Run(); secure && err != nil {
					t.Errorf("%v\n%s", err, &output)
				}
				if found := keyIn(output.String()); found != "" || !strings.Contains(output.String(), http.MethodGet) {
					t.Errorf("GODEBUG=%s, %s: the key (%s) is in\n%s", debug, name, found, &output)
				}
				if found := searchFolder(t, folder); len(found) > 0 {
					t.Errorf("GODEBUG=%s, %s: the key is in %q", debug, name, found)
				}
			}
		}
	}
}
