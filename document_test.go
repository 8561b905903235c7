package segc_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
)

// inWords writes a document as one line for each group, with the operators and
// the values as the API has them: short enough for a table, and exact.
func inWords(t testing.TB, document []byte) []string {
	t.Helper()
	decoded, err := rule.Decode(document)
	if err != nil {
		t.Fatal(err)
	}
	var groups []string
	for _, g := range decoded.Any {
		var conditions []string
		for _, c := range g.All {
			conditions = append(conditions, conditionInWords(c))
		}
		groups = append(groups, strings.Join(conditions, " & "))
	}
	return groups
}

func conditionInWords(c condition.Condition) string {
	switch c := c.(type) {
	case condition.Field:
		return strings.TrimSuffix(fmt.Sprintf("%s %s %s", c.Column, rule.Spelling(c.Operator), texts(c.Values)), " ")
	case condition.Event:
		words := fmt.Sprintf("%s %s", c.Metric, rule.Spelling(c.Operator))
		if c.Operator != condition.Ever && c.Operator != condition.Never {
			words += fmt.Sprintf(" %d", c.Count)
		}
		if c.Window.Mode != "" {
			words += fmt.Sprintf(" %s %d", c.Window.Mode, c.Window.Days)
		}
		if len(c.Include) > 0 {
			words += " from " + texts(c.Include)
		}
		if len(c.Exclude) > 0 {
			words += " except " + texts(c.Exclude)
		}
		return words
	case condition.Membership:
		return fmt.Sprintf("list %s %s", rule.Spelling(c.Operator), strings.Join(c.Lists, ","))
	case condition.ISP:
		return strings.ReplaceAll(strings.Trim(fmt.Sprintf("isp %s %d", rule.Spelling(c.Operator), c.Values), "]"), "[", "")
	default:
		panic("unexpected condition")
	}
}

func texts(values []condition.Value) string {
	var all []string
	for _, v := range values {
		all = append(all, v.Text)
	}
	return strings.Join(all, ",")
}

// mustCompile compiles a rule that has no errors.
func mustCompile(t fataler, text string, options segc.Options) (*segc.Result, diag.List) {
	t.Helper()
	result, list := segc.Compile(context.Background(), text, options)
	if result == nil {
		t.Fatalf("%v in\n%s", list.Err(), text)
	}
	return result, list
}

// find returns the first diagnostic with a code.
func find(list diag.List, code diag.Code) (diag.Diagnostic, bool) {
	for _, d := range list {
		if d.Code == code {
			return d, true
		}
	}
	return diag.Diagnostic{}, false
}

// marked returns the text that a place covers.
func marked(at diag.Location) string { return at.Source.Slice(at.Span) }
