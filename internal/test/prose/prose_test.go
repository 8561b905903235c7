package prose

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFormat checks that a file gives the keys and texts that it was made from.
func TestFormat(t *testing.T) {
	t.Parallel()
	all := map[string]string{
		`plan = "pro"`:        "SEG101 1:1 one line",
		"let a = b\nwhere":    "two\nlines",
		`"quoted" = at first`: "a\n\n  b",
		"":                    "an empty key",
		" space":              "",
		"é\u00a0":             "not plain",
	}
	text := format(all)
	got, err := parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(all, got); diff != "" {
		t.Errorf("%s\n%s", text, diff)
	}
	if format(got) != text {
		t.Errorf("it is written in another way: %s", text)
	}
}

// TestEmptyFile checks that a file that does not exist yet has no keys.
func TestEmptyFile(t *testing.T) {
	t.Parallel()
	if got, err := parse(""); err != nil || len(got) != 0 {
		t.Errorf("%v, %v", got, err)
	}
}

// TestBrokenKey checks that a key that cannot be read is an error with its line.
func TestBrokenKey(t *testing.T) {
	t.Parallel()
	if _, err := parse("a\n    b\n\"x\n    y\n"); err == nil || err.Error() != "line 3: invalid syntax" {
		t.Errorf("the error is %v", err)
	}
}

// TestNames checks that data are found in any words, and that a part of a longer word is not.
func TestNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		data []string
		want bool
	}{
		{"", nil, true},
		{"the column plan has 12 choices", []string{"12", "plan"}, true},
		{"the column plans has 12 choices", []string{"plan"}, false},
		{"the plans of plan", []string{"plan"}, true},
		{"it has 112", []string{"12"}, false},
		{"it has 1.12", []string{"12"}, true},
		{"it has `é`", []string{"é"}, true},
		{"it has ée", []string{"é"}, false},
		{`it has "12"x`, []string{`"12"`}, true},
		{"it is missing", []string{"it", "is missing", "there"}, false},
		{"it is \xff", []string{"\xff"}, true},
	} {
		if got := Names(c.text, c.data...); got != c.want {
			t.Errorf("%q, %q: %t", c.text, c.data, got)
		}
	}
}
