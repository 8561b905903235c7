package logic

import (
	"fmt"

	"github.com/segc-lang/segc/internal/poll"
)

// What the limits are by default. Each ends a method, so that a hostile rule
// costs about two seconds and some hundred megabytes at most; all count work,
// none reads a clock.
const (
	// DefaultNodes is enough for any rule that people write (the largest public
	// function has 200) and keeps the tables below 100 MB.
	DefaultNodes = 1_000_000
	// DefaultRuns bounds the children of all nodes together, 8 bytes each. A
	// subject can have 4,096 regions, so nodes alone say little about memory.
	DefaultRuns = 16_000_000
	// DefaultOperations bounds the steps through a diagram, for building and up
	// to three times as much for minimizing, if all methods fail one after the
	// other. A million take 0.03 s, or 0.1 s in a large diagram.
	DefaultOperations = 12_000_000
	// DefaultPrimes is where the exact method gives way to the heuristic:
	// covering problems with more columns are rarely solved.
	DefaultPrimes = 5_000
	// DefaultPrimeEntries bounds the primes of all nodes together, 4 bytes each.
	DefaultPrimeEntries = 4_000_000
	// DefaultRows is the largest number of points that are listed one by one
	// rather than searched for.
	DefaultRows = 1 << 16
	// DefaultColumns bounds the implicants that are compared by conditions.
	DefaultColumns = 5_000
	// DefaultBranches bounds the nodes of the branch and bound tree. Where 2,000
	// do not settle a problem, 20,000 have not either.
	DefaultBranches = 2_000
	// DefaultRounds bounds how often a cover is checked for missed points.
	DefaultRounds = 400
	// DefaultSteps bounds the work on covering problems, in memory words
	// visited: about one second.
	DefaultSteps = 600_000_000
	// DefaultCubes bounds the covers that the heuristic works on.
	DefaultCubes = 20_000
)

// Limits bound the work and the memory of a diagram and of what is computed
// with it. A limit of 0 allows nothing; start from [DefaultLimits].
type Limits struct {
	Nodes        int // nodes of the diagram at one time
	Runs         int // children of these nodes, equal neighbors counted once
	Operations   int // steps through the diagram; Minimize has three times as many of its own
	Primes       int // prime implicants for the exact method
	PrimeEntries int // prime implicants of all sub-functions together
	Rows         int // points of a covering problem that are listed
	Columns      int // implicants in the search for fewer conditions
	Branches     int // nodes of the branch and bound tree
	Rounds       int // checks of a cover for missed points
	Steps        int // memory words visited in covering
	Cubes        int // cubes in the heuristic method

	// Poll counts the steps of all work, and may end it; nil never does.
	Poll *poll.Poll
}

// DefaultLimits returns the limits meant for one rule.
func DefaultLimits() Limits {
	return Limits{
		Nodes:        DefaultNodes,
		Runs:         DefaultRuns,
		Operations:   DefaultOperations,
		Primes:       DefaultPrimes,
		PrimeEntries: DefaultPrimeEntries,
		Rows:         DefaultRows,
		Columns:      DefaultColumns,
		Branches:     DefaultBranches,
		Rounds:       DefaultRounds,
		Steps:        DefaultSteps,
		Cubes:        DefaultCubes,
	}
}

// Less returns the limits with what is left of the counters of time, and at least a part of
// each, so that the work that comes last has some, too.
func (l Limits) Less(spent Spent) Limits {
	const least = 16
	l.Operations = max(l.Operations/least, l.Operations-spent.Operations)
	l.Branches = max(l.Branches/least, l.Branches-spent.Branches)
	l.Steps = max(l.Steps/least, l.Steps-spent.Steps)
	return l
}

// Spent counts what has been used of the limits.
type Spent struct {
	Nodes      int // the most at one time
	Operations int // of building and all phases together
	Primes     int // of the functions minimized; what was found, if a limit was hit
	Branches   int
	Rounds     int
	Steps      int
}

// And returns what was spent one after the other.
func (s Spent) And(t Spent) Spent {
	return Spent{
		max(s.Nodes, t.Nodes), s.Operations + t.Operations, s.Primes + t.Primes,
		s.Branches + t.Branches, s.Rounds + t.Rounds, s.Steps + t.Steps,
	}
}

// Work returns the steps of all counters of time together.
func (s Spent) Work() int { return s.Operations + s.Branches + s.Steps }

// LimitError says that a limit ended a computation.
type LimitError struct {
	Limit      string // its name, as in Limits but in lower case
	Spent, Max int
}

// Error implements error.
func (e *LimitError) Error() string {
	return fmt.Sprintf("the limit of %d %s is exceeded", e.Max, e.Limit)
}
