package meant

// The words that join and negate conditions, in the languages that people come from.
var (
	ands = []string{"and", "&&", "&", "und", "et", "y", "e", "i", "oraz", "but", "aber", "mais", "pero", "ale", "plus", "as well as", "and also", "and then", ",", "+", "∧"}
	ors  = []string{"or", "||", "|", "oder", "ou", "o", "lub", "albo", "∨", "or else"}
	nots = []string{"not", "!", "nicht", "non", "no", "nie", "¬", "except", "excluding", "without"}
)

// operators are segc's operators with other ways to say them. Sure are those that the grammar takes for
// something that nobody means.
var operators = []struct {
	text string
	said []string
	sure bool
}{
	{"=", []string{"=", "==", "===", "is", "eq", "equals", "equal", "equal to", "is equal to", "is equals", "are", "ist", "est", "es", "jest", ":", ":=", "matches exactly", "is exactly", "equals to", "gleich", "ist gleich"}, false},
	{"!=", []string{"!=", "<>", "!==", "≠", "is not", "isn't", "ne", "neq", "not equal", "not equals", "does not equal", "doesn't equal", "is not equal to", "not equal to", "is different from", "ist nicht", "n'est pas", "no es", "nie jest", "not =", "aren't", "are not"}, false},
	{">", []string{">", "gt", "is greater than", "greater than", "is more than", "is over", "over", "above", "is above", "is older than", "is bigger than", "exceeds", "is larger than", "größer als", "mayor que", "supérieur à", "is after", "after"}, false},
	{">=", []string{">=", "=>", "≥", "gte", "ge", "is greater than or equal to", "greater than or equal to", "greater or equal", "greater or equal to", "is at least", "at least", "no less than", "not less than", "is no less than", "is not less than", "mindestens", "au moins", "al menos", "co najmniej", "min", "is greater than or equals"}, false},
	{"<", []string{"<", "lt", "is less than", "less than", "is under", "under", "below", "is below", "is fewer than", "fewer than", "is smaller than", "smaller than", "kleiner als", "menor que", "is before", "before"}, false},
	{"<=", []string{"<=", "=<", "≤", "lte", "le", "is less than or equal to", "less than or equal to", "less or equal", "less or equal to", "is at most", "at most", "no more than", "not more than", "is no more than", "is not more than", "up to", "höchstens", "au plus", "como máximo", "max"}, false},
	{"in", []string{"in", "∈", "is in", "is one of", "one of", "is any of", "any of", "is either", "are in", "isin", "in list", "is in list", "ist in", "is among", "among", "is contained in", "matches any of", "equals any of", "equals any", "within list"}, false},
	{"not in", []string{"not in", "! in", "!in", "∉", "is not in", "isn't in", "is none of", "none of", "is not one of", "is not any of", "not one of", "not any of", "nicht in", "notin", "not isin", "isn't one of", "isn't any of", "equals none of"}, false},
	{"not in", []string{"is neither", "neither", "are neither", "ist weder", "weder"}, true},
	{"contains", []string{"contains", "contain", "includes", "include", "containing", "icontains", "has", "contains text", "enthält", "contient", "contiene", "zawiera", "matches text"}, false},
	{"not contains", []string{"not contains", "! contains", "does not contain", "doesn't contain", "not contain", "not containing", "does not include", "doesn't include", "not includes", "excludes", "enthält nicht", "doesn't have", "does not have"}, false},
	{"starts with", []string{"starts with", "startswith", "start with", "begins with", "beginswith", "begin with", "starting with", "beginning with", "is prefix", "beginnt mit", "commence par", "empieza con", "istartswith"}, false},
	{"not starts with", []string{"not starts with", "does not start with", "doesn't start with", "not startswith", "does not begin with", "doesn't begin with", "not begins with"}, false},
	{"between", []string{"between", "is between", "from", "ranges from", "in between", "zwischen", "entre", "między", "pomiędzy"}, false},
	{"not between", []string{"not between", "is not between", "isn't between"}, false},
	{"is null", []string{"is null", "isnull", "is empty", "is blank", "is none", "is nil", "is missing", "empty"}, false},
	{"is null", []string{"is unset", "is not set", "isn't set", "is unknown", "is not known", "is undefined", "has no value", "does not exist", "doesn't exist", "ist leer", "est vide", "está vacío", "está vacía", "esta vacio", "esta vacia", "es nulo", "est vide", "est nul", "jest pusta", "jest pusty", "jest puste", "is not defined"}, true},
	{"is not null", []string{"is not null", "exists"}, false},
	{"is not null", []string{"isnotnull", "notnull", "not null", "is not empty", "isn't empty", "is not blank", "isn't blank", "is set", "is known", "is present", "is filled", "has a value", "has any value", "has value", "is defined", "ist nicht leer", "is not missing", "is not none", "not empty", "is provided"}, true},
	{"= true", []string{"is true", "is yes", "ist wahr", "is checked", "is on"}, true},
	{"= false", []string{"is false", "is no", "ist falsch", "is unchecked", "is off"}, true},
	{"!= true", []string{"is not true", "isn't true", "ist nicht wahr"}, true},
	{"!= false", []string{"is not false", "isn't false", "ist nicht falsch"}, true},
	{"has any", []string{"has any", "has any of", "contains any", "contains any of", "includes any", "includes any of", "has one of", "contains one of", "has some", "any in", "has at least one of", "overlaps"}, false},
	{"has all", []string{"has all", "has all of", "contains all", "contains all of", "includes all", "includes all of", "has each", "has every"}, false},
	{"has none", []string{"has none", "has none of", "contains none", "contains none of", "has no", "includes none of", "has not", "has not any"}, false},
	{"on", []string{"on", "was on", "falls on", "dated"}, false},
	{"like", []string{"like", "ilike", "matches", "match", "rlike", "regexp", "similar to", "=~", "~", "~*", "matches regex", "glob"}, false},
	{"not like", []string{"not like", "not ilike", "does not match", "doesn't match", "!~", "not matches", "not regexp"}, false},
}

// timeWords are the words of times, which no text without quotes has.
var timeWords = []string{
	"today", "yesterday", "tomorrow", "now", "ago", "last", "past", "next", "this", "current", "previous", "since", "within", "during",
	"day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes", "quarter",
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
	"tag", "tage", "tagen", "woche", "wochen", "monat", "monate", "monaten", "jahr", "jahre", "jahren", "heute", "gestern", "letzten", "nächsten",
	"jour", "jours", "semaine", "semaines", "mois", "an", "ans", "derniers", "dernières", "hier",
	"día", "días", "dias", "semana", "semanas", "mes", "meses", "año", "años", "hoy", "ayer", "últimos",
	"dzień", "dni", "tydzień", "tygodnie", "miesiąc", "miesiące", "rok", "lata", "lat", "dzisiaj", "wczoraj", "ostatnich",
}
