package docs_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

// sessionMark is the line of a page whose blocks belong together: they are run one after the other,
// from an empty folder.
const sessionMark = "<!-- session -->\n"

// shownAddress is the address of the dev-server as pages have it. The one of a test has a free port.
const shownAddress = "http://127.0.0.1:8737"

// recipes is the folder of what `segc new --recipe` starts from.
var recipes = filepath.Join(root, "cmd", "segc", "recipes")

// session is what a reader of a page has at hand: a folder and a shell, and perhaps a dev-server.
type session struct {
	t       *testing.T
	folder  string
	env     []string
	address string   // of the dev-server; "" as long as there is none
	ids     []string // that the dev-server made, in the order in which they were seen
}

// runServed runs one block that begins with the start of the dev-server, in an empty folder.
func runServed(t *testing.T, content string) string {
	t.Helper()
	return newSession(t).console(content)
}

func newSession(t *testing.T) *session {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		judges.Missing(t, "shell", "there is no shell")
	}
	return &session{t: t, folder: t.TempDir(), env: append(os.Environ(), "NO_COLOR=1", "COLUMNS=", "SEGC_API_URL=", "SEGC_API_KEY=", "SOURCE_DATE_EPOCH=")}
}

// runSession runs a page from its first block to its last one.
func runSession(t *testing.T, d *document) {
	s := newSession(t)
	for i := range d.blocks {
		b := &d.blocks[i]
		got := b.content
		words := strings.Fields(b.info)
		switch {
		case b.tag() == "console":
			got = s.console(b.content)
		case len(words) == 3 && (words[0] == "seg" || words[0] == "csv") && words[1] == "file":
			s.write(words[2], b.content)
		case len(words) == 3 && words[0] == "seg" && words[1] == "add":
			s.write(words[2], s.read(words[2])+b.content)
		case len(words) == 3 && words[0] == "seg" && words[1] == "rule":
			before, _, found := strings.Cut(s.read(words[2]), "\nwhere ")
			if !found || !strings.HasPrefix(b.content, "where ") {
				t.Fatalf("line %d: %s has no rule, or the block is none", b.line, words[2])
			}
			s.write(words[2], before+"\n"+b.content)
		case len(words) == 3 && words[0] == "seg" && words[1] == "recipe":
			got = read(t, filepath.Join(recipes, words[2]+".seg"))
			s.write(words[2]+".seg", got)
		case len(words) == 3 && words[0] == "seg" && words[1] == "shows":
			got = s.read(words[2])
		case b.tag() == "seg":
			t.Errorf("line %d: a block of a session is `seg file`, `seg add`, `seg rule`, `seg recipe` or `seg shows`, and names a file", b.line)
		}
		if prose.Update() {
			b.content = got
		} else if diff := cmp.Diff(b.content, got); diff != "" {
			t.Errorf("line %d: the page shows something else (-want +got)\n%s", b.line, diff)
		}
	}
}

// console runs the commands of a block and returns the block as it should be.
func (s *session) console(content string) string {
	var got strings.Builder
	for line := range strings.Lines(content) {
		command, ok := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "$ ")
		if !ok {
			continue
		}
		got.WriteString(line)
		switch verb, rest, _ := strings.Cut(command, " "); {
		case command == "segc dev-server":
			got.WriteString(s.serve())
		case verb == "cd":
			s.folder = filepath.Join(s.folder, rest)
		case verb == "export":
			for setting := range strings.FieldsSeq(rest) {
				s.env = append(s.env, strings.ReplaceAll(setting, shownAddress, s.address))
			}
		default:
			run := exec.Command("sh", "-c", command)
			run.Dir, run.Env = s.folder, s.env
			out, err := run.CombinedOutput()
			if exit := (*exec.ExitError)(nil); err != nil && !asExit(err, &exit) {
				s.t.Fatal(err)
			}
			got.WriteString(s.shown(string(out)))
		}
	}
	return got.String()
}

// serve starts the dev-server and returns what it says at once.
func (s *session) serve() string {
	run := exec.Command("segc", "dev-server", "--addr", "127.0.0.1:0", "--build-time", "0s")
	run.Env = s.env
	log, err := run.StderrPipe()
	if err == nil {
		err = run.Start()
	}
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() {
		_ = run.Process.Kill() // it may have ended
		_ = run.Wait()
	})
	lines := bufio.NewScanner(log)
	var first strings.Builder
	for range 2 {
		if !lines.Scan() {
			s.t.Fatal("the dev-server does not start")
		}
		first.WriteString(lines.Text() + "\n")
	}
	go func() {
		for lines.Scan() { // so that it can go on
		}
	}()
	s.address = regexp.MustCompile(`http://[0-9.:]+[0-9]`).FindString(first.String())
	return s.shown(first.String())
}

// shown returns an output with what differs from run to run as the page has it: the address, the
// ids of new segments, and what is made of these.
func (s *session) shown(out string) string {
	if s.address != "" {
		out = strings.ReplaceAll(out, s.address, shownAddress)
	}
	known := s.steady()
	out = regexp.MustCompile(`\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b`).ReplaceAllStringFunc(out, func(id string) string {
		if strings.Contains(known, id) {
			return id
		}
		n := slices.Index(s.ids, id)
		if n < 0 {
			n = len(s.ids)
			s.ids = append(s.ids, id)
		}
		return shownIDs()[n]
	})
	return regexp.MustCompile(`\b[0-9a-f]{64}\b`).ReplaceAllString(out, shownHash)
}

// steady returns a text with all ids that are the same in each run.
func (s *session) steady() string { return read(s.t, filepath.Join(root, "examples", "catalog.seg")) }

// shownIDs are ids of segments as pages have them.
func shownIDs() []string {
	return []string{"7d1f3c52-0a94-4c1e-9b7a-5e2c8f60d413", "b80e6a19-4f3d-4d77-8c21-90a5d7e3f6c2"}
}

// shownHash is the SHA-256 of a plan as pages have it.
const shownHash = "c7316d8a58131e5e71c3f6ec409693e5d6969a15331bc5bbbea6bad4efb43ff1"

func (s *session) read(name string) string { return read(s.t, filepath.Join(s.folder, name)) }

func (s *session) write(name, text string) {
	if err := os.WriteFile(filepath.Join(s.folder, name), []byte(text), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

// TestRecipesPage checks that the page has each recipe of `segc new`, and says what it means.
func TestRecipesPage(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(recipes, "*.seg"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no recipes: %v", err)
	}
	d := readDocument(t, "recipes.md")
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".seg")
		if name == "blank" { // what `segc new` starts from without a recipe
			continue
		}
		at := slices.IndexFunc(d.blocks, func(b block) bool { return b.info == "seg recipe "+name })
		if at < 0 {
			t.Errorf("the page does not have %s", name)
			continue
		}
		if explained := regexp.MustCompile(`^\$ segc explain .*\b` + name + `\.seg\n.`); at+1 == len(d.blocks) || !explained.MatchString(d.blocks[at+1].content) {
			t.Errorf("the page does not explain %s", name)
		}
	}
}

// TestTutorialTakesFifteenMinutes checks that somebody who reads and types slowly is done in the time
// that the page promises. Each minute is for 180 words of prose, 30 lines of a file or an answer that
// are new, or 120 characters to type; of a rule, only those that change are typed.
func TestTutorialTakesFifteenMinutes(t *testing.T) {
	d := readDocument(t, "tutorial.md")
	text, _, _ := strings.Cut(strings.Join(d.prose, ""), "\n## What next\n")
	fences := regexp.MustCompile("(?m)^```.*$")
	words, typed, lines := len(strings.Fields(fences.ReplaceAllString(text, ""))), 0, 0
	seen, rule := map[string]bool{}, ""
	for _, b := range d.blocks {
		if strings.HasPrefix(b.info, "seg rule ") {
			typed += changed(rule, b.content)
			rule = b.content
			continue
		}
		for line := range strings.Lines(b.content) {
			switch command, ok := strings.CutPrefix(line, "$ "); {
			case seen[line]: // and an arrow key brings a command back
			case ok:
				typed += len(command)
			case strings.HasPrefix(b.info, "seg add "):
				typed += len(line)
			default:
				lines++
			}
			seen[line] = true
		}
	}
	minutes := float64(words)/180 + float64(lines)/30 + float64(typed)/120
	t.Logf("%d words, %d lines, %d characters: %.1f minutes", words, lines, typed, minutes)
	if !strings.Contains(d.before, "In about 15 minutes ") || minutes > 16 {
		t.Errorf("the tutorial takes %.1f minutes", minutes)
	}
}

// changed returns how many characters of a text lie between what it has in common with an earlier one
// at the start and at the end.
func changed(old, text string) int {
	start := 0
	for start < min(len(old), len(text)) && old[start] == text[start] {
		start++
	}
	end := 0
	for end < min(len(old), len(text))-start && old[len(old)-1-end] == text[len(text)-1-end] {
		end++
	}
	return len(text) - start - end
}
