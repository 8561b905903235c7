package logic

// SetIndex numbers distinct sets in the order in which they are added. The zero SetIndex
// is empty.
type SetIndex struct {
	Sets []Set // by number

	// slots is a hash table of numbers plus one, open addressing; none as long
	// as the sets are few enough to be looked through.
	slots []int32
}

// scanned is up to how many sets are looked through.
const scanned = 12

// Find returns the number of s, or -1.
func (x *SetIndex) Find(s Set) int {
	if x.slots == nil {
		for i := range x.Sets {
			if x.Sets[i].Equal(s) {
				return i
			}
		}
		return -1
	}
	mask := uint64(len(x.slots) - 1)
	for at := s.hash() & mask; x.slots[at] != 0; at = (at + 1) & mask {
		if i := int(x.slots[at] - 1); x.Sets[i].Equal(s) {
			return i
		}
	}
	return -1
}

// Number returns the number of s, which is kept, not copied, when it is new.
func (x *SetIndex) Number(s Set) (number int, fresh bool) {
	if i := x.Find(s); i >= 0 {
		return i, false
	}
	return x.Add(s), true
}

// Add returns the number of s, which is kept, not copied, and must be new.
func (x *SetIndex) Add(s Set) int {
	x.Sets = append(x.Sets, s)
	if len(x.Sets) <= scanned {
		return len(x.Sets) - 1
	}
	if 2*len(x.Sets) > len(x.slots) {
		n := 64
		for n < 2*len(x.slots) || n < cap(x.Sets) {
			n *= 2 // so that the sets that there is room for are entered once
		}
		x.slots = make([]int32, n)
		for i := range x.Sets {
			x.enter(i)
		}
	} else {
		x.enter(len(x.Sets) - 1)
	}
	return len(x.Sets) - 1
}

func (x *SetIndex) enter(i int) {
	mask := uint64(len(x.slots) - 1)
	at := x.Sets[i].hash() & mask
	for x.slots[at] != 0 {
		at = (at + 1) & mask
	}
	x.slots[at] = int32(i + 1)
}
