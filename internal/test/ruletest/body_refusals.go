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
		{"no color", with(`"color":"#7cb7de",`, ``), "", `"color" is missing`, ""},
		{"color is null", with(`"#7cb7de"`, `null`), "color", "not null", ""},
		{"color in capitals", with(`#7cb7de`, `#7CB7DE`), "color", `not the string "#7CB7DE"`, ""},
		{"description is null", with(`"N"`, `"N","description":null`), "description", "not null", ""},
		{"unknown member", with(`"N"`, `"N","colour":"#7cb7de"`), "colour", "unknown member", ""},
		{"unknown null", with(`"N"`, `"N","created_by":null`), "created_by", "unknown member", ""},
		{"member of a full segment", with(`"N"`, `"N","status":"DONE"`), "status", "unknown member", ""},
		{"id", with(`"N"`, `"N","id":`+list), "id", "unknown member", ""},
	}
}

// BodyRefusals returns the table of refused bodies and segments.
func BodyRefusals() []Refusal {
	return []Refusal{
		{"a list", `[]`, "", "not a list", ""},
		{"no name", with(`"name":"N",`, ``), "", `"name" is missing`, ""},
		{"name is empty", with(`"N"`, `""`), "name", "empty string", ""},
		{"name is null", with(`"N"`, `null`), "name", "not null", ""},
		{"name twice", with(`"N"`, `"N","name":"N"`), "name", "twice", duplicate},
		{"color is a number", with(`"#7cb7de"`, `7`), "color", "not the number 7", ""},
		{"color outside the palette", with(`#7cb7de`, `#7cb7df`), "color", `not the string "#7cb7df"`, ""},
		{"color by name", with(`#7cb7de`, `blue`), "color", `not the string "blue"`, ""},
		{"no lists", with(`"contact_list_ids":[`+list+`],`, ``), "", `"contact_list_ids" is missing`, ""},
		{"lists are empty", with(list, ``), "contact_list_ids", "empty list", ""},
		{"list is no UUID", with(list, `"x"`), "contact_list_ids[0]", `not the string "x"`, ""},
		{"no rules", with(`,"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, ``), "", `"rules_json" is missing`, ""},
		{"rules are a string", with(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, `"{}"`), "rules_json", `not the string "{}"`, ""},
		{"fault in the rules", with(`"values":[1]`, `"values":[true]`), "rules_json.any[0].all[0].values[0]", "not true", ""},
		{"description is a number", with(`"N"`, `"N","description":1`), "description", "not the number 1", ""},
		{"unknown member twice", with(`"N"`, `"N","owner":1,"owner":2`), "owner", "twice", ""},
		{"description twice, once null", with(`"N"`, `"N","description":"D","description":null`), "description", "twice", ""},
		{"unknown member in the rules", with(`"any":`, `"version":2,"any":`), "rules_json.version", "unknown member", ""},
		{"rules are null", with(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, `null`), "rules_json", "not null", ""},
		{"lists are null", with(`[`+list+`]`, `null`), "contact_list_ids", "not null", ""},
		{"unknown member is deep", with(`"N"`, `"N","owner":`+strings.Repeat("[", 100)+strings.Repeat("]", 100)), "owner", "64 levels", ""},
		{"id is no UUID", with(`"N"`, `"N","id":7`), "id", "not the number 7", ""},
		{"trailing text", validBody + `x`, "", "nothing may follow", noJSON},
		{"broken member that is skipped", with(`"N"`, `"N","display_fields":[1,]`), "display_fields", "expected a value", noJSON},
	}
}
