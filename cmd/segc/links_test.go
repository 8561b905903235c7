package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
)

// outsideMark is in every file that no run may show, and outsideName in the name
// of the folder in which they are.
const (
	outsideMark = "TOPSECRET_4f7b21"
	outsideName = "far-away"
	linksKey    = "sk_live_0123456789"
)

// hostileKinds are the ways in which a project can lead to a file that is none of
// its own, or have one that nobody should see. Each makes a file of a name.
var hostileKinds = []struct {
	name string
	make func(name string) error
}{
	{name: "a link to what is missing", make: func(name string) error { return linkOut(name, "missing"+filepath.Ext(name)) }},
	{name: "a link out", make: func(name string) error { return linkOut(name, "secret"+filepath.Ext(name)) }},
	{name: "an absolute link", make: func(name string) error {
		target, err := filepath.Abs(filepath.Join("..", outsideName, "secret"+filepath.Ext(name)))
		return errors.Join(err, os.Symlink(target, name))
	}},
	{name: "a chain of links", make: func(name string) error {
		next := filepath.Join("chain", "next"+filepath.Ext(name))
		if err := errors.Join(os.MkdirAll("chain", 0o777), linkOut(next, "secret"+filepath.Ext(name))); err != nil {
			return err
		}
		return linkTo(name, next)
	}},
	{name: "a link to a folder", make: func(name string) error { return linkOut(name, "") }},
	{name: "a hard link", make: func(name string) error {
		return os.Link(filepath.Join("..", outsideName, "secret"+filepath.Ext(name)), name)
	}},
	{name: "a link to .env", make: func(name string) error { return linkTo(name, ".env") }},
	{name: "a circle", make: func(name string) error { return os.Symlink(filepath.Base(name), name) }},
	{name: "a link to a device", make: func(name string) error { return os.Symlink("/dev/zero", name) }},
	{name: "a file that is not text", make: func(name string) error {
		return os.WriteFile(name, []byte("A=1\x00"+outsideMark+"=x\x00"), 0o666)
	}},
	{name: "a file with the key", make: func(name string) error {
		return os.WriteFile(name, []byte(outsideMark+"="+linksKey+"\n"), 0o666)
	}},
}

func linkOut(name, file string) error { return linkTo(name, filepath.Join("..", outsideName, file)) }

// linkTo makes a relative link. Both names are relative to the working folder.
func linkTo(name, target string) error {
	way, err := filepath.Rel(filepath.Dir(name), target)
	return errors.Join(err, os.Symlink(way, name))
}

// linkCommands are commands by what reads the hostile file: a command that reads
// files has a line here. In its arguments, the words in capitals are hostile files.
func linkCommands() map[string][]linkCommand {
	return map[string][]linkCommand{
		"segc": {{args: "SEG", shows: true}, {args: "--out-dir out rules SEG", shows: true}},
		"segc compile": {
			{args: "compile SEG", shows: true},
			{args: "compile --stats --out-dir out rules SEG", shows: true},
			{args: "compile --diagnostics json SEG", shows: true},
			{args: "compile --emit segment SEG", shows: true},
			{args: "compile --submit --lock LOCK good.seg", idle: true},
			{args: "compile --submit SEG", shows: true},
			{args: "compile user.seg USED", shows: true},
			{args: "compile --out-dir out . IGNORE"},
		},
		"segc check": {
			{args: "check SEG", shows: true},
			{args: "check rules SEG", shows: true},
			{args: "check good.seg rules SEG", shows: true},
			{args: "check --format json SEG", shows: true},
			{args: "check --format sarif SEG", shows: true},
			{args: "check --format github SEG", shows: true},
			{args: "check --format junit SEG", shows: true},
			{args: "check --fix SEG", shows: true},
			{args: "check --enable all user.seg USED", shows: true},
			{args: "check . IGNORE"},
		},
		"segc fmt":       {{args: "fmt SEG", shows: true}, {args: "fmt -d SEG", shows: true}, {args: "fmt --check rules SEG"}, {args: "fmt -w rules SEG"}},
		"segc decompile": {{args: "decompile JSON", shows: true}, {args: "decompile --use SEG good.json", shows: true}},
		"segc diff": {
			{args: "diff good.seg SEG", shows: true},
			{args: "diff SEG good.json", shows: true},
			{args: "diff --format json good.seg JSON", shows: true},
			{args: "diff good.seg user.seg USED", shows: true},
		},
		"segc explain": {{args: "explain SEG", shows: true}, {args: "explain --format markdown JSON", shows: true}, {args: "explain user.seg USED", shows: true}},
		"segc eval":    {{args: "eval SEG good.json", shows: true}, {args: "eval good.seg JSON"}},
		"segc why":     {{args: "why SEG good.json --id 1", shows: true}, {args: "why good.seg JSON --id 1"}},
		"segc sql":     {{args: "sql --dialect sqlite SEG", shows: true}, {args: "sql --dialect sqlite user.seg USED", shows: true}, {args: "sql --dialect sqlite --assume plain --out-dir out rules SEG", shows: true}, {args: "sql --dialect sqlite --assume plain --out-dir out . IGNORE"}},
		"segc plan": {
			{args: "plan SEG", shows: true},
			{args: "plan rules SEG", shows: true},
			{args: "plan SEG --format json", shows: true},
			{args: "plan SEG --format markdown", shows: true},
			{args: "plan --lock LOCK good.seg"},
			{args: "plan . IGNORE"},
		},
		"segc apply": {
			{args: "apply --auto-approve SEG", shows: true},
			{args: "apply --auto-approve rules SEG", shows: true},
			{args: "apply --auto-approve JSON"},
			{args: "apply --auto-approve --lock LOCK good.seg"},
		},
		"segc pull":         {{args: "pull --use SEG", shows: true}, {args: "pull --lock LOCK"}, {args: "pull --dir rules NAMED"}},
		"segc catalog pull": {{args: "catalog pull -o SEG"}},
		"segc contacts":     {{args: "contacts --list Newsletter -o PARTIAL --resume"}},
		"segc dev-server":   {{args: "dev-server --lists JSON"}, {args: "dev-server --contacts JSON"}},
		"segc catalog":      nil,
		"segc new":          {{args: "new --dir rules Sale CATALOG"}},
		"segc init":         nil, // reads nothing of the project
		"segc lsp":          nil, // reads nothing before an editor asks
		"segc today":        nil,
		"segc version":      nil,
		"segc completion":   nil,
		"segc help":         nil,
	}
}

type linkCommand struct {
	args  string
	shows bool // a line of the file, if nothing is wrong with it
	idle  bool // it may have no reason to read the file
}

// split returns the arguments of a command, and the hostile file that a word in
// them names. Some of those words are not arguments.
func (c linkCommand) split() (args []string, hostile string) {
	for _, word := range strings.Fields(c.args) {
		name, argument := map[string]string{
			"SEG": "rules/bad.seg", "JSON": "bad.json", "LOCK": "bad.lock", "IGNORE": ".segcignore", "USED": "used.seg", "NAMED": "rules/named.seg",
			"CATALOG": "rules/catalog.seg", "PARTIAL": "contacts.ndjson.partial",
		}[word], true
		if name == "" {
			args = append(args, word)
			continue
		}
		hostile = name
		if argument = word != "IGNORE" && word != "USED" && word != "NAMED" && word != "CATALOG"; argument && !slices.Contains(args, "rules") {
			args = append(args, strings.TrimSuffix(name, partialSuffix))
		}
	}
	return args, hostile
}

// TestEveryCommandIsAttacked checks that the table above has every command.
func TestEveryCommandIsAttacked(t *testing.T) {
	table := linkCommands()
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		if _, known := table[cmd.CommandPath()]; !known {
			t.Errorf("%s is not in the table: which files does it read?", cmd.CommandPath())
		}
		for _, c := range cmd.Commands() {
			visit(c)
		}
	}
	visit((&app{}).root())
}

// linkProject makes a project, and beside it what nobody may see, and works in it.
func linkProject(t *testing.T) (outside string) {
	t.Helper()
	base := t.TempDir()
	for name, text := range map[string]string{
		outsideName + "/secret.seg":  "x=" + outsideMark + "\n",
		outsideName + "/secret.json": `{"` + outsideMark + `": 1}`,
		outsideName + "/secret.lock": outsideMark + "=[a\n",
		outsideName + "/secret":      outsideMark + "=[a\n",

		outsideName + "/secret.segcignore": outsideMark + "=[a\n",
		"project/.env":                     "x=" + outsideMark + "\n",
		"project/rules/good.seg":           ruleOf("Rules", 2),
		"project/good.seg":                 ruleOf("Good", 1),
		"project/good.json":                `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`,
		"project/user.seg":                 "use \"used.seg\"\nwhere opened",
	} {
		name = filepath.Join(base, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	outside = filepath.Join(base, outsideName)
	for _, commands := range linkCommands() { // every link leads to a file, of any extension
		for _, c := range commands {
			_, hostile := c.split()
			name := filepath.Join(outside, "secret"+filepath.Ext(hostile))
			if exists(name) {
				continue
			}
			if err := os.WriteFile(name, []byte(outsideMark+"=[a\n"), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := os.Symlink("x", filepath.Join(base, "link")); err != nil {
		judges.Missing(t, "files", "no links here: %v", err)
	}
	t.Chdir(filepath.Join(base, "project"))
	return outside
}

// hostileRun runs a command that must end, and returns everything that it says and
// writes.
func hostileRun(t *testing.T, url, hostile string, args ...string) (code int, said string) {
	t.Helper()
	environment := withOwnMemory(map[string]string{"SEGC_API_URL": url, "SEGC_API_KEY": linksKey})
	var out bytes.Buffer
	a := newApp(streams{strings.NewReader(""), &out, &out}, func(name string) string { return environment[name] })
	a.clock = &fastClock{}
	ended := make(chan int, 1)
	go func() { ended <- a.run(args) }()
	select {
	case code = <-ended:
	case <-time.After(deadline):
		t.Fatalf("segc %s does not end", strings.Join(args, " "))
	}
	kept := []string{".env", filepath.FromSlash(hostile)}
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || slices.Contains(kept, name) {
			return err
		}
		text, err := os.ReadFile(name)
		out.Write(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return code, out.String()
}

// TestNoWayIn checks that no command shows or opens anything outside of a
// project that the project leads to, for every kind of link and every format.
func TestNoWayIn(t *testing.T) {
	s := newSiteOf(t, devserver.Config{Keys: []string{linksKey}})
	n := 0
	for _, kind := range hostileKinds {
		if runtime.GOOS == "windows" && kind.name == "a link to a device" {
			continue
		}
		for _, commands := range linkCommands() {
			for _, c := range commands {
				if n++; n%long.Of(13, 1) != 0 {
					continue
				}
				t.Run(kind.name+"/"+c.args, func(t *testing.T) {
					outside := linkProject(t)
					args, hostile := c.split()
					if err := kind.make(filepath.FromSlash(hostile)); err != nil {
						judges.Missing(t, "files", "no such file here: %v", err)
					}
					seen := watchFolder(t, outside)
					code, said := hostileRun(t, s.url, hostile, args...)
					if code == exitFine && !c.idle {
						t.Errorf("the exit code is 0:\n%s", said)
					}
					if strings.Contains(said, outsideMark) || strings.Contains(said, outsideName) || strings.Contains(said, linksKey) {
						t.Errorf("it shows what it must not:\n%s", said)
					}
					if events := seen(); len(events) > 0 {
						t.Errorf("files outside were opened: %q", events)
					}
				})
			}
		}
	}
}

// TestNoWayInControl checks that the test above can fail: with a file of its own,
// a command shows the mark, unless it is one of those that never quote.
func TestNoWayInControl(t *testing.T) {
	s := newSiteOf(t, devserver.Config{Keys: []string{linksKey}})
	for _, commands := range linkCommands() {
		for _, c := range commands {
			if strings.HasPrefix(c.args, "dev-server") {
				continue // it would serve
			}
			t.Run(c.args, func(t *testing.T) {
				outside := linkProject(t)
				args, hostile := c.split()
				text, err := os.ReadFile(filepath.Join(outside, "secret"+filepath.Ext(hostile)))
				if err != nil {
					text = []byte(outsideMark)
				}
				if err := os.WriteFile(filepath.FromSlash(hostile), text, 0o666); err != nil {
					t.Fatal(err)
				}
				if _, said := hostileRun(t, s.url, hostile, args...); strings.Contains(said, outsideMark) != c.shows {
					t.Errorf("it shows the mark: %t, not %t\n%s", !c.shows, c.shows, said)
				}
			})
		}
	}
}

// TestSwappedDuringTheRun checks that a link which takes the place of a file at any
// moment shows nothing: a run reads the file, or says that it cannot.
func TestSwappedDuringTheRun(t *testing.T) {
	s := newSiteOf(t, devserver.Config{Keys: []string{linksKey}})
	outside := linkProject(t)
	name := filepath.Join("rules", "bad.seg")
	if err := errors.Join(os.WriteFile(name, []byte("opened"), 0o666), linkOut("rules/link", "secret.seg")); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var swapping sync.WaitGroup
	swapping.Go(func() {
		for {
			select {
			case <-done:
				return
			default: // what fails is tried again
				_ = os.Rename(name, "kept")
				_ = os.Rename("rules/link", name)
				_ = os.Rename(name, "rules/link")
				_ = os.Rename("kept", name)
			}
		}
	})
	defer swapping.Wait()
	defer close(done)
	seen := watchFolder(t, outside)
	environment := map[string]string{"SEGC_API_URL": s.url, "SEGC_API_KEY": linksKey}
	read := 0
	for n := range 300 {
		var out bytes.Buffer
		a := newApp(streams{strings.NewReader(""), &out, &out}, func(name string) string { return environment[name] })
		a.clock = &fastClock{}
		code := a.run([][]string{{"check", "rules"}, {"check", name}, {"fmt", name}, {"compile", name}}[n%4])
		if code == exitFine {
			read++
		}
		if strings.Contains(out.String(), outsideMark) || strings.Contains(out.String(), outsideName) {
			t.Fatalf("it shows what it must not:\n%s", out.String())
		}
	}
	if events := seen(); len(events) > 0 || read == 0 {
		t.Errorf("files outside were opened: %q; %d runs read the file", events, read)
	}
}

// TestFollow checks that --follow reads through links, and that what is not text or
// has the key is refused even then.
func TestFollow(t *testing.T) {
	s := newSiteOf(t, devserver.Config{Keys: []string{linksKey}})
	for _, args := range []string{"check", "compile --out-dir out", "fmt", "explain", "plan", "apply --auto-approve", "diff good.seg"} {
		linkProject(t)
		if err := linkOut("rules/bad.seg", "secret.seg"); err != nil {
			t.Fatal(err)
		}
		args := append(strings.Fields(args), "rules/bad.seg")
		if _, said := hostileRun(t, s.url, "rules/bad.seg", append(args, "--follow")...); !strings.Contains(said, outsideMark) {
			t.Errorf("%q does not follow:\n%s", args, said)
		}
		for _, text := range []string{"x=" + outsideMark + "\nKEY=" + linksKey, "x=" + outsideMark + "\x00"} {
			if err := os.WriteFile(filepath.Join("..", outsideName, "secret.seg"), []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
			code, said := hostileRun(t, s.url, "rules/bad.seg", append(args, "--follow")...)
			if code != exitUsage || strings.Contains(said, outsideMark) {
				t.Errorf("%q of %q: exit code %d\n%s", args, text, code, said)
			}
		}
	}
}

// TestKeyFileIsKnown checks that a file with the key is refused also where the key
// is in a file, and in each spelling in which settings may have it.
func TestKeyFileIsKnown(t *testing.T) {
	linkProject(t)
	const key = `s3/cr"et+key&`
	if err := os.WriteFile("key.txt", []byte(key+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{key, `s3\/cr\"et+key\u0026`, `s3/cr\"et+key\u0026`, `s3/cr\"et+key&`, "s3%2Fcr%22et%2Bkey%26"} {
		for _, variable := range []string{"SEGC_API_KEY", "SEGC_API_KEY_FILE"} {
			value := map[string]string{"SEGC_API_KEY": key, "SEGC_API_KEY_FILE": "key.txt"}[variable]
			var out bytes.Buffer
			a := newApp(streams{strings.NewReader("# " + text + "\nx = " + outsideMark), &out, &out}, func(name string) string {
				if name == variable {
					return value
				}
				return ""
			})
			if code := a.run([]string{"check", "-"}); code != exitUsage || out.String() != "segc: cannot read the standard input: "+errHasKey.Error()+"\n" {
				t.Errorf("%s, %q: exit code %d\n%s", variable, text, code, out.String())
			}
		}
	}
}
