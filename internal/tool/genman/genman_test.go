package genman

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
)

func TestPages(t *testing.T) {
	run := func(*cobra.Command, []string) {}
	root := &cobra.Command{Use: "tool [flags]", Short: "Do things", Long: "Tool does `a-b`\n.things.\n\nExit codes: 0 fine,\n1 not.", Example: "  tool 'a' ~\n.b", Run: run}
	root.Flags().StringP("output", "o", "x", "write to `FILE`")
	sub := &cobra.Command{Use: "sub FILE", Short: "API calls", Long: "Sub calls.", DisableFlagsInUseLine: true, Run: run}
	hidden := &cobra.Command{Use: "hidden", Hidden: true, Run: run}
	root.AddCommand(sub, hidden)
	root.CompletionOptions.DisableDefaultCmd = true

	pages := Pages(root, "1.2.3", time.Unix(1700000000, 0))
	if len(pages) != 2 || pages[0].Name != "tool.1" || pages[1].Name != "tool-sub.1" {
		t.Fatalf("%+v", pages)
	}
	const want = `.TH "TOOL" 1 "2023-11-14" "tool 1.2.3" "tool"
.nh
.ad l
.SH NAME
tool \- do things
.SH SYNOPSIS
.B tool [flags]
.br
.B tool COMMAND
[flags] [argument]...
.SH DESCRIPTION
Tool does \fBa\-b\fR
\&.things.
.SH COMMANDS
.TP
.B sub
API calls
.SH OPTIONS
.TP
\fB\-h\fR, \fB\-\-help\fR
show the help
.TP
\fB\-o\fR, \fB\-\-output\fR \fIFILE\fR
write to FILE (default x)
.SH EXIT STATUS
0 fine,
1 not.
.SH EXAMPLES
.nf
  tool \(aqa\(aq \(ti
\&.b
.fi
.SH SEE ALSO
\fBtool\-sub\fR(1)
`
	if diff := cmp.Diff(want, pages[0].Text); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(pages[1].Text, ".SH NAME\ntool\\-sub \\- API calls\n") {
		t.Errorf("a word in capitals is changed:\n%s", pages[1].Text)
	}
	if again := Pages(root, "1.2.3", time.Unix(1700000000, 0)); cmp.Diff(pages, again) != "" {
		t.Error("a second time gives another result")
	}
	if undated := Pages(root, "", time.Time{})[0].Text; !strings.HasPrefix(undated, `.TH "TOOL" 1 "" "tool" "tool"`) {
		t.Errorf("without a date: %s", undated)
	}
}
