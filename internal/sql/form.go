package sql

import "strings"

// Form is what a query is to be.
type Form uint8

// The forms.
const (
	Statement Form = iota // a SELECT that ends with a semicolon
	View
	Table
	Model // of dbt, which makes a view or a table of it
)

// In writes the text of a query in a form, with the name of the view or table.
func (d *Dialect) In(form Form, name, text string) (string, error) {
	text = strings.TrimSuffix(text, "\n")
	switch form {
	case Statement:
		return text + ";\n", nil
	case Model:
		return jinja(text) + "\n", nil
	}
	quoted, err := d.name(name)
	if err != nil {
		return "", err
	}
	head := "CREATE VIEW " + quoted + " AS\n"
	if form == Table {
		head = "CREATE TABLE " + quoted + d.table + " AS\n"
	}
	return head + text + ";\n", nil
}

// jinja writes a text so that Jinja, which dbt reads models with, gives the text again.
func jinja(text string) string {
	return strings.NewReplacer("{{", "{{ '{{' }}", "{%", "{{ '{%' }}", "{#", "{{ '{#' }}", modelStart, "{{ ", modelEnd, " }}").Replace(text)
}
