package extract_test

import (
	"fmt"
	"testing"
)

// TestRounds: the number of a round is read from figures, words and Roman numerals; the first
// for long is not the first, and a day of the week counts nothing.
func TestRounds(t *testing.T) {
	r := newReader(t, "")
	for _, c := range []struct{ text, want string }{
		{"Vòng đàm phán thứ tư giữa Nga và Mỹ diễn ra ngày 4/5/2017.", "4"},
		{"Vòng đàm phán đầu tiên giữa Nga và Mỹ diễn ra ngày 4/5/2017.", "1"},
		{"Vòng đàm phán đầu tiên sau ba năm giữa Nga và Mỹ diễn ra ngày 4/5/2017.", "-"},
		{"Vòng đàm phán VII giữa Nga và Mỹ diễn ra ngày 4/5/2017.", "7"},
		{"Vòng IX đàm phán giữa Nga và Mỹ diễn ra ngày 4/5/2017.", "9"},
		{"Vòng hòa đàm về Syria lần thứ 7 giữa Nga và Mỹ diễn ra ngày 4/5/2017.", "7"},
		{"Vòng đàm phán thứ bảy giữa Nga và Mỹ diễn ra hôm 3/5/2017.", "7"},
		{"Vòng đàm phán giữa Nga và Mỹ diễn ra hôm thứ tư 3/5/2017.", "-"},
		{"Vòng đàm phán giữa Nga và Mỹ diễn ra ngày 3/5/2017.", "-"},
		{"Nga và Mỹ hội đàm trong vòng 6 phút ngày 3/5/2017.", "-"},
	} {
		_, _, claims := r.read("", []string{c.text})
		got := "no claim"
		for _, x := range claims {
			got = "-"
			if x.Round != nil {
				got = fmt.Sprint(*x.Round)
			}
			break
		}
		if got != c.want {
			t.Errorf("%s\n\tround %s, want %s", c.text, got, c.want)
		}
	}
}
