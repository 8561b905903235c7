package diag

import "strings"

// Stage is the part of segc that reports a code.
type Stage string

// The stages. Those of the text, of names and of types see each text that is read. Those
// of compiling and guards see a rule that has no errors so far.
const (
	StageText      Stage = "text"      // what cannot be read
	StageNames     Stage = "names"     // names and files
	StageTypes     Stage = "types"     // types and values
	StageCompiling Stage = "compiling" // from a rule to a document
	StageStyle     Stage = "style"     // what compiles and may not be what was meant
	StageGuards    Stage = "guards"    // whom a require keeps out
	StageDocuments Stage = "documents" // JSON, comparing rules, and queries
	StageAPI       Stage = "api"       // what the API refuses
	StageService   Stage = "service"   // Interrupted and Internal, which are not about the text
)

// Stage returns the stage of a code, or "" for a text that is not a code of segc.
func (c Code) Stage() Stage {
	if c == Interrupted || c == Internal {
		return StageService
	}
	number, found := strings.CutPrefix(string(c), "SEG")
	if !found || len(number) != len("101") {
		return ""
	}
	switch number[0] {
	case '1':
		return StageText
	case '2':
		return StageNames
	case '3':
		return StageTypes
	case '4':
		return StageCompiling
	case '5':
		return StageStyle
	case '6':
		return StageGuards
	case '7':
		return StageDocuments
	case '8':
		return StageAPI
	}
	return ""
}
