package report

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// The part of the JUnit format that is written, see WriteJUnit.
type (
	junitSuites struct {
		XMLName xml.Name `xml:"testsuites"`
		Name    string   `xml:"name,attr"`
		junitCounts
		Suites []junitSuite `xml:"testsuite"`
	}
	junitSuite struct {
		Name string `xml:"name,attr"`
		junitCounts
		Skipped int         `xml:"skipped,attr"` // the schema of Jenkins has it here only
		Cases   []junitCase `xml:"testcase"`
	}
	junitCounts struct {
		Tests    int `xml:"tests,attr"`
		Failures int `xml:"failures,attr"`
		Errors   int `xml:"errors,attr"`
	}
	junitCase struct {
		Name    string       `xml:"name,attr"`
		Class   string       `xml:"classname,attr"`
		Failure *junitResult `xml:"failure,omitempty"`
		Error   *junitResult `xml:"error,omitempty"`
		Skipped *junitResult `xml:"skipped,omitempty"`
		Output  string       `xml:"system-out,omitempty"`
	}
	junitResult struct {
		Type    string `xml:"type,attr"`
		Message string `xml:"message,attr"`
		Text    string `xml:",chardata"`
	}
)

// WriteJUnit writes the diagnostics as a JUnit report: one suite a file, one test a
// diagnostic, and one passed test for a file without any. Files are the names of all
// files that were looked at.
//
// A test fails for an error. For a warning it is skipped: readers list those tests
// with their message and fail for none of them, and JUnit has no other way to show
// something without failing. Related places, notes and fixes are the text of the
// result. What could not be read is a test with an error, and one test says how many
// more diagnostics a file has (see [diag.WriteText]). Characters that a terminal obeys or
// that nobody sees are written as references.
func WriteJUnit(w io.Writer, list diag.List, files []string, unread ...diag.Unread) error {
	report := junitReport{index: map[string]int{}}
	for _, name := range files {
		report.suite(name)
	}
	shown := list.Shown()
	for i, d := range shown.List {
		file := cmp.Or(fileOf(d), "segc")
		name := string(d.Code)
		if source := d.Location.Source; source != nil {
			p := source.Position(d.Location.Span.Start)
			name += fmt.Sprintf(" %s:%d:%d", source.Name(), p.Line, p.Column)
		}
		report.add(file, name, d.Severity, d.Message, strings.Join(remarks(d), "\n"))
		if more, ok := shown.MoreAfter(i); ok {
			report.add(file, more.String(), more.Severity(), more.String(), "")
		}
	}
	for _, u := range unread {
		name := cmp.Or(u.File, "segc")
		s := report.suite(name)
		s.Errors++
		s.Cases = append(s.Cases, junitCase{
			Name: "cannot read " + name, Class: name, Error: &junitResult{Type: "error", Message: u.Message},
		})
	}
	return report.write(w)
}

// junitReport is a report that is being made.
type junitReport struct {
	suites []junitSuite
	index  map[string]int
}

func (r *junitReport) suite(name string) *junitSuite {
	i, ok := r.index[name]
	if !ok {
		i = len(r.suites)
		r.index[name] = i
		r.suites = append(r.suites, junitSuite{Name: name})
	}
	return &r.suites[i]
}

// add adds a test for a problem.
func (r *junitReport) add(file, name string, severity diag.Severity, message, text string) {
	s := r.suite(file)
	result := &junitResult{Type: severity.String(), Message: message, Text: text}
	test := junitCase{Name: name, Class: file}
	if severity != diag.Warning {
		test.Failure = result
		s.Failures++
	} else {
		test.Skipped = result
		test.Output = text // some readers show only the message and this of a skipped test
		s.Skipped++
	}
	s.Cases = append(s.Cases, test)
}

func (r *junitReport) write(w io.Writer) error {
	all := junitSuites{Name: "segc", Suites: r.suites}
	for i := range all.Suites {
		s := &all.Suites[i]
		if len(s.Cases) == 0 {
			s.Cases = []junitCase{{Name: "no problems", Class: s.Name}}
		}
		s.Tests = len(s.Cases)
		all.Tests += s.Tests
		all.Failures += s.Failures
		all.Errors += s.Errors
	}
	text, err := xml.MarshalIndent(all, "", "  ")
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, inert.XML(text))
	return err
}
