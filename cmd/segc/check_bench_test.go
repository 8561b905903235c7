package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkCheckFolder measures `segc check` on a folder of 1,000 files of a
// kilobyte each, which use one catalog.
func BenchmarkCheckFolder(b *testing.B) { overFolder(b, "no problems", "check") }

// BenchmarkFormatFolder measures `segc fmt --check` on the same files, which are
// formatted as they should be.
func BenchmarkFormatFolder(b *testing.B) { overFolder(b, "", "fmt", "--check") }

// overFolder runs a command that has nothing to complain about, and looks for
// what it should say.
func overFolder(b *testing.B, want string, args ...string) {
	const files = 1000
	folder, size := marketFolder(b, files)
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		var said strings.Builder
		if code := run(append(args, folder), streams{in: strings.NewReader(""), out: io.Discard, err: &said}, func(string) string { return "" }); code != 0 {
			b.Fatal(said.String())
		}
		if !strings.Contains(said.String(), want) {
			b.Fatal(said.String())
		}
	}
	b.ReportMetric(files*float64(b.N)/b.Elapsed().Seconds(), "files/s")
}

// marketFolder returns a folder of a catalog and a number of rules of a
// kilobyte each, and how many bytes those have.
func marketFolder(b *testing.B, files int) (string, int) {
	folder := b.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	write("catalog.seg", "isp gmail = 1\nisp outlook = 2\nlet mailable = status = \"subscribed\" and never complained\n"+
		"let engaged = opened >= 2 in last 30d or clicked in last 60d\n")
	size := 0
	for i := range files {
		text := fmt.Sprintf(`# For the team that looks after market %d: readers who bought something, or who
# read what we send them, and who are not looked after by hand.
use "catalog.seg"

segment "Market %[1]d"
  color "#7cb7de"
  lists "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
  description "Readers and buyers in market %[1]d, without the ones that the shop calls"

let buys = orders >= 2 and last_order_at between 2025-04-01 and 2025-10-31
let known = revenue >= 1000.50 and (plan = "club" or plan = "team")

where mailable
  and (engaged or buys or known)
  and market = %[1]d
  and city in ("Wien", "Graz", "Linz", "Salzburg", "Innsbruck", "Klagenfurt", "Villach", "Wels")
  and (
    interests has any ("climbing", "skiing")
    or company contains "outfitter"
    or company contains "school"
  )
  and never clicked from campaigns (204, 231, 260) in last 90d
  and isp in (gmail, outlook)
`, i)
		text += "\n# " + strings.Repeat("-", max(0, 1024-len(text)-4)) + "\n"
		size += len(text)
		write(fmt.Sprintf("market-%04d.seg", i), text)
	}
	return folder, size
}
