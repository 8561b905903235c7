package edition

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/rename"
)

// before is the last commit before the second edition of the language.
const before = "46fdb72860596f006ac2344c1e7e337c921d1166"

// TestSameBytesAsBefore compiles rules of the first edition, in which all names are new words, with
// this version and with the one before: documents, codes and places are the same. Not if a column is
// compared with dates and with times, since nothing was known of those before.
func TestSameBytesAsBefore(t *testing.T) {
	t.Parallel()
	program := build(t)
	texts := rules(long.Most(200, 4000, 20_000))
	input, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	var output bytes.Buffer
	cmd := exec.CommandContext(t.Context(), program)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = bytes.NewReader(input), &output, os.Stderr
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	documents := 0
	answers := make([]string, len(texts))
	for i, text := range texts {
		answers[i] = answer(text, i%4 == 0)
		if strings.Contains(answers[i], `"any"`) {
			documents++
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	var old []string
	if err := json.Unmarshal(output.Bytes(), &old); err != nil || len(old) != len(texts) {
		t.Fatalf("%d answers: %v", len(old), err)
	}
	differ := 0
	for i, text := range texts {
		if inAnyOrder(t, withoutNew(answers[i], old[i])) == inAnyOrder(t, old[i]) || datesBesideTimes(text) {
			continue
		}
		if differ++; differ <= 5 {
			t.Errorf("%s\nbecomes\n%s\nand before\n%s", text, answers[i], old[i])
		}
	}
	t.Logf("of %d rules, %d have a document, and %d differ", len(texts), documents, differ)
	if documents < len(texts)/2 {
		t.Errorf("of %d rules, only %d have a document", len(texts), documents)
	}
}

// datesBesideTimes reports whether a column is compared with dates and with times.
func datesBesideTimes(text string) bool {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	dates, times := map[string]bool{}, map[string]bool{}
	for _, s := range file.Statements {
		for n := range ast.Preorder(s) {
			c, ok := n.(*ast.Column)
			if !ok {
				continue
			}
			for _, v := range c.Values {
				if _, err := date.Parse(v.Text); err == nil {
					dates[c.Name.Text] = dates[c.Name.Text] || len(v.Text) == len(time.DateOnly)
					times[c.Name.Text] = times[c.Name.Text] || len(v.Text) > len(time.DateOnly)
				}
			}
		}
	}
	for name := range dates {
		if dates[name] && times[name] {
			return true
		}
	}
	return false
}

// inAnyOrder is an answer with the groups of its document sorted: their order follows the text more closely
// since rules are taken apart.
func inAnyOrder(t *testing.T, answer string) string {
	t.Helper()
	codes, document, found := strings.Cut(answer, "{\"any\"")
	if !found {
		return answer
	}
	var d struct{ Any []json.RawMessage }
	if err := json.Unmarshal([]byte("{\"any\""+document), &d); err != nil {
		t.Fatal(err)
	}
	groups := make([]string, len(d.Any))
	for i, g := range d.Any {
		groups[i] = string(g)
	}
	slices.Sort(groups)
	return codes + strings.Join(groups, "\n")
}

// withoutNew is an answer without the warnings that every compilation has given only since the second edition,
// where the old answer does not have them.
func withoutNew(answer, old string) string {
	var b strings.Builder
	for line := range strings.Lines(answer) {
		code, _, _ := strings.Cut(line, " ")
		switch diag.Code(code) {
		case diag.PartAlwaysTrue, diag.QuotedNumber, diag.JoinedValues:
			if !strings.Contains(old, line) {
				continue
			}
		}
		b.WriteString(line)
	}
	return b.String()
}

// answer is what the program answers, too.
func answer(text string, plain bool) string {
	var b strings.Builder
	result, list := segc.Compile(context.Background(), text, segc.Options{Plain: plain})
	for _, d := range list {
		fmt.Fprintln(&b, d.Code, d.Location.Span)
	}
	if result != nil {
		b.Write(result.RulesJSON())
	}
	return b.String()
}

// rules returns rules and files of the first edition whose names are new words.
func rules(n int) []string {
	texts := make([]string, n)
	for i := range texts {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 46)))
		o := gen.Options{FirstEdition: true, Plain: i%2 == 0}
		switch i % 5 {
		case 0:
			texts[i] = gen.Rule(s, o)
		case 1:
			o.Size = 4
			two := gen.Rules(s, o, 2)
			texts[i] = "require " + two[0] + "\nwhere (" + two[1] + ") and (" + two[0] + ")"
		default:
			texts[i] = gen.File(s, o)
		}
		if i%10 < 9 { // a few keep their names
			texts[i] = named(s, texts[i])
		}
	}
	return texts
}

// named returns a text whose names are new words.
func named(s gen.Source, text string) string {
	file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
	return rename.Text(file, rename.Draw(s.Intn, file, isBuiltin), s.Intn(8) == 1)
}

func isBuiltin(name string) bool {
	_, ok := column.Builtin(name)
	return ok
}

// build builds the program that answers as the version before does. A checkout without the commit
// cannot be judged, and says so.
func build(t *testing.T) string {
	t.Helper()
	for _, tool := range []string{"git", "go"} {
		if _, err := exec.LookPath(tool); err != nil {
			judges.Missing(t, "git", "there is no %s", tool)
		}
	}
	root := corpus.Root(t)
	git := func(args ...string) ([]byte, error) {
		cmd := exec.CommandContext(t.Context(), "git", append([]string{"-C", root}, args...)...)
		var problems bytes.Buffer
		cmd.Stderr = &problems
		out, err := cmd.Output()
		if err != nil {
			err = fmt.Errorf("%w: %s", err, &problems)
		}
		return out, err
	}
	if _, err := git("cat-file", "-e", before+"^{commit}"); err != nil {
		judges.Missing(t, "git", "this checkout has no commit %s, with which it is compared: clone the whole history (%v)", before[:7], err)
	}
	archive, err := git("archive", "--format=tar", before)
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := unpack(folder, archive); err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile(filepath.Join("testdata", "answers", "main.go"))
	if err != nil {
		t.Fatal(err)
	}
	place := filepath.Join(folder, "cmd", "answers")
	if err := os.Mkdir(place, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(place, "main.go"), source, 0o666); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(folder, "answers.exe")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-o", program, "./cmd/answers")
	cmd.Dir = folder
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// unpack writes the files of an archive that a build needs into a folder.
func unpack(folder string, archive []byte) error {
	files := tar.NewReader(bytes.NewReader(archive))
	for {
		header, err := files.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		path := filepath.Join(folder, filepath.FromSlash(header.Name))
		switch header.Typeflag {
		case tar.TypeDir:
			err = os.MkdirAll(path, 0o777)
		case tar.TypeReg:
			var data []byte
			if data, err = io.ReadAll(files); err == nil {
				err = os.WriteFile(path, data, 0o666)
			}
		}
		if err != nil {
			return err
		}
	}
}
