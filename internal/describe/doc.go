// Package describe says of a compiled rule what `segc explain` says of it, and of two rules what
// `segc diff` says of them. Package segc and the editors begin here, so both say the same.
//
//   - rule.go explains a rule, with what is known of it beside its document
//   - difference.go has how two rules relate, and text.go writes it for people
package describe
