package editor

import "strings"

// tablesWord returns what a fixed word of a statement `tables` is about, in a few words: one that
// begins an item, if the item is the word, or one of the item. It is empty for any other word.
func tablesWord(item, word string) string {
	said := ""
	switch item {
	case "contacts":
		said = contactsWord(word)
	case "column":
		said = columnWord(word)
	case "provider":
		said = providerWord(word)
	case "events":
		said = eventsWord(word)
	case "event":
		switch word {
		case "event":
			said = "which rows are events of a kind"
		case "where":
			said = "a condition on the columns of the rows, as in a rule"
		}
	case "partition":
		switch word {
		case "partition":
			said = "the column by which the events are stored in parts"
		case "slack":
			said = "how many days the column is at most away from the time of the event"
		}
	case "memberships":
		switch word {
		case "memberships":
			said = "the relation that says which contacts are on which list"
		case "contact":
			said = "the column with the id of the contact; contact_id if left out"
		case "list":
			said = "the column with the id of the list; list_id if left out"
		}
	case "sharded":
		if word == item {
			said = "the column by which servers share the rows of the relation"
		}
	case "final":
		if word == item {
			said = "leaves out rows that were replaced"
		}
	}
	switch {
	case said != "":
		return said
	case word == "where" && (item == "contacts" || item == "events" || item == "memberships"):
		return "which rows count, in the SQL of your database"
	case item == "column" || item == "events" || item == "partition":
		return timeWord(word)
	}
	return ""
}

func contactsWord(word string) string {
	switch word {
	case "contacts":
		return "the relation with a row for each contact"
	case "key":
		return "the column with the id of the contact; id if left out"
	}
	return ""
}

func columnWord(word string) string {
	switch word {
	case "column":
		return "a column of rules, and what holds its values in the database"
	case "array":
		return "an array of tags"
	case "json":
		return "JSON text with an array of tags"
	case "split":
		return "text with a separator between tags"
	case "joined":
		return "another relation has a row for each tag"
	case "tags":
		return "the column holds tags"
	case "float":
		return "a number of double precision; NaN is a missing value"
	case "as", "number":
		return "text with a number"
	case "trim":
		return "spaces at both ends do not count"
	case "empty":
		return "empty text is a missing value"
	case "boolean":
		return "what the column holds for true and for false"
	case "missing":
		return "the column that says that tags are missing"
	case "contact":
		return "the column of the joined relation with the id of the contact"
	case "tag":
		return "the column of the joined relation with a tag"
	}
	return ""
}

func providerWord(word string) string {
	switch word {
	case "provider":
		return "where the ISP of a contact is"
	case "domain":
		return "the column of contacts with an address, whose domain has the ISP"
	case "column":
		return "the column of contacts with the number of the ISP"
	case "from":
		return "the relation of domains, with the columns of domain and ISP"
	}
	return ""
}

func eventsWord(word string) string {
	switch word {
	case "events":
		return "a relation with a row for each event"
	case "contact":
		return "the column with the id of the contact; contact_id if left out"
	case "metric":
		return "the column with the kind of event; metric if left out"
	case "at":
		return "the column with the time of the event; occurred_at if left out"
	case "campaign":
		return "the column with the id of the campaign; campaign_id if left out"
	case "id":
		return "the column with the id of the event: rows with the same id count once"
	case "keeps":
		return "how long events are kept"
	}
	return ""
}

// timeWord returns what a word says of a column with times.
func timeWord(word string) string {
	switch word {
	case "time":
		return "a time as clocks in a zone show it"
	case "day":
		return "a day, which is its midnight in UTC"
	case "utc":
		return "a time in UTC, of a type without a zone"
	case "epoch":
		return "how much time has passed since 1970"
	}
	return ""
}

// isTablesItem reports whether a word begins an item of a statement `tables`.
func isTablesItem(word string) bool { return tablesWord(word, word) != "" && word != "where" }

// firstWord returns the first word of one or two.
func firstWord(words string) string {
	first, _, _ := strings.Cut(words, " ")
	return first
}
