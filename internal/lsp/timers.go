package lsp

import "time"

// timers run functions of the loop later. Each has a name: to set it again stops the one before.
type timers struct{ set map[string]*timer }

type timer struct{ clock *time.Timer }

// after runs a function of the loop after a while.
func (t *timers) after(s *session, name string, pause time.Duration, do func()) {
	t.drop(name)
	if t.set == nil {
		t.set = map[string]*timer{}
	}
	one := &timer{}
	t.set[name] = one
	one.clock = time.AfterFunc(max(pause, 0), func() {
		s.later(func() {
			if t.set[name] != one {
				return // it was set again
			}
			delete(t.set, name)
			do()
		})
	})
}

// drop stops a timer.
func (t *timers) drop(name string) {
	if one := t.set[name]; one != nil {
		one.clock.Stop()
		delete(t.set, name)
	}
}

// waits reports whether a timer is set.
func (t *timers) waits(name string) bool { return t.set[name] != nil }

// stop stops all.
func (t *timers) stop() {
	for name := range t.set {
		t.drop(name)
	}
}
