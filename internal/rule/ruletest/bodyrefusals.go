package ruletest

import "strings"

// BodyRefusals returns the table of refused create bodies.
func BodyRefusals() []Refusal {
	const valid = `{"name":"N","color":"#7cb7de","contact_list_ids":[` + list + `],` +
		`"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}}`
	with := func(old, new string) string {
		text := strings.Replace(valid, old, new, 1)
		if text == valid {
			panic("ruletest: nothing replaced: " + old)
		}
		return text
	}
	return []Refusal{
		{"a list", `[]`, "", "not a list", ""},
		{"no name", with(`"name":"N",`, ``), "", `"name" is missing`, ""},
		{"name is empty", with(`"N"`, `""`), "name", "empty string", ""},
		{"name is null", with(`"N"`, `null`), "name", "not null", ""},
		{"name twice", with(`"N"`, `"N","name":"N"`), "name", "twice", duplicate},
		{"no color", with(`"color":"#7cb7de",`, ``), "", `"color" is missing`, ""},
		{"color outside the palette", with(`#7cb7de`, `#7cb7df`), "color", `not the string "#7cb7df"`, ""},
		{"color by name", with(`#7cb7de`, `blue`), "color", `not the string "blue"`, ""},
		{"no lists", with(`"contact_list_ids":[`+list+`],`, ``), "", `"contact_list_ids" is missing`, ""},
		{"lists are empty", with(list, ``), "contact_list_ids", "empty list", ""},
		{"list is no UUID", with(list, `"x"`), "contact_list_ids[0]", `not the string "x"`, ""},
		{"no rules", with(`,"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, ``), "", `"rules_json" is missing`, ""},
		{"rules are a string", with(`{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`, `"{}"`), "rules_json", `not the string "{}"`, ""},
		{"fault in the rules", with(`"values":[1]`, `"values":[true]`), "rules_json.any[0].all[0].values[0]", "not true", ""},
		{"description is a number", with(`"N"`, `"N","description":1`), "description", "not the number 1", ""},
		{"unknown member", with(`"N"`, `"N","colour":"#7cb7de"`), "colour", "unknown member", ""},
		{"id is no UUID", with(`"N"`, `"N","id":7`), "id", "not the number 7", ""},
		{"trailing text", valid + `x`, "", "nothing may follow", noJSON},
		{"broken member that is passed over", with(`"N"`, `"N","display_fields":[1,]`), "display_fields", "a value belongs here", noJSON},
	}
}
