package prove

import (
	"maps"
	"slices"

	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/resolve"
)

// mayChange says on what the meaning of the rule rests beside its own text: on the day, on the
// values of params, and on other files. It is empty if it rests on nothing else. What changes
// nothing today may then do so later, so that it is not to be taken out without a question.
func (p *Prover) mayChange() string {
	var rests []string
	if today, _ := p.program.UsesToday(); today {
		rests = append(rests, "on this day")
	}
	params, files := false, map[string]bool{}
	main := p.program.Main().Source
	for _, o := range p.program.AsWritten().Reach(p.Poll, p.program.WrittenExpr(p.where)) {
		params = params || o.Kind == resolve.Param
		// That a column always has a value, or one of some, is believed in proofs.
		if o.Source != nil && o.Source != main && (o.Kind != resolve.Column || o.Column.NotNull || len(o.Column.Choices) > 0) {
			files[o.Source.Name()] = true
		}
		if o.Taken != nil {
			files[o.Taken.Program.Main().Source.Name()] = true
		}
	}
	if params {
		rests = append(rests, "with these param values")
	}
	rests = append(rests, filesAsTheyAre(slices.Sorted(maps.Keys(files)))...)
	if len(rests) == 0 {
		return ""
	}
	return "this is true " + english.And(rests) + "; `--fix` does not remove the part, because that may change"
}

// filesAsTheyAre names a few files on which something rests.
func filesAsTheyAre(names []string) (rests []string) {
	const most = 3
	for _, name := range names[:min(len(names), most)] {
		rests = append(rests, "with "+name+" as it is now")
	}
	if more := len(names) - most; more > 0 {
		rests = append(rests, "with "+english.Count(more, "more file")+" as they are now")
	}
	return rests
}
