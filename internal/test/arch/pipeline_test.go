package arch

import (
	"slices"
	"testing"
)

// pipeline returns the packages on the way of a rule from its text to its document,
// and those they build on, in the order of the way.
func pipeline() []string {
	return []string{
		// What is said on the way, and of what.
		"ast", "rulesjson", "contact", "diag", "internal/condition", "internal/column",

		// From a text to a tree, to what its names mean, and to what its conditions say.
		"grammar", "internal/problems", "internal/resolve", "internal/check",

		// What conditions mean.
		"internal/logic", "internal/theory", "internal/eval", "internal/engine",

		// From a tree to a formula, and what is certain of it.
		"internal/formula", "internal/edges", "internal/prove",

		// From a formula to a document.
		"internal/rule", "internal/written", "internal/format", "internal/lint", "internal/compiler", "internal/shape", "compile",

		// From a document back to a text, and all of it in one call.
		"internal/decompile", ".",
	}
}

// TestNoArrowRunsBackUp checks that a stage uses those before it only.
func TestNoArrowRunsBackUp(t *testing.T) {
	order := pipeline()
	met := map[string]bool{}
	for _, file := range sources(t, false) {
		at := slices.Index(order, file.pkg)
		if at < 0 {
			continue
		}
		met[file.pkg] = true
		for _, imported := range file.imports {
			if slices.Index(order, imported) > at {
				t.Errorf("%s imports %s, which comes after %s on the way of a rule", file.path, imported, file.pkg)
			}
		}
	}
	for _, pkg := range order {
		if !met[pkg] {
			t.Errorf("there is no package %s on the way of a rule", pkg)
		}
	}
}

// TestNobodyClings checks that no stage is only half a package: at most four in ten
// of the arrows from its files to other packages of the module go to one other
// stage. The packages that all others use (trees, diagnostics, conditions and
// contacts) do not count as stages, and a package of a few files has too few arrows
// to count.
func TestNobodyClings(t *testing.T) {
	const most, few = 0.4, 5
	stages := pipeline()[6:]
	all, arrows := map[string]int{}, map[string]map[string]int{}
	known := allowed()
	for _, file := range sources(t, false) {
		if !slices.Contains(stages, file.pkg) {
			continue
		}
		for _, imported := range file.imports {
			if _, ours := known[imported]; !ours {
				continue
			}
			all[file.pkg]++
			if arrows[file.pkg] == nil {
				arrows[file.pkg] = map[string]int{}
			}
			arrows[file.pkg][imported]++
		}
	}
	for pkg, to := range arrows {
		for other, n := range to {
			if slices.Contains(stages, other) && all[pkg] > few && float64(n) > most*float64(all[pkg]) {
				t.Errorf("%d of the %d arrows of %s go to %s: what keeps the two apart?", n, all[pkg], pkg, other)
			}
		}
	}
	if all["internal/compiler"] == 0 || arrows["internal/compiler"]["internal/formula"] == 0 {
		t.Error("no arrow was counted")
	}
}
