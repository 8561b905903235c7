package check_test

import (
	"context"
	"regexp"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestPlaceholdersDoNotCompile checks that a declaration that a note shows, pasted as it is, is one
// error at the placeholder. An example with an id that somebody has would compile to a rule for
// another list.
func TestPlaceholdersDoNotCompile(t *testing.T) {
	shown := regexp.MustCompile("`((?:list|isp|campaign) [a-z]+ = [^`]+)`")
	for _, c := range []struct {
		rule, declared string
		code           diag.Code // of the declaration
	}{
		{"where list in (vips)", `list vips = "UUID OF THE LIST"`, diag.BadID},
		{"where isp = yahoo", "isp yahoo = NUMBER_OF_THE_ISP", diag.UnknownName},
		{"where isp = \"Gmail 2\"", "isp gmail = NUMBER_OF_THE_ISP", diag.UnknownName},
		{"where opened from campaigns (sale)", "campaign sale = NUMBER_OF_THE_CAMPAIGN", diag.UnknownName},
		{"value vips = \"VIPs\"\nwhere list in (vips)", `list vips = "UUID OF THE LIST"`, diag.BadID},
	} {
		t.Run(c.rule, func(t *testing.T) {
			_, list := segc.Compile(context.Background(), c.rule, segc.Options{})
			if len(list) != 1 || len(list[0].Notes) == 0 {
				t.Fatalf("got %v, want one problem with a note", list)
			}
			declared := shown.FindStringSubmatch(list[0].Notes[0])
			if declared == nil || declared[1] != c.declared {
				t.Fatalf("got the note %q, want the declaration %s", list[0].Notes[0], c.declared)
			}
			_, list = segc.Compile(context.Background(), declared[1]+"\nwhere opened", segc.Options{})
			if len(list) != 1 || list[0].Code != c.code || list[0].Location.Span.Start < len("isp x =") {
				t.Errorf("%s: got %v, want one %s", declared[1], list, c.code)
			}
			if len(list) == 1 && len(list[0].Notes) == 0 {
				t.Errorf("%s: got no note on what to write", declared[1])
			}
		})
	}
}
