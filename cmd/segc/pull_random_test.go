package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/rulesjson"
)

// pullSide has the texts of the properties on one side, by their names.
type pullSide map[string]string

// TestPullLosesNothing makes random changes on both sides and pulls: no comment
// and no change of the file is lost, and what is left to apply is what only the
// file changed.
func TestPullLosesNothing(t *testing.T) {
	t.Parallel()
	const steps = 6
	layouts := pullLayouts()
	names := sortedNames(layouts)
	for round := range long.Of(len(layouts), 24) {
		t.Run(fmt.Sprint(round), func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(9, uint64(round)))
			s := newPullFix(t, layouts[names[round%len(names)]])
			mine, base := pullSide{"lists": "1"}, pullSide{"lists": "1"}
			theirs := pullSide{"lists": "1"}
			for step := range steps {
				for _, p := range pullProperties() {
					if r.IntN(3) == 0 {
						mine[p] = fmt.Sprint(r.IntN(3))
						s.write("a.seg", changeText(s.read("a.seg"), p, mine[p], fmt.Sprintf("%d.%d", step, r.IntN(99))))
					}
					if r.IntN(3) == 0 {
						theirs[p] = fmt.Sprint(r.IntN(3))
						s.patch(remoteText(p, theirs[p]))
					}
				}
				before, known := s.read("a.seg"), s.read("segc.lock")
				var conflicts, left []string
				for _, p := range pullProperties() {
					switch {
					case mine[p] == theirs[p] || mine[p] == base[p]:
					case theirs[p] == base[p]:
						left = append(left, p)
					default:
						conflicts = append(conflicts, p)
					}
				}
				code := 0
				if len(conflicts) > 0 {
					code = 1
				}
				s.deploy("pull").want(t, code)
				after := s.read("a.seg")
				if got, want := commentsOf(after), commentsOf(before); got != want {
					t.Fatalf("other comments:\n%s\n\n%s", before, after)
				}
				if code == 1 {
					if after != before || s.read("segc.lock") != known {
						t.Fatalf("something was written in spite of conflicts in %v:\n%s\n\n%s", conflicts, before, after)
					}
					s.deploy("pull", "--force").want(t, 0)
					if got, want := commentsOf(s.read("a.seg")), commentsOf(before); got != want {
						t.Fatalf("with --force, other comments:\n%s\n\n%s", before, s.read("a.seg"))
					}
					for _, p := range pullProperties() {
						mine[p], base[p] = theirs[p], theirs[p]
					}
					left = nil
				}
				for _, p := range pullProperties() {
					if !slices.Contains(left, p) {
						mine[p], base[p] = theirs[p], theirs[p]
					}
				}
				want := "unchanged"
				if len(left) > 0 {
					want = "update " + strings.Join(left, " ")
				}
				if got := s.planned(); sortedWords(got) != sortedWords(want) {
					t.Fatalf("the plan is %q, not %q\n%s\n\n%s", got, want, before, after)
				}
				s.unchangedByMore(0)
			}
		})
	}
}

func sortedWords(text string) string {
	words := strings.Fields(text)
	slices.Sort(words)
	return strings.Join(words, " ")
}

func commentsOf(text string) string {
	var all []string
	for _, c := range parsed(text).Comments {
		all = append(all, strings.TrimSpace(c.Text))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

// remoteText is a property as it is sent to the API.
func remoteText(property, value string) string {
	switch property {
	case "name":
		return fmt.Sprintf(`{"name":"N %s"}`, value)
	case "color":
		return fmt.Sprintf(`{"color":%q}`, rulesjson.Colors()[value[0]-'0'])
	case "description":
		if value == "0" {
			return `{"description":""}`
		}
		return fmt.Sprintf(`{"description":"D %s"}`, value)
	case "lists":
		return fmt.Sprintf(`{"contact_list_ids":["%s","%s"]}`, listA, [...]string{listA, listB, listC}[value[0]-'0'])
	default:
		return rulesOf(more5, fmt.Sprintf(`{"kind":"isp","operator":"in","values":[1%s]}`, value))
	}
}

// changeText changes a property in a file as a person does, with new comments
// where they are allowed.
func changeText(text, property, value, comment string) string {
	file := parsed(text)
	replace := func(at ast.Span, with string) string { return text[:at.Start] + with + text[at.End:] }
	header := headerOf(file)
	for _, s := range file.Statements {
		if where, ok := s.(*ast.Where); ok && property == "rules" {
			return replace(where.At, fmt.Sprintf("where isp in (1%s) # %s\n  and orders > 5", value, comment))
		}
	}
	with := map[string]string{
		"color": fmt.Sprintf("color # %s\n %q", comment, rulesjson.Colors()[value[0]-'0']),
		"lists": fmt.Sprintf("lists newsletter, # %s\n %s", comment, [...]string{"newsletter", `"` + listB + `"`, "extra"}[value[0]-'0']),
	}[property]
	if property == "name" {
		return replace(header.Name.At, fmt.Sprintf("\n# %s\n \"N %s\"", comment, value))
	}
	if property == "description" && value != "0" {
		with = fmt.Sprintf("description \"D %s\"", value)
	}
	for _, p := range header.Properties {
		if map[ast.PropertyKind]string{ast.PropertyColor: "color", ast.PropertyLists: "lists", ast.PropertyDescription: "description"}[p.Kind] == property {
			return replace(p.At, with)
		}
	}
	return replace(ast.Span{Start: header.Name.At.End, End: header.Name.At.End}, " "+with)
}
