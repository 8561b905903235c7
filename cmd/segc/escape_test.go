package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
)

// wayToWrite is one way in which a command writes a file.
type wayToWrite struct {
	verb   string // as in the help
	args   []string
	output string // the file that is written
	folder string // that leads to it; empty where it is the working folder
	server bool   // it goes on until Ctrl-C
}

// writings are all ways in which segc writes files.
func writings() []wayToWrite {
	return []wayToWrite{
		{verb: "segc", args: []string{"-o", "out.json", "rules/a.seg"}, output: "out.json"},
		{verb: "compile", args: []string{"compile", "-o", "build/out.json", "rules/a.seg"}, output: "build/out.json", folder: "build"},
		{verb: "compile", args: []string{"compile", "--out-dir", "build", "rules"}, output: "build/a.json", folder: "build"},
		{verb: "compile", args: []string{"compile", "--deps", "build/a.d", "-o", "out.json", "rules/a.seg"}, output: "build/a.d", folder: "build"},
		{verb: "compile", args: []string{"compile", "--deps", "a.d", "-o", "build/out.json", "rules/a.seg"}, output: "build/out.json", folder: "build"},
		{verb: "compile", args: []string{"compile", "--deps", "a.d", "--out-dir", "build", "rules"}, output: "build/a.json", folder: "build"},
		{verb: "compile", args: []string{"compile", "--watch", "--out-dir", "build", "rules"}, output: "build/a.json", folder: "build", server: true},
		{verb: "compile", args: []string{"compile", "--watch", "-o", "build/out.json", "rules/a.seg"}, output: "build/out.json", folder: "build", server: true},
		{verb: "compile", args: []string{"compile", "--submit", "--lock", "segc.lock", "rules/a.seg"}, output: "segc.lock.run"},
		{verb: "compile", args: []string{"compile", "--submit", "--lock", "eu/segc.lock", "rules/a.seg"}, output: "eu/segc.lock", folder: "eu"},
		{verb: "check", args: []string{"check", "--fix", "rules"}, output: "rules/messy.seg"},
		{verb: "check", args: []string{"check", "--fix", "deep/messy.seg"}, output: "deep/messy.seg", folder: "deep"},
		{verb: "fmt", args: []string{"fmt", "-w", "rules"}, output: "rules/messy.seg"},
		{verb: "fmt", args: []string{"fmt", "-w", "deep/messy.seg"}, output: "deep/messy.seg", folder: "deep"},
		{verb: "init", args: []string{"init"}, output: ".github/workflows/segments.yml", folder: ".github"},
		{verb: "init", args: []string{"init", "mailings"}, output: "mailings/Makefile", folder: "mailings"},
		{verb: "new", args: []string{"new", "Sale"}, output: "sale.seg"},
		{verb: "new", args: []string{"new", "--dir", "mailings", "--recipe", "vip", "Sale"}, output: "mailings/sale.seg", folder: "mailings"},
		{verb: "sql", args: []string{"sql", "--dialect", "sqlite", "--out-dir", "build", "document.json"}, output: "build/document.json.sql", folder: "build"},
		{verb: "lsp", args: []string{"lsp", "--log", "deep/lsp.log"}, output: "deep/lsp.log", folder: "deep"},
		{verb: "decompile", args: []string{"decompile", "-o", "deep/out.seg", "document.json"}, output: "deep/out.seg", folder: "deep"},
		{verb: "today", args: []string{"today", "-o", "deep/today"}, output: "deep/today", folder: "deep"},
		{verb: "plan", args: []string{"plan", "-o", "deep/plan.json", "rules"}, output: "deep/plan.json", folder: "deep"},
		{verb: "apply", args: []string{"apply", "--auto-approve", "rules/a.seg"}, output: "segc.lock"},
		{verb: "apply", args: []string{"apply", "--auto-approve", "rules/a.seg"}, output: "segc.lock.run"},
		{verb: "apply", args: []string{"apply", "--auto-approve", "--lock", "eu/segc.lock", "eu/a.seg"}, output: "eu/segc.lock", folder: "eu"},
		{verb: "pull", args: []string{"pull", "--dir", "new"}, output: "segc.lock"},
		{verb: "pull", args: []string{"pull", "--dir", "new"}, output: "segc.lock.run"},
		{verb: "pull", args: []string{"pull", "--dir", "new", "--force"}, output: "new/touch-pwned.seg", folder: "new"},
		{verb: "pull", args: []string{"pull", "--lock", "eu/segc.lock", "--dir", "eu", "--force"}, output: "eu/touch-pwned.seg", folder: "eu"},
		{verb: "catalog pull", args: []string{"catalog", "pull", "-o", "deep/catalog.seg"}, output: "deep/catalog.seg", folder: "deep"},
		{verb: "contacts", args: []string{"contacts", "--list", "Newsletter", "-o", "deep/contacts.ndjson"}, output: "deep/contacts.ndjson", folder: "deep"},
		{verb: "contacts", args: []string{"contacts", "--list", "Newsletter", "-o", "deep/contacts.ndjson", "--resume"}, output: "deep/contacts.ndjson.partial", folder: "deep"},
		{verb: "dev-server", args: []string{"dev-server", "--addr", "127.0.0.1:0", "--state", "deep/state.json"}, output: "deep/state.json", folder: "deep", server: true},
	}
}

// readers are the commands that write no file.
func readers() []string {
	return []string{"catalog", "completion", "completion bash", "completion fish", "completion powershell", "completion zsh", "diff", "eval", "explain", "help", "version", "why"}
}

// TestEveryVerbWritesOrNot checks that each command is known to write or not, so
// that a new one is attacked as well.
func TestEveryVerbWritesOrNot(t *testing.T) {
	t.Parallel()
	known := readers()
	for _, w := range writings() {
		known = append(known, w.verb)
	}
	var walk func(prefix string, cmd *cobra.Command)
	walk = func(prefix string, cmd *cobra.Command) {
		for _, below := range cmd.Commands() {
			name := strings.TrimSpace(prefix + " " + below.Name())
			if !slices.Contains(known, name) {
				t.Errorf("does `segc %s` write files? It belongs to writings or to readers", name)
			}
			walk(name, below)
		}
	}
	a := &app{}
	walk("", a.root())
}

// escape is a way to lead a write elsewhere.
type escape struct {
	name   string
	folder bool     // the folder is the link, not the file
	links  []string // of the output, where it leads, and of what it leads to; EXT is the extension, OUT the folder outside
	inside string   // the file of the project that must not change
	mayRun bool     // the run may succeed: it does no harm
}

func escapes() []escape {
	return []escape{
		{name: "missing", links: []string{"OUT/newEXT"}},
		{name: "existing", links: []string{"OUT/preciousEXT"}},
		{name: "dangling chain", links: []string{"hopEXT", "OUT/newEXT"}},
		{name: "chain", links: []string{"hopEXT", "OUT/preciousEXT"}},
		{name: "absolute", links: []string{"ABSOLUTE/preciousEXT"}},
		{name: "shell", links: []string{"OUT/.bash_aliases"}},
		{name: "workflow", links: []string{"TOP/.github/workflows/x.txt"}, inside: ".github/workflows/x.txt"},
		{name: "environment", links: []string{"TOP/.env"}, inside: ".env"},
		{name: "missing inside", links: []string{"TOP/.bash_aliases"}, inside: ".bash_aliases"},
		{name: "git", links: []string{"TOP/.git/newEXT"}, inside: ".git/newEXT"},
		{name: "hard link", mayRun: true},
		{name: "folder", folder: true, links: []string{"OUT"}},
		{name: "missing folder", folder: true, links: []string{"OUT/new"}},
		{name: "folder chain", folder: true, links: []string{"hop", "OUT"}},
	}
}

// ground is a project with an attack, and a folder beside it that must stay as it
// is.
type ground struct {
	t                *testing.T
	project, outside string
	site             *site
}

// The name and a value of someRule are what a shell would obey.
const (
	messyRule = "status = \"subscribed\"  and   isp in   (1,2,1)\n"
	someRule  = "segment \"$(touch PWNED)\"\n  color \"#7cb7de\"\n  lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n\nwhere status = \"subscribed\" and plan = \"$(touch PWNED)\"\n"
)

func newGround(t *testing.T) *ground {
	t.Helper()
	base := t.TempDir()
	if real, err := filepath.EvalSymlinks(base); err == nil {
		base = real
	}
	g := &ground{t: t, project: filepath.Join(base, "project"), outside: filepath.Join(base, "outside"), site: newSite(t)}
	g.site.dir = g.project
	for name, text := range map[string]string{
		"project/rules/a.seg": someRule, "project/eu/a.seg": someRule, "project/document.json": `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`,
		"project/.github/workflows/x.txt": messyRule, "project/.env": messyRule, "project/.git/HEAD": "inside",
		"outside/precious.seg": messyRule, "outside/precious.json": "{}", "outside/precious.lock": string(lock.New().Format()),
		"outside/precious.run": "", "outside/precious.d": "", "outside/precious.yml": "precious", "outside/precious": "precious", "outside/messy.seg": messyRule,
		"outside/workflows/other.yml": "precious", "outside/precious.ndjson": "precious", "outside/precious.partial": "",
	} {
		g.write(filepath.Join(base, filepath.FromSlash(name)), text)
	}
	for _, w := range writings() { // every link leads to a file, of any extension
		if name := filepath.Join(g.outside, "precious"+filepath.Ext(w.output)); !exists(name) {
			g.write(name, "precious")
		}
	}
	return g
}

func (g *ground) write(name, text string) {
	g.t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		g.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		g.t.Fatal(err)
	}
}

func (g *ground) inProject(name string) string {
	return filepath.Join(g.project, filepath.FromSlash(name))
}

// set puts the attack where a command writes.
func (g *ground) set(w wayToWrite, e escape) {
	g.t.Helper()
	at, extension := w.output, filepath.Ext(w.output)
	if e.folder {
		at, extension = w.folder, ""
		if err := os.RemoveAll(g.inProject(at)); err != nil {
			g.t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Dir(g.inProject(at)), 0o777); err != nil {
		g.t.Fatal(err)
	}
	if e.name == "hard link" {
		precious := filepath.Join(g.outside, "precious"+extension)
		if _, err := os.Stat(precious); err != nil {
			g.t.Fatal(err)
		}
		if err := os.Link(precious, g.inProject(at)); err != nil {
			judges.Missing(g.t, "files", "no links here: %v", err)
		}
		return
	}
	top := strings.Repeat("../", strings.Count(at, "/"))
	for _, target := range e.links {
		target = strings.NewReplacer("OUT", top+"../outside", "ABSOLUTE", filepath.ToSlash(g.outside), "TOP/", top, "EXT", extension).Replace(target)
		if err := os.Symlink(filepath.FromSlash(target), g.inProject(at)); err != nil {
			judges.Missing(g.t, "files", "no links here: %v", err)
		}
		at = filepath.ToSlash(filepath.Join(filepath.Dir(at), target))
	}
}

// snapshot says what is in a folder: names, content, modes and times.
func snapshot(t *testing.T, folder string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(folder, func(name string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		_, _ = fmt.Fprintf(&b, "%s %s %s", name, info.Mode(), info.ModTime().Format(time.RFC3339Nano))
		if info.Mode().IsRegular() {
			text, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			_, _ = fmt.Fprintf(&b, " %q", text)
		}
		b.WriteString("\n")
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// run runs the command in the project.
func (g *ground) run(w wayToWrite) outcome {
	if !w.server {
		return g.site.segc(w.args...)
	}
	ctx, cancel := context.WithTimeout(g.t.Context(), time.Minute)
	defer cancel()
	var said seen
	cmd := exec.CommandContext(ctx, "segc", w.args...)
	cmd.Dir, cmd.Stderr = g.project, &said
	said.until, said.do = regexp.MustCompile(`written|cannot write|Ctrl-C ends it`), func() { _ = cmd.Process.Signal(os.Interrupt) }
	_ = cmd.Run() // its exit code says it
	return outcome{cmd.ProcessState.ExitCode(), "", said.String()}
}

// seen keeps what is written and does something once it has a text.
type seen struct {
	lock  sync.Mutex
	text  strings.Builder
	until *regexp.Regexp
	do    func()
}

// Write implements io.Writer.
func (s *seen) Write(data []byte) (int, error) {
	s.lock.Lock()
	defer s.lock.Unlock()
	n, err := s.text.Write(data)
	if s.do != nil && s.until.MatchString(s.text.String()) {
		s.do()
		s.do = nil
	}
	return n, err
}

func (s *seen) String() string {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.text.String()
}

// TestNothingIsWrittenOutside attacks every way of writing with every kind of
// link: nothing outside of the project changes, nobody even opens a file there for
// writing, and the message names the link. Commands that go on until Ctrl-C meet each
// kind of link once; with -every, each command meets all of them.
func TestNothingIsWrittenOutside(t *testing.T) {
	for i, w := range writings() {
		for j, e := range escapes() {
			if e.folder && w.folder == "" {
				continue
			}
			if w.server && !*everyCase && (i+j)%3 != 0 { // it is a process that waits
				continue
			}
			if (i+j)%long.Of(11, 1) != 0 {
				continue
			}
			name := strings.Join(w.args, " ") + " " + w.output
			t.Run(name+"/"+e.name, func(t *testing.T) {
				g := newGround(t)
				if w.verb == "pull" {
					g.site.segc("compile", "--submit", g.inProject("rules/a.seg")).want(t, 0)
					_ = os.Remove(g.inProject("segc.lock.run"))
				}
				t.Chdir(g.project)
				if strings.HasSuffix(w.output, "pwned.seg") { // a file that the lock knows
					_ = os.Remove(g.inProject("eu/a.seg"))
					g.run(w).want(t, 0, "written")
					_ = os.Remove(g.inProject(w.output))
				}
				g.set(w, e)
				before := snapshot(t, g.outside)
				inside, _ := os.ReadFile(g.inProject(withExtension(e.inside, w.output)))
				events := watchWrites(t, g.outside)
				got := g.run(w)
				if after := snapshot(t, g.outside); after != before {
					t.Errorf("outside, it is\n%sand was\n%s%s%s", after, before, got.out, got.err)
				}
				if seen := events(); len(seen) > 0 && e.name != "hard link" {
					t.Errorf("outside, there were %v", seen)
				}
				if now, _ := os.ReadFile(g.inProject(withExtension(e.inside, w.output))); e.inside != "" && string(now) != string(inside) {
					t.Errorf("%s has %q", e.inside, now)
				}
				if e.mayRun {
					return
				}
				link := w.output
				if e.folder {
					link = w.folder
				}
				refused := got.code == exitUsage || w.server && strings.Contains(got.err, "cannot write")
				if !refused || !strings.Contains(got.err, filepath.Base(link)) {
					t.Errorf("the exit code is %d, and %s is not named:\n%s%s", got.code, link, got.out, got.err)
				}
			})
		}
	}
}

func withExtension(name, output string) string {
	return strings.ReplaceAll(name, "EXT", filepath.Ext(output))
}

// TestSwappedOutDir checks that nothing gets out when --out-dir becomes a link
// again and again while documents are written to it.
func TestSwappedOutDir(t *testing.T) {
	g := newGround(t)
	const rules, rounds = 20, 200
	for n := range rules {
		g.write(g.inProject(fmt.Sprintf("many/r%02d.seg", n)), someRule)
	}
	g.write(filepath.Join(g.outside, "r00.json"), "precious")
	build, real, link := g.inProject("build"), g.inProject("real"), g.inProject("link")
	if err := os.Symlink(filepath.Join("..", "outside"), link); err != nil {
		judges.Missing(t, "files", "no links here: %v", err)
	}
	if err := os.Mkdir(build, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Chdir(g.project)
	before, events := snapshot(t, g.outside), watchWrites(t, g.outside)
	over := make(chan struct{})
	swapped := make(chan int)
	go func() {
		for swaps := 0; ; swaps++ {
			select {
			case <-over:
				swapped <- swaps
				return
			default:
			}
			for _, step := range [][2]string{{build, real}, {link, build}, {build, link}, {real, build}} {
				for os.Rename(step[0], step[1]) != nil {
					_ = os.RemoveAll(step[1]) // a write has made the folder in between
				}
			}
		}
	}()
	for range 15 { // 15 times 20 documents
		g.site.segc("compile", "--out-dir", "build", "many")
		_ = os.RemoveAll(g.inProject("real/r00.json"))
	}
	close(over)
	if swaps := <-swapped; swaps < rounds {
		t.Logf("the folder was swapped %d times only", swaps)
	}
	if after := snapshot(t, g.outside); after != before {
		t.Errorf("outside, it is\n%sand was\n%s", after, before)
	}
	if seen := events(); len(seen) > 0 {
		t.Errorf("outside, there were %v", seen)
	}
}
