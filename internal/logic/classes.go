package logic

// Classes returns for each subject the class of each of its regions: two
// regions are of one class when f makes no difference between them for any
// regions of the other subjects. Classes are numbered from 0 by their first
// regions.
func (d *Diagram) Classes(f Node) [][]int32 {
	classes := make([][]int32, len(d.subjects))
	total := 0
	for i := range d.subjects {
		total += d.subjects[i].regions
	}
	labels := make([]int32, total)
	for i := range d.subjects {
		n := d.subjects[i].regions
		classes[i], labels = labels[:n:n], labels[n:]
	}
	d.startWalk()
	d.refine(f, classes)
	return classes
}

// refine separates in the classes of each subject what the nodes under n do.
func (d *Diagram) refine(n Node, classes [][]int32) {
	if n <= True {
		return
	}
	if _, seen := d.walk.recall(n); seen {
		return
	}
	d.walk.remember(n, true)
	runs := d.runs[d.first[n]:d.first[n+1]]
	d.limits.Poll.Step(16 + 4*len(classes[d.level[n]]))
	splitByChild(classes[d.level[n]], runs)
	for _, r := range runs {
		d.refine(r.kid, classes)
	}
}

// splitByChild renumbers labels so that regions of one label and one child stay
// together.
func splitByChild(labels []int32, runs []run) {
	type key struct {
		label int32
		kid   Node
	}
	var few [16]key
	known := few[:0]
	var many map[key]int32
	at := 0
	for _, r := range runs {
		for ; at < int(r.end); at++ {
			k := key{labels[at], r.kid}
			label := int32(-1)
			if many != nil {
				if l, ok := many[k]; ok {
					label = l
				}
			} else {
				for l, old := range known {
					if old == k {
						label = int32(l)
					}
				}
			}
			if label < 0 {
				label = int32(len(known))
				known = append(known, k)
				if len(known) == len(few) {
					many = make(map[key]int32, 4*len(few))
					for l, old := range known {
						many[old] = int32(l)
					}
				} else if many != nil {
					many[k] = label
				}
			}
			labels[at] = label
		}
	}
}
