package lock

import "fmt"

// MaxSet is how many bytes the values of the params of an entry may have, as they are
// written, so that the entry can be read again.
const MaxSet = 32 << 10

// CheckSet returns an error if an entry cannot have some values of params, in words that
// follow the name of a file.
func CheckSet(set map[string]string) error {
	if len(appendPairs(nil, set)) > MaxSet {
		return fmt.Errorf("is given params of more than %d KiB", MaxSet>>10)
	}
	return nil
}
