package diag

// Code names a kind of problem. Codes are stable: one is never given another
// meaning, and a retired one is not used again.
type Code string

// Codes of the text: what cannot be read.
const (
	SyntaxError     Code = "SEG101" // something else was expected
	UnclosedParen   Code = "SEG102"
	BadString       Code = "SEG103" // a string that does not end, or a wrong escape
	BadNumber       Code = "SEG104"
	BadCharacter    Code = "SEG105" // NUL, invalid UTF-8, curly quotes, …
	ForeignComment  Code = "SEG106" // // and /* */
	MisspeltKeyword Code = "SEG107"
	UnquotedText    Code = "SEG108" // a bare word in place of a text
	NullComparison  Code = "SEG109" // = null
	UnsupportedTest Code = "SEG110" // ends with, like, …
	UnsupportedUnit Code = "SEG111" // months and years
	BadDate         Code = "SEG112"
	TooDeep         Code = "SEG113"
	TooLarge        Code = "SEG114" // the source text
	EmptyFile       Code = "SEG115"
	MissingWhere    Code = "SEG116" // a rule among statements without where
	EmptyList       Code = "SEG117" // in ()
)

// Codes of names and files.
const (
	UnknownName              Code = "SEG201"
	UnknownColumn            Code = "SEG202"
	DuplicateName            Code = "SEG203"
	NameCycle                Code = "SEG204"
	UseCycle                 Code = "SEG205"
	UseRefused               Code = "SEG206" // use is not allowed, or leaves the folder
	UseMissing               Code = "SEG207" // the file cannot be read
	UseNotCatalog            Code = "SEG208" // segment or where in a used file
	DuplicateStatement       Code = "SEG209" // two where
	NoRule                   Code = "SEG210" // nothing to compile
	ColumnAsCondition        Code = "SEG211" // a column's name in place of a condition
	CatalogEntry             Code = "SEG212" // left out of the text of a catalog, or under another name
	ParamMissing             Code = "SEG213" // nobody gives a param a value, or one that does not fit
	MisplacedRule            Code = "SEG214" // before the first of several segments
	WrongLoop                Code = "SEG215" // the values and names of a `for`
	WrongBraces              Code = "SEG216" // in the name of a segment with `for`
	SeveralRules             Code = "SEG217" // where one is expected
	ContradictingAssumptions Code = "SEG219" // two answers to one question
	NothingToUse             Code = "SEG220" // a file without a rule is used as a part
	WhichSegment             Code = "SEG221" // of several is used as a part
	UnknownSegment           Code = "SEG222" // no segment of a file has the name
	ColumnTypes              Code = "SEG223" // one column has two types
	AssumptionRefused        Code = "SEG224" // a text assumes what could get it past guards that it does not choose
)

// Codes of types and values.
const (
	UnknownType        Code = "SEG301"
	WrongOperator      Code = "SEG302" // not allowed for the column's type
	WrongValue         Code = "SEG303" // a text for a number, …
	ValueOutsideChoice Code = "SEG304"
	BadID              Code = "SEG305" // no UUID, no ISP id, no campaign id
	BadColor           Code = "SEG306"
	CountOutOfRange    Code = "SEG307"
	WindowOutOfRange   Code = "SEG308"
	CampaignsMisplaced Code = "SEG309" // on deliveries
	ClauseRepeated     Code = "SEG310" // two windows, include beside exclude
	PropertyRepeated   Code = "SEG311"
	MissingProperty    Code = "SEG312" // of the segment, when it is asked for
	EmptyRange         Code = "SEG313" // between 30 and 18
	ConflictingType    Code = "SEG314" // an undeclared column compared with a text and a number
	NoToday            Code = "SEG315" // nobody said what day it is
	DayOutOfRange      Code = "SEG316" // a day too far off
	DayOfTimes         Code = "SEG317" // = with a day on a column that has times
	WrongArguments     Code = "SEG318" // a part with parameters, and not as many arguments
)

// Codes of compiling.
const (
	NoOpposite     Code = "SEG401" // not (… starts with …)
	TooManyGroups  Code = "SEG402"
	NeverTrue      Code = "SEG403" // the rule
	AlwaysTrue     Code = "SEG404" // the rule
	PartNeverTrue  Code = "SEG405"
	PartAlwaysTrue Code = "SEG406"
	RedundantPart  Code = "SEG407" // a part that its neighbors make pointless
	Unproved       Code = "SEG408" // a rule beyond the limits of proof
	BreaksLater    Code = "SEG409" // on a day to come, nobody or everybody matches, or a guard breaks
	Interrupted    Code = "SEG498" // the caller ended the work
	Internal       Code = "SEG499" // a fault of segc, or without a place, a mistake in a call
)

// Codes of guards.
const (
	GuardFails     Code = "SEG601" // the rule reaches somebody whom a require keeps out
	GuardUndecided Code = "SEG602" // whether it does is beyond the limits
)

// Codes of documents, of comparing rules, and of queries and the tables that they read.
const (
	BadDocument   Code = "SEG701" // JSON that is neither rules_json nor a segment
	DiffUndecided Code = "SEG702" // how two rules relate is beyond the limits
	OpenInQuery   Code = "SEG703" // a query depends on what nobody knows of the platform
	QueryRefused  Code = "SEG704" // what a database or its tables cannot say
	BadTables     Code = "SEG705" // what a statement `tables` says and cannot be
	BeyondKept    Code = "SEG706" // a condition on events that are gone by then

	UnknownInTables Code = "SEG707" // a column of a statement `tables` that no rule knows
)

// Codes of the API.
const (
	APIRefused Code = "SEG801" // the API does not take a condition
)

// Codes of style: what compiles and may not be what was meant.
const (
	MixedAndOr          Code = "SEG501" // and beside or without parentheses
	ReachesUnsubscribed Code = "SEG502"
	ReachesBounced      Code = "SEG503" // or complained; only when enabled
	OpensAlone          Code = "SEG504" // engagement judged by opens; only when enabled
	UnusedName          Code = "SEG505"
	RawID               Code = "SEG506" // where there is a name
	RepeatedValue       Code = "SEG507" // in a list
	LookAlike           Code = "SEG508" // texts that differ in blanks or look-alike letters
	LeftOut             Code = "SEG509" // not over an order: who has no value is left out
	UselessIgnore       Code = "SEG510" // a comment that silences nothing
	MistakenColumn      Code = "SEG511" // a column whose name is close to an event or a built-in column
	QuotedNumber        Code = "SEG512" // a number, true or false as a text value
	JoinedValues        Code = "SEG513" // several values in one text value
	PatternText         Code = "SEG514" // a wildcard or a regular expression in a text value
	DateText            Code = "SEG515" // a text value that reads as a date
	OpenNegative        Code = "SEG516" // contacts without a value match or not; only when enabled
	BindsToOne          Code = "SEG517" // a window or a not that applies to one of several events
	ShadowedName        Code = "SEG518" // a parameter with the name of a value
	ValueOrChoice       Code = "SEG519" // a word without quotes that is a value, and also a choice of the column
	FormerName          Code = "SEG520" // a `was` with the name of a segment that is still there
	PlainBraces         Code = "SEG521" // a name in braces, in a segment without `for`
	AssumedTwice        Code = "SEG522" // in one file, or in a file and one that it uses
)
