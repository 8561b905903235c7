package devserver

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// FaultHeader is the request header that asks for faults in the answer to that
// request, in the form of ParseFault, with commas between several.
const FaultHeader = "X-Dev-Fault"

// Fault is a way to fail or to answer in an unusual way, and how often.
type Fault struct {
	Kind        string        // one of FaultKinds
	Variant     string        // of drift: one of driftVariants; of clock: one of clockVariants, or "" for Delay
	Delay       time.Duration // of slow, slow-before, 429 (its Retry-After) and clock (may be negative)
	Count       int           // the next so many requests; 0: no such bound
	Probability float64       // of every request; 0: always
}

// FaultKinds returns the kinds of faults. Those with "write" in their names
// touch POST and PATCH only, and so does build-fails. One request has at most one
// fault of those up to build-fails, but any number of the others, which change
// what an answer looks like.
func FaultKinds() []string {
	return []string{
		"reset-before",      // the connection breaks, nothing was done
		"reset-after-write", // it was done, then the connection breaks
		"500",               // status 500, nothing was done
		"500-after-write",   // it was done, then status 500
		"429",               // status 429; 429=30s gives the Retry-After
		"slow",              // slow=2s: it is done at once, the answer is late
		"slow-before",       // slow-before=2s: it is done late
		"cut-body",          // half of the answer, then the connection ends
		"html",              // status 200 with a page in HTML, nothing was done
		"build-fails",       // the segment's status becomes FAILED
		"drift",             // drift=delete: a list changes between two of its pages
		"clock",             // clock=-4s, clock=local: how answers give times
		"unordered",         // lists ignore order_by and ordering
		"extra-members",     // answers have members that are not documented
		"nulls",             // optional members are null
		"empty-campaigns",   // rules have empty lists of campaigns
	}
}

// The variants of drift, in the order in which plain drift takes them, and of
// clock.
func driftVariants() []string { return []string{"delete", "insert", "repeat", "reorder"} }
func clockVariants() []string { return []string{"local", "constant", "epoch"} }

// FaultForms returns what may be written for a fault, with an example where a
// kind needs a value.
func FaultForms() []string {
	var forms []string
	for _, kind := range FaultKinds() {
		switch kind {
		case "slow", "slow-before":
			forms = append(forms, kind+"=2s")
		case "429":
			forms = append(forms, kind, kind+"=30s")
		case "drift":
			forms = append(forms, kind)
			for _, variant := range driftVariants() {
				forms = append(forms, kind+"="+variant)
			}
		case "clock":
			forms = append(forms, kind+"=-4s")
			for _, variant := range clockVariants() {
				forms = append(forms, kind+"="+variant)
			}
		default:
			forms = append(forms, kind)
		}
	}
	return forms
}

// unusual reports whether a fault changes what an answer looks like, and nothing
// more.
func (f Fault) unusual() bool {
	return slices.Index(FaultKinds(), f.Kind) > slices.Index(FaultKinds(), "build-fails")
}

// maxDelay keeps a slow answer within the server's time-outs.
const maxDelay = 5 * time.Minute

// ParseFault reads KIND, KIND=DURATION or KIND=VARIANT, and after it :N for the
// next N requests or :0.N for a probability: "500:3", "slow=2s", "drift=delete:1".
func ParseFault(text string) (Fault, error) {
	wrong := func(format string, args ...any) (Fault, error) {
		return Fault{}, fmt.Errorf("%q: %s", text, fmt.Sprintf(format, args...))
	}
	rest, often, bounded := strings.Cut(text, ":")
	kind, value, valued := strings.Cut(rest, "=")
	f := Fault{Kind: kind}
	if !slices.Contains(FaultKinds(), kind) {
		return wrong("unknown fault; use one of %s", strings.Join(FaultKinds(), ", "))
	}
	waits := kind == "slow" || kind == "slow-before"
	switch {
	case kind == "drift":
		if valued && !slices.Contains(driftVariants(), value) {
			return wrong("drift takes %s, not %q", strings.Join(driftVariants(), ", "), value)
		}
		f.Variant = value
	case kind == "clock":
		d, err := time.ParseDuration(value)
		switch {
		case slices.Contains(clockVariants(), value):
			f.Variant = value
		case err != nil || d == 0 || d.Abs() > maxLag:
			return wrong("clock takes a time such as -4s, of at most %s, or %s, not %q", maxLag, strings.Join(clockVariants(), ", "), value)
		default:
			f.Delay = d
		}
	case valued && !waits && kind != "429":
		return wrong("%s takes no duration", kind)
	case waits && !valued:
		return wrong("say how long, as in %s=2s", kind)
	case valued:
		d, err := time.ParseDuration(value)
		if err != nil || d <= 0 || d > maxDelay {
			return wrong("%q is not a duration above 0 and up to %s", value, maxDelay)
		}
		f.Delay = d
	}
	if !bounded {
		return f, nil
	}
	if n, err := strconv.Atoi(often); err == nil && n > 0 {
		f.Count = n
	} else if p, err := strconv.ParseFloat(often, 64); err == nil && p > 0 && p < 1 {
		f.Probability = p
	} else {
		return wrong("%q is neither a count from 1 up nor a probability between 0 and 1", often)
	}
	return f, nil
}

// maxLag is how far a clock may be off.
const maxLag = 24 * time.Hour

// touches reports whether the fault is one for a request. Drift is one for the
// second page of a list and those after it.
func (f Fault) touches(r *http.Request) bool {
	if f.Kind == "drift" {
		page, err := strconv.Atoi(r.URL.Query().Get("page"))
		return r.Method == http.MethodGet && err == nil && page > 1
	}
	writes := r.Method == http.MethodPost || r.Method == http.MethodPatch
	return writes || !strings.HasSuffix(f.Kind, "-after-write") && f.Kind != "build-fails"
}

// faults are those that are still to come.
type faults struct {
	mu     sync.Mutex
	list   []Fault
	drifts int // how often plain drift was taken
}

// taken are the faults of one request.
type taken struct {
	failure Fault   // the zero Fault for none
	unusual []Fault // at most one of each kind
}

// next takes the faults of a request: those of its header, and those of the list
// that fit beside them, which are used up.
func (f *faults) next(r *http.Request) (taken, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var t taken
	if text := r.Header.Get(FaultHeader); text != "" {
		for one := range strings.SplitSeq(text, ",") {
			fault, err := ParseFault(strings.TrimSpace(one))
			if err != nil {
				return taken{}, err
			}
			if fault.touches(r) {
				f.add(&t, fault)
			}
		}
	}
	for i := 0; i < len(f.list); i++ {
		fault := f.list[i]
		if !fault.touches(r) || t.has(fault) || fault.Probability > 0 && rand.Float64() >= fault.Probability {
			continue
		}
		f.add(&t, fault)
		switch f.list[i].Count {
		case 0:
		case 1:
			f.list = slices.Delete(f.list, i, i+1)
			i--
		default:
			f.list[i].Count--
		}
	}
	return t, nil
}

// has reports whether a fault is beside the point, since there is another one.
func (t *taken) has(f Fault) bool {
	if !f.unusual() {
		return t.failure.Kind != ""
	}
	return t.get(f.Kind).Kind != ""
}

// add takes a fault, unless there is another one of its kind. Plain drift takes
// its variants in turn.
func (f *faults) add(t *taken, fault Fault) {
	if fault.Kind == "drift" && fault.Variant == "" {
		fault.Variant = driftVariants()[f.drifts%len(driftVariants())]
		f.drifts++
	}
	switch {
	case t.has(fault):
	case fault.unusual():
		t.unusual = append(t.unusual, fault)
	default:
		t.failure = fault
	}
}

// get returns the fault of an unusual kind, or the zero Fault.
func (t *taken) get(kind string) Fault {
	for _, f := range t.unusual {
		if f.Kind == kind {
			return f
		}
	}
	return Fault{}
}

// kinds names the faults, for the log.
func (t *taken) kinds() string {
	var kinds []string
	if t.failure.Kind != "" {
		kinds = append(kinds, t.failure.Kind)
	}
	for _, f := range t.unusual {
		kind := f.Kind
		if f.Variant != "" {
			kind += "=" + f.Variant
		}
		kinds = append(kinds, kind)
	}
	return strings.Join(kinds, ", ")
}
