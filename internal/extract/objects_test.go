package extract_test

import "testing"

// TestWordsOfWhatItIsAbout: what a deed is about is told by words of its own, not by the names and days that
// stand behind its verb.
func TestWordsOfWhatItIsAbout(t *testing.T) {
	r := newReader(t, "")
	for sentence, want := range map[string]string{
		"Iran đã nhất trí với Thổ Nhĩ Kỳ và Nga.":                                   "",
		"Nga và Iran đã ký cách đây vài tháng.":                                     "",
		"Nga và Iran đã ký ngày 8/4 tại Moskva bản ghi nhớ về khí đốt.":             "bản ghi nhớ về khí đốt",
		"Nga và Iran đã ký \"thỏa thuận khung\" với Syria.":                         "\"thỏa thuận khung\" với Syria",
		"Mỹ yêu cầu Trung Quốc mở cửa thị trường ô tô.":                             "mở cửa thị trường ô tô",
		"Nga bác bỏ \"những lời bịa đặt ấy\".":                                      "những lời bịa đặt ấy",
		"Qatar ký với Mỹ bản ghi nhớ chống rửa tiền, bất chấp các nước láng giềng.": "bản ghi nhớ chống rửa tiền",
		"Iran và Mỹ đã ký kết dưới thời ông Barack Obama.":                          "",
		"Nga và Iran ký kết trong bối cảnh căng thẳng lan rộng.":                    "",
		"Nga và Iran nhất trí về việc lập một đường dây nóng.":                      "việc lập một đường dây nóng",
		"Nga nói \"đã ký với Iran thỏa thuận khí đốt\".":                            "thỏa thuận khí đốt",
		"Nga không đồng ý với cách tiếp cận ấy của Mỹ.":                             "cách tiếp cận ấy của Mỹ",
	} {
		_, _, claims := r.read("2025-04-08", []string{sentence})
		if len(claims) == 0 {
			t.Errorf("%s: no claim", sentence)
			continue
		}
		if got := string(claims[0].ObjectText); got != want {
			t.Errorf("%s: %q, want %q", sentence, got, want)
		}
	}
}
