package inert

import (
	"bytes"
	"testing"
)

// BenchmarkJSON is of a document in another script than Latin.
func BenchmarkJSON(b *testing.B) {
	for name, word := range map[string]string{"plain": "plan", "script": "тариф", "hashes": "a # b ## c"} {
		text := bytes.Repeat([]byte(`{"kind":"field","field":"`+word+`","operator":"equals","value":"`+word+`"},`), 10_000)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				JSON(text)
			}
		})
	}
}
