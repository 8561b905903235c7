package main

import (
	"bufio"
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/long"
)

// work is how often a run does what takes time.
type work struct {
	parsed   int // texts
	compiled int // rules
	decoded  int // documents
	encoded  int // documents
}

// per returns the work for each of some rules, without what a run does once.
func (w work) per(rules int) work {
	return work{w.parsed / rules, w.compiled / rules, w.decoded / rules, w.encoded / rules}
}

// counted is the command with a counter for each block of some packages. The counters are
// those of coverage, so that nothing in the command counts for the sake of a test.
type counted struct {
	command string
	blocks  map[string]string // what a block counts, by the place of its start
}

const thisModule = "github.com/segc-lang/segc/"

// newCounted builds the command.
func newCounted(t *testing.T) *counted {
	t.Helper()
	c := &counted{command: filepath.Join(t.TempDir(), "segc"), blocks: map[string]string{}}
	if runtime.GOOS == "windows" {
		c.command += ".exe"
	}
	packages := map[string]bool{thisModule + "cmd/segc": true} // the counts are written only if main has some
	for _, function := range [][3]string{
		{"grammar/parser.go", "Parse", "parsed"},
		{"internal/compiler/choose.go", "choose", "compiled"},
		{"rulesjson/decode.go", "document", "decoded"},
		{"rulesjson/encode.go", "encode", "encoded"},
		{"internal/rule/encode.go", "appendCondition", "condition"}, // encodes a document of one condition
	} {
		file, name, counts := function[0], function[1], function[2]
		packages[thisModule+path.Dir(file)] = true
		c.blocks[fmt.Sprintf("%s%s:%d", thisModule, file, lineOf(t, file, name))] = counts
	}
	var all []string
	for p := range packages {
		all = append(all, p)
	}
	build := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-s -w", "-cover", "-covermode=atomic", "-coverpkg="+strings.Join(all, ","), "-o", c.command, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return c
}

// lineOf returns the line where the body of a function begins.
func lineOf(t *testing.T, file, name string) int {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, filepath.Join("..", "..", filepath.FromSlash(file)), nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		if f, ok := d.(*ast.FuncDecl); ok && f.Name.Name == name {
			return set.Position(f.Body.Lbrace).Line
		}
	}
	t.Fatalf("%s has no function %s", file, name)
	return 0
}

// run runs the command in the folder of a site, and returns the work that it does. One
// processor reads each file that several rules use once.
func (c *counted) run(t *testing.T, s *site, args ...string) work {
	t.Helper()
	folder := t.TempDir()
	cmd := exec.Command(c.command, args...)
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY="+s.key, "GOCOVERDIR="+folder, "GOMAXPROCS=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("segc %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	text := filepath.Join(folder, "counts.txt")
	if out, err := exec.Command("go", "tool", "covdata", "textfmt", "-i="+folder, "-o="+text).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return c.read(t, text)
}

// read reads the counts of a run: lines of the form file:line.column,line.column statements count.
func (c *counted) read(t *testing.T, name string) work {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	counts := map[string]int{}
	for lines := bufio.NewScanner(bytes.NewReader(data)); lines.Scan(); {
		start, _, _ := strings.Cut(lines.Text(), ".go:")
		line, rest, _ := strings.Cut(lines.Text()[min(len(start)+len(".go:"), len(lines.Text())):], ".")
		counter := c.blocks[start+".go:"+line]
		if _, known := counts[counter]; counter == "" || known { // the first block of a line is that of the body
			continue
		}
		n, err := strconv.Atoi(rest[strings.LastIndexByte(rest, ' ')+1:])
		if err != nil {
			t.Fatal(err)
		}
		counts[counter] = n
	}
	if len(counts) != len(c.blocks) {
		t.Fatalf("%d functions have counts, not %d", len(counts), len(c.blocks))
	}
	return work{counts["parsed"], counts["compiled"], counts["decoded"], counts["encoded"] - counts["condition"]}
}

// TestCounts checks how often commands parse a text, compile a rule, and decode and encode a
// document, for each of many rules that use one catalog.
func TestCounts(t *testing.T) {
	t.Parallel()
	c, s := newCounted(t), newSite(t)
	n := long.Of(10, 40)
	const catalog = "isp big = (1, 2)\nfield plan: text\n"
	s.write("catalog.seg", catalog)
	rules := func(opened int) {
		for i := range n {
			s.write(fmt.Sprintf("s%03d.seg", i), fmt.Sprintf("use \"catalog.seg\"\n"+
				"segment \"S %d\" color \"#7cb7de\" lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n"+
				"where status = \"subscribed\" and opened >= %d in last 30d and (plan = \"p%d\" or isp in (big))\n", i, opened, i))
		}
	}
	want := func(parsed, compiled, decoded, encoded int, args ...string) {
		t.Helper()
		expected := work{parsed, compiled, decoded, encoded}
		if got := c.run(t, s, args...).per(n); got != expected {
			t.Errorf("segc %s does %+v for each rule, not %+v", strings.Join(args, " "), got, expected)
		}
	}
	rules(1)
	// A compilation encodes its document, reads that back, and encodes it once more.
	want(1, 1, 1, 2, "check", ".")
	want(1, 1, 1, 2, "compile", "--out-dir", "build", ".")
	// A body has the document that was proved, read from its JSON. As it is written, it is read back.
	want(1, 1, 3, 4, "compile", "--emit", "segment", "--out-dir", "build", ".")
	// A plan shows a new document, and has a hash of all bodies.
	want(1, 1, 2, 4, "plan")
	s.deploy("apply", "--auto-approve").want(t, 0)
	want(1, 1, 2, 3, "plan")
	want(2, 1, 2, 2, "pull") // it looks for the file of a segment before it reads the file
	rules(2)
	// It reads the segment, keeps it as the JSON that a result holds, shows both documents, and
	// reads back the plan that it saves.
	want(1, 1, 5, 9, "plan", "-o", "plan.json")
	// It reads the plan, the segment twice, the request as it is written, and the answer.
	want(1, 1, 8, 8, "apply", "--auto-approve", "--allow-many", "--allow-wider", "plan.json")

	first, second := s.dir, t.TempDir()
	s.dir = second
	s.write("catalog.seg", catalog)
	// Decompile parses the rule, which it compiles and compares with the document. What
	// simplification makes of the rule is compared, too.
	want(2, 2, 5, 5, "pull")
	s.dir = first
	rules(3)
	s.deploy("apply", "--auto-approve", "--allow-many", "--allow-wider").want(t, 0)
	s.dir = second
	want(5, 3, 7, 7, "pull") // the file twice, the names in it, and what it becomes

	s.dir = t.TempDir()
	for i := range n {
		s.write(fmt.Sprintf("f%03d.seg", i), fmt.Sprintf(`where status = "subscribed" and (plan = "a" or (plan = "a" and isp = %d)) and `+
			`(country = "x" or (country = "x" and isp = 2)) and (city = "a" or (city = "a" and isp = 3))`, i))
	}
	want(2, 2, 2, 4, "check", "--fix", ".") // before and after
}
