package grammar

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDayRelations is the table of how people say that a day is before or after another one, or
// in a range: each is one error, and no fix means something else. What may mean several has a
// fix for each.
func TestDayRelations(t *testing.T) {
	for text, want := range map[string][]string{
		"d less than 30 days from now":         {"d < today + 30d", "d between today and today + 30d"},
		"d less than 30 days ago":              {"d > today - 30d", "d between today - 30d and today"},
		"d less than 30 days":                  {"d > today - 30d", "d < today + 30d", "d between today - 30d and today", "d between today and today + 30d"},
		"d more than two weeks from now":       {"d > today + 2w"},
		"d more than 30 days from now":         {"d > today + 30d"},
		"d more than 3 months ago":             {"d < today - 90d"},
		"d more than 30 days":                  {"d < today - 30d", "d > today + 30d"},
		"d not more than 30d ago":              {"d >= today - 30d", "d between today - 30d and today"},
		"d no more than a week from now":       {"d <= today + 1w", "d between today and today + 1w"},
		"d at most 30d ago":                    {"d >= today - 30d", "d between today - 30d and today"},
		"d at least 30d ago":                   {"d <= today - 30d"},
		"d at least two weeks from now":        {"d >= today + 2w"},
		"d over 30 days ago":                   {"d < today - 30d"},
		"d over two weeks ago":                 {"d < today - 2w"},
		"d over 30d ago":                       {"d < today - 30d"},
		"d under 30d ago":                      {"d > today - 30d", "d between today - 30d and today"},
		"d over the last 30 days":              {"d between today - 30d and today", "d >= today - 30d"},
		"d older than 730 days":                {"d < today - 730d"},
		"d no older than 730 days":             {"d >= today - 730d"},
		"d is no older than 730d":              {"d >= today - 730d"},
		"d is not older than 730d":             {"d >= today - 730d"},
		"d was older than 730d":                {"d < today - 730d"},
		"d newer than 30d":                     {"d > today - 30d"},
		"d older than n":                       {"d < today - n"},
		"d no older than n":                    {"d >= today - n"},
		"d earlier than 30 days from now":      {"d < today + 30d"},
		"d later than 30 days from now":        {"d > today + 30d"},
		"d no later than 30 days from now":     {"d <= today + 30d"},
		"d before 30 days from now":            {"d < today + 30d"},
		"d before n from now":                  {"d < today + n"},
		"d after next week":                    {"d > today + 1w"},
		"d before last week":                   {"d < today - 1w"},
		"d not before last week":               {"d >= today - 1w"},
		"d until next week":                    {"d <= today + 1w"},
		"d within 30 days from now":            {"d between today and today + 30d"},
		"d within 30 days ago":                 {"d between today - 30d and today", "d >= today - 30d"},
		"d within the next week":               {"d between today and today + 1w"},
		"d within n":                           {"d between today - n and today", "d >= today - n", "d between today and today + n"},
		"d was within 90 days":                 {"d between today - 90d and today", "d >= today - 90d", "d between today and today + 90d"},
		"d not within a week from now":         {"not d between today and today + 1w"},
		"d not within 30d ago":                 {"not d between today - 30d and today", "d < today - 30d"},
		"d not in last 30d":                    {"not d between today - 30d and today", "d < today - 30d"},
		"d not in a week":                      {"not d between today - 1w and today", "d < today - 1w", "not d between today and today + 1w"},
		"d not in next 30d":                    {"not d between today and today + 30d"},
		"not d in 7d":                          {"not d on today + 7d", "not d between today and today + 7d"},
		"d in 7d":                              {"d on today + 7d", "d between today and today + 7d"},
		"d is in 7 days":                       {"d on today + 7d", "d between today and today + 7d"},
		"d != last week":                       {"not d between today - 1w and today", "d < today - 1w", `d != "last week"`},
		"d is in 0 days":                       nil,
		"created_at is in 7 days":              {"created_at >= today - 7d"},
		"d in 3 months":                        {"d on today + 90d", "d between today and today + 90d"},
		"d in last 3 months":                   {"d between today - 90d and today", "d >= today - 90d"},
		"d in next 3 months":                   {"d between today and today + 90d"},
		"d in last 7":                          {"d between today - 7d and today", "d >= today - 7d"},
		"d in next n":                          {"d between today and today + n"},
		"d in 30 days from now":                {"d on today + 30d"},
		"d next week from now":                 {"d between today and today + 1w"},
		"d in yesterday":                       {"d on today - 1d"},
		"d in today":                           {"d on today"},
		"d not before today":                   {"d >= today"},
		"d not after today + 7d":               {"d <= today + 7d"},
		"d not until today":                    {"d > today"},
		"d no later than 2026-05-01":           {"d <= 2026-05-01"},
		"d earlier than s":                     {"d < s"},
		"d is on or after today":               {"d >= today"},
		"d is not on or after today":           {"d < today"},
		"d is on or before 2026-05-01":         {"d <= 2026-05-01"},
		"d < n ago":                            {"d < today - n"},
		"d < n from now":                       {"d < today + n"},
		"d >= 7d before now":                   {"d >= today - 7d"},
		"d < 7d after today":                   {"d < today + 7d"},
		"d < 7d after 2026-05-01":              {"d < 2026-05-01 + 7d"},
		"d < 30 days before s":                 {"d < s - 30d"},
		"d > 7d + today":                       {"d > today + 7d"},
		"d > 7d + today - 1d":                  {"d > today + 7d - 1d"},
		"created_at within 30 days":            {"created_at >= today - 30d"},
		"created_at in last 30d":               {"created_at >= today - 30d"},
		"created_at not in last 30d":           {"created_at < today - 30d"},
		"created_at less than 30 days ago":     {"created_at > today - 30d"},
		"created_at less than 30 days":         {"created_at > today - 30d"},
		"created_at no older than two days":    {"created_at >= today - 2d"},
		`d > "2026-06-01" - 14d`:               {"d > 2026-06-01 - 14d"},
		`d between '2026-06-01' -1w and today`: {"d between 2026-06-01 -1w and today"},
		`d in (today, "2026-06-01" + 14d)`:     {"d in (today, 2026-06-01 + 14d)"},
		"d > today --7d":                       {"d > today - 7d", "d > today + 7d"},
		"d > today --n":                        {"d > today - n", "d > today + n"},
		"d > today--n and opened":              {"d > today- n and opened", "d > today+ n and opened"},
		"d > s--7d":                            {"d > s- 7d", "d > s+ 7d"},
		"d > s--n or opened":                   {"d > s- n or opened", "d > s+ n or opened"},
		"d > 2026-05-01 --n":                   {"d > 2026-05-01 - n", "d > 2026-05-01 + n"},
		"d between today --n and today":        {"d between today - n and today", "d between today + n and today"},
	} {
		t.Run(text, func(t *testing.T) {
			d := onlySlip(t, text)
			if diff := cmp.Diff(want, fixes(t, d)); diff != "" {
				t.Errorf("%s (-want +got)\n%s", d.Message, diff)
			}
			for _, around := range []string{"(" + text + ")", "opened and " + text + " and clicked", "let a = " + text + "\nwhere a"} {
				onlySlip(t, around)
			}
		})
	}
}
