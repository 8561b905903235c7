package suggest

import (
	"strings"
	"testing"
)

func TestNearest(t *testing.T) {
	columns := []string{"status", "email", "plan", "first_name", "last_name", "created_at"}
	for _, test := range []struct {
		word string
		in   []string
		want string
	}{
		{"statsu", columns, "status"},
		{"STATUS", columns, "status"},
		{"Plan", columns, "plan"},
		{"plann", columns, "plan"},
		{"pl", columns, ""},
		{"firstname", columns, "first_name"},
		{"country", columns, ""},
		{"adn", []string{"and", "or"}, "and"},
		{"gmall", []string{"gmail", "gmaul"}, ""},        // two are equally close
		{"gmail", []string{"gmail", "gmaill"}, "gmaill"}, // the word itself is no suggestion
		{"", columns, ""},
		{strings.Repeat("a", 100), []string{strings.Repeat("a", 101)}, ""},
	} {
		got, ok := Nearest(test.word, test.in)
		if got != test.want && ok || ok != (test.want != "") {
			t.Errorf("Nearest(%q) = %q, %v; want %q", test.word, got, ok, test.want)
		}
	}
}
