package match

import (
	"slices"

	"github.com/segc-lang/segc/internal/decimal"
)

// numbers are numbers in their order.
type numbers struct{ list []decimal.Decimal }

// add adds a number. One that cannot be read equals none.
func (n *numbers) add(text string) {
	if d, err := decimal.Parse(text); err == nil {
		n.list = append(n.list, d)
	}
}

func (n *numbers) sort() { slices.SortFunc(n.list, decimal.Compare) }

// has reports whether a number, as it is written, is one of them.
func (n *numbers) has(text string) bool {
	if len(n.list) == 0 {
		return false
	}
	d, err := decimal.Parse(text)
	if err != nil {
		return false
	}
	_, found := slices.BinarySearchFunc(n.list, d, decimal.Compare)
	return found
}
