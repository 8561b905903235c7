package manifest_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/manifest"
)

// TestQueries checks that a query counts as one that segc wrote if it has the comment that segc
// writes, and that no other SQL does.
func TestQueries(t *testing.T) {
	for text, want := range map[string]bool{
		"-- segment: A\n-- readings: case=exact\n-- clock: now\nSELECT c.id;\n":        true,
		"CREATE VIEW a AS\n-- readings: case=exact\n-- clock: now\nSELECT c.id;\n":     true,
		"CREATE TABLE a AS\n-- readings: case=exact\n-- clock: now\n":                  true,
		"-- readings: case=exact\nSELECT 1\n-- clock: now\n":                           false,
		"-- clock: now\nSELECT 1\n":                                                    false,
		"DROP TABLE a;\n-- readings: case=exact\n-- clock: now\n":                      false,
		"CREATE VIEW a AS\nCREATE VIEW b AS\n-- readings: case=exact\n-- clock: now\n": false,
		"\n-- readings: case=exact\n-- clock: now\n":                                   false,
		"":              false,
		"SELECT 1;\n":   false,
		"{\"any\": []}": true,
	} {
		if got := manifest.IsDocument([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
