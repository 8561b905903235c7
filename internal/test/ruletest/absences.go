package ruletest

// Absence is a document with optional members that say nothing, beside the one
// without them.
type Absence struct {
	Name    string
	JSON    string
	Without string
}

// Absences returns a table of what the API writes and segc reads as absent.
func Absences() []Absence {
	const (
		ever   = `{"kind":"activity","metric":"open","operator":"ever"}`
		never  = `{"kind":"activity","metric":"click","operator":"never"}`
		count  = `{"kind":"activity","metric":"open","operator":"count_gte","value":1}`
		bounce = `{"kind":"deliverability","metric":"bounce","operator":"ever"}`
		some   = `{"kind":"activity","metric":"open","operator":"ever","include_campaign_ids":[12]}`
		others = `{"kind":"activity","metric":"open","operator":"ever","exclude_campaign_ids":["x"]}`
		blank  = `{"kind":"field","field":"plan","operator":"is_null"}`
		filled = `{"kind":"field","field":"plan","operator":"is_not_null"}`
	)
	with := func(condition, members string) string {
		return condition[:len(condition)-1] + "," + members + "}"
	}
	table := []Absence{
		{"both lists of campaigns are empty", with(ever, `"include_campaign_ids":[],"exclude_campaign_ids":[]`), ever},
		{"one list of campaigns is empty", with(ever, `"include_campaign_ids":[]`), ever},
		{"the other list of campaigns is empty", with(never, `"exclude_campaign_ids":[]`), never},
		{"an empty list beside some campaigns", with(some, `"exclude_campaign_ids":[]`), some},
		{"an empty list before some campaigns", with(others, `"include_campaign_ids":[]`), others},
		{"an empty list with white space in it", with(count, "\"include_campaign_ids\": [ \t\r\n ]"), count},
		{"both lists of campaigns are null", with(count, `"include_campaign_ids":null,"exclude_campaign_ids":null`), count},
		{"null beside some campaigns", with(some, `"exclude_campaign_ids": null `), some},
		{"null and an empty list", with(never, `"include_campaign_ids":null,"exclude_campaign_ids":[]`), never},
		{"the window is null", with(count, `"days_window":null`), count},
		{"the window of a delivery is null", with(bounce, `"days_window":null`), bounce},
		{"the value of ever is null", with(ever, `"value":null`), ever},
		{"the value of never is null", with(never, `"value":null`), never},
		{"the value of a delivery is null", with(bounce, `"value":null`), bounce},
		{"the value of is_null is null", with(blank, `"value":null`), blank},
		{"the value of is_not_null is null", with(filled, `"value":null`), filled},
		{
			"everything at once, and the kind last",
			`{"value":null,"days_window":null,"exclude_campaign_ids":[],"include_campaign_ids":null,"operator":"ever","metric":"open","kind":"activity"}`, ever,
		},
	}
	for i := range table {
		table[i].JSON = `{"any":[{"all":[` + table[i].JSON + `]}]}`
		table[i].Without = `{"any":[{"all":[` + table[i].Without + `]}]}`
	}
	return table
}

// BodyAbsences returns a table of what the API answers around the rules and
// segc skips or reads as absent.
func BodyAbsences() []Absence {
	const (
		rules  = `"contact_list_ids":[` + list + `],"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`
		bare   = `{"name":"N","color":"#7cb7de",` + rules + `}`
		full   = `{"name":"N","color":"#7cb7de","description":"D",` + rules + `}`
		nobody = `{"name":"N",` + rules + `}`
	)
	with := func(segment, members string) string { return "{" + members + "," + segment[1:] }
	return []Absence{
		{"an unknown member", with(bare, `"created_by":"ann@example.org"`), bare},
		{"an unknown object", with(full, `"owner":{"name":1,"color":[[],{"id":null}],"rules_json":{"any":[]}}`), full},
		{"an unknown null and an unknown list", with(bare, `"tags":[],"archived_at":null`), bare},
		{"members of the rules beside them", with(bare, `"all":null,"kind":7`), bare},
		{"odd names", with(bare, `"":1,"a b":2,"Name":3`), bare},
		{"the members that the API documents", with(bare, `"status":"DONE","total_count":3,"created_at":"yesterday","updated_at":null,"display_fields":null`), bare},
		{"the description is null", with(bare, `"description":null`), bare},
		{"the description is empty", with(bare, `"description":""`), bare},
		{"the id is null", with(full, `"id":null`), full},
		{"the color is null", with(nobody, `"color": null`), nobody},
		{"the color in capitals", `{"name":"N","color":"#7CB7DE",` + rules + `}`, bare},
	}
}
