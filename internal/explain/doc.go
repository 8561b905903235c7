// Package explain says in plain English what a document means, so that somebody
// who writes no rules can check it: a sentence for every group, who is left out
// for want of a value, and what depends on what the platform does where its
// documentation is silent.
//
// What is said:
//
//   - explain.go conducts, and has the Explanation
//   - phrase.go says conditions, event.go those about events, and repeated.go several at once
//     that differ in their values alone; clause.go joins them to a sentence
//   - nest.go finds a form with parentheses that is much shorter than the groups
//   - leftout.go says who is left out, and open.go what depends on the platform, with
//     collated.go for the comparison of text
//   - piece.go has the pieces of a sentence: words of our own, and text of unknown origin
//
// How text of unknown origin looks: spell.go spells it so that every character shows,
// joiner.go decides about joiners, spell_rule.go writes a part of a rule as one line, and
// shorten.go cuts what is too long to read.
//
// How it is written:
//
//   - write.go writes text and Markdown, and json.go JSON
//   - mermaid.go and svg.go draw pictures, label.go cuts their labels, and measure.go tells
//     how wide text is
//
// It explains the document, not the source, since the document is what decides
// who gets a mail. The same document gives the same words. The package decides
// nothing and draws nothing but what it explains.
package explain
