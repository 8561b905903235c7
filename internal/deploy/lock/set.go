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

// maxAssume is how many bytes what is assumed may have, as it is written: there are few
// questions.
const maxAssume = 1 << 10

// CheckAssume is CheckSet for what is assumed of the platform.
func CheckAssume(answers map[string]string) error {
	if len(appendPairs(nil, answers)) > maxAssume {
		return fmt.Errorf("has assumptions of more than %d KiB", maxAssume>>10)
	}
	return nil
}
