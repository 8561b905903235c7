package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const catalogText = `isp gmail = 1
isp outlook = 2
let mailable = status = "subscribed" and never complained
require mailable because "we never mail people who left"
`

// ruleText is a rule of thirty lines.
const ruleText = `# Readers who bought something, or who read what we send them.
use "catalog.seg"

segment "Spring sale"
  color "#7cb7de"
  lists "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
  description "Readers and buyers of the spring"

let buys = orders >= 2 and last_order_at between 2025-04-01 and 2025-10-31
let known = revenue >= 1000.50 and (plan = "club" or plan = "team")
let near = city in ("Wien", "Graz", "Linz", "Salzburg")
let likes = interests has any ("climbing", "skiing")
let reads = opened >= 2 in last 30d or clicked in last 60d

require not company contains "competitor" because "we send them nothing"

where mailable
  and not company contains "competitor"
  and (reads or buys or known)
  and market = 7
  and near
  and (
    likes
    or company contains "outfitter"
    or company contains "school"
  )
  and never clicked from campaigns (204, 231, 260) in last 90d
  and isp in (gmail, outlook)
`

// thousand returns a catalog and a thousand rules, which use it or not.
func thousand(users bool) map[string]string {
	files := map[string]string{"catalog.seg": catalogText}
	for i := range 1000 {
		text := strings.Replace(ruleText, "market = 7", fmt.Sprintf("market = %d", i), 1)
		if !users {
			text = fmt.Sprintf("where market = %d\n", i)
		}
		files[fmt.Sprintf("market-%04d.seg", i)] = text
	}
	return files
}

func write(folder string, files map[string]string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			return err
		}
	}
	return nil
}
