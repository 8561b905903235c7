package diag

import (
	"embed"
	"errors"
	"fmt"
	"strings"
)

//go:embed pages/*.md
var pages embed.FS

// Page explains a code: what is wrong, with an example that the tests compile.
type Page struct {
	Code     Code
	Severity Severity
	Title    string // on one line, without a full stop
	Text     string // Markdown
	// Example is a source text that gives this code and no other. It is empty
	// for the few codes that no short text gives.
	Example string
	Files   map[string]string // the files that the example uses, by path
	Fixed   string            // the example without the problem; may be empty
	Needs   map[string]string // the flags that the example is compiled with, without dashes
}

// LookupPage returns the page of a code, and whether there is one.
func LookupPage(code Code) (Page, bool) {
	text, err := pages.ReadFile("pages/" + string(code) + ".md")
	if err != nil {
		return Page{}, false
	}
	page, err := parsePage(code, string(text))
	if err != nil {
		panic(fmt.Sprintf("diag: the page of %s: %v", code, err)) // a test checks that there is none
	}
	return page, true
}

// Codes returns all codes, sorted.
func Codes() []Code {
	entries, err := pages.ReadDir("pages")
	if err != nil {
		panic(err)
	}
	codes := make([]Code, len(entries))
	for i, entry := range entries { // sorted by name
		codes[i] = Code(strings.TrimSuffix(entry.Name(), ".md"))
	}
	return codes
}

const (
	fence        = "```"
	writeInstead = "Write instead:"
)

// parsePage reads a page. It is a title, `# SEG304: value outside the choices`,
// with the head under it: `severity: warning`, and if need be `needs: emit=segment`
// or `example: none`. After an empty line follows the text, then the example in
// a block ```seg, its files in blocks ```seg catalog.seg, and under a line
// `Write instead:` a block ```seg fixed.
func parsePage(code Code, text string) (Page, error) {
	page := Page{Code: code}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	title, ok := strings.CutPrefix(lines[0], "# "+string(code)+": ")
	if !ok || title == "" || strings.HasSuffix(title, ".") {
		return page, fmt.Errorf("the first line must be `# %s: title`, without a full stop", code)
	}
	page.Title = title
	lines = lines[1:]

	example, rest, err := page.head(lines)
	if err != nil {
		return page, err
	}
	n := 0
	for n < len(rest) && !strings.HasPrefix(rest[n], fence) {
		n++
	}
	page.Text = strings.TrimSpace(strings.Join(rest[:n], "\n"))
	if page.Text == "" {
		return page, errors.New("there is no text")
	}
	if err := page.blocks(rest[n:]); err != nil {
		return page, err
	}
	if (page.Example != "") != example {
		return page, errors.New("there must be an example, or `example: none`")
	}
	return page, nil
}

// head reads the lines up to the first empty one and returns the lines after it.
func (p *Page) head(lines []string) (example bool, rest []string, err error) {
	example = true
	severity := ""
	for i, line := range lines {
		if line == "" {
			rest = lines[i+1:]
			break
		}
		name, value, _ := strings.Cut(line, ": ")
		switch {
		case name == "severity" && severity == "" && (value == Error.String() || value == Warning.String()):
			severity = value
		case name == "needs" && p.Needs == nil:
			p.Needs = map[string]string{}
			for need := range strings.SplitSeq(value, ", ") {
				flag, setting, ok := strings.Cut(need, "=")
				if !ok || flag == "" || setting == "" {
					return false, nil, fmt.Errorf("a need is written flag=value, not %q", need)
				}
				p.Needs[flag] = setting
			}
		case line == "example: none":
			example = false
		default:
			return false, nil, fmt.Errorf("the head has a line %q", line)
		}
	}
	if severity == "" {
		return false, nil, errors.New("the head has no severity")
	}
	if severity == Warning.String() {
		p.Severity = Warning
	}
	return example, rest, nil
}

// blocks reads the blocks after the text.
func (p *Page) blocks(lines []string) error {
	announced := false
	for i := 0; i < len(lines); i++ {
		switch line := lines[i]; {
		case line == "":
		case line == writeInstead && !announced:
			announced = true
		case strings.HasPrefix(line, fence+"seg"):
			end := i + 1
			for end < len(lines) && lines[end] != fence {
				end++
			}
			if end == len(lines) {
				return fmt.Errorf("the block %q does not end", line)
			}
			content := strings.Join(lines[i+1:end], "\n") + "\n"
			if err := p.block(strings.TrimPrefix(line, fence+"seg"), content, announced); err != nil {
				return err
			}
			i = end
		default:
			return fmt.Errorf("the line %q is not part of a block", line)
		}
	}
	if announced != (p.Fixed != "") {
		return fmt.Errorf("`%s` and the block ```seg fixed belong together", writeInstead)
	}
	return nil
}

func (p *Page) block(name, content string, announced bool) error {
	file := strings.TrimPrefix(name, " ")
	switch {
	case name == "" && p.Example == "" && p.Files == nil:
		p.Example = content
	case p.Example == "":
		return errors.New("the first block must be the example")
	case name == " fixed" && p.Fixed == "" && announced:
		p.Fixed = content
	case strings.HasSuffix(file, ".seg") && file != name && !announced && p.Files[file] == "":
		if p.Files == nil {
			p.Files = map[string]string{}
		}
		p.Files[file] = content
	default:
		return fmt.Errorf("a block ```seg%s is not allowed here", name)
	}
	return nil
}
