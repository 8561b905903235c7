package grammar

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/meant"
)

// longestAgain is the size of a text in bytes that is read a second time. People write less by hand.
const longestAgain = 16 << 10

// readAgain replaces the errors of statements that are likely written in another language: one error at the
// cause, with the whole way to what was meant. The errors of a statement stay if they lead to a rule themselves, or
// if nobody knows what was meant.
func readAgain(file *ast.File, list diag.List, options Options) diag.List {
	source := file.Source
	if len(source.Text()) > longestAgain || isTables(file) || !list.HasErrors() || interrupted(list) {
		return list
	}
	valid := func(text string) bool {
		_, list := readOnce(ast.NewSource("", text), Options{Context: options.Context})
		return len(list) == 0
	}
	statements := meant.Read(source.Text(), valid)
	if len(statements) == 0 {
		return list
	}
	var kept diag.List
	var replaced []meant.Statement
	for i, s := range statements {
		own, others := within(list, s.Start, s.End)
		if s.Partly {
			s.Changes = unexplained(own, s.Changes)
			statements[i].Changes = s.Changes
		}
		for _, c := range s.Changes {
			here, _ := within(own, c.Start, c.End)
			said, fresh := instead(source, c, here, options)
			kept = append(kept, said...)
			if s.Partly {
				_, own = within(own, c.Start, c.End)
			} else if fresh && (s.Declares || statementsIn(file, s) > 1) {
				replaced = append(replaced, s)
			}
		}
		if list = others; s.Partly {
			list = append(list, own...)
		}
		if len(s.Changes) > 0 && len(s.Edits()) == 0 {
			standInForRules(file, s)
		}
	}
	standIn(file, replaced, options)
	if len(list) > 0 && valid(corrected(source.Text(), statements)) {
		list = nil // they came of the errors of statements before them
	}
	return append(kept, list...).Sort()
}

// unexplained returns the changes of those parts of a statement whose errors have no fix, and those that no rule can have: where nobody knows what the
// statement means, what the grammar knows of a part comes first.
func unexplained(own diag.List, changes []meant.Change) (all []meant.Change) {
	for _, c := range changes {
		here, _ := within(own, c.Start, c.End)
		if len(c.Fixes) == 0 { // no rule means the same
			all = append(all, c)
		} else if len(here) > 0 && !slices.ContainsFunc(here, func(d diag.Diagnostic) bool { return len(d.Fixes) > 0 }) {
			all = append(all, c)
		}
	}
	return all
}

// within returns the diagnostics that begin in a part of a text or at its end, and the others.
func within(list diag.List, start, end int) (in, out diag.List) {
	for _, d := range list {
		if at := d.Location.Span.Start; at >= start && at <= end {
			in = append(in, d)
		} else {
			out = append(out, d)
		}
	}
	return in, out
}

// instead returns the errors of a part of a text: its own if they lead to a rule, or one that says what the part means,
// which is new then.
func instead(source *ast.Source, c meant.Change, own diag.List, options Options) (list diag.List, fresh bool) {
	d := otherReading(source, c)
	switch {
	case !c.Sure && len(own) == 1 && alreadyLeads(source, c, own, d, options):
		return own, false
	case !c.Sure && together(source, c, own):
		return own, false
	case !c.Sure && len(own) == 1 && len(own[0].Fixes) == 0: // it says what is wrong, and not what to write
		own[0].Fixes = d.Fixes
		own[0].Notes = append(own[0].Notes, d.Notes...)
		own[0].Notes = slices.DeleteFunc(own[0].Notes, func(note string) bool { return note == exampleOfCondition || note == useParentheses })
		return own, true
	}
	return diag.List{d}, true
}

// alreadyLeads reports whether the only error of a part leads to a rule. If that rule only lacks the quotes of a text value, its
// fix becomes the one that has them.
func alreadyLeads(source *ast.Source, c meant.Change, own []diag.Diagnostic, d diag.Diagnostic, options Options) bool {
	rule, ok := leads(source.Text()[c.Start:c.End], options)
	if unquoted := strings.NewReplacer(`"`, "", " ", ""); ok && len(own[0].Fixes) == 1 && len(d.Fixes) > 0 && strings.Count(rule, `"`) < strings.Count(c.Fixes[0].Text, `"`) && unquoted.Replace(rule) == unquoted.Replace(c.Fixes[0].Text) {
		own[0].Fixes = d.Fixes[:1]
	}
	return ok
}

func interrupted(list diag.List) bool {
	for _, d := range list {
		if d.Code == diag.Interrupted || d.Code == diag.Internal || d.Code == diag.TooLarge {
			return true
		}
	}
	return false
}

// steps is how many errors of a statement, one after the other, an author corrects.
const steps = 4

// leads returns the rule to which the only error of a part leads: it has a fix after which the part is right, or has one error
// again that leads there. The part is read alone, since what is around it may have errors of its own.
func leads(part string, options Options) (rule string, ok bool) {
	for range steps {
		source := ast.NewSource("", part)
		_, list := readOnce(source, options)
		if len(list) != 1 || len(list[0].Fixes) == 0 {
			return "", false
		}
		fixed, err := diag.Apply(source, list[0].Fixes[0])
		if err != nil {
			return "", false
		}
		part = fixed
		if _, list = readOnce(ast.NewSource("", part), options); len(list) == 0 {
			return part, true
		}
	}
	return "", false
}

// together reports whether the first fixes of all errors of a part make of it what it is taken for: several slips are
// several errors then.
func together(source *ast.Source, c meant.Change, own diag.List) bool {
	var fixes []diag.Fix
	for _, d := range own {
		if len(d.Fixes) == 0 {
			return false
		}
		fixes = append(fixes, d.Fixes[0])
	}
	text, err := diag.Apply(source, fixes...)
	if err != nil || len(own) == 0 {
		return false
	}
	end := c.End + len(text) - len(source.Text())
	return end >= c.Start && end <= len(text) && strings.Join(strings.Fields(text[c.Start:end]), "") == strings.Join(strings.Fields(c.Fixes[0].Text), "")
}

// corrected returns the text after the first fix of all changes.
func corrected(text string, statements []meant.Statement) string {
	var b strings.Builder
	at := 0
	for _, s := range statements {
		for _, e := range s.Edits() {
			b.WriteString(text[at:e.Start])
			b.WriteString(e.Text)
			at = e.End
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

// otherReading is the error of a statement that means something in another language.
func otherReading(source *ast.Source, c meant.Change) diag.Diagnostic {
	p := problem{code: c.Reason.Code, at: ast.Span{Start: c.Reason.Start, End: c.Reason.End}, message: c.Reason.Message}
	if c.Note != "" {
		p.notes = []string{c.Note}
	}
	for _, f := range c.Fixes {
		one := fix{text: order(source.Text(), f)}
		for _, e := range f.Edits {
			one.edits = append(one.edits, edit{at: ast.Span{Start: e.Start, End: e.End}, text: e.Text})
		}
		p.fixes = append(p.fixes, one)
	}
	return p.diagnostic(source)
}

// longestOrder is how many characters of a statement a fix shows.
const longestOrder = 100

// order says what a fix does.
func order(text string, f meant.Fix) string {
	if len(f.Edits) == 1 {
		e := f.Edits[0]
		switch with, found := strings.TrimSpace(e.Text), strings.TrimSpace(text[e.Start:e.End]); {
		case found == "" && with != "":
			return fmt.Sprintf("add `%s`", with)
		case with == "" && found != "":
			return fmt.Sprintf("remove `%s`", found)
		case utf8.RuneCountInString(with) <= longestOrder:
			return fmt.Sprintf("write `%s`", with)
		}
	}
	if utf8.RuneCountInString(f.Text) <= longestOrder && !strings.Contains(f.Text, "\n") {
		return fmt.Sprintf("write `%s`", f.Text)
	}
	if line, ok := changedLine(text, f.Edits); ok && utf8.RuneCountInString(line) <= longestOrder {
		return fmt.Sprintf("write `%s`", line)
	}
	return fmt.Sprintf("make %d changes", len(f.Edits))
}

// changedLine returns the line that edits change as it is then, if it is one.
func changedLine(text string, edits []meant.Edit) (string, bool) {
	first, last := edits[0].Start, edits[len(edits)-1].End
	if strings.Contains(text[first:last], "\n") {
		return "", false
	}
	start := strings.LastIndexByte(text[:first], '\n') + 1
	end := len(text)
	if n := strings.IndexByte(text[last:], '\n'); n >= 0 {
		end = last + n
	}
	var b strings.Builder
	at := start
	for _, e := range edits {
		b.WriteString(text[at:e.Start])
		b.WriteString(e.Text)
		at = e.End
	}
	b.WriteString(text[at:end])
	line := strings.TrimSpace(b.String())
	return line, !strings.Contains(line, "\n") && line != ""
}
