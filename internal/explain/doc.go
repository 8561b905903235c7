// Package explain says in plain English what a document means, so that people who
// do not write rules can check it: a sentence for every group, who is left out
// because a value is missing, and what depends on the platform where its
// documentation does not say what it does.
//
// What is said:
//
//   - explain.go conducts, and has the Explanation
//   - distinct.go has each condition of the document once, with what is said of it
//   - phrase.go says conditions, event.go those about events, range.go two ends of a range
//     together, and repeated.go several that differ only in their values; clause.go joins
//     them into a sentence
//   - nest.go finds a form with parentheses that is much shorter than the groups
//   - leftout.go says who is left out, and open.go what depends on the platform, with
//     collated.go for the comparison of text
//   - files.go says which conditions come from other files
//   - piece.go has the pieces of a sentence: our own words, and text of unknown origin
//
// testdata/aloud.golden has sixty explanations. Read them aloud after each change of a phrase:
// a colleague would say it that way.
//
// How text of unknown origin looks: spell.go spells it so that every character shows,
// joiner.go decides about joiners, spell_rule.go writes a part of a rule as one line, and
// shorten.go cuts what is too long to read.
//
// How it is written:
//
//   - write.go writes text and Markdown, and json.go JSON
//   - mermaid.go and svg.go draw pictures, label.go cuts their labels, and measure.go breaks
//     lines for a terminal
//
// It explains the document, not the source, because the document decides who gets an
// e-mail. The same document gives the same words. The package decides nothing and
// draws nothing but what it explains.
package explain
