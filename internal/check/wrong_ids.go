package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/resolve"
)

// idCondition checks and reads a condition on ids. It returns nil if one of them could
// not be read.
func (c *checker) idCondition(source *ast.Source, kind ast.AliasKind, values []ast.Value) *Typed {
	read, ok := c.ids(source, kind, values, counted)
	if !ok {
		return nil
	}
	t := c.typed()
	t.IDs = read
	return t
}

// unknownAlias reports that a name has no ids, unless it may still have some.
func (c *checker) unknownAlias(source *ast.Source, kind ast.AliasKind, v ast.Value) {
	c.Poll.Step(16)
	if c.guesses.MayBeDeclared(v.Text) {
		return
	}
	at := place(source, v)
	word := resolve.KindOf(kind).String()
	if o := c.program.AsWritten().Value(v.Text); o != nil {
		c.valueAsID(at, kind, o)
		return
	}
	if c.loopElsewhere(at, v.Text) {
		return
	}
	if o := c.loopName(v.Text); o != nil {
		d := c.Fail(diag.UnknownName, at, fmt.Sprintf("`%s` is a value of `for`, not %s", v.Text, [...]string{"a contact list", "an ISP", "a campaign"}[kind]))
		d.Related = []diag.Label{{Location: o.Definition(), Text: "the `for`"}}
		d.Notes = []string{fmt.Sprintf("to use ids and their names, write `for %s %s in (…)`", word, v.Text)}
		return
	}
	d := c.Fail(diag.UnknownName, at, fmt.Sprintf("there is no %s named `%s`", map[string]string{"list": "list", "isp": "ISP", "campaign": "campaign"}[word], v.Text))
	names := c.guesses.Names(resolve.KindOf(kind))
	if nearest, ok := c.guesses.Nearest(v.Text, names); ok {
		d.Fixes = []diag.Fix{replaceWith(at, nearest)}
		return
	}
	if v.Text == placeholder(kind) {
		d.Notes = []string{"write the number of the " + map[string]string{"isp": "ISP", "campaign": "campaign"}[word] + " here"}
		return
	}
	d.Notes = []string{toName(kind, v.Text)}
	if kind == ast.AliasList {
		d.Notes = append(d.Notes, fromPull)
	}
	if len(names) > 0 {
		d.Notes = append(d.Notes, "the names are "+english.Some(names, 12))
	}
}

// placeholder returns what an example has in the place of an id of a kind. It says what to write
// there, and does not compile: an id that does would be of another list, or of somebody else.
func placeholder(kind ast.AliasKind) string {
	return [...]string{ast.AliasList: `"UUID OF THE LIST"`, ast.AliasISP: "NUMBER_OF_THE_ISP", ast.AliasCampaign: "NUMBER_OF_THE_CAMPAIGN"}[kind]
}

// toName says how an id gets a name.
func toName(kind ast.AliasKind, name string) string {
	return fmt.Sprintf("to give an id this name, write `%s %s = %s`", resolve.KindOf(kind), name, placeholder(kind))
}

// likeUUID shows what a UUID looks like, without being one.
const likeUUID = `a UUID looks like "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"`

// fromPull says where the ids of lists come from.
const fromPull = "`segc catalog pull` writes the lists of your account, with their UUIDs, into the catalog"

// valueAsID says that the name of a value, or of a param of another type, is in the place of an
// id. If the value could be one, the fix writes it there.
func (c *checker) valueAsID(at diag.Location, kind ast.AliasKind, o *resolve.Object) {
	meaning := c.program.Meaning(o)
	word := resolve.KindOf(kind).String()
	d := c.Fail(diag.UnknownName, at, resolve.NotAnID(o, meaning.Type, kind))
	d.Related = []diag.Label{{Location: o.Definition(), Text: "declared here"}}
	if o.Kind == resolve.Param {
		d.Notes = []string{fmt.Sprintf("a param of type `%s` works here", word)}
		return
	}
	if len(meaning.Values) == 1 && isID(kind, meaning.Values[0]) {
		literal := meaning.Values[0].Text
		if meaning.Values[0].Kind == ast.String {
			literal = string(jsontext.AppendString(nil, literal))
		}
		d.Fixes = []diag.Fix{replaceWith(at, literal)}
		d.Notes = []string{fmt.Sprintf("to give the id this name, write `%s %s = %s`", word, o.Name, literal)}
		return
	}
	d.Notes = []string{toName(kind, o.Name)}
}

// isID reports whether a value is an id of a kind.
func isID(kind ast.AliasKind, v ast.Value) (ok bool) {
	switch kind {
	case ast.AliasList:
		_, ok = readList(v)
	case ast.AliasISP:
		_, ok = readISP(v)
	default:
		_, ok = readCampaign(v)
	}
	return ok
}

// names reports whether a value is in the statement that gives its text a meaning, as in
// list x = "x".
func (c *checker) names(kind ast.AliasKind, v ast.Value) bool {
	o := c.program.IDs(kind, v.Text)
	return o != nil && o.Statement.Span().Covers(v.At)
}

func (c *checker) badID(source *ast.Source, kind ast.AliasKind, v ast.Value, how following) {
	at := place(source, v)
	what := [...]string{
		ast.AliasList:     "the id of a list is a UUID in quotes",
		ast.AliasISP:      "the id of an ISP is a whole number",
		ast.AliasCampaign: "the id of a campaign is a whole number or a UUID in quotes",
	}[kind]
	d := c.Fail(diag.BadID, at, what)
	switch {
	case kind != ast.AliasList && v.Kind == ast.String && wholeNumber(v.Text):
		d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
	case v.Kind == ast.String && c.program.IDs(kind, v.Text) != nil && !c.names(kind, v):
		d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
	case v.Kind == ast.String && kind == ast.AliasList:
		d.Notes = []string{likeUUID, fromPull}
		if name, ok := nameOfList(v.Text); ok && how == counted && !c.names(kind, v) {
			d.Notes = []string{"to use a name, declare it, as in `list " + name + " = " + placeholder(kind) + "`, and write it without quotes", fromPull}
			d.Fixes = []diag.Fix{replaceWith(at, name)}
		}
	case v.Kind == ast.String && kind == ast.AliasISP:
		d.Notes = []string{"to use a name, declare it, as in `isp gmail = " + placeholder(kind) + "`, and write it without quotes: `isp = gmail`"}
		if v.Text != "" && !strings.ContainsFunc(v.Text, func(r rune) bool { return !unicode.IsLetter(r) && r != '_' }) && !c.names(kind, v) && !isReserved(v.Text) {
			d.Fixes = []diag.Fix{replaceWith(at, strings.ToLower(v.Text))}
		}
	}
}

// nameOfList returns a text as the name of a list, if it is one word or a few.
func nameOfList(text string) (string, bool) {
	name := strings.ToLower(strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '-' || r == '_' }), "_"))
	plain := name != "" && name[0] >= 'a' && len(name) <= shownText && !strings.ContainsFunc(name, func(r rune) bool {
		return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z')
	})
	return name, plain && !isReserved(name)
}

// isReserved reports whether a word of the language is in the place of a name, which needs the quotes that it has.
func isReserved(word string) bool {
	switch strings.ToLower(word) {
	case "use", "segment", "let", "list", "isp", "campaign", "field", "require", "where", "because", "from", "except", "and", "or", "not", "in", "is",
		"between", "contains", "starts", "has", "any", "all", "none", "last", "null", "true", "false", "never", "opened", "clicked", "delivered", "bounced", "complained", "unsubscribed":
		return true
	}
	return false
}
