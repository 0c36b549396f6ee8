package parley_test

import (
	"testing"

	"parley"
)

// A kind is found by its number where Kinds lists it.
func TestKindNumber(t *testing.T) {
	for i, k := range parley.Kinds {
		if info, ok := k.Kind.Info(); k.Kind.Number() != i || !ok || info != k {
			t.Errorf("%s: %d, %+v", k.Kind, k.Kind.Number(), info)
		}
	}
	if _, ok := parley.Kind("meets").Info(); ok || parley.Kind("").Number() != -1 {
		t.Error("what is no kind has a number")
	}
}
