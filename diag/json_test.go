package diag

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
)

func TestWriteJSON(t *testing.T) {
	active := ast.NewSource("active.seg", "# é\nwhere plan = \"por\"")
	catalog := ast.NewSource("catalog.seg", "field plan: text")
	var b strings.Builder
	err := WriteJSON(&b, List{
		{
			Severity: Warning, Code: "SEG304", Message: `not <"por">`, Location: at(active, `"por"`),
			Related: []Label{{at(catalog, "plan"), "declared here"}},
			Notes:   []string{"a note"},
			Fixes:   []Fix{{Text: `write "pro"`, Edits: []Edit{{at(active, `"por"`), `"pro"`}}}},
		},
		{Code: "SEG499", Message: "a fault"},
	}, Unread{File: "gone.seg", Message: "cannot read it"}, Unread{Message: "no file"})
	if err != nil {
		t.Fatal(err)
	}
	const want = `{
  "format_version": 1,
  "errors": 1,
  "warnings": 1,
  "diagnostics": [
    {
      "severity": "warning",
      "code": "SEG304",
      "stage": "types",
      "message": "not <\"por\">",
      "file": "active.seg",
      "start": {
        "offset": 18,
        "line": 2,
        "column": 14,
        "utf16": 14
      },
      "end": {
        "offset": 23,
        "line": 2,
        "column": 19,
        "utf16": 19
      },
      "notes": [
        "a note"
      ],
      "related": [
        {
          "message": "declared here",
          "file": "catalog.seg",
          "start": {
            "offset": 6,
            "line": 1,
            "column": 7,
            "utf16": 7
          },
          "end": {
            "offset": 10,
            "line": 1,
            "column": 11,
            "utf16": 11
          }
        }
      ],
      "fixes": [
        {
          "message": "write \"pro\"",
          "edits": [
            {
              "file": "active.seg",
              "start": {
                "offset": 18,
                "line": 2,
                "column": 14,
                "utf16": 14
              },
              "end": {
                "offset": 23,
                "line": 2,
                "column": 19,
                "utf16": 19
              },
              "text": "\"pro\""
            }
          ]
        }
      ],
      "contact": null
    },
    {
      "severity": "error",
      "code": "SEG499",
      "stage": "service",
      "message": "a fault",
      "file": null,
      "start": null,
      "end": null,
      "notes": [],
      "related": [],
      "fixes": [],
      "contact": null
    }
  ],
  "more": [],
  "unread": [
    {
      "file": "gone.seg",
      "message": "cannot read it"
    },
    {
      "file": null,
      "message": "no file"
    }
  ]
}
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestWriteJSONOfNothing(t *testing.T) {
	for _, list := range []List{nil, {}} {
		var b strings.Builder
		const want = "{\n  \"format_version\": 1,\n  \"errors\": 0,\n  \"warnings\": 0,\n  \"diagnostics\": [],\n  \"more\": [],\n  \"unread\": []\n}\n"
		if err := WriteJSON(&b, list); err != nil || b.String() != want {
			t.Errorf("%q, %v", b.String(), err)
		}
	}
}

func TestWriteJSONOfInvalidUTF8(t *testing.T) {
	source := ast.NewSource("\xff.seg", "\xff")
	var b strings.Builder
	err := WriteJSON(&b, List{{Code: "C", Message: "\xff", Location: Location{source, ast.Span{Start: -1, End: 9}}}})
	if err != nil || !json.Valid([]byte(b.String())) {
		t.Fatalf("%v: %s", err, b.String())
	}
	var report jsonReport
	if err := json.Unmarshal([]byte(b.String()), &report); err != nil {
		t.Fatal(err)
	}
	got := report.Diagnostics
	if want := (jsonPosition{Offset: 1, Line: 1, Column: 2, UTF16: 2}); !reflect.DeepEqual(*got[0].End, want) || *got[0].File != "\ufffd.seg" {
		t.Errorf("got %s", b.String())
	}
}
