package editor

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
)

// Lens is what is known of a segment in a few words, for the line above it.
type Lens struct {
	Span    ast.Span // the word with which the segment begins
	Title   string
	Segment string // its name, as Segments has it; "" if there are several of it, or none yet
}

// State is what a lens says beside a proof.
type State struct {
	Proving bool // a proof runs for so long that somebody may wait for it
	Errors  int  // of the text as it is now, which keep it from being proved
}

// Lenses returns a lens for each segment of the text. Where they are depends on the words `segment`
// and `where` alone, so that lines do not jump. The proof may be of an earlier state of the text, and
// nil if there is none yet.
func (s *Snapshot) Lenses(proof *Proof, state State) []Lens {
	lenses := s.lensPlaces()
	for i := range lenses {
		switch known := proof != nil && i < len(proof.titles); {
		case state.Errors > 0:
			lenses[i].Title = english.Count(state.Errors, "error")
			if known && proof.proved() {
				lenses[i].Title += "; the proof is of an earlier state"
			}
		case !known || state.Proving:
			lenses[i].Title = "proving …"
		default:
			lenses[i].Title = proof.titles[i]
		}
	}
	return lenses
}

// proved reports whether anything was proved: of a text with errors, nothing is.
func (p *Proof) proved() bool {
	return slices.ContainsFunc(p.Rules, func(rule Proved) bool {
		return rule.Made || rule.Guard == Breaks || rule.Guard == NotDecided
	})
}

// maxLenses is how many lenses a text has at most.
const maxLenses = 1000

// lensPlaces returns the lenses without their titles.
func (s *Snapshot) lensPlaces() []Lens {
	first := "where" // what a segment begins with
	for _, statement := range s.file().Statements {
		if s.lensWord(statement) == "segment" {
			first = "segment"
		}
	}
	var all []Lens
	for _, statement := range s.file().Statements {
		if s.lensWord(statement) != first || len(all) == maxLenses {
			continue
		}
		at := statement.Span()
		lens := Lens{Span: ast.Span{Start: at.Start, End: min(at.End, at.Start+len(first))}}
		if rule, is := statement.(*ast.Where); is && rule.Bare {
			lens.Span.End = at.Start
		}
		if made := s.rulesOf(statement); len(made) == 1 {
			lens.Segment = s.program.MainRules[made[0]].Name()
		}
		if all = append(all, lens); first == "where" {
			break // a second rule is a mistake
		}
	}
	return all
}

// lensWord returns the word of a statement that a lens can be at, or "".
func (s *Snapshot) lensWord(statement ast.Statement) string {
	switch n := statement.(type) {
	case *ast.Segment:
		return "segment"
	case *ast.Where:
		return "where"
	case *ast.BadStatement:
		return strings.ToLower(s.Source().Slice(n.Keyword))
	}
	return ""
}

// rulesOf returns the numbers of the rules that are made of a statement: a header, or a `where` without
// one.
func (s *Snapshot) rulesOf(statement ast.Statement) (numbers []int) {
	for i := range s.program.MainRules {
		written := s.program.MainRules[i].AsWritten()
		if written.Segment != nil && ast.Statement(written.Segment) == statement || written.Segment == nil && written.Where != nil && ast.Statement(written.Where) == statement {
			numbers = append(numbers, i)
		}
	}
	return numbers
}

// lensTitles returns what the lenses say when everything is proved.
func (s *Snapshot) lensTitles(proof *Proof) []string {
	at := map[int][]int{} // the rules of each place
	places := s.lensPlaces()
	for i := range proof.Rules { // a header alone has none
		written := s.program.MainRules[i].AsWritten()
		start := -1
		switch {
		case written.Segment != nil:
			start = written.Segment.At.Start
		case written.Where != nil:
			start = written.Where.At.Start
		}
		at[start] = append(at[start], i)
	}
	titles := make([]string, len(places))
	for i, place := range places {
		switch numbers := at[place.Span.Start]; len(numbers) {
		case 0:
			titles[i] = "no rule"
		case 1:
			if len(s.program.MainRules[numbers[0]].AsWritten().Loops()) > 0 {
				titles[i] = s.manyTitle(proof, numbers)
				break
			}
			titles[i] = s.oneTitle(proof, numbers[0])
		default:
			titles[i] = s.manyTitle(proof, numbers)
		}
	}
	return titles
}

// oneTitle says what was proved of one rule.
func (s *Snapshot) oneTitle(proof *Proof, number int) string {
	rule := &proof.Rules[number]
	if !rule.Made {
		switch rule.Guard {
		case Breaks:
			return s.guard("breaks", "a guard breaks")
		case NotDecided:
			return s.guard("could not be proved", "not all guards could be proved")
		}
		return english.Count(max(rule.Errors, 1), "error")
	}
	words := []string{english.Count(rule.Groups, "group"), english.Count(rule.Conditions, "condition"), s.minimality(rule)}
	if rule.Guard == Holds {
		words = append(words, s.guard("holds", "guards hold"))
	}
	return strings.Join(words, ", ") + s.onDay(proof, number)
}

// guard says something of the only guard, or of several.
func (s *Snapshot) guard(verb, several string) string {
	if len(s.program.Guards) > 1 {
		return several
	}
	return "guard " + verb
}

// minimality says how small the document of a rule is.
func (s *Snapshot) minimality(rule *Proved) string {
	switch {
	case rule.Undecided:
		return "beyond the limits of proof"
	case rule.Minimal:
		return "proved minimal"
	case s.options.Plain:
		return "not simplified"
	}
	return "not proved minimal"
}

// onDay names the day that a rule was proved for, if it is another rule tomorrow.
func (s *Snapshot) onDay(proof *Proof, number int) string {
	if result := proof.results[number]; result != nil && result.Today != "" {
		return ", on " + english.Day(result.Today)
	}
	return ""
}

// manyTitle says what was proved of the rules that `for` makes of one.
func (s *Snapshot) manyTitle(proof *Proof, numbers []int) string {
	least, most, made, minimal := 0, 0, 0, 0
	var breaks, undecided, wrong []string
	day := ""
	for _, number := range numbers {
		rule := &proof.Rules[number]
		switch {
		case rule.Made:
			if made == 0 || rule.Groups < least {
				least = rule.Groups
			}
			most = max(most, rule.Groups)
			made++
			if rule.Minimal && !rule.Undecided {
				minimal++
			}
			day = s.onDay(proof, number)
		case rule.Guard == Breaks:
			breaks = append(breaks, s.label(number))
		case rule.Guard == NotDecided:
			undecided = append(undecided, s.label(number))
		default:
			wrong = append(wrong, s.label(number))
		}
	}
	title := english.Count(len(numbers), "segment") + " by " + s.loopNames(numbers[0])
	if made > 0 {
		groups := english.Count(most, "group")
		if least < most {
			groups = fmt.Sprintf("%d–%d groups", least, most)
		}
		title += ": " + groups
		switch minimal {
		case made:
			title += ", proved minimal"
		case 0:
			title += ", not proved minimal"
		default:
			title += fmt.Sprintf(", %d of %d proved minimal", minimal, made)
		}
		if made == len(numbers) && len(s.program.Guards) > 0 {
			title += ", " + s.guard("holds", "guards hold")
		}
		title += day
	}
	for _, part := range []struct {
		say    string
		labels []string
	}{
		{s.guard("breaks", "a guard breaks"), breaks}, {s.guard("could not be proved", "not all guards could be proved"), undecided}, {"errors", wrong},
	} {
		if len(part.labels) > 0 {
			title += fmt.Sprintf("; %s in %d: %s", part.say, len(part.labels), some(part.labels))
		}
	}
	return title
}

// some lists labels, and counts those that are too many to show.
func some(labels []string) string {
	const most = 5
	if len(labels) <= most {
		return strings.Join(labels, ", ")
	}
	return strings.Join(labels[:most], ", ") + fmt.Sprintf(" and %d more", len(labels)-most)
}

// label returns the values of the `for` of a rule.
func (s *Snapshot) label(number int) string {
	var labels []string
	for _, e := range s.program.MainRules[number].Each {
		labels = append(labels, shown(e.Label))
	}
	return strings.Join(labels, " ")
}

// loopNames returns the names of the `for` of a rule.
func (s *Snapshot) loopNames(number int) string {
	var names []string
	for _, e := range s.program.MainRules[number].Each {
		names = append(names, shown(e.Name))
	}
	return english.And(names)
}
