// Command mutate checks the tests: it breaks the code in one place, runs the
// tests that must notice, and reports the mutants that no test notices.
//
//	go run ./internal/tool/mutate                    # all mutants
//	go run ./internal/tool/mutate -quick             # those that .ci/run checks
//	go run ./internal/tool/mutate theory checks/verify-true
//	go run ./internal/tool/mutate -list
//
// The mutants are in testdata/mutants, one file for each area. An entry has a
// name, the reason why the change is a fault, the tests that must fail and the
// change itself, as whole lines:
//
//	mutant opposite-of-greater
//	why `not age > 5` becomes `age < 5`
//	kill ./compile TestOpposites|TestNegation
//	quick
//	file internal/condition/operator.go
//	-	Greater: LessEq, LessEq: Greater,
//	+	Greater: Less, LessEq: Greater,
//
// Lines that begin with `-` or a space must occur exactly once in the file, one
// after the other. Those that begin with `+` or a space replace them. `@@` begins
// a second place in the same file, `file` a place in another one, and `with NAME`
// adds the change of another mutant, so that several faults are judged together.
// Each `kill` names a package and tests of it; at least one test of each package
// must fail. `equivalent` gives the reason why a mutant changes nothing that a test
// can see: then the mutant must survive. Lines that begin with `#` are comments.
//
// An empty list is an error, so that no list is emptied in silence.
//
// The tests get the changed files through `go test -overlay`, so the checkout is
// never written to. First all named tests run on the code as it is. The command
// fails if one of them is missing, is skipped or fails there; if a change does not
// apply or does not compile; if tests take too long; and if a mutant survives
// without a reason.
//
//   - main.go reads the command line and shows what comes of each mutant
//   - list.go reads the lists, and apply.go makes the overlay of a mutant
//   - gotest.go runs tests, and judge.go decides what became of a mutant
package main
