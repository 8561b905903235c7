package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contactfile"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/evaluation"
	"github.com/segc-lang/segc/internal/suggest"
)

// learn finds out what the text of the rule says of columns, lists and the platform.
func (e *evaluated) learn() {
	e.columns, e.listNames = map[string]contactfile.Column{}, map[string]string{}
	rule, ok := e.result.Rule()
	if !ok {
		return
	}
	program := rule.Program()
	e.assumed = program.Assumed()
	for name := range program.Names() {
		switch name.Kind {
		case segc.NameList:
			e.words.Name(ast.AliasList, name.Text, name.IDs)
			if len(name.IDs) == 1 {
				e.listNames[name.IDs[0]] = name.Text
			}
		case segc.NameISP:
			e.words.Name(ast.AliasISP, name.Text, name.IDs)
		case segc.NameCampaign:
			e.words.Name(ast.AliasCampaign, name.Text, name.IDs)
		}
		if name.Kind != segc.NameColumn {
			continue
		}
		typed, _ := column.ParseType(string(name.Type))
		e.words.Column(name.Text, typed)
		c := contactfile.Column{Name: name.Text, Type: typed, Known: typed != column.Any, NotNull: name.NotNull}
		if typed == column.Choice || typed == column.Tags {
			c.Choices = choicesOf(name.Choices)
		}
		e.columns[name.Text] = c
	}
	if header, ok := rule.Header(); ok {
		e.lists = header.Lists
	}
}

func choicesOf(texts []string) map[string]bool {
	if len(texts) == 0 {
		return nil
	}
	choices := map[string]bool{}
	for _, text := range texts {
		choices[text] = true
	}
	return choices
}

// column returns what the values of a column must be. One that nobody declares is of any
// type; if the rule asks for days before or after a date in it, it has dates.
func (e *evaluated) column(name string) contactfile.Column {
	if c, known := e.columns[name]; known {
		return c
	}
	c := contactfile.Column{Name: name}
	for _, group := range e.document.Any {
		for _, stated := range group.All {
			if f, ok := stated.(condition.Field); ok && f.Column == name && comparesDates(&f) {
				c.Type = column.Date
			}
		}
	}
	return c
}

func comparesDates(f *condition.Field) bool {
	switch f.Operator {
	case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
		_, err := date.Parse(f.Values[0].Text)
		return f.Values[0].Kind == condition.String && err == nil
	default:
		return false
	}
}

// unknownText says what the files do not carry, and what to do.
func (e *evaluated) unknownText(err *evaluation.UnknownError) string {
	text := err.Error()
	u := err.Unknown
	var advice []string
	for _, name := range u.Columns {
		if near, ok := suggest.Nearest(name, err.Headers); ok && visible(near) == near {
			advice = append(advice, fmt.Sprintf("the header has %q: --map '%s=%s' says that it is the same", near, name, near))
		}
	}
	if u.Events {
		advice = append(advice, "name the file of events with --events, or say --events none if nobody has any")
	}
	if u.Campaigns {
		advice = append(advice, fmt.Sprintf("%s has no campaign_id; --map campaign_id=HEADER says which column it is", named(e.flags.events)))
	}
	if u.Lists {
		advice = append(advice, "name the file of memberships with --lists, or say --lists none")
	}
	switch {
	case err.AtEnd && e.flags.unknown == "bounds":
		advice = append(advice, "no contact of the file has it, which is known only at the end, so bounds need a file that can be read twice, and not a pipe")
	case !err.AtEnd && !e.flags.why && e.flags.by == "all" && (e.flags.format == "count" || e.flags.format == "json"):
		advice = append(advice, "--unknown bounds gives two numbers")
	}
	if len(advice) == 0 {
		return text
	}
	return text + "; " + strings.Join(advice, "; ")
}

// strangersText says that a file beside the contacts is about none of them, and what to do.
func (e *evaluated) strangersText(err *evaluation.StrangersError) string {
	flag := "--events"
	if err.Lists {
		flag = "--lists"
	}
	if err.Empty {
		return fmt.Sprintf("%s; if that is right, say %s none", visible(err.Error()), flag)
	}
	return fmt.Sprintf("%s; contact_id there is compared with the column %s, and --key names another one; if none is right, say %s none", visible(err.Error()), visible(e.flags.key), flag)
}

// noColumnText says that --columns names what the files do not have, and what is nearest to it.
func noColumnText(err *evaluation.NoColumnError) string {
	name := err.Columns[0]
	text := fmt.Sprintf("--columns names %q, which the files do not have", name)
	if near, ok := suggest.Nearest(name, err.Headers); ok && visible(near) == near {
		text += fmt.Sprintf("; the header has %q", near)
	}
	return text
}

// openText says that a list of contacts depends on what is not documented, and what to do.
func (e *evaluated) openText(err *evaluation.OpenError) string {
	text := fmt.Sprintf("not all contacts that match can be told: %v; the first such contact is in %s, line %d", err, visible(err.File), err.Line)
	if options := assumptions(err.Under); options != "" {
		return text + "; say what your account does, such as --assume " + options + "; docs/account.md has the test of an account"
	}
	return text + "; --assume cannot say that yet, so count the contacts, or write such values in one way"
}

// assumptions returns the values of --assume that answer the questions of some readings, such as
// missing=match|skip.
func assumptions(under []contact.Reading) string {
	var open []string
	for _, q := range ast.Questions() {
		if slices.ContainsFunc(under, func(r contact.Reading) bool { return answers(r, q) }) {
			open = append(open, q+"="+strings.Join(ast.Answers(q), "|"))
		}
	}
	return strings.Join(open, " and --assume ")
}

// answers reports whether a reading says something about a question: some answer to it
// contradicts the reading.
func answers(r contact.Reading, question string) bool {
	return slices.ContainsFunc(ast.Answers(question), func(answer string) bool {
		says, err := contact.ParseReading(question + "=" + answer)
		if err != nil {
			return false
		}
		_, possible := r.Join(says)
		return !possible
	})
}
