package ruletest

import "strings"

// Refusal is a text that is not a valid document.
type Refusal struct {
	Name  string
	JSON  string
	Path  string // where the fault is
	Names string // what the message names, with blanks between
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
		{"empty text", ``, "", "", noJSON},
		{"null", `null`, "", "null", ""},
		{"list", `[]`, "", "", ""},
		{"no any", `{}`, "", `"any"`, ""},
		{"any is null", `{"any":null}`, "any", "null", ""},
		{"any is an object", `{"any":{}}`, "any", "", ""},
		{"any is empty", `{"any":[]}`, "any", "", ""},
		{"beside any", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}],"all":[]}`, "all", "", ""},
		{
			"any twice", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}],"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`,
			"any", "", duplicate,
		},
		{"group is a list", `{"any":[[]]}`, "any[0]", "", ""},
		{"no all", `{"any":[{}]}`, "any[0]", `"all"`, ""},
		{"all is empty", `{"any":[{"all":[]}]}`, "any[0].all", "", ""},
		{"any in a group", `{"any":[{"any":[]}]}`, "any[0].any", "", ""},
		{"condition is a string", `{"any":[{"all":["x"]}]}`, "any[0].all[0]", `"x"`, ""},
		{
			"in the second group", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]},{"all":[{"kind":"isp","operator":"in","values":[1]},{"kind":"x"}]}]}`,
			"any[1].all[1].kind", `"x"`, "",
		},
		{"trailing text", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]} {}`, "", "", noJSON},
		{"unfinished", `{"any":[{"all":[{"kind":"isp"`, "any[0].all[0]", `"," "}"`, noJSON},
		{"trailing comma", `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]},]}]}`, "any[0].all[1]", "", noJSON},
		{"byte order mark", "\ufeff" + `{"any":[]}`, "", "", noJSON},
		{"a rule", `total > 5`, "", "", noJSON},
		{"half a word", `{"any":[nul]}`, "any[0]", "", noJSON},
		{"depth bomb", `{"any":[{"all":[{"kind":"field","value":` + strings.Repeat("[", 100_000), "any[0].all[0]", "", noJSON},
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
	{"no kind", `{"field":"plan","operator":"is_null"}`, "", `"kind"`, ""},
	{"unknown kind", `{"kind":"fields","field":"plan","operator":"is_null"}`, "kind", `"isp" "fields"`, ""},
	{"kind in capitals", `{"kind":"Field","field":"plan","operator":"is_null"}`, "kind", `"Field"`, ""},
	{"kind is a number", `{"kind":1}`, "kind", "1", ""},
	{"unknown member", `{"kind":"field","feild":"plan","operator":"is_null"}`, "feild", "", ""},
	{"odd member", `{"kind":"field","a b":1}`, `["a b"]`, "", ""},
	{"empty member", `{"kind":"field","":1}`, `[""]`, "", ""},
	{"member of another kind", `{"kind":"field","field":"plan","operator":"is_null","metric":"open"}`, "metric", `"field"`, ""},
	{"member twice", `{"kind":"field","field":"plan","field":"plan","operator":"is_null"}`, "field", "", duplicate},
	{"member twice, escaped", `{"kind":"field","field":"plan","fi\u0065ld":"plan","operator":"is_null"}`, "field", "", duplicate},
	{"no field", `{"kind":"field","operator":"is_null"}`, "", `"field"`, ""},
	{"field is empty", `{"kind":"field","field":"","operator":"is_null"}`, "field", "", ""},
	{"field is a number", `{"kind":"field","field":3,"operator":"is_null"}`, "field", "3", ""},
	{"no operator", `{"kind":"field","field":"plan"}`, "", `"operator"`, ""},
	{"unknown operator", `{"kind":"field","field":"plan","operator":"ends_with","value":"x"}`, "operator", `"ends_with"`, ""},
	{"operator of another kind", `{"kind":"field","field":"plan","operator":"count_gte","value":1}`, "operator", `"count_gte"`, ""},
	{"value of is_null", `{"kind":"field","field":"plan","operator":"is_null","value":1}`, "value", "", ""},
	{"value of is_not_null", `{"kind":"field","field":"plan","operator":"is_not_null","value":""}`, "value", "", ""},
	{"list of is_null", `{"kind":"field","field":"plan","operator":"is_null","value":[]}`, "value", "", ""},
	{"list with null of is_null", `{"kind":"field","field":"plan","operator":"is_null","value":[null]}`, "value", "", ""},
	{"values are null", `{"kind":"field","field":"plan","operator":"not_in","value":null}`, "value", "null", ""},
	{"field is null", `{"kind":"field","field":null,"operator":"is_null"}`, "field", "null", ""},
	{"operator is null", `{"kind":"field","field":"plan","operator":null}`, "operator", "null", ""},
	{"kind is null", `{"kind":null,"field":"plan","operator":"is_null"}`, "kind", "null", ""},
	{"unknown member is null", `{"kind":"field","field":"plan","operator":"is_null","since":null}`, "since", "", ""},
	{"null member of another kind", `{"kind":"field","field":"plan","operator":"is_null","days_window":null}`, "days_window", `"field"`, ""},
	{"null twice", `{"kind":"field","field":"plan","operator":"is_null","value":null,"value":null}`, "value", "", duplicate},
	{"no value", `{"kind":"field","field":"plan","operator":"equals"}`, "", `"value"`, ""},
	{"no values", `{"kind":"field","field":"plan","operator":"in"}`, "", `"value"`, ""},
	{"value is null", `{"kind":"field","field":"plan","operator":"equals","value":null}`, "value", "null", ""},
	{"value is an object", `{"kind":"field","field":"plan","operator":"equals","value":{}}`, "value", "", ""},
	{"list for one value", `{"kind":"field","field":"plan","operator":"equals","value":["a"]}`, "value", "", ""},
	{"one value for a list", `{"kind":"field","field":"plan","operator":"in","value":"a"}`, "value", `"a"`, ""},
	{"empty list of values", `{"kind":"field","field":"plan","operator":"has_any","value":[]}`, "value", "", ""},
	{"null in a list", `{"kind":"field","field":"plan","operator":"in","value":["a",null]}`, "value[1]", "null", ""},
	{"list in a list", `{"kind":"field","field":"plan","operator":"in","value":[["a"]]}`, "value[0]", "", ""},
	{"object in a list", `{"kind":"field","field":"plan","operator":"has_none","value":[{}]}`, "value[0]", "", ""},
	{"leading zero", `{"kind":"field","field":"age","operator":"gt","value":01}`, "", "", noJSON},
	{"no digits", `{"kind":"field","field":"age","operator":"gt","value":-}`, "", "", noJSON},
	{"not a number", `{"kind":"field","field":"age","operator":"gt","value":NaN}`, "", "", noJSON},
	{"invalid UTF-8", `{"kind":"field","field":"plan","operator":"equals","value":"` + "\xff" + `"}`, "", "", noJSON},
	{"half a pair", `{"kind":"field","field":"plan","operator":"equals","value":"\ud800"}`, "", "", "it is replaced before"},
	{"wrong escape", `{"kind":"field","field":"plan","operator":"equals","value":"\x"}`, "", "", noJSON},
	{"control character", `{"kind":"field","field":"plan","operator":"equals","value":"` + "\n" + `"}`, "", "", noJSON},
}

var eventRefusals = []Refusal{
	{"no metric", `{"kind":"activity","operator":"ever"}`, "", `"metric"`, ""},
	{"unknown metric", `{"kind":"activity","metric":"reply","operator":"ever"}`, "metric", `"open" "click" "reply"`, ""},
	{"delivery metric of an activity", `{"kind":"activity","metric":"bounce","operator":"ever"}`, "metric", `"bounce"`, ""},
	{"activity metric of a delivery", `{"kind":"deliverability","metric":"open","operator":"ever"}`, "metric", `"open"`, ""},
	{"no event operator", `{"kind":"activity","metric":"open"}`, "", `"operator"`, ""},
	{"unknown event operator", `{"kind":"activity","metric":"open","operator":"count_gt","value":1}`, "operator", `"count_gt"`, ""},
	{"never of a delivery", `{"kind":"deliverability","metric":"bounce","operator":"never"}`, "operator", `"never"`, ""},
	{"value of ever", `{"kind":"activity","metric":"open","operator":"ever","value":1}`, "value", "", ""},
	{"value of never", `{"kind":"activity","metric":"open","operator":"never","value":0}`, "value", "", ""},
	{"no count", `{"kind":"deliverability","metric":"bounce","operator":"count_gte"}`, "", `"value"`, ""},
	{"count is a string", `{"kind":"activity","metric":"open","operator":"count_eq","value":"1"}`, "value", `"1"`, ""},
	{"count is null", `{"kind":"activity","metric":"open","operator":"count_eq","value":null}`, "value", "null", ""},
	{"count is negative", `{"kind":"activity","metric":"open","operator":"count_lte","value":-1}`, "value", "0 -1", ""},
	{"count is a fraction", `{"kind":"activity","metric":"open","operator":"count_gte","value":1.5}`, "value", "1.5", ""},
	{"count with a point", `{"kind":"activity","metric":"open","operator":"count_gte","value":1.0}`, "value", "1.0", integers},
	{"count with an exponent", `{"kind":"activity","metric":"open","operator":"count_gte","value":1e1}`, "value", "", integers},
	{"count is too large", `{"kind":"activity","metric":"open","operator":"count_gte","value":9223372036854775808}`, "value", "64", sizes},
	{"list as the value of ever", `{"kind":"activity","metric":"open","operator":"ever","value":[]}`, "value", "", ""},
	{"count of a delivery is null", `{"kind":"deliverability","metric":"bounce","operator":"count_lte","value":null}`, "value", "null", ""},
	{"window is a list", `{"kind":"activity","metric":"open","operator":"ever","days_window":[]}`, "days_window", "", ""},
	{"window of nulls", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":null,"days":null}}`, "days_window.mode", "null", ""},
	{"days are null", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":null}}`, "days_window.days", "null", ""},
	{"window twice, once null", `{"kind":"activity","metric":"open","operator":"ever","days_window":null,"days_window":{"mode":"last","days":30}}`, "days_window", "", duplicate},
	{"window is empty", `{"kind":"activity","metric":"open","operator":"ever","days_window":{}}`, "days_window", `"mode"`, ""},
	{"window without days", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last"}}`, "days_window", `"days"`, ""},
	{"unknown mode", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"first","days":1}}`, "days_window.mode", `"last" "more_than" "first"`, ""},
	{"no days", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":0}}`, "days_window.days", "1 0", ""},
	{"negative days", `{"kind":"deliverability","metric":"bounce","operator":"ever","days_window":{"mode":"last","days":-7}}`, "days_window.days", "1 -7", ""},
	{"half days", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":0.5}}`, "days_window.days", "", ""},
	{"days are a string", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":"30"}}`, "days_window.days", "", ""},
	{"unknown member of a window", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30,"unit":"d"}}`, "days_window.unit", "", ""},
	{"mode twice", `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30,"mode":"last"}}`, "days_window.mode", "", duplicate},
	{"include and exclude", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[1],"exclude_campaign_ids":[2]}`, "exclude_campaign_ids", "", ""},
	{"include and an exclude that is a text", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[1],"exclude_campaign_ids":"last"}`, "exclude_campaign_ids", "", ""},
	{"exclude and an include that is a text", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":"last","exclude_campaign_ids":[2]}`, "include_campaign_ids", "", ""},
	{"campaigns are an object", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":{}}`, "include_campaign_ids", "", ""},
	{"list of null for campaigns", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[null]}`, "include_campaign_ids[0]", "null", ""},
	{"list of a list for campaigns", `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[[]]}`, "include_campaign_ids[0]", "", ""},
	{"empty text for campaigns", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":""}`, "exclude_campaign_ids", "", ""},
	{"no campaigns of a delivery", `{"kind":"deliverability","metric":"bounce","operator":"ever","exclude_campaign_ids":[]}`, "exclude_campaign_ids", `"deliverability"`, ""},
	{"no campaigns of a column", `{"kind":"field","field":"plan","operator":"is_null","include_campaign_ids":[]}`, "include_campaign_ids", `"field"`, ""},
	{"campaign is null", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[1,null]}`, "exclude_campaign_ids[1]", "null", ""},
	{"campaign is true", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[true]}`, "exclude_campaign_ids[0]", "true", ""},
	{"campaign is a fraction", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[1.5]}`, "exclude_campaign_ids[0]", "1.5", ""},
	{"campaign is empty", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":[""]}`, "exclude_campaign_ids[0]", `""`, ""},
	{"campaign is no list", `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":12}`, "exclude_campaign_ids", "12", ""},
	{"campaigns of a delivery", `{"kind":"deliverability","metric":"bounce","operator":"ever","include_campaign_ids":[1]}`, "include_campaign_ids", `"deliverability"`, ""},
}

var listRefusals = []Refusal{
	{"membership operator", `{"kind":"membership","operator":"equals","list_ids":[` + list + `]}`, "operator", `"in" "not_in" "equals"`, ""},
	{"no lists", `{"kind":"membership","operator":"in"}`, "", `"list_ids"`, ""},
	{"empty lists", `{"kind":"membership","operator":"in","list_ids":[]}`, "list_ids", "", ""},
	{"lists are null", `{"kind":"membership","operator":"in","list_ids":null}`, "list_ids", "null", ""},
	{"list is a number", `{"kind":"membership","operator":"in","list_ids":[1]}`, "list_ids[0]", "1", ""},
	{"list is not a UUID", `{"kind":"membership","operator":"in","list_ids":[` + list + `,"newsletter"]}`, "list_ids[1]", `"newsletter"`, ""},
	{"list in braces", `{"kind":"membership","operator":"in","list_ids":["{0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab}"]}`, "list_ids[0]", "", ""},
	{"list as a URN", `{"kind":"membership","operator":"in","list_ids":["urn:uuid:0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"]}`, "list_ids[0]", "", ""},
	{"list without hyphens", `{"kind":"membership","operator":"in","list_ids":["0fd3d5b41c0a4e918a4f0f17dc6dc5ab"]}`, "list_ids[0]", "", ""},
	{"value of a membership", `{"kind":"membership","operator":"in","list_ids":[` + list + `],"value":1}`, "value", `"membership"`, ""},
	{"ISP operator", `{"kind":"isp","operator":"is_null","values":[1]}`, "operator", `"is_null"`, ""},
	{"no ISPs", `{"kind":"isp","operator":"in","values":[]}`, "values", "", ""},
	{"ISPs are null", `{"kind":"isp","operator":"in","values":null}`, "values", "null", ""},
	{"ISPs are missing", `{"kind":"isp","operator":"in"}`, "", `"values"`, ""},
	{"value for values", `{"kind":"isp","operator":"in","value":[1]}`, "value", `"isp"`, ""},
	{"ISP is a string", `{"kind":"isp","operator":"in","values":["1"]}`, "values[0]", `"1"`, ""},
	{"ISP is a fraction", `{"kind":"isp","operator":"in","values":[1,2.5]}`, "values[1]", "2.5", ""},
	{"ISP with a point", `{"kind":"isp","operator":"in","values":[1.0]}`, "values[0]", "", integers},
	{"ISP is too large", `{"kind":"isp","operator":"in","values":[99999999999999999999]}`, "values[0]", "64", sizes},
}
