package segc

// ColumnType is a type as a field statement has it.
type ColumnType string

const (
	TypeText    ColumnType = "text"
	TypeNumber  ColumnType = "number"
	TypeBoolean ColumnType = "boolean"
	TypeDate    ColumnType = "date"
	TypeChoice  ColumnType = "choice" // one of several texts
	TypeTags    ColumnType = "tags"   // any number of texts
	TypeAny     ColumnType = "any"    // every operator may be used
)
