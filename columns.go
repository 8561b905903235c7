package segc

// ColumnType is a type as a field or param statement has it.
type ColumnType string

const (
	TypeText    ColumnType = "text"
	TypeNumber  ColumnType = "number"
	TypeBoolean ColumnType = "boolean"
	TypeDate    ColumnType = "date"
	TypeDays    ColumnType = "days"   // a length of time, of a value or a param
	TypeChoice  ColumnType = "choice" // one of several texts
	TypeTags    ColumnType = "tags"   // any number of texts
	TypeAny     ColumnType = "any"    // every operator may be used
)
