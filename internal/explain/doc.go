// Package explain says in plain English what a document means, so that somebody
// who writes no rules can check it: a sentence for every group, who is left out
// for want of a value, and what depends on what the platform does where its
// documentation is silent.
//
// It explains the document, not the source, since the document is what decides
// who gets a mail. The same document gives the same words. The package decides
// nothing and draws nothing but what it explains.
package explain
