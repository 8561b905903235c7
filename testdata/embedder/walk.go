package embedder

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/rulesjson"
)

// sketch walks over a document and writes what it asks, in few words: a group a line.
func sketch(document *rulesjson.Document) string {
	var b strings.Builder
	for _, group := range document.Any {
		for i, condition := range group.All {
			if i > 0 {
				b.WriteString("; ")
			}
			b.WriteString(describe(condition))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// describe says what a condition asks. The default is for kinds that the API may get.
func describe(condition rulesjson.Condition) string {
	switch c := condition.(type) {
	case rulesjson.Field:
		return strings.TrimSpace(fmt.Sprintf("%s %s %s", c.Column, c.Operator, texts(c.Values)))
	case rulesjson.Activity:
		text := fmt.Sprintf("%s %s %d%s", c.Metric, c.Operator, c.Count, describeWindow(c.Window))
		if len(c.Include) > 0 {
			text += " of " + texts(c.Include)
		}
		if len(c.Exclude) > 0 {
			text += " but " + texts(c.Exclude)
		}
		return text
	case rulesjson.Deliverability:
		return fmt.Sprintf("%s %s %d%s", c.Metric, c.Operator, c.Count, describeWindow(c.Window))
	case rulesjson.Membership:
		return fmt.Sprintf("lists %s %s", c.Operator, strings.Join(c.Lists, ","))
	case rulesjson.ISP:
		return fmt.Sprintf("isp %s %d", c.Operator, c.Values)
	default:
		return fmt.Sprintf("unknown %T", c)
	}
}

func describeWindow(window rulesjson.Window) string {
	if window == (rulesjson.Window{}) {
		return ""
	}
	return fmt.Sprintf(" %s %d days", window.Mode, window.Days)
}

// texts returns values in a row.
func texts(values []rulesjson.Value) string {
	var all []string
	for _, value := range values {
		all = append(all, value.Text)
	}
	return strings.Join(all, ",")
}

// undeclared walks over the trees of a program, and returns the columns in their
// conditions that none of them declares, each once.
func undeclared(program *segc.Program) []string {
	declared := map[string]bool{}
	for name := range program.Names() {
		if name.Kind == segc.NameColumn && name.Definition.Source != nil {
			declared[name.Text] = true
		}
	}
	var missing []string
	for _, file := range program.Files() {
		for node := range file.All() {
			if column, ok := node.(*ast.Column); ok && !declared[column.Name.Text] {
				missing = append(missing, column.Name.Text)
			}
		}
	}
	slices.Sort(missing)
	return slices.Compact(missing)
}
