package parley

// Story is one running news story: the items that tell it, in any language.
type Story struct {
	ID          string      `json:"id"`
	Title       string      `json:"title"`
	First       Maybe       `json:"first"` // EDTF
	Last        Maybe       `json:"last"`
	Items       []StoryItem `json:"items"`
	Independent int         `json:"independent"` // items that copy no other one
	Events      []string    `json:"events"`
}

// StoryItem is an item as seen from its story. CopyOf names the item that it copies, if
// any; Similarity is the share of its rare shingles that stand there too, 0 to 1, LeftOut
// the share of that item which it left out, Passage the words of the longest passage that
// is the same in both. Credited tells that it names the other's outlet as its source.
type StoryItem struct {
	ID         string  `json:"id"` // page id and item index: p_…/0
	Page       string  `json:"page"`
	Item       int     `json:"item"`
	Title      string  `json:"title"`
	Source     string  `json:"source"`
	Outlet     Maybe   `json:"outlet"`
	Published  *Date   `json:"published"`
	CopyOf     Maybe   `json:"copy_of"`
	Similarity float64 `json:"similarity"`
	LeftOut    float64 `json:"left_out,omitempty"`
	Passage    int     `json:"passage,omitempty"`
	Credited   bool    `json:"credited,omitempty"`
}
