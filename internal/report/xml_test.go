package report

import (
	"encoding/xml"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// The same report as the library of the language writes it.
type (
	librarySuites struct {
		XMLName xml.Name `xml:"testsuites"`
		Name    string   `xml:"name,attr"`
		libraryCounts
		Suites []librarySuite `xml:"testsuite"`
	}
	librarySuite struct {
		Name string `xml:"name,attr"`
		libraryCounts
		Skipped int           `xml:"skipped,attr"`
		Cases   []libraryCase `xml:"testcase"`
	}
	libraryCounts struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
	}
	libraryCase struct {
		Name    string         `xml:"name,attr"`
		Class   string         `xml:"classname,attr"`
		Failure *libraryResult `xml:"failure,omitempty"`
		Error   *libraryResult `xml:"error,omitempty"`
		Skipped *libraryResult `xml:"skipped,omitempty"`
		Output  string         `xml:"system-out,omitempty"`
	}
	libraryResult struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

func (r *junitResult) library() *libraryResult {
	if r == nil {
		return nil
	}
	return &libraryResult{r.kind, r.message, r.text}
}

func (s *junitSuites) library() librarySuites {
	all := librarySuites{Name: s.name, libraryCounts: libraryCounts{s.tests, s.failures, s.errors}}
	for _, suite := range s.suites {
		theirs := librarySuite{Name: suite.name, libraryCounts: libraryCounts{suite.tests, suite.failures, suite.errors}, Skipped: suite.skipped}
		for _, c := range suite.cases {
			theirs.Cases = append(theirs.Cases, libraryCase{c.name, c.class, c.failure.library(), c.error.library(), c.skipped.library(), c.output})
		}
		all.Suites = append(all.Suites, theirs)
	}
	return all
}

func anySuites(t *rapid.T) *junitSuites {
	text := func(label string) string { return anyText().Draw(t, label) }
	number := func(label string) int { return rapid.IntRange(0, 1000).Draw(t, label) }
	counts := func() junitCounts { return junitCounts{number("tests"), number("failures"), number("errors")} }
	result := func(label string) *junitResult {
		if !rapid.Bool().Draw(t, label) {
			return nil
		}
		return &junitResult{text("kind"), text("message"), text("text")}
	}
	all := &junitSuites{name: text("name"), junitCounts: counts()}
	for range rapid.IntRange(0, 3).Draw(t, "suites") {
		suite := junitSuite{name: text("suite"), junitCounts: counts(), skipped: number("skipped")}
		for range rapid.IntRange(0, 3).Draw(t, "cases") {
			suite.cases = append(suite.cases, junitCase{text("case"), text("class"), result("failure"), result("error"), result("skipped"), text("output")})
		}
		all.suites = append(all.suites, suite)
	}
	return all
}

// TestXMLOfTheLibrary checks that the XML of a report is, byte for byte, what the library of
// the language writes.
func TestXMLOfTheLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anySuites(t)
		text, err := xml.MarshalIndent(all.library(), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(xml.Header+string(text)+"\n", string(all.xml())); diff != "" {
			t.Errorf("(-library +ours)\n%s", diff)
		}
	})
}

// TestXMLOfEveryCharacter does the same for every character and every byte.
func TestXMLOfEveryCharacter(t *testing.T) {
	check := func(text string) {
		all := &junitSuites{suites: []junitSuite{{cases: []junitCase{{output: "a" + text + "b"}}}}}
		theirs, err := xml.MarshalIndent(all.library(), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		if want, got := xml.Header+string(theirs)+"\n", string(all.xml()); got != want {
			t.Fatalf("%q becomes\n%q, and the library writes\n%q", text, got, want)
		}
	}
	for r := rune(0); r <= 0x10FFFF; r++ {
		if r < 0x3000 || r%97 == 0 || r&0xFFFF >= 0xFFF0 || r >= 0xD7F0 && r <= 0xE010 {
			check(fmt.Sprintf("%c", r))
		}
	}
	for b := range 256 {
		check(string([]byte{byte(b)}))
	}
}
