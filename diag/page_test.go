package diag

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/test/prose"
)

// declaredCodes returns the constants of codes.go by name.
func declaredCodes(t *testing.T) map[string]Code {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := map[string]Code{}
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			codes[spec.Names[0].Name] = Code(value)
		}
		return true
	})
	return codes
}

func TestEveryCodeHasAPage(t *testing.T) {
	var declared []Code
	for name, code := range declaredCodes(t) {
		if slices.Contains(declared, code) {
			t.Errorf("%s: %s is the code of two problems", name, code)
		}
		if !regexp.MustCompile(`^SEG[1-9]\d\d$`).MatchString(string(code)) {
			t.Errorf("%s: %s is not SEG and three digits", name, code)
		}
		declared = append(declared, code)
	}
	slices.Sort(declared)
	if diff := cmp.Diff(declared, Codes()); diff != "" {
		t.Errorf("codes.go and pages/ differ:\n%s", diff)
	}
}

func TestPages(t *testing.T) {
	titles := map[string]Code{}
	used := regexp.MustCompile(`(?m)^use "([^"]+)"`)
	for _, code := range Codes() {
		text, err := pages.ReadFile("pages/" + string(code) + ".md")
		if err != nil {
			t.Fatal(err)
		}
		page, err := parsePage(code, string(text))
		if err != nil {
			t.Errorf("%s: %v", code, err)
			continue
		}
		if other, twice := titles[page.Title]; twice {
			t.Errorf("%s and %s have the same title", code, other)
		}
		titles[page.Title] = code
		if first := []rune(page.Title); unicode.IsUpper(first[0]) && !unicode.IsUpper(first[1]) {
			t.Errorf("%s: the title begins with a capital", code)
		}
		if page.Fixed == page.Example && page.Example != "" {
			t.Errorf("%s: nothing is fixed", code)
		}
		for _, match := range used.FindAllStringSubmatch(page.Example, -1) {
			if page.Files[match[1]] == "" && code != UseMissing && code != UseRefused {
				t.Errorf("%s: the file %s is missing", code, match[1])
			}
		}
		for line := range strings.Lines(string(text)) {
			if strings.TrimRight(line, " \t\n\r") != strings.TrimSuffix(line, "\n") || len([]rune(line)) > 125 {
				t.Errorf("%s: trailing blanks or too long: %q", code, line)
			}
		}
		if !strings.HasSuffix(string(text), "\n") {
			t.Errorf("%s: no newline at the end", code)
		}
	}
}

func TestLookupPage(t *testing.T) {
	page, ok := LookupPage(ValueOutsideChoice)
	if !ok || page.Code != ValueOutsideChoice || page.Severity != Warning || page.Example == "" || page.Text == "" {
		t.Errorf("got %v, %+v", ok, page)
	}
	for _, code := range []Code{"", "SEG999", "seg304", "../page", "/"} {
		if _, ok := LookupPage(code); ok {
			t.Errorf("%q has a page", code)
		}
	}
}

func TestParsePage(t *testing.T) {
	const full = "# C: a title\nseverity: warning\nneeds: emit=segment, max-groups=2\n\nSome `text`.\n\nMore.\n\n" +
		"```seg\nuse \"a.seg\"\nwhere x\n```\n\n```seg a.seg\nlet x = y = 1\n```\n\nWrite instead:\n\n```seg fixed\ny = 1\n```\n"
	got, err := parsePage("C", full)
	want := Page{
		Code: "C", Severity: Warning, Title: "a title", Text: "Some `text`.\n\nMore.",
		Example: "use \"a.seg\"\nwhere x\n", Files: map[string]string{"a.seg": "let x = y = 1\n"}, Fixed: "y = 1\n",
		Needs: map[string]string{"emit": "segment", "max-groups": "2"},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if _, err := parsePage("C", "# C: t\nseverity: error\nexample: none\n\ntext"); err != nil {
		t.Error(err)
	}
	messages := prose.Open(t, "wrong-pages")
	for name, c := range map[string]struct {
		text  string
		names []string // what the error names
	}{
		"empty":                    {"", []string{"# C: title"}},
		"another code":             {strings.Replace(full, "# C", "# D", 1), []string{"# C: title"}},
		"no title":                 {strings.Replace(full, "a title", "", 1), []string{"# C: title"}},
		"full stop":                {strings.Replace(full, "a title", "a title.", 1), []string{"# C: title"}},
		"no severity":              {strings.Replace(full, "severity: warning\n", "", 1), nil},
		"unknown severity":         {strings.Replace(full, "severity: warning", "severity: hint", 1), []string{`"severity: hint"`}},
		"two severities":           {strings.Replace(full, "severity: warning", "severity: warning\nseverity: error", 1), []string{`"severity: error"`}},
		"unknown head":             {strings.Replace(full, "needs:", "wants:", 1), []string{`"wants: emit=segment, max-groups=2"`}},
		"need without value":       {strings.Replace(full, "max-groups=2", "max-groups", 1), []string{"flag=value", `"max-groups"`}},
		"no text":                  {"# C: t\nseverity: error\n\n```seg\nx\n```\n", nil},
		"no example":               {"# C: t\nseverity: error\n\ntext\n", []string{"example: none"}},
		"example beside none":      {strings.Replace(full, "severity: warning", "severity: warning\nexample: none", 1), []string{"example: none"}},
		"file before the example":  {strings.Replace(full, "```seg\n", "```seg b.seg\n", 1), nil},
		"unfinished block":         {strings.TrimSuffix(full, "```\n"), []string{"\"```seg fixed\""}},
		"two examples":             {full + "\n```seg\nx\n```\n", []string{"```seg"}},
		"two fixed":                {full + "\n```seg fixed\nx\n```\n", []string{"```seg fixed"}},
		"fixed without a line":     {strings.Replace(full, writeInstead, "", 1), []string{"```seg fixed"}},
		"file among the fixed":     {strings.Replace(full, "fixed\n", "b.seg\n", 1), []string{"```seg b.seg"}},
		"line without fixed":       {full[:strings.Index(full, "```seg fixed")], []string{"Write instead:", "```seg fixed"}},
		"file of another language": {strings.Replace(full, "seg a.seg", "seg a.txt", 1), []string{"```seg a.txt"}},
		"text after the example":   {full + "more\n", []string{`"more"`}},
	} {
		page, err := parsePage("C", c.text)
		if err == nil || !prose.Names(err.Error(), c.names...) {
			t.Fatalf("%s: %v does not name %q: %+v", name, err, c.names, page)
		}
		messages.Add(t, name, err.Error())
	}
}
