// Package docs_test checks that the documents show what happens: rules
// compile, or fail, as they say; the documents beside them are the result; and
// commands print the text below them.
package docs_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/report"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

const root = ".."

// day is the day on which rules are compiled.
var day = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(withCommand(m))
}

// withCommand runs the tests with the command in the path.
func withCommand(m *testing.M) int {
	folder, err := os.MkdirTemp("", "segc-docs-")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	command := filepath.Join(folder, "segc")
	if runtime.GOOS == "windows" {
		command += ".exe"
	}
	// Without symbols for a debugger, it is linked in half the time.
	if out, err := exec.Command("go", "build", "-ldflags=-s -w", "-o", command, "../cmd/segc").CombinedOutput(); err != nil {
		_, _ = os.Stderr.Write(out)
		return 1
	}
	if err := os.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH")); err != nil {
		panic(err)
	}
	return m.Run()
}

// documents returns the paths of the documents whose examples are run.
func documents(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("*.md")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no documents: %v", err)
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return p == "diagnostics.md" }) // its pages have tests of their own
	readme := filepath.Join(root, "README.md")
	if _, err := os.Stat(readme); err == nil {
		paths = append(paths, readme)
	}
	return paths
}

func TestExamples(t *testing.T) {
	for _, path := range documents(t) {
		t.Run(filepath.Base(path), func(t *testing.T) {
			d := readDocument(t, path)
			if strings.Contains(d.before, "\n"+sessionMark) {
				runSession(t, d)
			} else {
				for i := range d.blocks {
					d.check(t, i)
				}
			}
			if got := d.text(); prose.Update() && got != d.before {
				if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// check runs what a block shows.
func (d *document) check(t *testing.T, i int) {
	t.Helper()
	b := &d.blocks[i]
	switch b.tag() {
	case "seg":
		result := d.checkRule(t, b)
		if i+1 < len(d.blocks) && d.blocks[i+1].tag() == "json" && d.adjacent(i) {
			d.checkJSON(t, &d.blocks[i+1], result)
		}
	case "go":
		if !slices.ContainsFunc(programs(t), func(text string) bool { return strings.Contains(text, flat(b.content)) }) {
			t.Errorf("line %d: this is not a part of example_test.go or of a file in testdata/embedder", b.line)
		}
	case "console":
		run := runConsole
		if strings.HasPrefix(b.content, "$ segc dev-server\n") {
			run = runServed
		}
		got := run(t, b.content)
		if prose.Update() {
			b.content = got
		} else if diff := cmp.Diff(b.content, got); diff != "" {
			t.Errorf("line %d: the commands print something else (-want +got)\n%s", b.line, diff)
		}
	}
}

// checkRule compiles the rules of a block and returns the last result.
func (d *document) checkRule(t *testing.T, b *block) *segc.Result {
	t.Helper()
	words := strings.Fields(b.info)[1:]
	texts := []string{b.content}
	if len(words) > 0 && words[0] == "each" {
		texts = slices.DeleteFunc(strings.Split(b.content, "\n"), func(s string) bool { return s == "" })
		words = words[1:]
	}
	var last *segc.Result
	for _, text := range texts {
		result, list := compile(withPrelude(b.prelude, text))
		last = result
		if problem := judge(list, words); problem != "" {
			t.Errorf("line %d: %s\n%s\n%s", b.line, problem, text, show(list))
		}
	}
	return last
}

// judge compares diagnostics with what a block says of itself: nothing,
// `warning` or `error`, and then perhaps a code.
func judge(list diag.List, words []string) string {
	switch {
	case len(words) == 0 && len(list) > 0:
		return "the rule is not in order"
	case len(words) == 0:
		return ""
	case words[0] != "warning" && words[0] != "error":
		return "a block is not tagged `" + words[0] + "`"
	case (words[0] == "error") != list.HasErrors() || len(list) == 0:
		return "there is no " + words[0] + ", or something worse"
	case words[0] == "error" && len(words) < 2:
		return "the code of the error is missing in the tag"
	}
	for _, d := range list {
		if len(words) > 1 && d.Severity.String() == words[0] && string(d.Code) != words[1] {
			return "there is " + string(d.Code)
		}
	}
	return ""
}

func (d *document) checkJSON(t *testing.T, b *block, result *segc.Result) {
	t.Helper()
	if result == nil {
		t.Errorf("line %d: there is no document", b.line)
		return
	}
	pretty, compact := string(result.RulesJSON()), string(sides.Compact(result))
	switch {
	case b.content == pretty || b.content == compact:
	case prose.Update():
		b.content = pretty
	default:
		t.Errorf("line %d: the document is another one (-want +got)\n%s", b.line, cmp.Diff(b.content, pretty))
	}
}

// programs returns the code that Go blocks may show, which is compiled and run by tests.
func programs(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(root, "testdata", "embedder", "*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no program: %v", err)
	}
	var texts []string
	for _, path := range append(paths, filepath.Join(root, "example_test.go")) {
		texts = append(texts, flat(read(t, path)))
	}
	return texts
}

// flat returns a text without its indentation.
func flat(text string) string {
	return regexp.MustCompile(`(?m)^\t+`).ReplaceAllString(text, "")
}

func compile(text string) (*segc.Result, diag.List) {
	options := segc.Options{Name: "example.seg", Files: os.DirFS(filepath.Join(root, "examples")), Today: day}
	if program, _ := segc.Load(context.Background(), text, options); len(program.Rules()) > 1 {
		results, list := program.Compile(context.Background())
		return results[len(results)-1], list
	}
	result, list := segc.Compile(context.Background(), text, options)
	if slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.NoRule }) {
		return nil, segc.Check(context.Background(), text, options) // declarations, as long as that has no errors
	}
	return result, list
}

// withPrelude puts hidden declarations before a bare rule. A block with
// statements of its own is complete.
func withPrelude(prelude, text string) string {
	statement := regexp.MustCompile(`(?m)^\s*(use|segment|let|campaign|field|require|where|(list|isp) \w+ =)\b`)
	if prelude == "" || statement.MatchString(text) {
		return text
	}
	return prelude + "where " + text
}

func show(list diag.List) string {
	var b strings.Builder
	_ = diag.WriteText(&b, list, diag.Style{}) // a builder takes everything
	return b.String()
}

// runConsole runs the commands of a block, `$ segc …`, in the root of the
// repository, and returns the block as it should be.
func runConsole(t *testing.T, content string) string {
	t.Helper()
	if _, err := exec.LookPath("sh"); err != nil {
		judges.Missing(t, "shell", "there is no shell")
	}
	var got strings.Builder
	for line := range strings.Lines(content) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		got.WriteString(line)
		run := exec.Command("sh", "-c", command)
		run.Dir = root
		run.Env = append(os.Environ(), "NO_COLOR=1", "COLUMNS=")
		out, err := run.CombinedOutput()
		if exit := (*exec.ExitError)(nil); err != nil && !asExit(err, &exit) {
			t.Fatal(err)
		}
		got.Write(out)
		if len(out) > 0 && !bytes.HasSuffix(out, []byte("\n")) {
			got.WriteByte('\n')
		}
	}
	return got.String()
}

func asExit(err error, exit **exec.ExitError) bool {
	e, ok := err.(*exec.ExitError)
	*exit = e
	return ok
}

func TestReferenceIsUpToDate(t *testing.T) {
	var want bytes.Buffer
	if err := report.WriteReference(&want); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("diagnostics.md")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want.Bytes()) {
		t.Error("diagnostics.md is not what the pages in diag/pages say: run make generate")
	}
}

func TestEveryKeywordIsInTheGrammar(t *testing.T) {
	text := read(t, "grammar.md")
	for _, word := range grammar.Keywords() {
		if !strings.Contains(text, `"`+word+`"`) {
			t.Errorf("grammar.md does not have %q", word)
		}
	}
}

// TestGrammarIsComplete checks that every symbol that the grammar uses is
// defined in it, and the other way round. The last few are given in words.
func TestGrammarIsComplete(t *testing.T) {
	inWords := []string{"letter", "mark", "hex", "character", "character_but_backquote"}
	terminal := regexp.MustCompile(`"[^"]*"|'[^']*'`)
	symbol := regexp.MustCompile(`[a-z][a-z_]*`)
	defined, used := map[string]bool{}, map[string]bool{"file": true, "comment": true}
	for _, b := range readDocument(t, "grammar.md").blocks {
		if b.tag() != "ebnf" {
			continue
		}
		for rule := range strings.SplitSeq(terminal.ReplaceAllString(b.content, " "), ";") {
			name, body, ok := strings.Cut(rule, "=")
			if !ok {
				continue
			}
			defined[strings.TrimSpace(name)] = true
			for _, s := range symbol.FindAllString(body, -1) {
				used[s] = true
			}
		}
	}
	for s := range used {
		if !defined[s] && !slices.Contains(inWords, s) {
			t.Errorf("%s is used but not defined", s)
		}
	}
	for s := range defined {
		if !used[s] {
			t.Errorf("%s is defined but not used", s)
		}
	}
}

// TestReservedWords checks that the manual lists exactly the reserved words.
func TestReservedWords(t *testing.T) {
	_, section, _ := strings.Cut(read(t, "language.md"), "## Reserved words\n")
	section, _, _ = strings.Cut(strings.TrimSpace(section), "\n\n")
	got := regexp.MustCompile("[a-z]+").FindAllString(section, -1)
	want := slices.Sorted(slices.Values(grammar.Keywords()))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("language.md lists other reserved words (-want +got)\n%s", diff)
	}
}

// TestLinks checks that links between the documents lead somewhere.
func TestLinks(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#: ]+)(#[^)]*)?\)`)
	paths := documents(t)
	for _, more := range []string{"CONTRIBUTING.md", "CHANGELOG.md"} {
		paths = append(paths, filepath.Join(root, more))
	}
	for _, path := range paths {
		for _, match := range link.FindAllStringSubmatch(read(t, path), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), filepath.FromSlash(match[1]))); err != nil {
				t.Errorf("%s links to %s, which is not there", path, match[1])
			}
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
