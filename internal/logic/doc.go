// Package logic finds the smallest cover of a function over multi-valued
// subjects, where only some sets of values can be written down.
//
// A subject has a number of regions. A domain is a set of regions that some
// conjunction of conditions expresses; it has a cost, the number of those
// conditions. A cube picks one domain for each subject and represents the
// product of them. A function is a set of points, one region a subject. A
// cover of it is a list of cubes whose union it is. [Diagram.Minimize] looks
// for the cover with the fewest cubes, among those for the one with the fewest
// conditions, and among those for one of little weight.
//
// # How
//
// Functions live in a [Diagram], a multi-valued decision diagram. Equal
// functions are equal nodes there, so every result is checked by comparing two
// numbers.
//
//   - subject.go, set.go, set_index.go: subjects with their domains, and sets of regions.
//   - diagram.go, memory.go: the diagram, and what its tables take.
//   - cube.go, walk.go: cubes, and walks through the nodes under one.
//   - classes.go, within.go, deciding.go: which regions a function tells apart, whether
//     it holds on all of some points, and points on which one subject decides.
//   - needed.go: whether each of many cubes is needed, and each of its literals.
//
// A cover is looked for in this order (minimize.go):
//
//   - written.go: a cover whose cubes are all essential is minimal as written; around.go has
//     the regions around a point.
//     Most small rules end here.
//   - primes.go: all prime implicants, by recursion over the diagram.
//   - table.go, cover.go: which primes? A covering problem, whose rows are
//     points: all of them, or found one by one where there are too many.
//   - matrix.go, lagrange.go, local.go, search.go: the solver of covering
//     problems: reductions, lower bounds, a local search for good covers, and
//     branch and bound. Cubes are counted first; conditions are compared only
//     among covers with the least number of cubes. memory_cover.go counts what
//     such a problem takes.
//   - conditions.go: an implicant that is not prime can cost fewer conditions.
//   - heuristic.go, isop.go: what is done when there are too many primes.
//   - polish.go: less weight, and no condition stricter than it has to be.
//
// # Limits
//
// Every method counts its work and stops at a limit (limits.go, [Limits]). No clock is
// read, no random source is used and no decision depends on the order of a Go
// map, and bounds are computed in integers: the same input gives the same
// result on every machine.
//
// The package has never heard of contacts or of the language: regions are numbers to it.
package logic
