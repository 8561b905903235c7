package corpus

// Tables returns texts of the statement that says what a database calls things: each is right,
// with every word of it.
func Tables() []string {
	return []string{
		`tables postgres
  contacts crm.contacts key contact_id where "deleted_at is null"
  column interests array tags                      # or joined, json, split "|"
  column revenue amount float                      # NaN is missing
  column confirmed doi boolean "Y" "N"
  column first_order_at first_order time zone "Europe/Berlin"
  provider domain email from ref.isp_domains (domain, isp)
  events mail.events contact contact_id at occurred_at campaign campaign_id id event_id keeps 400d
  partition received_on slack 3d
  event opened where event = "open" and sg_machine_open = false
  event clicked where event = "click" and (bot is null or bot != true)
  memberships source "mail" "memberships" contact contact_id list list_id
`,
		"tables files",
		`Tables DuckDB contacts c column a json tags column b split "|" tags missing no_b
column ` + "`array`" + ` joined ref "tags" contact k tag t tags
column d e as number trim empty null column f day column g utc column h ` + "`day`" + ` epoch seconds column i epoch milliseconds column j boolean 1 0 provider domain z from y (x, w) column k missing l
provider column isp
events a.b.c contact x metric m at t utc
partition p time zone "America/Santiago" slack 2 weeks
event complained events ref 'd' event opened`,
		"tables clickhouse\n\n  # who\n  contacts c # here\n    key # there\n    id final\n\n  events e at t epoch milliseconds where \"x = 'y'\" sharded `contact id`\n  # at last\n",
	}
}
