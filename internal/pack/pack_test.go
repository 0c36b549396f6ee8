package pack

import (
	"testing"

	"parley/packs"
)

// The tables and rules that are shipped must lint without an error.
func TestShippedPacksAreClean(t *testing.T) {
	_, errs := Load(packs.FS)
	for i, err := range errs {
		if i == 40 {
			t.Fatalf("… and %d more", len(errs)-40)
		}
		t.Error(err)
	}
}
