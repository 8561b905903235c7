package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
)

const referenceIntro = `# Diagnostics

<!-- Made from the pages in diag/pages: change those. -->

Every problem that segc reports has a code. A code never changes its meaning, so you can search and filter by it.
An **error** means that there is no result. A **warning** means that there is a result, but it may not be what you meant.
The tests compile every example on this page, and each one gives exactly its code.

| code | meaning | severity |
|---|---|---|
`

// WriteReference writes the pages of all codes as one Markdown document.
func WriteReference(w io.Writer) error {
	var b strings.Builder
	b.WriteString(referenceIntro)
	for _, code := range diag.Codes() {
		page, _ := diag.LookupPage(code)
		fmt.Fprintf(&b, "| [%s](#%[1]s) | %s | %s |\n", code, page.Title, page.Severity)
	}
	for _, code := range diag.Codes() {
		page, _ := diag.LookupPage(code)
		writePage(&b, page)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writePage(b *strings.Builder, p diag.Page) {
	fmt.Fprintf(b, "\n<a id=\"%s\"></a>\n## %[1]s: %s\n\n*%s.* %s\n", p.Code, p.Title, capital(p.Severity.String()), p.Text)
	if p.Example == "" {
		return
	}
	if len(p.Needs) > 0 {
		var flags []string
		for _, flag := range slices.Sorted(maps.Keys(p.Needs)) {
			flags = append(flags, fmt.Sprintf("`--%s %s`", flag, p.Needs[flag]))
		}
		fmt.Fprintf(b, "\nWith %s:\n", strings.Join(flags, " and "))
	}
	block(b, p.Example)
	for _, file := range slices.Sorted(maps.Keys(p.Files)) {
		fmt.Fprintf(b, "\nAnd in `%s`:\n", file)
		block(b, p.Files[file])
	}
	if p.Fixed != "" {
		b.WriteString("\nWrite instead:\n")
		block(b, p.Fixed)
	}
}

func block(b *strings.Builder, content string) {
	fmt.Fprintf(b, "\n```seg\n%s```\n", content)
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
