package explain

import (
	"maps"
	"slices"
	"time"

	"github.com/segc-lang/segc/internal/condition"
)

// fromFiles says which conditions come from which other files, each condition once: by file, as programs
// have it, and a line for each file.
func (in *Input) fromFiles() (files map[string][]string, lines []phrase) {
	if in.Files == nil {
		return nil, nil
	}
	type said struct {
		clauses, undated clauses
		known            map[int]bool // by the ids of clauses
	}
	undated := *in // the sentences of the groups have the dates
	undated.At = time.Time{}
	undated.distinct = in.distinct.unsaid()
	of := map[string]*said{}
	for i, g := range in.Document.Any {
		// The ends of a range are said together only if they are in one group.
		type part struct {
			conditions []condition.Condition
			numbers    []int
		}
		parts := map[string]part{}
		var order []string
		for j, c := range g.All {
			in.Poll.Step(32)
			for _, name := range in.Files(i, j) {
				in.Poll.Step(8)
				part, ok := parts[name]
				if !ok {
					order = append(order, name)
				}
				part.conditions, part.numbers = append(part.conditions, c), append(part.numbers, in.distinct.numbers[i][j])
				parts[name] = part
			}
		}
		for _, name := range order {
			if of[name] == nil {
				of[name] = &said{known: map[int]bool{}}
			}
			part := parts[name]
			short := undated.clauses(part.conditions, part.numbers)
			for k, c := range in.clauses(part.conditions, part.numbers) {
				if s := of[name]; !s.known[c.id] {
					s.known[c.id] = true
					s.clauses, s.undated = append(s.clauses, c), append(s.undated, short[k])
				}
			}
		}
	}
	if len(of) > 0 {
		files = map[string][]string{}
	}
	for _, name := range in.sorted(slices.Collect(maps.Keys(of))) {
		said := of[name]
		files[givenName(in.Poll, name).plain(in.Poll)] = said.clauses.texts(in.Poll)
		shown := in.list(len(said.undated), most, func(i int) phrase { return said.undated[i].boxed(in.Poll) })
		lines = append(lines, say(givenName(in.Poll, name), own(": "), separated(in.Poll, shown), own(".")))
	}
	return files, lines
}
