package ruletest

import "strings"

// Refusal is a text that is no valid document.
type Refusal struct {
	Name    string
	JSON    string
	Path    string // where the fault is
	Message string // a part of the message
	// Unseen says why a JSON Schema cannot see the fault; empty when it can.
	Unseen string
}

const (
	list      = `"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"`
	duplicate = "members that stand twice are merged before"
	noJSON    = "it is not JSON"
	integers  = "1.0 is an integer to a schema"
	sizes     = "a schema does not know the range of integers"
)

// Refusals returns the table of refused documents.
func Refusals() []Refusal {
	table := []Refusal{
		{"empty text", ``, "", "must be an object", noJSON},
		{"null", `null`, "", "not null", ""},
		{"list", `[]`, "", "not a list", ""},
		{"no any", `{}`, "", `"any" is missing`, ""},
		{"any is null", `{"any":null}`, "any", "not null", ""},
		{"any is an object", `{"any":{}}`, "any", "not an object", ""},
		{"any is empty", `{"any":[]}`, "any", "not an empty list", ""},
		{"beside any", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}],"all":[]}`, "all", "unknown member", ""},
		{
			"any twice", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}],"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`,
			"any", "twice", duplicate,
		},
		{"group is a list", `{"any":[[]]}`, "any[0]", "not a list", ""},
		{"no all", `{"any":[{}]}`, "any[0]", `"all" is missing`, ""},
		{"all is empty", `{"any":[{"all":[]}]}`, "any[0].all", "not an empty list", ""},
		{"any in a group", `{"any":[{"any":[]}]}`, "any[0].any", "unknown member", ""},
		{"condition is a string", `{"any":[{"all":["x"]}]}`, "any[0].all[0]", `not the string "x"`, ""},
		{
			"in the second group", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]},{"all":[{"kind":"isp","operator":"in","values":[1]},{"kind":"x"}]}]}`,
			"any[1].all[1].kind", `not the string "x"`, "",
		},
		{"trailing text", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]} {}`, "", "nothing may follow", noJSON},
		{"unfinished", `{"any":[{"all":[{"kind":"isp"`, "any[0].all[0]", `"," or "}"`, noJSON},
		{"trailing comma", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]},]}]}`, "any[0].all[1]", "must be an object", noJSON},
		{"byte order mark", "\ufeff" + `{"any":[]}`, "", "this is not JSON", noJSON},
		{"a rule", `total > 5`, "", "this is not JSON", noJSON},
		{"half a word", `{"any":[nul]}`, "any[0]", "not something that is not JSON", noJSON},
		{"depth bomb", `{"any":[{"all":[{"kind":"field","value":` + strings.Repeat("[", 100_000), "any[0].all[0]", "deeper than", noJSON},
	}
	table = append(table, conditions(fieldRefusals)...)
	table = append(table, conditions(eventRefusals)...)
	return append(table, conditions(listRefusals)...)
}

// conditions puts refused conditions into documents, and their paths with them.
func conditions(table []Refusal) []Refusal {
	wrapped := make([]Refusal, len(table))
	for i, r := range table {
		r.JSON = `{"any":[{"all":[` + r.JSON + `]}]}`
		if r.Path != "" && r.Path[0] != '[' {
			r.Path = "." + r.Path
		}
		r.Path = "any[0].all[0]" + r.Path
		wrapped[i] = r
	}
	return wrapped
}

var fieldRefusals = []Refusal{
	{"no kind", `{"field":"plan","operator":"is_null"}`, "", `"kind" is missing`, ""},
	{"unknown kind", `{"kind":"fields","field":"plan","operator":"is_null"}`, "kind", `"isp", not the string "fields"`, ""},
	{"kind in capitals", `{"kind":"Field","field":"plan","operator":"is_null"}`, "kind", `"Field"`, ""},
	{"kind is a number", `{"kind":1}`, "kind", "not the number 1", ""},
	{"unknown member", `{"kind":"field","feild":"plan","operator":"is_null"}`, "feild", "unknown member", ""},
	{"odd member", `{"kind":"field","a b":1}`, `["a b"]`, "unknown member", ""},
	{"empty member", `{"kind":"field","":1}`, `[""]`, "unknown member", ""},
	{"member of another kind", `{"kind":"field","field":"plan","operator":"is_null","metric":"open"}`, "metric", `"field" does not have it`, ""},
	{"member twice", `{"kind":"field","field":"plan","field":"plan","operator":"is_null"}`, "field", "twice", duplicate},
	{"member twice, escaped", `{"kind":"field","field":"plan","fi\u0065ld":"plan","operator":"is_null"}`, "field", "twice", duplicate},
	{"no field", `{"kind":"field","operator":"is_null"}`, "", `"field" is missing`, ""},
	{"field is empty", `{"kind":"field","field":"","operator":"is_null"}`, "field", "empty string", ""},
	{"field is a number", `{"kind":"field","field":3,"operator":"is_null"}`, "field", "not the number 3", ""},
	{"no operator", `{"kind":"field","field":"plan"}`, "", `"operator" is missing`, ""},
	{"unknown operator", `{"kind":"field","field":"plan","operator":"ends_with","value":"x"}`, "operator", `"ends_with"`, ""},
	{"operator of another kind", `{"kind":"field","field":"plan","operator":"count_gte","value":1}`, "operator", `"count_gte"`, ""},
	{"value of is_null", `{"kind":"field","field":"plan","operator":"is_null","value":1}`, "value", "left out", ""},
	{"value of is_not_null", `{"kind":"field","field":"plan","operator":"is_not_null","value":""}`, "value", "left out", ""},
	{"list of is_null", `{"kind":"field","field":"plan","operator":"is_null","value":[]}`, "value", "left out", ""},
	{"list with null of is_null", `{"kind":"field","field":"plan","operator":"is_null","value":[null]}`, "value", "left out", ""},
	{"values are null", `{"kind":"field","field":"plan","operator":"not_in","value":null}`, "value", "not null", ""},
	{"field is null", `{"kind":"field","field":null,"operator":"is_null"}`, "field", "not null", ""},
	{"operator is null", `{"kind":"field","field":"plan","operator":null}`, "operator", "not null", ""},
	{"kind is null", `{"kind":null,"field":"plan","operator":"is_null"}`, "kind", "not null", ""},
	{"unknown member is null", `{"kind":"field","field":"plan","operator":"is_null","since":null}`, "since", "unknown member", ""},
	{"null member of another kind", `{"kind":"field","field":"plan","operator":"is_null","days_window":null}`, "days_window", `"field" does not have it`, ""},
	{"null twice", `{"kind":"field","field":"plan","operator":"is_null","value":null,"value":null}`, "value", "twice", duplicate},
	{"no value", `{"kind":"field","field":"plan","operator":"equals"}`, "", `"value" is missing`, ""},
	{"no values", `{"kind":"field","field":"plan","operator":"in"}`, "", `"value" is missing`, ""},
	{"value is null", `{"kind":"field","field":"plan","operator":"equals","value":null}`, "value", "not null", ""},
	{"value is an object", `{"kind":"field","field":"plan","operator":"equals","value":{}}`, "value", "not an object", ""},
	{"list for one value", `{"kind":"field","field":"plan","operator":"equals","value":["a"]}`, "value", "not a list", ""},
	{"one value for a list", `{"kind":"field","field":"plan","operator":"in","value":"a"}`, "value", `not the string "a"`, ""},
	{"empty list of values", `{"kind":"field","field":"plan","operator":"has_any","value":[]}`, "value", "empty list", ""},
	{"null in a list", `{"kind":"field","field":"plan","operator":"in","value":["a",null]}`, "value[1]", "not null", ""},
	{"list in a list", `{"kind":"field","field":"plan","operator":"in","value":[["a"]]}`, "value[0]", "not a list", ""},
	{"object in a list", `{"kind":"field","field":"plan","operator":"has_none","value":[{}]}`, "value[0]", "not an object", ""},
	{"leading zero", `{"kind":"field","field":"age","operator":"gt","value":01}`, "", "leading zeros", noJSON},
	{"no digits", `{"kind":"field","field":"age","operator":"gt","value":-}`, "", "expected a value", noJSON},
	{"not a number", `{"kind":"field","field":"age","operator":"gt","value":NaN}`, "", "expected a value", noJSON},
	{"invalid UTF-8", `{"kind":"field","field":"plan","operator":"equals","value":"` + "\xff" + `"}`, "", "UTF-8", noJSON},
	{"half a pair", `{"kind":"field","field":"plan","operator":"equals","value":"\ud800"}`, "", "surrogate", "it is replaced before"},
	{"wrong escape", `{"kind":"field","field":"plan","operator":"equals","value":"\x"}`, "", "escape", noJSON},
	{"control character", `{"kind":"field","field":"plan","operator":"equals","value":"` + "\n" + `"}`, "", "control character", noJSON},
}

var eventRefusals = []Refusal{
	{"no metric", `{"kind":"activity","operator":"ever"}`, "", `"metric" is missing`, ""},
	{"unknown metric", `{"kind":"activity","metric":"reply","operator":"ever"}`, "metric", `"open" or "click", not the string "reply"`, ""},
	{"delivery metric of an activity", `{"kind":"activity","metric":"bounce","operator":"ever"}`, "metric", `"bounce"`, ""},
	{"activity metric of a delivery", `{"kind":"deliverability","metric":"open","operator":"ever"}`, "metric", `"open"`, ""},
	{"no event operator", `{"kind":"activity","metric":"open"}`, "", `"operator" is missing`, ""},
	{"unknown event operator", `{"kind":"activity","metric":"open","operator":"count_gt","value":1}`, "operator", `"count_gt"`, ""},
	{"never of a delivery", `{"kind":"deliverability","metric":"bounce","operator":"never"}`, "operator", `not the string "never"`, ""},
	{"value of ever", `{"kind":"activity","metric":"open","operator":"ever","value":1}`, "value", "left out", ""},
	{"value of never", `{"kind":"activity","metric":"open","operator":"never","value":0}`, "value", "left out", ""},
	{"no count", `{"kind":"deliverability","metric":"bounce","operator":"count_gte"}`, "", `"value" is missing`, ""},
	{"count is a string", `{"kind":"activity","metric":"open","operator":"count_eq","value":"1"}`, "value", `not the string "1"`, ""},
	{"count is null", `{"kind":"activity","metric":"open","operator":"count_eq","value":null}`, "value", `not null`, ""},
	{"count is negative", `{"kind":"activity","metric":"open","operator":"count_lte","value":-1}`, "value", "at least 0, not -1", ""},
	{"count is a fraction", `{"kind":"activity","metric":"open","operator":"count_gte","value":1.5}`, "value", "a whole number, not the number 1.5", ""},
	{"count with a point", `{"kind":"activity","metric":"open","operator":"count_gte","value":1.0}`, "value", "a whole number, not the number 1.0", integers},
	{"count with an exponent", `{"kind":"activity","metric":"open","operator":"count_gte","value":1e1}`, "value", "a whole number", integers},
	{"count is too large", `{"kind":"activity","metric":"open","operator":"count_gte","value":9223372036854775808}`, "value", "at most 64 bits", sizes},
	{"list as the value of ever", `{"kind":"activity","metric":"open","operator":"ever","value":[]}`, "value", "left out", ""},
	{"count of a delivery is null", `{"kind":"deliverability","metric":"bounce","operator":"count_lte","value":null}`, "value", `not null`, ""},
	{"window is a list", `{"kind":"activity","metric":"open","operator":"ever","days_window":[]}`, "days_window", "not a list", ""},
	{"window of nulls", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":null,"days":null}}`, "days_window.mode", "not null", ""},
	{"days are null", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":null}}`, "days_window.days", "not null", ""},
	{"window twice, once null", `{"kind":"activity","metric":"open","operator":"ever","days_window":null,"days_window":{"mode":"last","days":30}}`, "days_window", "twice", duplicate},
	{"window is empty", `{"kind":"activity","metric":"open","operator":"ever","days_window":{}}`, "days_window", `"mode" is missing`, ""},
	{"window without days", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last"}}`, "days_window", `"days" is missing`, ""},
	{"unknown mode", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"first","days":1}}`, "days_window.mode", `"last" or "more_than", not the string "first"`, ""},
	{"no days", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":0}}`, "days_window.days", "at least 1, not 0", ""},
	{"negative days", `{"kind":"deliverability","metric":"bounce","operator":"ever","days_window":{"mode":"last","days":-7}}`, "days_window.days", "at least 1, not -7", ""},
	{"half days", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":0.5}}`, "days_window.days", "a whole number", ""},
	{"days are a string", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":"30"}}`, "days_window.days", "a whole number", ""},
	{"unknown member of a window", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30,"unit":"d"}}`, "days_window.unit", "unknown member", ""},
	{"mode twice", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30,"mode":"last"}}`, "days_window.mode", "twice", duplicate},
	{"include and exclude", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[1],"exclude_campaign_ids":[2]}`, "exclude_campaign_ids", "must not be set together with", ""},
	{"include and an exclude that is a text", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[1],"exclude_campaign_ids":"last"}`, "exclude_campaign_ids", "a list of at least one campaign id", ""},
	{"exclude and an include that is a text", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":"last","exclude_campaign_ids":[2]}`, "include_campaign_ids", "a list of at least one campaign id", ""},
	{"campaigns are an object", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":{}}`, "include_campaign_ids", "not an object", ""},
	{"list of null for campaigns", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[null]}`, "include_campaign_ids[0]", "not null", ""},
	{"list of a list for campaigns", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[[]]}`, "include_campaign_ids[0]", "not a list", ""},
	{"empty text for campaigns", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":""}`, "exclude_campaign_ids", "not the string", ""},
	{"no campaigns of a delivery", `{"kind":"deliverability","metric":"bounce","operator":"ever","exclude_campaign_ids":[]}`, "exclude_campaign_ids", `"deliverability" does not have it`, ""},
	{"no campaigns of a column", `{"kind":"field","field":"plan","operator":"is_null","include_campaign_ids":[]}`, "include_campaign_ids", `"field" does not have it`, ""},
	{"campaign is null", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[1,null]}`, "exclude_campaign_ids[1]", "not null", ""},
	{"campaign is true", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[true]}`, "exclude_campaign_ids[0]", "not true", ""},
	{"campaign is a fraction", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[1.5]}`, "exclude_campaign_ids[0]", "not the number 1.5", ""},
	{"campaign is empty", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[""]}`, "exclude_campaign_ids[0]", `not the string ""`, ""},
	{"campaign is no list", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":12}`, "exclude_campaign_ids", "not the number 12", ""},
	{"campaigns of a delivery", `{"kind":"deliverability","metric":"bounce","operator":"ever","include_campaign_ids":[1]}`, "include_campaign_ids", `"deliverability" does not have it`, ""},
}

var listRefusals = []Refusal{
	{"membership operator", `{"kind":"membership","operator":"equals","list_ids":[` + list + `]}`, "operator", `"in" or "not_in", not the string "equals"`, ""},
	{"no lists", `{"kind":"membership","operator":"in"}`, "", `"list_ids" is missing`, ""},
	{"empty lists", `{"kind":"membership","operator":"in","list_ids":[]}`, "list_ids", "empty list", ""},
	{"lists are null", `{"kind":"membership","operator":"in","list_ids":null}`, "list_ids", "not null", ""},
	{"list is a number", `{"kind":"membership","operator":"in","list_ids":[1]}`, "list_ids[0]", "not the number 1", ""},
	{"list is no UUID", `{"kind":"membership","operator":"in","list_ids":[` + list + `,"newsletter"]}`, "list_ids[1]", `not the string "newsletter"`, ""},
	{"list in braces", `{"kind":"membership","operator":"in","list_ids":["{0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab}"]}`, "list_ids[0]", "UUID", ""},
	{"list as a URN", `{"kind":"membership","operator":"in","list_ids":["urn:uuid:0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"]}`, "list_ids[0]", "UUID", ""},
	{"list without hyphens", `{"kind":"membership","operator":"in","list_ids":["0fd3d5b41c0a4e918a4f0f17dc6dc5ab"]}`, "list_ids[0]", "UUID", ""},
	{"value of a membership", `{"kind":"membership","operator":"in","list_ids":[` + list + `],"value":1}`, "value", `"membership" does not have it`, ""},
	{"ISP operator", `{"kind":"isp","operator":"is_null","values":[1]}`, "operator", `"is_null"`, ""},
	{"no ISPs", `{"kind":"isp","operator":"in","values":[]}`, "values", "empty list", ""},
	{"ISPs are null", `{"kind":"isp","operator":"in","values":null}`, "values", "not null", ""},
	{"ISPs are missing", `{"kind":"isp","operator":"in"}`, "", `"values" is missing`, ""},
	{"value for values", `{"kind":"isp","operator":"in","value":[1]}`, "value", `"isp" does not have it`, ""},
	{"ISP is a string", `{"kind":"isp","operator":"in","values":["1"]}`, "values[0]", `not the string "1"`, ""},
	{"ISP is a fraction", `{"kind":"isp","operator":"in","values":[1,2.5]}`, "values[1]", "not the number 2.5", ""},
	{"ISP with a point", `{"kind":"isp","operator":"in","values":[1.0]}`, "values[0]", "a whole number", integers},
	{"ISP is too large", `{"kind":"isp","operator":"in","values":[99999999999999999999]}`, "values[0]", "at most 64 bits", sizes},
}
