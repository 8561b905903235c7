package compiler

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
)

// productRule has parts on subjects of their own: its document is their product.
const productRule = `where (plan = "a" or age > 5) and (city = "b" or opened in last 7d) and isp in (1)`

// TestBytesAreWhatWasProved checks that the bytes of a result, the document beside them and the
// document that was proved are one: nothing is swapped, dropped or repeated after the proof.
func TestBytesAreWhatWasProved(t *testing.T) {
	w := writing(t, productRule)
	if w.parts == nil {
		t.Fatal("the rule is not taken apart")
	}
	if how, err := w.agreement(); how != prove.Proved || err != nil {
		t.Fatal(how, err)
	}
	proved := rule.EncodeTable(nil, nil, w.decoded)
	if !w.verified() {
		t.Fatal(w.All)
	}
	if !bytes.Equal(w.result.JSON, proved) || string(rule.AppendJSON(nil, w.result.Document(nil), true)) != string(proved) {
		t.Errorf("%s\nwas proved, and the result is\n%s\nand %v", proved, w.result.JSON, w.result.Document(nil))
	}
}

// TestCopiesAreCompared exchanges a condition of a group for another one: what differs from what
// was written is refused, also where its meaning is the same.
func TestCopiesAreCompared(t *testing.T) {
	w := writing(t, productRule)
	encoded := rule.EncodeTable(nil, nil, w.written)
	if table, err := rule.ReadTable(nil, encoded); err != nil || !condition.SameTables(nil, table, w.written) {
		t.Fatalf("%v\n%s", err, encoded)
	}
	groups := strings.Split(strings.TrimSuffix(strings.TrimPrefix(string(encoded), `{"any":[`), "]}"), "},{\"all\"")
	if len(groups) != 4 {
		t.Fatalf("%d groups in %s", len(groups), encoded)
	}
	for i := range w.written.Groups {
		for j := range w.written.Groups[i] {
			for number := range w.written.Conditions {
				if int(w.written.Groups[i][j]) == number {
					continue
				}
				other := &condition.Table{Conditions: w.written.Conditions, Groups: slices.Clone(w.written.Groups)}
				other.Groups[i] = slices.Clone(other.Groups[i])
				other.Groups[i][j] = int32(number)
				read, err := rule.ReadTable(nil, rule.EncodeTable(nil, nil, other))
				if err != nil || condition.SameTables(nil, read, w.written) || w.proof.AgreesInParts(read, w.parts, w.numbers, false) {
					t.Errorf("condition %d of group %d may be another one: %v", j, i, err)
				}
			}
		}
	}
}
