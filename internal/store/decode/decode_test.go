package decode

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"

	"parley"
)

// words that a text may hold, hard ones among them.
var hardWords = []string{
	"", "a", "đàm phán", `"quoted"`, `back\slash`, "tab\tline\nreturn\r", "<b>&amp;</b>", "\u2028", "😀 pair", "\x00\x1f\x7f", "\xff\xfe broken", "null", "[1,{",
}

// fillAny puts something at random into every field.
func fillAny(r *rand.Rand, v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(hardWords[r.IntN(len(hardWords))])
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(int64(r.IntN(2000) - 1000))
	case reflect.Float64:
		v.SetFloat(r.NormFloat64() * 1e3)
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Pointer:
		if r.IntN(3) > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fillAny(r, v.Elem())
		}
	case reflect.Slice:
		if n := r.IntN(5) - 1; n >= 0 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				fillAny(r, v.Index(i))
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			fillAny(r, v.Index(i))
		}
	case reflect.Map:
		if v.Type() == reflect.TypeFor[map[string]string]() && r.IntN(3) > 0 {
			m := map[string]string{}
			for range r.IntN(3) {
				m[hardWords[r.IntN(len(hardWords))]] = hardWords[r.IntN(len(hardWords))]
			}
			v.Set(reflect.ValueOf(m))
		}
		if v.Type() == reflect.TypeFor[map[string]int]() && r.IntN(3) > 0 {
			m := map[string]int{}
			for range r.IntN(3) {
				m[hardWords[r.IntN(len(hardWords))]] = r.IntN(2000) - 1000
			}
			v.Set(reflect.ValueOf(m))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fillAny(r, v.Field(i))
			}
		}
	}
}

// odd has what no noun has.
type odd struct {
	Rows [][4]string `json:"r,omitempty"`
	parley.Place
	Last   *parley.Claim
	Counts map[string]int
}

// brief is an event without some of its members.
type brief struct {
	parley.Event `without:"claims contradictions changes reasons"`
}

// nouns are what stands in tables as JSON.
func nouns() []reflect.Type {
	return []reflect.Type{
		reflect.TypeFor[parley.Event](), reflect.TypeFor[parley.Track](), reflect.TypeFor[parley.Story](),
		reflect.TypeFor[parley.Reading](), reflect.TypeFor[parley.PageInfo](), reflect.TypeFor[parley.TrackInfo](), reflect.TypeFor[odd](),
	}
}

// What is read is what encoding/json reads, and no noun needs encoding/json.
func TestDecode(t *testing.T) {
	var p Plans
	r := rand.New(rand.NewPCG(1, 2))
	for _, typ := range nouns() {
		for range 300 {
			v := reflect.New(typ)
			fillAny(r, v.Elem())
			body, err := json.Marshal(v.Interface())
			if err != nil {
				t.Fatal(err)
			}
			want, got := reflect.New(typ), reflect.New(typ)
			if err := json.Unmarshal(body, want.Interface()); err != nil {
				t.Fatal(err)
			}
			s := scan{text: string(body)}
			p.of(typ)(&s, got.Elem())
			if s.bad || s.at != len(body) {
				t.Fatalf("%s is left to encoding/json at %d of %s", typ, s.at, body)
			}
			if !reflect.DeepEqual(got.Interface(), want.Interface()) {
				t.Fatalf("%s: got %+v, want %+v of %s", typ, got.Elem(), want.Elem(), body)
			}
		}
	}
}

// A brief is the event without its claims.
func TestDecodeBrief(t *testing.T) {
	var p Plans
	r := rand.New(rand.NewPCG(3, 4))
	for range 300 {
		var want parley.Event
		fillAny(r, reflect.ValueOf(&want).Elem())
		body, err := json.Marshal(&want)
		if err != nil {
			t.Fatal(err)
		}
		want = parley.Event{}
		if err := json.Unmarshal(body, &want); err != nil {
			t.Fatal(err)
		}
		want.Claims, want.Contradictions, want.Changes, want.Reasons = nil, nil, nil, nil
		var got brief
		s := scan{text: string(body)}
		p.of(reflect.TypeFor[brief]())(&s, reflect.ValueOf(&got).Elem())
		if s.bad || s.at != len(body) || !reflect.DeepEqual(got.Event, want) {
			t.Fatalf("%+v, not %+v of %s", got.Event, want, body)
		}
	}
}

// Whatever stands there is read as encoding/json reads it, or refused.
func FuzzDecode(f *testing.F) {
	for _, s := range []string{
		`{}`, `null`, ``, `[`, `{"id":"a"} `, ` {"id" : "a"}`, `{"ID":"a"}`, `{"id":"a","id":null}`, `{"new":1,"id":"\ud83d\ude00\ud83d"}`,
		`{"actors":[{"role":"party"},{}],"time":{"value":"2024"},"round":3,"confidence":1e-3}`, `{"round":1.5}`, `{"round":01}`, `{"id":"\x"}`, "{\"id\":\"\n\"}",
		`{"actors":[{"role":"party"}],"actors":[{"id":"x"}]}`, `{"place":{"name":"a"},"place":{"state":"b"}}`,
	} {
		f.Add(s)
	}
	var p Plans
	f.Fuzz(func(t *testing.T, body string) {
		var want, got parley.Event
		wantErr := json.Unmarshal([]byte(body), &want)
		err := p.Decode(body, &got)
		if err != nil && wantErr == nil {
			t.Errorf("%q: %v", body, err)
		}
		if err == nil && wantErr == nil && !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %+v, want %+v", body, got, want)
		}
	})
}

func BenchmarkDecode(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	v := parley.Event{}
	fillAny(r, reflect.ValueOf(&v).Elem())
	body, err := json.Marshal(v)
	if err != nil {
		b.Fatal(err)
	}
	var p Plans
	b.Run("decode", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			_ = p.Decode(string(body), &parley.Event{})
		}
	})
	b.Run("encoding/json", func(b *testing.B) {
		b.SetBytes(int64(len(body)))
		for b.Loop() {
			_ = json.Unmarshal(body, &parley.Event{})
		}
	})
}
