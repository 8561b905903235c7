package check

import (
	"strings"

	"github.com/segc-lang/segc/internal/resolve"
)

// withNames returns the name of a segment, in its quotes, with the names of all its `for` in braces: those that have
// the signs of another language get braces, and those that are missing come at the end. It returns "" if the
// name is not in quotes.
func withNames(name string, each []resolve.Each) string {
	if len(name) < 2 || name[0] != '"' && name[0] != '\'' || name[len(name)-1] != name[0] {
		return ""
	}
	for _, e := range each {
		braces := "{" + e.Name + "}"
		found := false
		for _, signs := range [...][2]string{{"${", "}"}, {"#{", "}"}, {"{{", "}}"}, {"{{ ", " }}"}, {"{ ", " }"}, {"%", "%"}, {"<", ">"}, {"[", "]"}, {"*|", "|*"}, {"$", ""}, {"@", ""}} {
			if said := signs[0] + e.Name + signs[1]; strings.Contains(name, said) {
				name, found = strings.ReplaceAll(name, said, braces), true
				break
			}
		}
		if !found && !strings.Contains(name, braces) {
			name = strings.TrimRight(name[:len(name)-1], " ") + " " + braces + name[len(name)-1:]
		}
	}
	return name
}
