// Package theory knows what conditions mean. It turns the conditions of a rule
// on one subject (a column, the lists, the ISP, the events of one metric) into
// a finite list of regions and into the sets of regions that can be written
// down again as conditions, which is all that package logic has to know.
//
// # Regions
//
// An atom is a condition of the rule. Two contacts on which all atoms of a
// subject agree need not be told apart, so a region represents one pattern of
// truth values, and the regions are all patterns that any contact can have
// under any reading of what the API leaves open: whether negative operators
// match a missing value, whether text compares by case, what becomes of an
// event on the edge of a window, and what a date is beside a time. What holds
// on all regions therefore holds under every reading. More regions than are
// possible would do no harm to that, they only hide simplifications; one too
// few would be a miscompilation. So wherever the meaning of a condition is not
// certain, as for the order of texts or for literals of several types in one
// column, the package takes more.
//
// # Domains
//
// A domain is a set of regions that a conjunction of conditions expresses.
// Its cost is the least number of conditions, its weight counts the
// conditions that the rule does not contain and, with far less effect, the
// listed values, so what is minimal as written stays as written. Only
// operators that the type of the column surely allows are used beyond those
// of the rule ([Allowed]).
//
// The vocabulary has levels. From 3 down to 1 it shrinks: at 3 are all unions
// of listed values, all bounds and all windows that can help; at 2 the atoms,
// their opposites and a few unions; at 1 the atoms alone. A level is left for
// the next when there would be too many domains. Level 0 gives every atom a
// subject of its own: all that is known of how they hang together is lost.
//
// Two facts keep domains few. A rule is monotone in its atoms (negation has
// been pushed into them), so a domain is left out if a larger one, at no more
// cost, adds only regions where the rule holds whenever it held before. And
// regions between which the whole rule makes no difference, its classes, need
// not be separated: a caller that has built the rule as a diagram over
// [Spaces] passes its classes to [Space.Subjects]. Two thousand values joined
// by "or" are then one list; without the classes, level 1 has to do.
//
// # How each kind is modeled
//
//   - column.go: which of these a column is, by its type and its conditions. operators.go
//     has the operators of a type, and constants.go the values that conditions compare with.
//   - ordered.go, ranges.go, between.go: numbers and dates. The constants of comparisons
//     cut a line; others matter by the gap they lie in and the atoms that list them.
//   - dated.go, dated_bases.go: a column that is compared with dates and with times.
//   - discrete.go, discrete_points.go, discrete_bases.go: values that are only listed,
//     and the constants of text.
//   - text.go, text_other.go: contains and starts with. Any choice of parts that holds the
//     parts of its parts is possible: put a character between them that is in none.
//   - elements.go: columns of several values, and lists. Elements that the same atoms
//     list are one class: none, some or all of them are there.
//   - isp.go: the ISP, where every set of values is one condition.
//   - event.go, event_bands.go, event_bases.go: counts. Windows are sums over bands of
//     time; see event_chain.go for windows of one set of campaigns that begin or end
//     together, event_bounds.go for other windows of one set, and event_sums.go for several.
//   - opaque.go: all that is uncertain.
//   - assumed.go: what all of these leave out if something is known of the platform.
//
// What the kinds share: theory.go is the entry, space.go has the regions of a subject
// (set.go, partition.go), vocabulary.go what may be said about them, domains.go the domains
// that come of that (chains.go sees early when they are too many), and witness.go a part of a contact for each region,
// which lone.go reads off a condition alone.
//
// # Limits
//
// Beyond the limits, connections between atoms are lost, never made up; docs/simplification.md
// says which. Then two regions may exclude each other in truth, and a witness of both does
// not exist: replay one before showing it.
//
// Nothing here is random, reads a clock or depends on the order of a map. The package
// sees one subject at a time: it knows nothing of how a rule joins its conditions.
package theory
