// Package resolve knows which name means what. [Load] reads a file and all that it uses, and gathers their
// declarations into a [Program]: parts (`let`), columns (`field`), values (`value`, `param`), and names of
// ids (`list`, `isp`, `campaign`). It reports what is wrong with the declarations themselves: files that
// cannot be used, names and statements that are there twice, types of columns that are unknown, names that
// are made of themselves or of too many others, and names that mean too many ids together.
//
//   - program.go: a program, its objects, and how to find one
//   - load.go: the files; reason.go says why one cannot be used, near_path.go which one is meant, and as_part.go that its
//     rule may be a part
//   - declare.go: their declarations
//   - scope.go: files whose rule others use as a part, with names of their own
//   - rules.go: the rules of the main file and their segments, and a program with one of them alone;
//     joined.go makes one rule of two
//   - reach.go: the declarations on which something rests
//   - day.go: whether a rule depends on the day
//   - assume.go: what they say of the platform
//   - follow.go: what names of names mean in the end
//   - cycle.go: which names are made of themselves
//   - values.go: values, params and parameters, and what a program is that was expanded
//   - chain.go: the way from the use of a part to a part in it
//   - role.go: what a name means in the place of a value
//   - use.go: where a name is used, and what is at a place
//   - comment.go: what people wrote about a declaration
//   - guess.go: which name may be meant by a word that names nothing
//
// It never looks at whether a condition makes sense, and never at the platform. The
// evaluator gathers names by itself, since it judges what is made from them here.
package resolve
