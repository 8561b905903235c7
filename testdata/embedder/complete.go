package embedder

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
)

// Completion is something that may be typed at a place.
type Completion struct {
	Insert  string   `json:"insert"`
	Kind    string   `json:"kind"` // that of a name, or value or keyword
	Type    string   `json:"type,omitempty"`
	Comment string   `json:"comment,omitempty"` // what people wrote about the name
	IDs     []string `json:"ids,omitempty"`
	// Parameters are those of a part, which is used with as many arguments.
	Parameters []string `json:"parameters,omitempty"`
}

// complete answers what may be typed at the cursor, and the word that it replaces, in
// UTF-16 code units from the beginning of its line.
func (s *Service) complete(ctx context.Context, request Request) (int, any) {
	program, list := segc.Load(ctx, request.Text, s.options)
	if code := status(list); code >= http.StatusInternalServerError {
		return code, told(request, list)
	}
	file := program.Files()[0]
	offset := file.Source.OffsetUTF16(request.Line, request.Column)
	expected := grammar.Expect(file.Source, offset)
	typed := strings.Trim(file.Source.Slice(ast.Span{Start: expected.Span.Start, End: offset}), "`\"'")
	completions := []Completion{}
	for name := range program.Names() {
		if insert, ok := grammar.QuoteName(name.Text); ok && fits(name, expected.Classes) && strings.HasPrefix(name.Text, typed) {
			completions = append(completions, Completion{
				Insert: insert, Kind: string(name.Kind), Type: string(name.Type), Comment: name.Comment, IDs: name.IDs, Parameters: name.Parameters,
			})
		}
	}
	for _, choice := range choices(program, expected.Column) {
		if insert, ok := grammar.Quote(choice); ok && strings.HasPrefix(choice, typed) {
			completions = append(completions, Completion{Insert: insert, Kind: "value"})
		}
	}
	for _, word := range expected.Keywords {
		if typed != "" && strings.HasPrefix(word, typed) {
			completions = append(completions, Completion{Insert: word, Kind: "keyword"})
		}
	}
	start, end := diag.Location{Source: file.Source, Span: expected.Span}.Range()
	return http.StatusOK, struct {
		FormatVersion int          `json:"format_version"`
		Version       int          `json:"version"`
		Start         int          `json:"start"`
		End           int          `json:"end"`
		Completions   []Completion `json:"completions"`
	}{diag.FormatVersion, request.Version, start.UTF16, end.UTF16, completions}
}

// fits reports whether a name may be used where words of some classes may.
func fits(name segc.Name, classes []grammar.Class) bool {
	switch name.Kind {
	case segc.NameColumn:
		return slices.Contains(classes, grammar.AnyCondition) || slices.Contains(classes, grammar.ColumnName)
	case segc.NamePart:
		return slices.Contains(classes, grammar.AnyCondition)
	case segc.NameValue:
		return slices.Contains(classes, grammar.ValueName)
	case segc.NameParam:
		if i := slices.Index([]segc.ColumnType{"list", "isp", "campaign"}, name.Type); i >= 0 {
			return slices.Contains(classes, []grammar.Class{grammar.ListID, grammar.ISPID, grammar.CampaignID}[i])
		}
		return slices.Contains(classes, grammar.ValueName)
	case segc.NameList:
		return slices.Contains(classes, grammar.ListID)
	case segc.NameISP:
		return slices.Contains(classes, grammar.ISPID)
	case segc.NameCampaign:
		return slices.Contains(classes, grammar.CampaignID)
	default:
		return false // a kind of a later version
	}
}

// choices returns the values that a declaration names for a column.
func choices(program *segc.Program, column string) []string {
	for name := range program.Names() {
		if name.Kind == segc.NameColumn && name.Text == column {
			return name.Choices
		}
	}
	return nil
}
