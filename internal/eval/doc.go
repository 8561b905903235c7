// Package eval answers whether a contact matches a rule: one judge for syntax
// trees, Tree, and one for documents, Document. It exists to find out whether
// a document means what the text it was made from means. Read reads a tree once, for
// those who ask about many contacts.
//
// The two judges are written apart. Tree knows the language, Document knows the API's
// page. They share the contact (package contact), the part of it that one condition asks
// about, the reading, the look-up of texts, exact numbers (package decimal), dates (package
// date), keys of texts (package collation), the words for events (package condition) and
// the count of the work. They share no more, so that a mistake in one shows as a
// disagreement. Neither is clever: a condition is looked up, never simplified. The package
// never imports the compiler that it judges.
//
// What both judges look at:
//
//   - reading.go has the readings of what the API leaves open
//   - texts.go finds a text among those of a contact, and lists.go a list
//
// The judge of trees:
//
//   - names.go finds out what names mean, names_dates.go which columns have dates, ids.go reads the ids of a condition, and source.go the
//     whole tree; day.go counts days with package time, and bind.go puts values in the places of
//     their names; header.go reads the lists of a header, and loop.go gives the names of `for`
//     their meaning in one rule; other.go reads the rules of other files that are parts
//   - tree.go judges, tree_column.go conditions on columns, tree_value.go their values, and
//     tree_event.go counts
//
// The judge of documents: document.go judges, and document_field.go conditions on columns.
//
// part.go lets both judge one condition at a time.
//
// # What the API leaves open
//
// A Reading answers the questions that the API's documentation does not. What
// else is not documented both judges read the same way:
//
//   - The value of the contact decides how it is compared. A date compares
//     with a text that is a date, by instant; a text compares as text, even
//     with something that looks like a date or a number. Values of different
//     types are not equal and in no order, so only negative operators match.
//   - An empty text and an empty set are values. Only a value that is not there
//     is null.
//   - A set matches =, in, contains and starts with when one of its elements
//     does, and is in no order. Under has any, has all and has none any other
//     value is a set of one.
//   - Text is ordered by its bytes, however it compares for equality: the order
//     of texts is not documented either.
//   - contains and starts with look at text only.
//   - An event without a campaign belongs to no set of campaigns, a contact
//     without an ISP to no set of ISPs.
package eval
