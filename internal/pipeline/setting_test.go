package pipeline

import (
	"strings"
	"testing"

	"parley"
)

// Of an article, by the packs as they are: what each claim is told to have been when and where.
func TestWhenAndWhere(t *testing.T) {
	r := shippedReader(t)
	for _, c := range []struct{ why, sentence, want string }{
		{"what a truce is about is not where it was spoken of", "Tổng thống Nga điện đàm với Tổng thống Thổ Nhĩ Kỳ về lệnh ngừng bắn ở Syria.", "call"},
		{"nor is the region of a crisis", "Kuwait làm trung gian giải quyết khủng hoảng ngoại giao ở vùng Vịnh giữa Qatar và Saudi Arabia.", "mediate"},
		{"a palace stands in a town, where the meeting is", "Tổng thống Mỹ tiếp Thủ tướng Nhật Bản tại Nhà Trắng.", "meet Washington"},
		{"a town that a visit goes to", "Ngoại trưởng Nga tới Tehran ngày 12/3.", "visit 2025-03-12 Tehran"},
		{"a sea whose name holds that of a state is a place", "Mỹ tập trận tại biển Nhật Bản hôm 12/3.", "mobilize 2025-03-12 Sea of Japan"},
		{"the day of a meeting is not that of the accord that it is about", "Ngày 12/3, Ngoại trưởng Iran gặp Ngoại trưởng Pháp tại Vienna để bàn về thỏa thuận hạt nhân ký năm 2015.", "meet 2025-03-12 Vienna"},
	} {
		page := "Tin thế giới\n\n14/03/2025 08:30\n\nTruyền thông các nước đưa tin trong ngày về nhiều sự kiện. " + c.sentence + "\n"
		reading := r.Read(&parley.Page{Source: "a.txt", Bytes: []byte(page), Media: parley.MediaText})
		var got string
		for i := range reading.Claims {
			k := &reading.Claims[i]
			if word, _, _ := strings.Cut(c.want, " "); string(k.Kind) != word || got != "" {
				continue
			}
			got = string(k.Kind)
			if k.Time != nil {
				got += " " + k.Time.Value
			}
			if k.Place != nil {
				got += " " + k.Place.Name
			}
		}
		if got != c.want {
			t.Errorf("%s: %q of %s, want %q", c.why, got, c.sentence, c.want)
		}
	}
}
