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

// FaultHeader is the request header that asks for one fault in the answer to
// that request, in the form of ParseFault.
const FaultHeader = "X-Dev-Fault"

// Fault is a way to fail, and how often.
type Fault struct {
	Kind        string        // one of FaultKinds
	Delay       time.Duration // of slow, slow-before and 429 (its Retry-After)
	Count       int           // the next so many requests; 0: no such bound
	Probability float64       // of every request; 0: always
}

// FaultKinds returns the kinds of faults. Those with "write" in their names
// touch POST and PATCH only, and so does build-fails.
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
	}
}

// maxDelay keeps a slow answer within the server's time-outs.
const maxDelay = 5 * time.Minute

// ParseFault reads KIND, KIND=DURATION, and behind either :N for the next N
// requests or :0.N for a probability: "500:3", "slow=2s", "cut-body:0.25".
func ParseFault(text string) (Fault, error) {
	wrong := func(format string, args ...any) (Fault, error) {
		return Fault{}, fmt.Errorf("%q: %s", text, fmt.Sprintf(format, args...))
	}
	rest, often, bounded := strings.Cut(text, ":")
	kind, delay, delayed := strings.Cut(rest, "=")
	f := Fault{Kind: kind}
	if !slices.Contains(FaultKinds(), kind) {
		return wrong("there is none such, only %s", strings.Join(FaultKinds(), ", "))
	}
	waits := kind == "slow" || kind == "slow-before"
	switch {
	case delayed && !waits && kind != "429":
		return wrong("%s takes no duration", kind)
	case waits && !delayed:
		return wrong("say how long, as in %s=2s", kind)
	case delayed:
		d, err := time.ParseDuration(delay)
		if err != nil || d <= 0 || d > maxDelay {
			return wrong("%q is no duration above 0 and up to %s", delay, maxDelay)
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
		return wrong("%q is no count from 1 up and no probability between 0 and 1", often)
	}
	return f, nil
}

// touches reports whether the fault is one for requests of a method.
func (f Fault) touches(method string) bool {
	writes := method == http.MethodPost || method == http.MethodPatch
	return writes || !strings.HasSuffix(f.Kind, "-after-write") && f.Kind != "build-fails"
}

// faults are those that are still to come.
type faults struct {
	mu   sync.Mutex
	list []Fault
}

// next returns the fault of a request, or the zero Fault. A header beats the
// list; of the list the first that fits is used up.
func (f *faults) next(r *http.Request) (Fault, error) {
	if text := r.Header.Get(FaultHeader); text != "" {
		fault, err := ParseFault(text)
		if err != nil || !fault.touches(r.Method) {
			return Fault{}, err
		}
		return fault, nil
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for i, fault := range f.list {
		if !fault.touches(r.Method) || fault.Probability > 0 && rand.Float64() >= fault.Probability {
			continue
		}
		if fault.Count == 1 {
			f.list = slices.Delete(f.list, i, i+1)
		} else if fault.Count > 1 {
			f.list[i].Count--
		}
		return fault, nil
	}
	return Fault{}, nil
}
