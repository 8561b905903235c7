package condition

import (
	"bytes"
	"hash/maphash"
	"slices"
)

// Keys numbers the keys of conditions from 0 on. The zero Keys is empty. The bytes of the keys
// are in few pieces, and few keys are compared one by one: most rules have few conditions.
type Keys struct {
	keys  [][]byte // by number; nil for one that is reserved
	room  []byte   // of the last piece, which ends with the last key
	table []int32  // the numbers plus one, by the hash of their keys; once there are many
	seed  maphash.Seed
}

const (
	fewKeys  = 32  // up to which they are compared one by one
	keyPiece = 128 // bytes of the first piece
)

// Len returns how many numbers there are.
func (k *Keys) Len() int { return len(k.keys) }

// Find returns the number of a key, if it has one.
func (k *Keys) Find(key []byte) (number int, known bool) {
	if k.table == nil {
		for i, other := range k.keys {
			if other != nil && bytes.Equal(other, key) {
				return i, true
			}
		}
		return 0, false
	}
	for at := k.slot(key); k.table[at] != 0; at = k.next(at) {
		if i := int(k.table[at] - 1); bytes.Equal(k.keys[i], key) {
			return i, true
		}
	}
	return 0, false
}

// Add gives the next number to a copy of a key that has none.
func (k *Keys) Add(key []byte) int {
	if cap(k.room)-len(k.room) < len(key) {
		k.room = make([]byte, 0, max(keyPiece, 2*cap(k.room), len(key)))
	}
	from := len(k.room)
	k.room = append(k.room, key...)
	k.keys = append(k.keys, k.room[from:len(k.room):len(k.room)])
	k.enter(len(k.keys) - 1)
	return len(k.keys) - 1
}

// Reserve leaves the next number without a key.
func (k *Keys) Reserve() { k.keys = append(k.keys, nil) }

// Grow makes room for so many more keys.
func (k *Keys) Grow(n int) { k.keys = slices.Grow(k.keys, n) }

// Cut drops all numbers from n on.
func (k *Keys) Cut(n int) {
	for i := len(k.keys) - 1; i >= n; i-- { // the last of them is the last of its slots
		key := k.keys[i]
		if len(key) == 0 {
			continue
		}
		if k.table != nil {
			at := k.slot(key)
			for int(k.table[at]) != i+1 {
				at = k.next(at)
			}
			k.table[at] = 0
		}
		if from := len(k.room) - len(key); from >= 0 && &k.room[from] == &key[0] {
			k.room = k.room[:from]
		}
	}
	clear(k.keys[n:])
	k.keys = k.keys[:n]
}

// Keep drops the numbers that are not wanted, and numbers the others anew in the same order.
func (k *Keys) Keep(wanted func(number int) bool) {
	kept := k.keys[:0]
	for i, key := range k.keys {
		if wanted(i) {
			kept = append(kept, key)
		}
	}
	clear(k.keys[len(kept):])
	k.keys = kept
	if k.table != nil {
		k.fill(len(k.table))
	}
}

// enter puts a number into the table, if there is one or has to be one.
func (k *Keys) enter(number int) {
	switch {
	case k.table == nil && len(k.keys) <= fewKeys:
		return
	case 2*len(k.keys) > len(k.table): // it is to be half empty
		if k.table == nil {
			k.seed = maphash.MakeSeed()
		}
		size := 4 * fewKeys
		for size < 4*len(k.keys) {
			size *= 2
		}
		k.fill(size)
		return
	}
	at := k.slot(k.keys[number])
	for k.table[at] != 0 {
		at = k.next(at)
	}
	k.table[at] = int32(number + 1)
}

// fill makes a table of the keys.
func (k *Keys) fill(size int) {
	k.table = make([]int32, size)
	for i, key := range k.keys {
		if key == nil {
			continue
		}
		at := k.slot(key)
		for k.table[at] != 0 {
			at = k.next(at)
		}
		k.table[at] = int32(i + 1)
	}
}

func (k *Keys) slot(key []byte) int {
	return int(maphash.Bytes(k.seed, key) & uint64(len(k.table)-1))
}

func (k *Keys) next(slot int) int { return (slot + 1) & (len(k.table) - 1) }
