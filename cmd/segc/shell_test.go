package main

import (
	"os/exec"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/test/judges"
)

// TestShellWord checks with a shell that a word is the text that was written as one.
func TestShellWord(t *testing.T) {
	t.Parallel()
	shell, err := exec.LookPath("sh")
	if err != nil {
		judges.Missing(t, "shell", "no shell here")
	}
	for text, want := range map[string]string{"segments/": "segments/", "a b": "'a b'", "": "''", "it's": `'it'\''s'`, "$(x)": "'$(x)'", "~": "'~'", "é": "'é'"} {
		if got := shellWord(text); got != want {
			t.Errorf("%q is written as %s", text, got)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching("[a-z '\"$`\\\\;&|<>*?~!#(){}\\n-]{0,12}").Draw(t, "text")
		said, err := exec.Command(shell, "-c", "printf %s "+shellWord(text)).Output()
		if err != nil || string(said) != text && text != "" {
			t.Fatalf("%q is %q to the shell, %v", text, said, err)
		}
	})
}
