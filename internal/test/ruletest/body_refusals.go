package ruletest

import "strings"

const validBody = `{"name":"N","color":"#7cb7de","contact_list_ids":[` + list + `],` +
	`"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}}`

// with returns a valid body in which one part is another one.
func with(old, new string) string {
	text := strings.Replace(validBody, old, new, 1)
	if text == validBody {
		panic("ruletest: nothing replaced: " + old)
	}
	return text
}

// CreateRefusals returns the table of what is refused as the body of a create
// call alone: in a segment that the API answered it is skipped.
func CreateRefusals() []Refusal {
	return []Refusal{
		{"no color", with(`"color":"#7cb7de",`, ``), "", `"color"`, ""},
		{"color is null", with(`"#7cb7de"`, `null`), "color", "null", ""},
		{"color in capitals", with(`#7cb7de`, `#7CB7DE`), "color", `"#7CB7DE"`, ""},
		{"description is null", with(`"N"`, `"N","description":null`), "description", "null", ""},
		{"unknown member", with(`"N"`, `"N","tint":"#7cb7de"`), "tint", "", ""},
		{"unknown null", with(`"N"`, `"N","created_by":null`), "created_by", "", ""},
		{"member of a full segment", with(`"N"`, `"N","status":"DONE"`), "status", "", ""},
		{"id", with(`"N"`, `"N","id":`+list), "id", "", ""},
	}
}

// BodyRefusals returns the table of refused bodies and segments.
func BodyRefusals() []Refusal {
	return []Refusal{
		{"a list", `[]`, "", "", ""},
		{"no name", with(`"name":"N",`, ``), "", `"name"`, ""},
		{"name is empty", with(`"N"`, `""`), "name", "", ""},
		{"name is null", with(`"N"`, `null`), "name", "null", ""},
		{"name twice", with(`"N"`, `"N","name":"N"`), "name", "", duplicate},
		{"color is a number", with(`"#7cb7de"`, `7`), "color", "7", ""},
		{"color outside the palette", with(`#7cb7de`, `#7cb7df`), "color", `"#7cb7df"`, ""},
		{"color by name", with(`#7cb7de`, `blue`), "color", `"blue"`, ""},
		{"no lists", with(`"contact_list_ids":[`+list+`],`, ``), "", `"contact_list_ids"`, ""},
		{"lists are empty", with(list, ``), "contact_list_ids", "", ""},
		{"list is not a UUID", with(list, `"x"`), "contact_list_ids[0]", `"x"`, ""},
		{"no rules", with(`,"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, ``), "", `"rules_json"`, ""},
		{"rules are a string", with(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, `"{}"`), "rules_json", `"{}"`, ""},
		{"fault in the rules", with(`"values":[1]`, `"values":[true]`), "rules_json.any[0].all[0].values[0]", "true", ""},
		{"description is a number", with(`"N"`, `"N","description":1`), "description", "1", ""},
		{"unknown member twice", with(`"N"`, `"N","owner":1,"owner":2`), "owner", "", ""},
		{"description twice, once null", with(`"N"`, `"N","description":"D","description":null`), "description", "", ""},
		{"unknown member in the rules", with(`"any":`, `"version":2,"any":`), "rules_json.version", "", ""},
		{"rules are null", with(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, `null`), "rules_json", "null", ""},
		{"lists are null", with(`[`+list+`]`, `null`), "contact_list_ids", "null", ""},
		{"unknown member is deep", with(`"N"`, `"N","owner":`+strings.Repeat("[", 100)+strings.Repeat("]", 100)), "owner", "64", ""},
		{"id is not a UUID", with(`"N"`, `"N","id":7`), "id", "7", ""},
		{"trailing text", validBody + `x`, "", "", noJSON},
		{"broken member that is skipped", with(`"N"`, `"N","display_fields":[1,]`), "display_fields", "", noJSON},
	}
}
