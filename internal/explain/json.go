package explain

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// formatVersion is diag.FormatVersion: all JSON of segc has one version.
const formatVersion = 1

// json returns the explanation as JSON, a member or an element a line. It is
// written text by text, since there can be hundreds of thousands of them.
func (e *Explanation) json() string {
	w := jsonWriter{e: e}
	w.b.WriteString("{")
	w.member("format_version")
	w.b.WriteString(strconv.Itoa(formatVersion))
	if e.Title != "" {
		w.member("title")
		w.text(e.Title)
	}
	if e.Description != "" {
		w.member("description")
		w.text(e.Description)
	}
	if len(e.Lists) > 0 {
		w.member("lists")
		w.texts("  ", e.Lists)
	}
	if e.At != "" {
		w.member("at")
		w.text(e.At)
	}
	w.member("common")
	w.texts("  ", e.Common)
	w.member("groups")
	w.groups(e.Groups)
	if e.Nested != nil {
		w.member("nested")
		w.nested("  ", e.Nested)
	}
	if len(e.Files) > 0 {
		w.member("files")
		w.files(e.Files)
	}
	w.member("left_out")
	w.texts("  ", e.LeftOut)
	w.member("open")
	w.points(e.Open)
	if len(e.Assumed) > 0 {
		w.member("assumed")
		w.texts("  ", e.Assumed)
	}
	w.member("changed")
	w.texts("  ", e.Changed)
	w.b.WriteString("\n}\n")
	return w.b.String()
}

// jsonWriter writes JSON as encoding/json does with an indent of two blanks.
type jsonWriter struct {
	e       *Explanation
	b       strings.Builder
	members int
	scratch bytes.Buffer
}

func (w *jsonWriter) member(name string) {
	if w.members++; w.members > 1 {
		w.b.WriteString(",")
	}
	w.b.WriteString("\n  \"" + name + "\": ")
}

func (w *jsonWriter) text(s string) {
	w.e.poll.Step(64 + len(s))
	w.e.poll.Hold(3 * len(s))
	w.scratch.Reset()
	encoder := json.NewEncoder(&w.scratch)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		panic(err) // a text can be encoded
	}
	w.b.Write(bytes.TrimSuffix(w.scratch.Bytes(), []byte("\n")))
}

func (w *jsonWriter) texts(indent string, list []string) {
	if list == nil {
		w.b.WriteString("null")
		return
	}
	w.b.WriteString("[")
	for i, s := range list {
		if i > 0 {
			w.b.WriteString(",")
		}
		w.b.WriteString("\n  " + indent)
		w.text(s)
	}
	if len(list) > 0 {
		w.b.WriteString("\n" + indent)
	}
	w.b.WriteString("]")
}

func (w *jsonWriter) groups(groups []Group) {
	if groups == nil {
		w.b.WriteString("null")
		return
	}
	w.b.WriteString("[")
	for i, g := range groups {
		if i > 0 {
			w.b.WriteString(",")
		}
		w.b.WriteString("\n    {\n      \"sentence\": ")
		w.text(g.Sentence)
		w.b.WriteString(",\n      \"conditions\": ")
		w.texts("      ", g.Conditions)
		w.b.WriteString("\n    }")
	}
	w.b.WriteString("\n  ]")
}

// files writes conditions by file, in the order of their names.
func (w *jsonWriter) files(files map[string][]string) {
	w.b.WriteString("{")
	for i, name := range slices.Sorted(maps.Keys(files)) {
		if i > 0 {
			w.b.WriteString(",")
		}
		w.b.WriteString("\n    ")
		w.text(name)
		w.b.WriteString(": ")
		w.texts("    ", files[name])
	}
	w.b.WriteString("\n  }")
}

func (w *jsonWriter) points(points []OpenPoint) {
	w.b.WriteString("[")
	for i, p := range points {
		if i > 0 {
			w.b.WriteString(",")
		}
		w.b.WriteString("\n    {\n      \"depends\": ")
		depends, err := json.MarshalIndent(p.Depends, "      ", "  ")
		if err != nil {
			panic(err) // it has answers only
		}
		w.b.Write(depends)
		w.b.WriteString(",\n      \"text\": ")
		w.text(p.Text)
		w.b.WriteString("\n    }")
	}
	if len(points) > 0 {
		w.b.WriteString("\n  ")
	}
	w.b.WriteString("]")
}

// nested writes a part of a nested form, a member or an element a line.
func (w *jsonWriter) nested(indent string, n *Nested) {
	name, kids := "all", n.All
	if len(kids) == 0 {
		name, kids = "any", n.Any
	}
	if len(kids) == 0 {
		w.b.WriteString("{\n" + indent + "  \"condition\": ")
		w.text(n.Condition)
		w.b.WriteString("\n" + indent + "}")
		return
	}
	w.b.WriteString("{\n" + indent + "  \"" + name + "\": [")
	for i, kid := range kids {
		if i > 0 {
			w.b.WriteString(",")
		}
		w.b.WriteString("\n" + indent + "    ")
		w.nested(indent+"    ", kid)
	}
	w.b.WriteString("\n" + indent + "  ]\n" + indent + "}")
}
