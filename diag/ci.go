package diag

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/segc-lang/segc/internal/inert"
)

// WriteGitHub writes the diagnostics as workflow commands, which GitHub Actions
// show as annotations of the changed files. Whatever a name or a message has, a
// diagnostic is one command.
func WriteGitHub(w io.Writer, list List) error {
	value := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	for _, d := range list {
		message := d.Message
		for _, note := range d.Notes {
			message += "\n" + note
		}
		place := ""
		if s := d.Location.Source; s != nil {
			start, end := s.Position(d.Location.Span.Start), s.Position(d.Location.Span.End)
			place = fmt.Sprintf("file=%s,line=%d,col=%d,endLine=%d,", printable(property.Replace(strings.TrimPrefix(s.Name(), "./"))), start.Line, start.Column, end.Line)
			if end.Line == start.Line {
				place += fmt.Sprintf("endColumn=%d,", end.Column)
			}
		}
		if _, err := fmt.Fprintf(w, "::%s %stitle=%s::%s\n", d.Severity, place, printable(property.Replace(string(d.Code))), printable(value.Replace(message))); err != nil {
			return err
		}
	}
	return nil
}

// The part of the JUnit format that is written, see WriteJUnit.
type (
	junitSuites struct {
		XMLName  xml.Name     `xml:"testsuites"`
		Name     string       `xml:"name,attr"`
		Tests    int          `xml:"tests,attr"`
		Failures int          `xml:"failures,attr"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
	}
	junitFailure struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the diagnostics as a JUnit report: one suite a file, one
// failed test a diagnostic, and one passed test for a file without any. Files
// are the names of all files that were looked at. Characters that a terminal obeys
// or that nobody sees are written as references.
func WriteJUnit(w io.Writer, list List, files []string) error {
	report := junitSuites{Name: "segc"}
	index := map[string]int{}
	suite := func(name string) *junitSuite {
		i, ok := index[name]
		if !ok {
			i = len(report.Suites)
			index[name] = i
			report.Suites = append(report.Suites, junitSuite{Name: name})
		}
		return &report.Suites[i]
	}
	for _, name := range files {
		suite(name)
	}
	for _, d := range list {
		name, place := "segc", ""
		if s := d.Location.Source; s != nil {
			p := s.Position(d.Location.Span.Start)
			name, place = s.Name(), fmt.Sprintf("%s:%d:%d", s.Name(), p.Line, p.Column)
		}
		s := suite(name)
		s.Tests++
		s.Failures++
		s.Cases = append(s.Cases, junitCase{
			Name: strings.TrimSpace(string(d.Code) + " " + place), Class: name,
			Failure: &junitFailure{Type: d.Severity.String(), Message: d.Message, Text: strings.Join(d.Notes, "\n")},
		})
	}
	for i := range report.Suites {
		s := &report.Suites[i]
		if s.Tests == 0 {
			s.Tests = 1
			s.Cases = []junitCase{{Name: "no problems", Class: s.Name}}
		}
		report.Tests += s.Tests
		report.Failures += s.Failures
	}
	text, err := xml.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, inert.XML(text))
	return err
}
