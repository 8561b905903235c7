package ast

// Assume says what the account is known to do where the platform's documentation is silent:
// assume missing skip.
type Assume struct {
	At       Span
	Question Term // missing, case, edge or day
	Answer   Term
	Broken   bool // see Broken
}

// Span returns the place of the statement.
func (s *Assume) Span() Span { return s.At }

func (*Assume) statement() {}

// Term is a word that is one of the language in its place only, as it is written.
type Term struct {
	At   Span
	Text string
}

// Span returns the place of the word.
func (t Term) Span() Span { return t.At }

// Questions returns what can be assumed, in the order of the documentation.
func Questions() []string { return []string{"missing", "case", "edge", "day"} }

// Answers returns the answers to a question in lower case, or nil if there is none of that name.
func Answers(question string) []string {
	switch question {
	case "missing":
		return []string{"match", "skip"}
	case "case":
		return []string{"exact", "fold"}
	case "edge":
		return []string{"last", "more_than", "both", "neither"}
	case "day":
		return []string{"start", "whole"}
	}
	return nil
}
