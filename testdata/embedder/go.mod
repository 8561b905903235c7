// A program that uses segc as its users do: its name lies outside of the module, so Go
// itself refuses to import anything internal.
module example.com/embedder

go 1.26.0

replace github.com/segc-lang/segc => ../..

require github.com/segc-lang/segc v0.0.0-00010101000000-000000000000

require (
	github.com/alecthomas/participle/v2 v2.1.4 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	golang.org/x/text v0.44.0 // indirect
)
