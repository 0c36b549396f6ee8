package rule

import (
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, c := range []struct{ why, in, want string }{
		{"lower case is left alone", "gặp", "gặp"},
		{"capitals are lowered, also those with marks", "ĐÀM PHÁN", "đàm phán"},
		{"the new placement of oa becomes the old one", "hoà", "hòa"},
		{"the old placement is already folded", "hòa", "hòa"},
		{"every tone of oa", "hoá", "hóa"},
		{"hook", "thoả", "thỏa"},
		{"tilde", "hoã", "hõa"},
		{"dot below", "hoạ", "họa"},
		{"oe", "khoẻ", "khỏe"},
		{"uy", "huỷ", "hủy"},
		{"uy after th", "thuý", "thúy"},
		{"after q the u belongs to the consonant: the tone stays on y", "quý", "quý"},
		{"capital and new placement together", "HOÀ", "hòa"},
		{"in a closed syllable both placements agree: nothing moves", "hoàn", "hoàn"},
		{"no other pair of vowels moves", "thuê", "thuê"},
		{"a name of two letters", "Uỷ", "ủy"},
		{"eth, which some keyboards give for Đ", "Ð\u00e0m", "đàm"},
		{"small eth", "\u00f0", "đ"},
		{"African Đ", "\u0189\u00e0m", "đàm"},
		{"zero-width space inside a word", "H\u200bamas", "hamas"},
		{"soft hyphen", "Wa\u00adshing\u00adton", "washington"},
		{"word joiner and byte order mark", "\u2060Nga\ufeff", "nga"},
		{"the curved apostrophe is the straight one", "N\u2019Djamena", "n'djamena"},
		{"the empty word", "", ""},
		{"bytes that are no UTF-8 do not panic", "\xff", "\ufffd"},
	} {
		if got := Fold(c.in); got != c.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", c.why, c.in, got, c.want)
		}
	}
}

// Words that differ only in a mark are different words.
func TestFoldKeepsMarks(t *testing.T) {
	for _, c := range [][2]string{
		{"năm", "nam"},
		{"ngày", "ngay"},
		{"bán", "bàn"},
		{"hoãn", "hoàn"},
		{"đầu", "dầu"},
		{"Mỹ", "my"},
		{"hòa", "hoa"},
		{"tư", "tu"},
		{"công", "cong"},
		{"hủy", "huy"},
	} {
		if Fold(c[0]) == Fold(c[1]) {
			t.Errorf("%s and %s fold to the same %q", c[0], c[1], Fold(c[0]))
		}
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"hoà", "QUÝ", "Ð", "a\u200bb", "\xff\xfe", "ủy", "İ", "oaà"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, twice)
		}
		if utf8.RuneCountInString(once) > utf8.RuneCountInString(s) {
			t.Fatalf("Fold(%q) = %q grew", s, once)
		}
	})
}
