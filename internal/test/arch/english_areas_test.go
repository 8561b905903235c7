package arch

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	archive "github.com/rogpeppe/go-internal/txtar"
)

// An area is text that is looked at together.
type area struct {
	name     string
	passages []passage
}

// A passage is a paragraph, an entry of a list, a cell of a table or a message, without code and quotations.
type passage struct{ where, text string }

// readAreas returns all that people read, by the folder it is in.
func readAreas(t *testing.T) []area {
	t.Helper()
	byName := map[string]*area{}
	var names []string
	add := func(name string, passages []passage) {
		if byName[name] == nil {
			byName[name] = &area{name: name}
			names = append(names, name)
		}
		byName[name].passages = append(byName[name].passages, passages...)
	}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		if entry.IsDir() {
			if name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules") {
				return filepath.SkipDir
			}
			return nil
		}
		area, read := reader(name)
		if read == nil {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		add(area, read(name, string(text)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, pkg := range publicFolders(t) {
		add("go doc "+pkg, documentedPassages(pkg, goDoc(t, pkg)))
	}
	for name, text := range helps(t) {
		add("segc --help", textPassages(name, text))
	}
	areas := make([]area, len(names))
	for i, name := range names {
		areas[i] = *byName[name]
	}
	return areas
}

// reader returns the area of a file and what reads it, or nil for a file that has nothing to look at.
func reader(name string) (string, func(name, text string) []passage) {
	folder := filepath.ToSlash(filepath.Dir(name))
	switch {
	case name == "docs/diagnostics.md": // the pages
		return "", nil
	case folder == "." && strings.HasSuffix(name, ".md"), folder == "docs" && strings.HasSuffix(name, ".md"):
		return name, markdownPassages
	case folder == "diag/pages":
		return folder, markdownPassages
	case strings.HasSuffix(name, ".go"):
		return "comments in Go", goPassages
	case strings.HasSuffix(name, ".golden"):
		return folder, goldenPassages
	case strings.HasPrefix(name, "testdata/compile/") && strings.HasSuffix(name, ".txtar"):
		return folder, compiledPassages
	case folder == "internal/explain/testdata/golden":
		return folder, explainedPassages
	case folder == "cmd/segc/testdata/script":
		return folder, scriptPassages
	case folder == "examples" && strings.HasSuffix(name, ".seg"):
		return folder, commentPassages
	}
	return "", nil
}

// helps returns the help of each command, by how it is called.
func helps(t *testing.T) map[string]string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "segc.exe")
	build := exec.Command("go", "build", "-o", program, "./cmd/segc")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	all := map[string]string{}
	var read func(command []string)
	read = func(command []string) {
		out, err := exec.Command(program, append(slices.Clone(command), "--help")...).Output()
		name := strings.Join(append([]string{"segc"}, command...), " ")
		if err != nil {
			t.Fatalf("%s --help: %v", name, err)
		}
		all[name] = string(out)
		_, commands, _ := strings.Cut(string(out), "\nCommands:\n")
		for line := range strings.Lines(commands) {
			words := strings.Fields(line)
			if len(words) == 0 || !strings.HasPrefix(line, "  ") {
				break
			}
			if line[2] != ' ' {
				read(append(slices.Clone(command), words[0]))
			}
		}
	}
	read(nil)
	if len(all) < 15 {
		t.Errorf("found the help of %d commands only", len(all))
	}
	return all
}

var (
	remark = regexp.MustCompile(`(?s)<!--.*?-->`)
	code   = regexp.MustCompile("``[^`](?:[^`]|`[^`])*``|`[^`\n]*(?:\n[^`\n]+)*`")
	quoted = regexp.MustCompile(`“[^”]*”|"[^"\n]*"`)
	target = regexp.MustCompile(`\]\([^)]*\)`)
	entry  = regexp.MustCompile(`^ *([-*#]|\d+\.) `)
)

// withoutCode takes code, quotations and the targets of links out of a text.
func withoutCode(text string) string {
	text = code.ReplaceAllString(text, "_")
	text = quoted.ReplaceAllString(text, "_")
	return target.ReplaceAllString(text, "]")
}

// markdownPassages returns the passages of a page.
func markdownPassages(name, text string) []passage {
	var blocks []string
	block, fenced := "", false
	end := func() { blocks, block = append(blocks, block), "" }
	for line := range strings.Lines(remark.ReplaceAllString(text, "")) {
		switch trimmed := strings.TrimSpace(line); {
		case strings.HasPrefix(trimmed, "```"):
			end()
			fenced = !fenced
		case fenced:
		case trimmed == "", strings.HasPrefix(trimmed, "|---"):
			end()
		case strings.HasPrefix(trimmed, "|"):
			blocks = append(blocks, strings.Split(withoutCode(trimmed), "|")...)
		case entry.MatchString(line), strings.HasPrefix(line, "#"):
			end()
			block = strings.TrimLeft(trimmed, "-*# 0123456789.") + "\n"
		default:
			block += line
		}
	}
	end()
	return passagesOf(name, blocks)
}

// textPassages returns the passages of plain text: empty lines and deeper lines part them.
func textPassages(name, text string) []passage {
	var blocks []string
	last := -1
	for line := range strings.Lines(text) {
		trimmed := strings.TrimLeft(line, " ")
		if columns := wide.Split(strings.TrimSpace(line), -1); len(columns) > 1 {
			blocks = append(blocks, columns...)
			last = len(line) - len(columns[len(columns)-1]) - 1
		} else if indent := len(line) - len(trimmed); indent == last && len(blocks) > 0 && strings.TrimSpace(line) != "" {
			blocks[len(blocks)-1] += "\n" + trimmed
		} else {
			blocks = append(blocks, trimmed)
			last = indent
		}
		if strings.TrimSpace(line) == "" {
			last = -1
		}
	}
	return passagesOf(name, blocks)
}

var wide = regexp.MustCompile(` {2,}`)

// documentedPassages returns the passages of what go doc prints.
func documentedPassages(name, text string) []passage {
	return passagesOf(name, strings.Split(slashes.ReplaceAllString(text, " "), "\n\n"))
}

var slashes = regexp.MustCompile(`\s//\s`)

func passagesOf(name string, blocks []string) []passage {
	var passages []passage
	for _, block := range blocks {
		if block = strings.TrimSpace(withoutCode(block)); block != "" {
			passages = append(passages, passage{name, block})
		}
	}
	return passages
}

var (
	sourceLine = regexp.MustCompile(`^ *\d+ \| `)
	marks      = regexp.MustCompile(`^ *\|[ ^~+-]*`)
	head       = regexp.MustCompile(`^(?:.*?(?:error|warning|note|help)(?:\[SEG\d+\])?|SEG\d+(?: \d+:\d+)*|segc|  = help|  = note):? `)
)

// messagePassages returns the passages of messages as they are rendered, without the lines of the source.
func messagePassages(name, text string) []passage {
	var blocks []string
	for line := range strings.Lines(text) {
		if sourceLine.MatchString(line) {
			continue
		}
		line = marks.ReplaceAllString(line, "")
		blocks = append(blocks, head.ReplaceAllString(line, ""))
	}
	return passagesOf(name, blocks)
}

// goldenPassages returns the messages of a golden file: the lines that are indented.
func goldenPassages(name, text string) []passage {
	var messages strings.Builder
	for line := range strings.Lines(text) {
		if message, ok := strings.CutPrefix(line, "    "); ok {
			messages.WriteString(message)
		}
	}
	return messagePassages(name, messages.String())
}

// compiledPassages returns the comment and the messages of a case of testdata/compile.
func compiledPassages(name, text string) []passage {
	files := archive.Parse([]byte(text))
	passages := passagesOf(name, strings.Split(string(files.Comment), "\n\n"))
	for _, file := range files.Files {
		if file.Name == "diagnostics.txt" {
			passages = append(passages, messagePassages(name, string(file.Data))...)
		}
	}
	return passages
}

// explainedPassages returns the comment and the explanation of a case.
func explainedPassages(name, text string) []passage {
	files := archive.Parse([]byte(text))
	passages := passagesOf(name, strings.Split(string(files.Comment), "\n\n"))
	for _, file := range files.Files {
		if strings.HasSuffix(file.Name, ".text") {
			passages = append(passages, textPassages(name, string(file.Data))...)
		}
	}
	return passages
}

var (
	expected = regexp.MustCompile(`^(?:\[\w+\] )*(?:stdout|stderr) (?:-count=\d+ )?'(.*)'$`)
	compared = regexp.MustCompile(`^(?:\[\w+\] )*cmp(?:env)? (?:stdout|stderr) (\S+)$`)
	escaped  = regexp.MustCompile(`\\([^\w])`)
)

// scriptPassages returns the comments of a script, and what it expects on standard output and standard error.
func scriptPassages(name, text string) []passage {
	files := archive.Parse([]byte(text))
	var passages []passage
	comments := ""
	for line := range strings.Lines(string(files.Comment)) {
		line = strings.TrimSpace(line)
		if words, ok := strings.CutPrefix(line, "# "); ok {
			comments += words + "\n"
			continue
		}
		passages = append(passages, passagesOf(name, []string{comments})...)
		comments = ""
		if match := expected.FindStringSubmatch(line); match != nil {
			message := strings.ReplaceAll(match[1], "''", "'")
			message = escaped.ReplaceAllString(strings.ReplaceAll(message, `\n`, "\n"), "$1")
			passages = append(passages, messagePassages(name, strings.Trim(message, "^$"))...)
		}
		if match := compared.FindStringSubmatch(line); match != nil {
			for _, file := range files.Files {
				if file.Name == match[1] && filepath.Ext(file.Name) == ".txt" {
					passages = append(passages, messagePassages(name, string(file.Data))...)
				}
			}
		}
	}
	return append(passages, passagesOf(name, []string{comments})...)
}

// commentPassages returns the comments of a rule.
func commentPassages(name, text string) []passage {
	var blocks []string
	last := false
	for line := range strings.Lines(text) {
		words, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		switch {
		case ok && last:
			blocks[len(blocks)-1] += words + "\n"
		case ok:
			blocks = append(blocks, words+"\n")
		}
		last = ok
	}
	return passagesOf(name, blocks)
}
