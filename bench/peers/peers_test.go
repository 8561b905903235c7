package peers_test

import (
	"testing"

	"github.com/segc-lang/segc/bench/peers"
)

// TestTasks checks that every language takes its rules.
func TestTasks(t *testing.T) {
	tasks, err := peers.Tasks()
	if err != nil {
		t.Fatal(err)
	}
	for _, task := range tasks {
		if err := task.Run(); err != nil {
			t.Errorf("%s/%s: %.300s", task.Rule, task.Name, err)
		}
	}
}

func BenchmarkPeers(b *testing.B) {
	tasks, err := peers.Tasks()
	if err != nil {
		b.Fatal(err)
	}
	for _, task := range tasks {
		b.Run(task.Rule+"/"+task.Name, func(b *testing.B) {
			b.SetBytes(int64(task.Size))
			b.ReportAllocs()
			for b.Loop() {
				if err := task.Run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
