package editor

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/visible"
)

// Symbol is something that a text declares.
type Symbol struct {
	Kind   SymbolKind
	Name   string // what a list shows: one line, never empty
	Detail string
	Span   ast.Span // of all of it
	At     ast.Span // of its name
	Within []Symbol
}

// SymbolKind says what a symbol is.
type SymbolKind uint8

// The kinds of symbols.
const (
	SegmentSymbol SymbolKind = iota
	RuleSymbol
	GuardSymbol
	PartSymbol
	ColumnSymbol
	ListSymbol
	ISPSymbol
	CampaignSymbol
	ValueSymbol
	ParamSymbol
	LoopSymbol
	TablesSymbol
	RelationSymbol // of a database
	EventSymbol    // of a kind
)

// maxSymbols is how many symbols a file has at most.
const maxSymbols = 10_000

// Symbols returns what the text declares, in its order.
func (s *Snapshot) Symbols() []Symbol { return SymbolsOf(s.file()) }

// SymbolsOf returns what a file declares, in its order. It looks at the tree alone, so that
// thousands of files can be read for it.
func SymbolsOf(file *ast.File) []Symbol {
	var all []Symbol
	for i, statement := range file.Statements {
		if len(all) == maxSymbols {
			break
		}
		symbol, ok := symbolOf(file.Source, statement)
		if !ok {
			continue
		}
		if rule, is := statement.(*ast.Where); is && i > 0 {
			if _, is := file.Statements[i-1].(*ast.Segment); is && len(all) > 0 { // its header is right above
				header := &all[len(all)-1]
				header.Span = header.Span.Join(rule.At)
				header.Within = append(header.Within, symbol)
				continue
			}
		}
		all = append(all, symbol)
	}
	return all
}

// symbolOf returns what a statement declares.
func symbolOf(source *ast.Source, statement ast.Statement) (Symbol, bool) {
	named := func(kind SymbolKind, name ast.Name, detail string) (Symbol, bool) {
		return Symbol{Kind: kind, Name: shown(name.Text), Detail: shown(detail), Span: statement.Span(), At: name.At}, name.Text != ""
	}
	unnamed := func(kind SymbolKind, word, detail string) (Symbol, bool) {
		at := statement.Span()
		start := ast.Span{Start: at.Start, End: min(at.End, at.Start+len(word))}
		return Symbol{Kind: kind, Name: word, Detail: shown(detail), Span: at, At: start}, true
	}
	switch n := statement.(type) {
	case *ast.Segment:
		symbol := Symbol{Kind: SegmentSymbol, Name: shown(n.Name.Text), Detail: "segment", Span: n.At, At: n.Name.At}
		if symbol.Name == "" {
			symbol.Name = "segment"
		}
		for _, p := range n.Properties {
			if p.For != nil && p.For.Name.Text != "" {
				symbol.Within = append(symbol.Within, Symbol{Kind: LoopSymbol, Name: shown(p.For.Name.Text), Detail: "for", Span: p.At, At: p.For.Name.At})
			}
		}
		return symbol, !n.At.Empty()
	case *ast.Where:
		if n.Bare {
			return Symbol{Kind: RuleSymbol, Name: "rule", Span: n.At, At: ast.Span{Start: n.At.Start, End: n.At.Start}}, true
		}
		return unnamed(RuleSymbol, "where", "")
	case *ast.Require:
		because := ""
		if n.Because != nil {
			because = n.Because.Text
		}
		return unnamed(GuardSymbol, "require", because)
	case *ast.Let:
		detail := ""
		if len(n.Parameters) > 0 {
			detail = "(" + namesOf(n.Parameters) + ")"
		}
		return named(PartSymbol, n.Name, detail)
	case *ast.Use:
		if n.As == nil {
			return Symbol{}, false
		}
		return named(PartSymbol, *n.As, n.Path.Text)
	case *ast.Field:
		return named(ColumnSymbol, n.Name, n.Type.Text)
	case *ast.Alias:
		kind, ok := map[ast.AliasKind]SymbolKind{ast.AliasList: ListSymbol, ast.AliasISP: ISPSymbol, ast.AliasCampaign: CampaignSymbol}[n.Kind]
		if !ok {
			return Symbol{}, false
		}
		return named(kind, n.Name, resolve.KindOf(n.Kind).String())
	case *ast.NamedValue:
		return named(ValueSymbol, n.Name, valuesIn(source, n.Values))
	case *ast.Param:
		return named(ParamSymbol, n.Name, n.Type.Text)
	case *ast.Tables:
		symbol, ok := unnamed(TablesSymbol, "tables", n.Dialect.Text)
		symbol.Within = tablesSymbols(source, n)
		return symbol, ok
	}
	return Symbol{}, false
}

// namesOf lists names.
func namesOf(names []ast.Name) string {
	words := make([]string, len(names))
	for i, n := range names {
		words[i] = n.Text
	}
	return strings.Join(words, ", ")
}

// valuesIn lists values as they are written, the first of them if there are many.
func valuesIn(source *ast.Source, values []ast.Value) string {
	const most = 5
	var words []string
	for i, v := range values {
		if i == most {
			words = append(words, "…")
			break
		}
		words = append(words, source.Slice(v.At))
	}
	return strings.Join(words, ", ")
}

// maxShown is how many characters of a text of unknown origin a list shows.
const maxShown = 200

// shown returns a text of unknown origin as one line of characters that can be seen.
func shown(text string) string {
	if len(text) > 4*maxShown { // enough even of the longest characters
		end := 4 * maxShown
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text = text[:end]
	}
	text = visible.Text(text)
	n := 0
	for i := range text {
		if n == maxShown {
			return text[:i] + "…"
		}
		n++
	}
	return text
}

// Matches reports whether a name has the letters of a question in their order, in any case: as
// editors look for the symbols of a workspace. The empty question has all names as its answer.
func Matches(name, question string) bool {
	rest := strings.ToLower(name)
	for _, r := range strings.ToLower(question) {
		if unicode.IsSpace(r) {
			continue
		}
		at := strings.IndexRune(rest, r)
		if at < 0 {
			return false
		}
		rest = rest[at+utf8.RuneLen(r):]
	}
	return true
}
