package pipeline

import (
	"strings"
	"testing"

	"parley"
)

// TestFollow: a track is kin to the tracks that others became, each once, and is no part of itself;
// what was joined with it keeps the id that it had.
func TestFollow(t *testing.T) {
	l := leads{"t_was": "t_b", "t_old": "t_a", "t_piece": "t_a"}
	track := parley.Track{ID: "t_a", Kin: []parley.Kin{
		{How: parley.KinParted, Track: "t_was"},
		{How: parley.KinParted, Track: "t_b"},
		{How: parley.KinPart, Track: "t_c"},
		{How: parley.KinJoined, Track: "t_old"},
		{How: parley.KinJoined, Track: "t_a"},
		{How: parley.KinPart, Track: "t_piece"},
	}}
	l.follow(&track)
	var got []string
	for _, k := range track.Kin {
		got = append(got, k.How+":"+k.Track)
	}
	if s := strings.Join(got, " "); s != "parted:t_b part:t_c joined:t_old" {
		t.Errorf("it is kin to %s", s)
	}
}
