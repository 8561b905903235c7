package gen

// kind is the type of a column.
type kind string

const (
	textColumn    kind = "text"
	numberColumn  kind = "number"
	booleanColumn kind = "boolean"
	dateColumn    kind = "date"
	choiceColumn  kind = "choice"
	tagsColumn    kind = "tags"
	anyColumn     kind = "any"
)

// column is a column of the contacts.
type column struct {
	name      string
	kind      kind
	builtin   bool     // need not be declared
	always    bool     // has a value in every contact
	constants []string // what rules compare it with
	parts     []string // what rules look for in a text
}

// columns are all columns that rules and contacts have. Rules use a column with
// operators and values of its kind only. The constants that differ by case only
// matter: what they mean depends on the reading.
var columns = []column{
	{name: "plan", kind: textColumn, constants: []string{"pro", "free", "Pro", ""}, parts: []string{"pr", "ro", "P", "fr", ""}},
	{name: "vip", kind: booleanColumn, constants: []string{"true", "false"}},
	{name: "age", kind: numberColumn, constants: []string{"18", "30", "65"}},
	{name: "born", kind: dateColumn, constants: dates},
	{name: "tier", kind: choiceColumn, constants: []string{"basic", "team", "gold"}},
	{name: "tags", kind: tagsColumn, constants: []string{"a", "b", "c", "A"}},
	{name: "extra", kind: anyColumn, constants: []string{"yes", "no"}, parts: []string{"e", "ye"}},
	{name: "city", kind: textColumn, always: true, constants: []string{"Köln", "KÖLN", "Zürich", "\u212aöln"}, parts: []string{"ö", "Kö", "ich"}},
	{name: "score", kind: numberColumn, always: true, constants: []string{"0", "0.5", "-1", "10"}},
	{name: "agreed", kind: booleanColumn, always: true, constants: []string{"true", "false"}},

	{name: "status", kind: choiceColumn, builtin: true, always: true, constants: []string{"subscribed", "unsubscribed"}},
	{name: "email", kind: textColumn, builtin: true, always: true, constants: []string{"bob@gmail.com", "ann@example.org"}, parts: []string{"bob", "@gmail.com", "ann@"}},
	{name: "first_name", kind: textColumn, builtin: true, constants: []string{"Ann", "ann", "Bob"}, parts: []string{"A", "nn"}},
	{name: "last_name", kind: textColumn, builtin: true, constants: []string{"O'Neil", "Say \"hi\""}, parts: []string{"'", "Neil"}},
	{name: "created_at", kind: dateColumn, builtin: true, always: true, constants: dates},
	{name: "id", kind: numberColumn, builtin: true, always: true, constants: []string{"7", "100"}},
}

// dates are the constants of date columns, in their order in time.
var dates = []string{"2026-05-01", "2026-05-01T10:00:00Z", "2026-06-15"}

const (
	listA    = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	listB    = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
	listC    = "3f2504e0-4f89-41d3-9a0c-0305e82c3301"
	campaign = "9b2d7c1e-58a4-4c3f-b1d6-2e7f0a9c4d58"
)

// id is an id, and a name that the catalog has for it or for a set with it.
type id struct {
	text   string // a number or a UUID
	quoted bool
	names  []string
}

var (
	lists     = []id{{listA, true, []string{"newsletter", "everyone"}}, {listB, true, []string{"customers"}}, {listC, true, []string{"everyone"}}}
	isps      = []id{{"1", false, []string{"gmail", "big"}}, {"2", false, []string{"yahoo"}}, {"3", false, nil}, {"4", false, nil}}
	campaigns = []id{{"12", false, []string{"welcome", "onboarding"}}, {"13", false, []string{"onboarding"}}, {campaign, true, []string{"spring"}}}
)

// aliases are the declarations of the names of ids.
var aliases = []string{
	`list newsletter = "` + listA + `"`,
	`list customers = "` + listB + `"`,
	`list everyone = (newsletter, customers, "` + listC + `")`,
	`isp gmail = 1`,
	`isp yahoo = 2`,
	`isp big = (gmail, yahoo)`,
	`campaign welcome = 12`,
	`campaign spring = "` + campaign + `"`,
	`campaign onboarding = (welcome, 13)`,
}

// lets are the names of parts of rules that the catalog declares.
var lets = []string{"engaged", "paying", "dormant"}

// windows are the numbers of days of windows. Some are neighbors, where a day
// is on the edge of one and inside the other.
var windows = []int{7, 30, 90, 31, 8}

// maxCount is the greatest count in a rule.
const maxCount = 5
