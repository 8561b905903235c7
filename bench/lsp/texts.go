package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// texts are a rule of thirty lines, its catalog, and what somebody types in the rule: those of the tests of the
// session.
type texts struct{ rule, catalog, keys string }

func readTexts() (t texts, err error) {
	for name, to := range map[string]*string{"rule.seg": &t.rule, "catalog.seg": &t.catalog, "keys.txt": &t.keys} {
		data, err := os.ReadFile(filepath.Join("internal", "lsp", "testdata", "typed", name))
		if err != nil {
			return t, fmt.Errorf("run this in the top folder of the checkout: %w", err)
		}
		*to = string(data)
	}
	t.keys = strings.TrimSuffix(t.keys, "\n") // that of the file
	return t, nil
}

// thousand returns a catalog and a thousand rules, which use it or not.
func (t texts) thousand(users bool) map[string]string {
	files := map[string]string{"catalog.seg": t.catalog}
	for i := range 1000 {
		text := strings.Replace(t.rule, "market = 7", fmt.Sprintf("market = %d", i), 1)
		if !users {
			text = fmt.Sprintf("where market = %d\n", i)
		}
		files[fmt.Sprintf("market-%04d.seg", i)] = text
	}
	return files
}

// largeRule returns a rule of almost a mebibyte: 7,400 parts, each with a comment, and a condition that uses
// them all, so that its document is small. It has no problems.
func largeRule() string {
	const parts = 7400
	var b strings.Builder
	for i := range parts {
		fmt.Fprintf(&b, "# market %d has the shop in street %d, which opened in 2019 and has moved once since then\n", i, i%97)
		fmt.Fprintf(&b, "let shop_%d = market = %d\n", i, i)
	}
	b.WriteString("\nwhere status = \"subscribed\"\n  and (\n    shop_0\n")
	for i := range parts - 1 {
		fmt.Fprintf(&b, "    or shop_%d\n", i+1)
	}
	b.WriteString("  )\n")
	return b.String()
}

// longCheck returns a rule that takes about sixty times as long to check as the one of thirty lines.
func longCheck(number int) string {
	var conditions []string
	for i := range 40 {
		conditions = append(conditions, fmt.Sprintf(`(plan = "a%d" or orders > %d or opened >= %d in last %dd)`, i, i+number, i+1, i+1))
	}
	return "use \"catalog.seg\"\nwhere mailable\n  and " + strings.Join(conditions, "\n  and ") + "\n"
}

func write(folder string, files map[string]string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}
