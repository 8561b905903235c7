package arch

import (
	"path"
	"slices"
	"strings"
	"testing"
)

// The packages that are not our own.
const (
	participle = "github.com/alecthomas/participle/v2"
	uniseg     = "github.com/rivo/uniseg"
	uuid       = "github.com/google/uuid"
	rate       = "golang.org/x/time/rate"
	bidi       = "golang.org/x/text/unicode/bidi"
	norm       = "golang.org/x/text/unicode/norm"
	rapid      = "pgregory.net/rapid"
	goldmark   = "github.com/yuin/goldmark"
	cobra      = "github.com/spf13/cobra"
	cobraFlag  = "github.com/spf13/pflag"
	txtar      = "github.com/rogpeppe/go-internal/txtar"
	unix       = "golang.org/x/sys/unix"
	windows    = "golang.org/x/sys/windows"
	terminal   = "golang.org/x/term"
)

// allowed says for every package what it may import beside the standard
// library. A new package gets a line here, and so its place in the order.
func allowed() map[string][]string {
	return map[string][]string{
		// The way of a rule, each stage on its own.
		"ast":     {},
		"diag":    {uniseg, "ast", "contact", "internal/english", "internal/inert", "internal/visible"},
		"grammar": {"ast", "diag", "internal/date", "internal/inert", "internal/lazy", "internal/loose", "internal/meant", "internal/poll", "internal/suggest", "internal/visible", participle, participle + "/lexer"},
		"compile": {"ast", "diag", "internal/compiler", "internal/poll", "internal/resolve", "internal/shape", "rulesjson"},
		"internal/compiler": {
			"ast", "contact", "diag", "internal/check", "internal/condition", "internal/date", "internal/engine", "internal/english", "internal/expand", "internal/formula",
			"internal/inert", "internal/jsontext", "internal/lint", "internal/logic", "internal/palette", "internal/poll", "internal/problems", "internal/prove",
			"internal/resolve", "internal/rule",
		},
		"internal/check": {
			"ast", "contact", "diag", "internal/column", "internal/condition", "internal/date", "internal/decimal", "internal/english", "internal/jsontext",
			"internal/loose", "internal/mistaken", "internal/palette", "internal/poll", "internal/problems", "internal/resolve", "internal/suggest", "internal/visible", uuid,
		},
		"internal/expand": {
			"ast", "diag", "internal/date", "internal/decimal", "internal/english", "internal/jsontext", "internal/poll", "internal/problems", "internal/resolve", "internal/suggest",
			uuid,
		},
		"internal/formula": {
			"ast", "diag", "internal/check", "internal/condition", "internal/poll", "internal/problems", "internal/resolve",
		},
		"internal/prove": {
			"ast", "contact", "diag", "internal/column", "internal/condition", "internal/edges", "internal/engine", "internal/english", "internal/eval",
			"internal/formula", "internal/logic", "internal/poll", "internal/problems", "internal/resolve", "internal/theory",
		},
		"internal/problems": {"ast", "diag", "internal/inert", "internal/poll"},
		"internal/shape":    {"ast", "diag", "internal/date", "internal/poll"},
		"internal/resolve": {
			"ast", "contact", "diag", "internal/column", "internal/directive", "internal/english", "internal/jsontext", "internal/poll",
			"internal/problems", "internal/suggest",
		},
		"internal/imports": {"ast", "diag", "grammar", "internal/poll", "internal/resolve"},
		"internal/loading": {
			"ast", "compile", "diag", "grammar", "internal/check", "internal/compiler", "internal/directive", "internal/imports", "internal/problems",
			"internal/resolve", "internal/tables",
		},
		"schema":  {},
		"openapi": {},
		".": {
			"ast", "compile", "contact", "diag", "grammar", "internal/catalog", "internal/check", "internal/compiler", "internal/condition",
			"internal/column", "internal/decompile", "internal/describe", "internal/english", "internal/explain", "internal/format", "internal/imports", "internal/inert", "internal/lint", "internal/loading",
			"internal/match", "internal/poll", "internal/problems", "internal/prove", "internal/resolve", "internal/rule", "internal/sql", "internal/tables", "internal/written",
			"rulesjson",
		},

		// The leaves.
		"rulesjson":                {uuid, "internal/inert", "internal/jsontext", "internal/palette", "internal/poll"},
		"internal/condition":       {"internal/poll", "rulesjson"},
		"contact":                  {uuid, "internal/date", "internal/decimal", "internal/inert", "internal/jsontext", "rulesjson"},
		"internal/jsontext":        {},
		"internal/palette":         {},
		"internal/collation":       {"internal/poll", norm},
		"internal/date":            {},
		"internal/decimal":         {},
		"internal/inert":           {"internal/poll", "internal/visible"},
		"internal/logic":           {"internal/poll"},
		"internal/poll":            {},
		"internal/lazy":            {},
		"internal/directive":       {"ast"},
		"internal/english":         {},
		"internal/suggest":         {},
		"internal/textwidth":       {"internal/poll", uniseg},
		"internal/test/smt":        {}, // has tests only
		"internal/test/binary":     {}, // has tests only
		"internal/deploy/lock":     {"internal/inert"},
		"internal/manifest":        {"internal/inert"},
		"internal/deploy/runlock":  {"internal/inert", "internal/visible", unix, windows},
		"internal/tree":            {unix, windows},
		"internal/deploy/textdiff": {},
		"internal/rule":            {"internal/condition", "internal/poll", "rulesjson"},
		"internal/written":         {"internal/condition", "internal/rule", "rulesjson"},
		"internal/column":          {"internal/condition"},
		"internal/mistaken":        {"internal/column"},
		"internal/loose":           {"internal/date", "internal/lazy"},
		"internal/meant":           {"diag", "internal/jsontext", "internal/lazy", "internal/loose"},
		"internal/visible":         {"internal/lazy", "internal/poll", uniseg, bidi, norm},
		"internal/markdown":        {"internal/poll", "internal/visible"},

		// What conditions mean, and the fewest of them.
		"internal/theory": {
			"contact", "internal/collation", "internal/column", "internal/condition", "internal/date", "internal/decimal", "internal/logic",
			"internal/poll",
		},
		"internal/engine": {
			"contact", "internal/collation", "internal/column", "internal/condition", "internal/english", "internal/eval", "internal/inert",
			"internal/jsontext", "internal/lazy", "internal/logic", "internal/poll", "internal/theory",
		},

		// The judge: it knows nothing of what it judges.
		"internal/eval": {"ast", "contact", "internal/collation", "internal/condition", "internal/date", "internal/decimal", "internal/lazy", "internal/poll"},

		// Who matches, of very many contacts.
		"internal/match": {
			"contact", "internal/collation", "internal/condition", "internal/date", "internal/decimal", "internal/engine", "internal/eval", "internal/formula",
		},

		// The same rule, as a query for databases.
		"internal/tables": {"ast", "diag", "internal/column", "internal/condition", "internal/formula", "internal/sql", "internal/suggest"},
		"internal/sql":    {"contact", "diag", "internal/column", "internal/condition", "internal/decimal", "internal/formula", "internal/poll"},

		// Contacts in files.
		"internal/contactfile": {uuid, "contact", "internal/column", "internal/date", "internal/decimal", "internal/visible", "rulesjson"},

		"internal/download": {"client", "internal/contactfile", "internal/inert", "internal/jsontext"},

		"internal/spill":      {},
		"internal/evaluation": {"contact", "internal/condition", "internal/contactfile", "internal/english", "internal/match", "internal/spill"},

		"internal/reason": {"contact", "internal/condition", "internal/engine", "internal/eval", "internal/poll", "internal/theory"},

		// Compares a tree with its document, from the judge alone.
		"internal/answers": {"ast", "contact", "internal/condition", "internal/date", "internal/decimal", "internal/eval", "internal/poll"},
		"internal/edges":   {"ast", "contact", "internal/answers", "internal/collation", "internal/condition", "internal/decimal", "internal/eval", "internal/poll"},

		// From a tree to a text, to advice, and from a document to plain English.
		"internal/format": {"ast", "grammar", "internal/column", "internal/jsontext", "internal/mistaken", "internal/poll", "internal/suggest", "internal/visible", uniseg},
		"internal/lint": {
			"ast", "contact", "diag", "internal/collation", "internal/column", "internal/condition", "internal/date", "internal/decimal", "internal/directive",
			"internal/engine", "internal/jsontext", "internal/lazy", "internal/mistaken", "internal/poll", "internal/prove", "internal/resolve", "internal/visible", norm,
		},
		"internal/explain": {
			uniseg, "contact", "internal/collation", "internal/column", "internal/condition", "internal/date", "internal/decimal", "internal/inert",
			"internal/lazy", "internal/markdown", "internal/poll", "internal/textwidth", "internal/visible", norm,
		},

		// From one tree to another text.
		"internal/catalog": {
			uuid, "ast", "diag", "grammar", "internal/column", "internal/english", "internal/format", "internal/poll", "internal/visible",
		},
		"internal/edit":   {"ast", "grammar"},
		"internal/fixing": {"ast", "diag", "internal/poll"},

		"internal/describe": {
			"ast", "compile", "contact", "diag", "internal/check", "internal/compiler", "internal/condition", "internal/engine", "internal/english",
			"internal/explain", "internal/inert", "internal/poll", "internal/prove", "internal/resolve", "internal/visible",
		},

		// What editors ask: it knows no protocol, no clock and no disk.
		"internal/lsp": {"ast", "diag", "internal/editor", "internal/english", "internal/inert"},
		"internal/editor": {
			"ast", "compile", "contact", "diag", "grammar", "internal/column", "internal/compiler", "internal/condition", "internal/date", "internal/decompile",
			"internal/deploy/textdiff", "internal/describe", "internal/directive", "internal/english", "internal/explain", "internal/fixing", "internal/format", "internal/imports",
			"internal/loading", "internal/markdown", "internal/palette", "internal/poll", "internal/prove", "internal/resolve", "internal/rule", "internal/tables",
			"internal/visible", "internal/written",
		},

		// The way back. It proves what it writes, so it needs the way there.
		"internal/decompile": {
			uuid, "ast", "diag", "grammar", "internal/check", "internal/column", "internal/compiler", "internal/condition", "internal/date",
			"internal/decimal", "internal/engine", "internal/format", "internal/logic", "internal/poll", "internal/prove", "internal/resolve",
			"internal/rule", "internal/theory",
		},

		// The API, and what imitates it. Neither compiles anything.
		"internal/report": {"ast", "diag", "grammar", "internal/english", "internal/inert"},
		"client":          {"internal/inert", "internal/visible", rate},
		"internal/deploy/devserver": {
			"contact", "internal/column", "internal/condition", "internal/match", "internal/palette", "internal/rule", "internal/tree", uuid,
		},

		// Files and the API's segments, brought together.
		"internal/deploy/plan": {"client", "internal/english", "internal/jsontext", "internal/deploy/lock", "internal/rule", "internal/deploy/textdiff", "internal/visible", "internal/written", "rulesjson"},

		// Pictures of numbers.
		"internal/bars": {"internal/english", "internal/inert", "internal/textwidth", "internal/visible"},

		// The terminal, and the logs of CI systems.
		"internal/console": {"diag", "internal/inert"},

		// For tests alone.
		"internal/test/arch":         {},
		"internal/test/corpus":       {txtar},
		"internal/test/edition":      {}, // has tests only
		"internal/test/expand":       {}, // shares nothing with what it judges
		"internal/test/rename":       {"ast", "grammar", "internal/jsontext"},
		"internal/test/gen":          {"internal/collation", "internal/condition", "contact", "internal/eval", rapid},
		"internal/test/hostile":      {},
		"internal/test/judged":       {"ast", "grammar", "internal/eval"},
		"internal/test/judges":       {},
		"internal/test/refusal":      {"diag"},
		"internal/test/long":         {},
		"internal/test/markdowntest": {goldmark, goldmark + "/extension", goldmark + "/parser", goldmark + "/renderer/html"},
		"internal/test/polltest":     {"internal/poll"},
		"internal/test/prose":        {},
		"internal/test/published":    {},
		"internal/test/byhand":       {"internal/condition"},
		"internal/test/ruletest":     {"internal/condition", "internal/jsontext", "internal/palette", "internal/rule", "rulesjson", rapid},
		"internal/test/sides":        {".", "ast", "diag", "rulesjson"},
		"internal/test/supply":       {}, // has tests only

		// Programs.
		"internal/tool/gendocs":    {"internal/report"},
		"internal/tool/geneditors": {"ast", "grammar"},
		"internal/tool/genman":     {cobra, cobraFlag},
		"internal/tool/gennotices": {},
		"internal/tool/mutate":     {terminal},
	}
}

// forTests reports whether only tests may import a package: those of internal/test, and
// what they need from others.
func forTests(imported string) bool {
	return below(imported, "internal/test") || below(imported, goldmark) || below(imported, rapid)
}

// outsideWorld are the packages of the standard library that see the machine.
func outsideWorld() []string {
	return []string{"flag", "log", "net", "os", "path/filepath", "plugin", "runtime/debug", "syscall", "unsafe"}
}

func TestEveryPackageHasItsPlace(t *testing.T) {
	table := allowed()
	for _, file := range sources(t, false) {
		if _, known := table[file.pkg]; !known && !isProgram(file.pkg) {
			table[file.pkg] = nil // said once
			t.Errorf("%s: the package is not in the table of imports_test.go: what may it import?", file.pkg)
		}
	}
}

func TestImports(t *testing.T) {
	table := allowed()
	for _, file := range sources(t, false) {
		if isProgram(file.pkg) {
			continue
		}
		for _, imported := range file.imports {
			if !isStandard(imported) && !slices.Contains(table[file.pkg], imported) {
				t.Errorf("%s imports %s, which its package may not", file.path, imported)
			}
		}
	}
}

// TestImportsAreUsed checks that the table allows nothing that nobody needs: each line of
// it is an arrow of the house.
func TestImportsAreUsed(t *testing.T) {
	used := map[string]map[string]bool{}
	for _, file := range sources(t, false) {
		if used[file.pkg] == nil {
			used[file.pkg] = map[string]bool{}
		}
		for _, imported := range file.imports {
			used[file.pkg][imported] = true
		}
	}
	for pkg, imports := range allowed() {
		for _, imported := range imports {
			if !used[pkg][imported] {
				t.Errorf("%s may import %s, and does not", pkg, imported)
			}
		}
	}
}

// TestNoJSON checks that what is proved, judged and said of conditions has no JSON of its
// own: only the packages of this list that give contacts to programs do.
func TestNoJSON(t *testing.T) {
	for _, file := range sources(t, false) {
		switch file.pkg {
		case "ast", "grammar", "compile", "internal/check", "internal/column", "internal/condition", "internal/edges", "internal/eval",
			"internal/formula", "internal/logic", "internal/prove", "internal/resolve", "internal/theory":
			if slices.Contains(file.imports, "encoding/json") {
				t.Errorf("%s imports encoding/json", file.path)
			}
		}
	}
}

// TestNoFormOfTheAPI checks that the stages know conditions in their own form only, that
// of internal/condition: a stage with both forms could mix them.
func TestNoFormOfTheAPI(t *testing.T) {
	for _, file := range sources(t, false) {
		switch file.pkg {
		case "ast", "diag", "grammar", "internal/check", "internal/column", "internal/edges", "internal/engine", "internal/eval", "internal/explain",
			"internal/formula", "internal/lint", "internal/logic", "internal/prove", "internal/resolve", "internal/theory":
			if slices.Contains(file.imports, "rulesjson") {
				t.Errorf("%s imports rulesjson", file.path)
			}
		}
	}
}

// TestOnlyTheCommandSeesTheWorld checks that the library reads no files,
// environment or network of its own.
func TestOnlyTheCommandSeesTheWorld(t *testing.T) {
	for _, file := range sources(t, false) {
		for _, imported := range file.imports {
			switch {
			case below(imported, "net/http") && !mayServe(file.pkg):
				t.Errorf("%s imports %s: the network is for the client", file.path, imported)
			case isProgram(file.pkg) || below(file.pkg, "internal/tool") || below(file.pkg, "internal/test") || mayServe(file.pkg):
			case imported == "net/url": // reads texts, not the network
			case file.pkg == "internal/deploy/runlock": // sees the one file that it locks, by the name that it is given
			case file.pkg == "internal/tree": // sees the folder that it is given, and nothing beside it
			case slices.ContainsFunc(outsideWorld(), func(p string) bool { return below(imported, p) }):
				t.Errorf("%s imports %s: only the command sees the machine", file.path, imported)
			}
		}
	}
}

// mayServe reports whether a package speaks to the API or imitates it.
func mayServe(pkg string) bool {
	switch path.Base(pkg) {
	case "client", "devserver":
		return true
	}
	return false
}

func TestNobodyImportsTheCommand(t *testing.T) {
	for _, file := range sources(t, true) {
		for _, imported := range file.imports {
			if below(imported, "cmd") {
				t.Errorf("%s imports %s", file.path, imported)
			}
		}
	}
}

func TestWhatIsForTests(t *testing.T) {
	for _, file := range sources(t, false) {
		for _, imported := range file.imports {
			if forTests(imported) && !forTests(file.pkg) {
				t.Errorf("%s imports %s, which is for tests", file.path, imported)
			}
		}
	}
}

// TestReach checks that what a stage must not know is out of reach altogether.
func TestReach(t *testing.T) {
	graph := map[string][]string{}
	for _, file := range sources(t, false) {
		graph[file.pkg] = append(graph[file.pkg], file.imports...)
	}
	for _, c := range []struct{ from, to string }{
		{"compile", "grammar"},
		{"compile", participle},
		{"compile", participle + "/lexer"},
		{"grammar", "compile"},
		{"internal/formula", "compile"},
		{"internal/prove", "compile"},
		{"internal/formula", "internal/rule"},
		{"internal/prove", "internal/rule"},
		{"grammar", "internal/rule"},
		{"internal/eval", "compile"},
		{"internal/eval", "grammar"},
		{"internal/column", "internal/rule"}, // what is proved and said of conditions knows nothing of their JSON
		{"internal/theory", "internal/rule"},
		{"internal/engine", "internal/rule"},
		{"internal/eval", "internal/rule"},
		{"internal/edges", "internal/rule"},
		{"internal/explain", "internal/rule"},
	} {
		if way := reach(graph, c.from, c.to, map[string]bool{}); way != nil {
			t.Errorf("%s reaches %s: %s", c.from, c.to, strings.Join(way, " → "))
		}
	}
}

func reach(graph map[string][]string, from, to string, seen map[string]bool) []string {
	if from == to {
		return []string{to}
	}
	seen[from] = true
	for _, next := range graph[from] {
		if !seen[next] {
			if way := reach(graph, next, to, seen); way != nil {
				return append([]string{from}, way...)
			}
		}
	}
	return nil
}

func isProgram(pkg string) bool { return below(pkg, "cmd") || below(pkg, "bench") }

func below(pkg, folder string) bool { return pkg == folder || strings.HasPrefix(pkg, folder+"/") }

// isStandard reports whether an import is one of the standard library: its first
// part has no dot, and it is not a package of the module.
func isStandard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	switch first {
	case ".", "ast", "bench", "client", "cmd", "compile", "contact", "diag", "grammar", "internal", "openapi", "rulesjson", "schema":
		return false
	}
	return !strings.Contains(first, ".")
}
