package sql

import "strings"

// holds is what a column of a database should hold.
type holds uint8

const (
	anything holds = iota
	aText
	aNumber
	aBoolean
	aMoment // with its zone
	aUTC    // a time without a zone
	aDay
	aList  // of texts
	aJSON  // a text with an array in it
	anID   // a text, or a UUID
	aClock // a time without a zone, as clocks show it
)

// types are those of a database.
type types struct {
	each      bool                    // every value has a type of its own, and not every column
	backslash bool                    // a backslash escapes in literals
	name      func(ref string) string // the type of a value, without its sizes
	text      func(ref string) string // a value as a text
	infinite  []string                // how numbers that are infinite or none are written as texts; nil if columns have none
	names     map[holds]string        // of types, with commas between them
	matches   func(ref, pattern string) string
	notNumber func(text string) string        // a text cannot be read as a number as queries do it
	json      func(ref string) string         // a text is an array of texts in JSON; nil if its type says so, or nobody can tell
	micros    func(w When, ref string) string // how much time has passed since 1970; "" if nobody can tell
	// other tests whether a value is not what it should be, where its type does not tell; nil if
	// it does.
	other func(what holds, ref string) string
}

// otherType tests whether a value has another type than it should; "" if nobody can tell.
func (k *types) otherType(what holds, ref string) string {
	if what == aClock {
		what = aUTC
	}
	if k.other != nil && what != anything {
		return k.other(what, ref)
	}
	names := k.quoted(what)
	if len(names) == 0 {
		return ""
	}
	return k.name(ref) + " NOT IN (" + list(names) + ")"
}

// quoted are the names of the types that may hold something, as literals.
func (k *types) quoted(what holds) (names []string) {
	for _, name := range strings.Split(k.names[what], ",") {
		if name != "" {
			names = append(names, k.literal(name))
		}
	}
	return names
}

// literal writes the name of a type as a literal.
func (k *types) literal(name string) string {
	if k.backslash {
		return escaped(name, `\'`, unicodeEscape)
	}
	return doubled("'")(name)
}

// family writes what a value is compared as: numbers of all sizes are one family, and so are
// texts.
func (k *types) family(ref string) string {
	name := k.name(ref)
	return "coalesce(CASE WHEN " + name + " IN (" + list(k.quoted(aNumber)) + ") THEN 'number' WHEN " + name + " IN (" + list(k.quoted(aText)) + ") THEN 'text' END, " + name + ")"
}

// asText returns a function that turns a value into a text.
func asText(word string) func(string) string {
	return func(ref string) string { return "CAST(" + ref + " AS " + word + ")" }
}

// postgresTypes uses the categories of types, which domains and sizes share.
func postgresTypes() types {
	return types{
		name: func(ref string) string {
			return "(SELECT coalesce(CASE WHEN typcategory IN ('N', 'S', 'E', 'B') THEN typcategory::text END, format_type(oid, NULL)) FROM pg_type WHERE oid = pg_typeof(" + ref + "))"
		},
		text: asText("text"), infinite: []string{"NaN", "Infinity", "-Infinity"},
		matches: matched("", " ~ '^(", ")$'"), notNumber: postgresNotNumber, json: postgresArray,
		micros: microsOf(around2("", " * 1.0"), always(around2("extract(epoch FROM ", ") * 1000000")), atTimeZone),
		names: map[holds]string{
			aText: "S,E", aNumber: "N", aBoolean: "B", aMoment: "timestamp with time zone", aUTC: "timestamp without time zone", aDay: "date",
			aList: "text[],character varying[]", aJSON: "S,json,jsonb", anID: "S,E,uuid",
		},
	}
}

func duckTypes() types {
	form := matched("regexp_full_match(", ", '", "')")
	return types{
		name: func(ref string) string { return "split_part(typeof(" + ref + "), '(', 1)" },
		text: asText("VARCHAR"), infinite: []string{"nan", "inf", "-inf"},
		matches: form, notNumber: unread(form, "TRY_CAST(", " AS DECIMAL(38, 18))"), json: duckArray,
		micros: microsOf(around2("TRY_CAST(", " AS DECIMAL(38, 6))"), always(around("epoch_us")), atTimeZone),
		names: map[holds]string{
			aText: "VARCHAR,ENUM", aNumber: "TINYINT,SMALLINT,INTEGER,BIGINT,HUGEINT,UTINYINT,USMALLINT,UINTEGER,UBIGINT,UHUGEINT,FLOAT,DOUBLE,DECIMAL,BIGNUM",
			aBoolean: "BOOLEAN", aMoment: "TIMESTAMP WITH TIME ZONE", aUTC: "TIMESTAMP,TIMESTAMP_S,TIMESTAMP_MS,TIMESTAMP_NS", aDay: "DATE",
			aList: "VARCHAR[]", aJSON: "VARCHAR,JSON", anID: "VARCHAR,ENUM,UUID",
		},
	}
}

func clickTypes() types {
	form := matched("match(", ", '^(", ")$')")
	return types{
		name: func(ref string) string {
			return "replaceRegexpAll(toTypeName(" + ref + "), 'LowCardinality[(]|Nullable[(]|[(].*|[)]|[0-9]+', '')"
		},
		text: around("toString"), infinite: []string{"nan", "inf", "-inf"},
		matches: form, notNumber: unread(form, "toDecimal128OrNull(", ", 18)"),
		micros: microsOf(around2("toDecimal128(", ", 6)"), always(around2("toUnixTimestamp64Micro(toDateTime64(", ", 6, 'UTC'))")), func(ref, zone string) string {
			return "toTimeZone(toDateTime64(toString(" + ref + "), 6, " + zone + "), 'UTC')"
		}),
		names: map[holds]string{
			aText: "String,FixedString,Enum", aNumber: "Int,UInt,Float,BFloat,Decimal", aBoolean: "Bool", aMoment: "DateTime", aUTC: "DateTime", aDay: "Date",
			aList: "Array", aJSON: "String", anID: "String,FixedString,UUID,Enum",
		},
	}
}

// sqliteTypes looks at every value. Times are texts of one form, which compare as the times do; a text may
// have a day that no month has, which SQLite before 3.46 puts right only where it changes the time. The types of other databases have none.
func sqliteTypes() types {
	const digits = "[0-9][0-9]"
	const day = digits + digits + "-" + digits + "-" + digits
	const moment = day + " " + digits + ":" + digits + ":" + digits
	return types{
		each: true, name: around("typeof"), text: asText("TEXT"), infinite: []string{"Inf", "-Inf"},
		matches: sqliteMatches, notNumber: sqliteNotNumber,
		micros: microsOf(same, sqliteMicros, nil), // SQLite knows no zones, so that local times are not compared with others
		names:  map[holds]string{aText: "text", aNumber: "integer,real"},
		other: func(what holds, ref string) string {
			switch what {
			case aNumber:
				return "typeof(" + ref + ") NOT IN ('integer', 'real')"
			case aBoolean:
				return "(typeof(" + ref + ") <> 'integer' OR " + ref + " NOT IN (0, 1))"
			case aDay:
				return "(typeof(" + ref + ") <> 'text' OR " + ref + " NOT GLOB '" + day + "' OR date(" + ref + ", '+0 days') IS NOT " + ref + ")"
			case aMoment, aUTC:
				return "(typeof(" + ref + ") <> 'text' OR " + ref + " NOT GLOB '" + moment + "' AND (" + ref + " NOT GLOB '" + moment + ".*' OR " + ref + " GLOB '*[.0]' OR substr(" + ref + ", 21) GLOB '*[^0-9]*') OR datetime(substr(" + ref + ", 1, 19), '+0 days') IS NOT substr(" + ref + ", 1, 19))"
			case aList, aJSON:
				return "coalesce(CASE WHEN json_valid(" + ref + ") THEN json_type(" + ref + ") <> 'array' OR EXISTS (SELECT 1 FROM json_each(" + ref + ") AS t WHERE t.type <> 'text') END, 1)"
			default:
				return "typeof(" + ref + ") <> 'text'"
			}
		},
	}
}
