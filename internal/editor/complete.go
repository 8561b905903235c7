package editor

import (
	"context"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
)

// Completion is what may come at a place.
type Completion struct {
	Span       ast.Span // what an item replaces: the whole word, text or number at the place
	Items      []Item   // at most MaxItems
	Incomplete bool     // there are more, which more letters lead to
	// Closed says that one of the items must come here, if the text is to be right: then an
	// editor may show them without being asked.
	Closed bool
}

// MaxItems is how many items a completion has at most.
const MaxItems = 500

// Item is one thing that may come.
type Item struct {
	Kind   ItemKind
	Label  string // what a list shows
	Text   string // what comes in the place of the span
	Detail string // a few words about it
	Help   Help   // more about it
}

// ItemKind says what an item is.
type ItemKind uint8

// The kinds of items.
const (
	KeywordItem ItemKind = iota
	OperatorItem
	TypeItem
	UnitItem
	ColumnItem
	PartItem
	NamedValueItem
	ParamItem
	ParameterItem // of a part, and the name of a `for`
	ListItem
	ISPItem
	CampaignItem
	ChoiceItem // of a column
	TextItem   // another text
	ColorItem
	FileItem
	FolderItem
	DirectiveItem
	RelationItem // of a database
)

// isWord reports whether an item is a word or a sign of the language, which nobody puts between quotes.
func (k ItemKind) isWord() bool {
	return k == KeywordItem || k == OperatorItem || k == TypeItem || k == UnitItem
}

// Complete returns what may come at an offset: each item parses past that place. Once the context has
// ended, nothing comes.
func (s *Snapshot) Complete(ctx context.Context, offset int) (done Completion) {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			done = Completion{Span: ast.Span{Start: offset, End: offset}}
		}
	}()
	work.Step(poll.Every) // before the text is read up to the place
	if done, ok := s.completeComment(work, offset); ok {
		return done
	}
	if done, ok := s.completeBraces(work, offset); ok {
		return done
	}
	expected := grammar.Expect(s.Source(), offset)
	if first := s.Source().Slice(expected.Span); first != "" && strings.ContainsAny(first[:1], "0123456789+-.") {
		return Completion{Span: expected.Span} // inside of a number, a date or a length
	}
	c := completer{Snapshot: s, ctx: ctx, work: work, expected: expected, at: expected.Span.Start, scope: s.scopeAt(work, expected.Span.Start)}
	if tables, is := c.scope.statement.(*ast.Tables); is {
		c.addTables(tables)
		return c.done(offset)
	}
	if c.says("postgres") {
		c.dialects()
	} else if loop := c.loopAt(); loop != nil {
		c.addLoop(loop)
	} else {
		c.addValues()
		c.addNames()
		c.addWords()
	}
	return c.done(offset)
}

// completer collects the items of one place.
type completer struct {
	*Snapshot
	ctx      context.Context
	work     *poll.Poll
	expected grammar.Expected
	at       int // where the items begin
	scope    scope
	items    []Item
	open     bool // something that is not an item may come as well
	single   bool // a part compares what is given it with one value
}

// expects reports whether something of a class may come.
func (c *completer) expects(class grammar.Class) bool {
	return slices.Contains(c.expected.Classes, class)
}

// says reports whether a word may come.
func (c *completer) says(word string) bool { return slices.Contains(c.expected.Keywords, word) }

// add adds an item, unless nobody can write it.
func (c *completer) add(item Item) {
	c.work.Step(16)
	if item.Text == "" || len(item.Text) > maxItemText {
		return
	}
	if item.Label == "" {
		item.Label = item.Text
	}
	c.items = append(c.items, item)
}

// maxItemText is the longest text of an item: a longer one helps nobody, and a list has hundreds.
const maxItemText = 1000

// done returns what was collected, each text once. If there are too many, those that do not have
// the letters before the cursor are left out first.
func (c *completer) done(offset int) Completion {
	span := c.expected.Span
	done := Completion{Span: span, Closed: !c.open && len(c.items) > 0 && !c.mayEnd()}
	seen := make(map[string]bool, len(c.items))
	quoted := strings.HasPrefix(c.Source().Slice(span), `"`) || strings.HasPrefix(c.Source().Slice(span), "'") || strings.HasPrefix(c.Source().Slice(span), "`")
	c.items = slices.DeleteFunc(c.items, func(i Item) bool {
		c.work.Step(8)
		was := seen[i.Text]
		seen[i.Text] = true
		return was || quoted && i.Kind.isWord()
	})
	if len(c.items) > MaxItems {
		typed := strings.ToLower(c.Source().Slice(ast.Span{Start: span.Start, End: offset}))
		typed = strings.Trim(typed, "\"'`")
		done.Incomplete = true
		c.items = slices.DeleteFunc(c.items, func(i Item) bool {
			c.work.Step(8 + len(i.Text))
			return !strings.Contains(strings.ToLower(i.Text), typed)
		})
		if len(c.items) > MaxItems {
			c.items = c.items[:MaxItems]
		}
	}
	done.Items = c.items
	return done
}

// mayEnd reports whether a statement or a condition may end at the place, so that nothing must come.
func (c *completer) mayEnd() bool {
	return c.says("where") || c.says("and") && c.says("or") || c.says(")")
}

// scope says what names can be used at a place beside those of the program.
type scope struct {
	statement ast.Statement
	let       *ast.Let     // whose parameters can be used, or nil
	segment   *ast.Segment // the names of whose `for` can be used, or nil
}

// scopeAt returns the scope of an offset.
func (s *Snapshot) scopeAt(work *poll.Poll, offset int) scope {
	var now scope
	for _, statement := range s.file().Statements {
		work.Step(1)
		if statement.Span().Start > offset {
			break
		}
		now.statement = statement
		if segment, ok := statement.(*ast.Segment); ok {
			now.segment = segment
		}
	}
	switch statement := now.statement.(type) {
	case *ast.Let:
		now.let, now.segment = statement, nil
	case *ast.Segment, *ast.Where, *ast.BadStatement:
	default:
		now.segment = nil
	}
	return now
}
