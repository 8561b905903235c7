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
	d.splitByChild(classes[d.level[n]], runs)
	for _, r := range runs {
		d.refine(r.kid, classes)
	}
}

// splitByChild renumbers labels so that regions of one label and one child stay
// together. The first labels that are met get the first numbers, as before.
func (d *Diagram) splitByChild(labels []int32, runs []run) {
	const few = 8
	var kids [few]Node
	distinct := 0
	for _, r := range runs {
		at := 0
		for at < distinct && kids[at] != r.kid {
			at++
		}
		if at == few {
			d.splitByMany(labels, runs)
			return
		}
		if kids[at] = r.kid; at == distinct {
			distinct++
		}
	}
	most := int32(0)
	for _, l := range labels {
		most = max(most, l)
	}
	size := distinct * (int(most) + 1)
	if cap(d.renamed) < size {
		d.renamed = make([]int32, 2*size)
	}
	renamed := d.renamed[:size] // by label and child; zero is none yet
	clear(renamed)
	n := int32(0)
	at := 0
	for _, r := range runs {
		kid := 0
		for kids[kid] != r.kid {
			kid++
		}
		for ; at < int(r.end); at++ {
			to := &renamed[int(labels[at])*distinct+kid]
			if *to == 0 {
				n++
				*to = n
			}
			labels[at] = *to - 1
		}
	}
}

// splitByMany is splitByChild for many children.
func (d *Diagram) splitByMany(labels []int32, runs []run) {
	type key struct {
		label int32
		kid   Node
	}
	known := make(map[key]int32, len(runs))
	at := 0
	for _, r := range runs {
		for ; at < int(r.end); at++ {
			k := key{labels[at], r.kid}
			label, ok := known[k]
			if !ok {
				label = int32(len(known))
				known[k] = label
			}
			labels[at] = label
		}
	}
}
