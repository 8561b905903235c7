package judges

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The variables that .ci/run sets.
const (
	demand  = "SEGC_TEST_JUDGES" // "all" makes a missing judge an error
	without = "SEGC_CI_WITHOUT"  // the names of the judges that are waived
	cases   = "SEGC_CASES"       // the folder of the published functions
)

// Missing ends a test that cannot be judged, and says why. In .ci/run that is an
// error, unless the judge is waived.
func Missing(t testing.TB, judge, format string, args ...any) {
	t.Helper()
	if os.Getenv(demand) == "all" && !waived(judge) {
		t.Errorf("nothing judges this: SEGC_CI_WITHOUT=%s waives it", judge)
		t.Fatalf(format, args...)
	}
	t.Skipf(format, args...)
}

// Tool returns the path of a program that judges.
func Tool(t testing.TB, judge, program string) string {
	t.Helper()
	if waived(judge) {
		t.Skipf("SEGC_CI_WITHOUT waives %s", judge)
	}
	path, err := exec.LookPath(program)
	if err != nil {
		Missing(t, judge, "%s is not installed", program)
	}
	return path
}

// Cases returns the folder of the published functions that are not formulas.
func Cases(t testing.TB) string {
	t.Helper()
	if waived("cases") {
		t.Skipf("SEGC_CI_WITHOUT waives cases")
	}
	folder := os.Getenv(cases)
	if folder == "" {
		Missing(t, "cases", "SEGC_CASES names no folder of published functions")
	}
	if _, err := os.Stat(filepath.Join(folder, "logic", "manifest.tsv")); err != nil {
		Missing(t, "cases", "SEGC_CASES: %v", err)
	}
	return folder
}

func waived(judge string) bool {
	return slices.Contains(strings.Fields(os.Getenv(without)), judge)
}
