package diag

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/segc-lang/segc/internal/inert"
)

// Unread is a file that could not be read, or something else that kept a run from
// looking at all that it was given. A report without diagnostics would look as if
// there were no problems.
type Unread struct {
	File    string // empty if it was no file
	Message string // one line, no full stop
}

// WriteGitHub writes the diagnostics as workflow commands, which GitHub Actions
// show as annotations of the changed files. Whatever a name or a message has, a
// diagnostic is one command. So is what could not be read.
func WriteGitHub(w io.Writer, list List, unread ...Unread) error {
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
	for _, u := range unread {
		place := ""
		if u.File != "" {
			place = "file=" + printable(property.Replace(strings.TrimPrefix(u.File, "./"))) + ","
		}
		if _, err := fmt.Fprintf(w, "::error %stitle=segc::%s\n", place, printable(value.Replace(u.Message))); err != nil {
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
		Errors   int          `xml:"errors,attr,omitempty"`
		Suites   []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name     string      `xml:"name,attr"`
		Tests    int         `xml:"tests,attr"`
		Failures int         `xml:"failures,attr"`
		Errors   int         `xml:"errors,attr,omitempty"`
		Cases    []junitCase `xml:"testcase"`
	}
	junitCase struct {
		Name    string        `xml:"name,attr"`
		Class   string        `xml:"classname,attr"`
		Failure *junitFailure `xml:"failure,omitempty"`
		Error   *junitFailure `xml:"error,omitempty"`
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
// or that nobody sees are written as references. What could not
// be read is a test with an error.
func WriteJUnit(w io.Writer, list List, files []string, unread ...Unread) error {
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
	for _, u := range unread {
		name := cmp.Or(u.File, "segc")
		s := suite(name)
		s.Tests++
		s.Errors++
		s.Cases = append(s.Cases, junitCase{
			Name: "cannot read " + name, Class: name, Error: &junitFailure{Type: "error", Message: u.Message},
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
		report.Errors += s.Errors
	}
	text, err := xml.MarshalIndent(report, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, inert.XML(text))
	return err
}
