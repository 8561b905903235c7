package report

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// The part of the JUnit format that is written, see WriteJUnit.
type (
	junitSuites struct {
		name string
		junitCounts
		suites []junitSuite
	}
	junitSuite struct {
		name string
		junitCounts
		skipped int // the schema of Jenkins has it here only
		cases   []junitCase
	}
	junitCounts struct{ tests, failures, errors int }
	junitCase   struct {
		name, class             string
		failure, error, skipped *junitResult
		output                  string
	}
	junitResult struct{ kind, message, text string }
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
		s.errors++
		s.cases = append(s.cases, junitCase{
			name: "cannot read " + name, class: name, error: &junitResult{kind: "error", message: u.Message},
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
		r.suites = append(r.suites, junitSuite{name: name})
	}
	return &r.suites[i]
}

// add adds a test for a problem.
func (r *junitReport) add(file, name string, severity diag.Severity, message, text string) {
	s := r.suite(file)
	result := &junitResult{kind: severity.String(), message: message, text: text}
	test := junitCase{name: name, class: file}
	if severity != diag.Warning {
		test.failure = result
		s.failures++
	} else {
		test.skipped = result
		test.output = text // some readers show only the message and this of a skipped test
		s.skipped++
	}
	s.cases = append(s.cases, test)
}

func (r *junitReport) write(w io.Writer) error {
	all := junitSuites{name: "segc", suites: r.suites}
	for i := range all.suites {
		s := &all.suites[i]
		if len(s.cases) == 0 {
			s.cases = []junitCase{{name: "no problems", class: s.name}}
		}
		s.tests = len(s.cases)
		all.tests += s.tests
		all.failures += s.failures
		all.errors += s.errors
	}
	_, err := w.Write(inert.XML(all.xml()))
	return err
}
