package engine_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// readings returns those for which a test holds.
func readings(test func(eval.Reading) bool) []eval.Reading {
	return slices.DeleteFunc(eval.Readings(), func(r eval.Reading) bool { return !test(r) })
}

// TestWordsOfCubes checks the words of the first cube.
func TestWordsOfCubes(t *testing.T) {
	for name, c := range map[string]struct {
		of   []eval.Reading
		want []string
	}{
		"all":        {eval.Readings(), nil},
		"none":       {nil, nil},
		"one aspect": {readings(func(r eval.Reading) bool { return !r.FoldCase }), []string{"compares text with regard to case"}},
		"two": {readings(func(r eval.Reading) bool { return r.MissingMatchesNegative && !r.EdgeInLast }), []string{
			"lets negative operators such as `!=` and `not in` match a missing value", "does not count an event exactly n days ago as in the last n days",
		}},
		"trailing spaces": {readings(func(r eval.Reading) bool { return r.Spaces != collation.SpacesCount }), []string{"ignores trailing spaces"}},
		"spaces around":   {readings(func(r eval.Reading) bool { return r.Spaces == collation.SpacesTrimmed }), []string{"removes spaces around values"}},
		"accents": {readings(func(r eval.Reading) bool { return r.Letters == collation.LettersBase && r.FoldCase }), []string{
			"compares text without regard to case", "ignores accents",
		}},
		"forms": {readings(func(r eval.Reading) bool { return r.Letters != collation.LettersExact }), []string{"ignores the Unicode form of a letter"}},
		"no parts describe them, so some of them": {readings(func(r eval.Reading) bool { return r.FoldCase || r.EdgeInMoreThan }), []string{
			"counts an event exactly n days ago as more than n days ago",
		}},
	} {
		cubes := engine.Cubes(c.of)
		if len(c.of) == 0 {
			if cubes != nil {
				t.Errorf("%s: %v", name, cubes)
			}
			continue
		}
		if got := cubes[0].Words(); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// readingBits is a set of readings, a bit for each by its place in eval.Readings.
type readingBits [3]uint64

func bitsOf(in func(eval.Reading) bool) (b readingBits) {
	for i, r := range eval.Readings() {
		if in(r) {
			b[i/64] |= 1 << (i % 64)
		}
	}
	return b
}

// within reports whether all readings are in another set too.
func (b readingBits) within(other readingBits) bool {
	return b[0]&^other[0] == 0 && b[1]&^other[1] == 0 && b[2]&^other[2] == 0
}

func (b readingBits) or(other readingBits) readingBits {
	return readingBits{b[0] | other[0], b[1] | other[1], b[2] | other[2]}
}

// everyCube returns the sets of readings of all that a contact.Reading can say, apart from
// what a date covers.
func everyCube() map[readingBits]bool {
	sets := map[readingBits]bool{}
	answers := []contact.Answer{contact.Either, contact.Yes, contact.No}
	cubes := []contact.Reading{{}}
	for _, question := range []func(*contact.Reading) *contact.Answer{
		func(r *contact.Reading) *contact.Answer { return &r.MissingMatches },
		func(r *contact.Reading) *contact.Answer { return &r.FoldCase },
		func(r *contact.Reading) *contact.Answer { return &r.IgnoreTrailingSpaces },
		func(r *contact.Reading) *contact.Answer { return &r.TrimSpaces },
		func(r *contact.Reading) *contact.Answer { return &r.IgnoreUnicodeForm },
		func(r *contact.Reading) *contact.Answer { return &r.IgnoreAccents },
		func(r *contact.Reading) *contact.Answer { return &r.CompareNFC },
		func(r *contact.Reading) *contact.Answer { return &r.EdgeInLast },
		func(r *contact.Reading) *contact.Answer { return &r.EdgeInMoreThan },
	} {
		for _, cube := range cubes[:len(cubes):len(cubes)] {
			for _, a := range answers[1:] {
				*question(&cube) = a
				cubes = append(cubes, cube)
			}
		}
	}
	for _, cube := range cubes {
		sets[bitsOf(func(r eval.Reading) bool { return gen.Gives(r, cube) })] = true
	}
	delete(sets, readingBits{}) // of answers that contradict each other
	return sets
}

// TestCubes checks cubes against all that there are: together they have exactly the
// readings, none lies in a larger one that would do, none is needless, and they are the
// same in whichever order the readings come.
func TestCubes(t *testing.T) {
	all := eval.Readings()
	every := everyCube()
	if want := 3 * 3 * 6 * 8 * 3 * 3; len(every) != want {
		t.Fatalf("a reading can name %d sets, want %d", len(every), want)
	}
	random := rand.New(rand.NewPCG(1, 2))
	oneOf := func(r ...contact.Reading) func(eval.Reading) bool {
		return func(e eval.Reading) bool {
			return slices.ContainsFunc(r, func(c contact.Reading) bool { return gen.Gives(e, c) })
		}
	}
	randomCube := func() (cube contact.Reading) {
		for _, a := range []*contact.Answer{
			&cube.MissingMatches, &cube.FoldCase, &cube.IgnoreTrailingSpaces, &cube.TrimSpaces, &cube.IgnoreUnicodeForm,
			&cube.IgnoreAccents, &cube.CompareNFC, &cube.EdgeInLast, &cube.EdgeInMoreThan,
		} {
			if random.IntN(4) == 0 {
				*a = contact.Answer(1 + random.IntN(2))
			}
		}
		return cube
	}
	sets := []func(eval.Reading) bool{
		func(eval.Reading) bool { return true },
		func(r eval.Reading) bool { return r.EdgeInLast || r.EdgeInMoreThan },
		func(r eval.Reading) bool { return r.EdgeInLast != r.EdgeInMoreThan },
		func(r eval.Reading) bool { return r.MissingMatchesNegative != r.FoldCase != r.EdgeInLast },
	}
	for range long.Of(100, 1000) {
		sets = append(sets, oneOf(randomCube(), randomCube(), randomCube()))
		density := random.IntN(16)
		seed := random.Uint64()
		sets = append(sets, func(r eval.Reading) bool {
			i := slices.Index(all, r)
			return rand.New(rand.NewPCG(seed, uint64(i))).IntN(16) < density
		})
	}
	for n, in := range sets {
		want := bitsOf(in)
		list := readings(in)
		cubes := engine.Cubes(list)
		var covered readingBits
		var of []readingBits
		for _, cube := range cubes {
			set := bitsOf(func(r eval.Reading) bool { return gen.Gives(r, cube) })
			covered = covered.or(set)
			of = append(of, set)
			for other := range every {
				if set != other && set.within(other) && other.within(want) {
					t.Fatalf("set %d: %v is in a larger cube", n, cube)
				}
			}
			if cube.WholeDay != contact.Either {
				t.Errorf("set %d: %v says what a date covers", n, cube)
			}
		}
		if covered != want {
			t.Fatalf("set %d: the cubes %v have other readings", n, cubes)
		}
		if len(list) > 0 && !gen.Gives(list[0], cubes[0]) {
			t.Fatalf("set %d: the first cube %v does not have the first reading", n, cubes[0])
		}
		for i := 1; i < len(of); i++ {
			var rest readingBits
			for j := range of {
				if i != j {
					rest = rest.or(of[j])
				}
			}
			if of[i].within(rest) {
				t.Fatalf("set %d: %v is needless in %v", n, cubes[i], cubes)
			}
		}
		for range 3 {
			random.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			if again := engine.Cubes(list); !slices.Equal(again, cubes) {
				t.Fatalf("set %d: in another order of the readings, %v becomes %v", n, cubes, again)
			}
		}
	}
}

// TestCubesOfEdges checks that three of four edges are two cubes, and that answers that
// follow are there.
func TestCubesOfEdges(t *testing.T) {
	for _, c := range []struct {
		in   func(eval.Reading) bool
		want []contact.Reading
	}{
		{func(r eval.Reading) bool { return true }, []contact.Reading{{}}},
		{func(r eval.Reading) bool { return r.EdgeInLast || r.EdgeInMoreThan }, []contact.Reading{{EdgeInLast: contact.Yes}, {EdgeInMoreThan: contact.Yes}}},
		{func(r eval.Reading) bool { return !r.EdgeInLast || r.EdgeInMoreThan }, []contact.Reading{{EdgeInLast: contact.No}, {EdgeInMoreThan: contact.Yes}}},
		{func(r eval.Reading) bool { return r.Spaces == collation.SpacesTrimmed }, []contact.Reading{{IgnoreTrailingSpaces: contact.Yes, TrimSpaces: contact.Yes}}},
		{func(r eval.Reading) bool { return r.Letters == collation.LettersComposed }, []contact.Reading{{IgnoreUnicodeForm: contact.Yes, IgnoreAccents: contact.No, CompareNFC: contact.Yes}}},
	} {
		if got := engine.Cubes(readings(c.in)); !slices.Equal(got, c.want) {
			t.Errorf("%+v, want %+v", got, c.want)
		}
	}
}
