package web_test

import (
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"parley"
	"parley/internal/web"
)

// TestOpenAPI lints the document: it holds by the specification, every reference leads
// somewhere, every operation and schema is explained, every example fits its schema.
func TestOpenAPI(t *testing.T) {
	data := ask(site(t), "GET", "/api/v1/openapi.json", "").Body.Bytes()
	doc, err := openapi3.NewLoader().LoadFromData(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(t.Context(), openapi3.EnableExamplesValidation(), openapi3.EnableSchemaFormatValidation()); err != nil {
		t.Error(err)
	}
	if doc.OpenAPI != "3.1.0" || doc.Info.Description == "" {
		t.Errorf("%s %q", doc.OpenAPI, doc.Info.Description)
	}
	operations := 0
	for path, item := range doc.Paths.Map() {
		for method, o := range item.Operations() {
			operations++
			if o.Summary == "" || o.OperationID == "" || o.Responses.Value("200") == nil || o.Responses.Value("500") == nil {
				t.Errorf("%s %s: %q", method, path, o.Summary)
			}
			for _, p := range o.Parameters {
				if p.Value.Description == "" {
					t.Errorf("%s %s: nobody says what %s is", method, path, p.Value.Name)
				}
			}
			for code, res := range o.Responses.Map() {
				if res.Value.Description == nil || *res.Value.Description == "" {
					t.Errorf("%s %s: nobody says what %s is", method, path, code)
				}
			}
		}
	}
	for name, schema := range doc.Components.Schemas {
		if schema.Value.Description == "" {
			t.Errorf("nobody says what %s is", name)
		}
	}
	t.Logf("%d operations, %d schemas, %d bytes", operations, len(doc.Components.Schemas), len(data))
}

// TestDocumented: what answers below /api/ stands in the document, and what stands there
// answers. The routes are looked for in the source, so that none is added past the list.
func TestDocumented(t *testing.T) {
	var doc struct {
		Paths map[string]map[string]json.RawMessage
	}
	h := site(t)
	if err := json.Unmarshal(ask(h, "GET", "/api/v1/openapi.json", "").Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	route := regexp.MustCompile(`HandleFunc\("(?:[A-Z]+ )?(/api/[^"]+)"`)
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		source, err := os.ReadFile(f.Name())
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range route.FindAllStringSubmatch(string(source), -1) {
			t.Errorf("%s: %s is not in the list of operations", f.Name(), m[1])
		}
	}
	for path, item := range doc.Paths {
		for method := range item {
			if path == "/api/v1/stream" {
				continue // has a test of its own
			}
			w := ask(h, strings.ToUpper(method), strings.ReplaceAll(path, "{id}", "e_ist1"), `{"q":""}`, "Content-Type", "application/json")
			if w.Code == 405 || w.Code >= 500 || strings.Contains(w.Body.String(), "openapi.json lists") {
				t.Errorf("%s %s: %d", method, path, w.Code)
			}
		}
	}
}

// TestAnswersFit: what the API answers is what the document says that it answers.
func TestAnswersFit(t *testing.T) {
	f := load(t)
	f.edits = []parley.Edit{{Seq: 1, At: "2025-06-09T08:00:00Z", By: "ann", Op: parley.EditPin, Claims: []string{"c_1"}}}
	f.searches = []parley.SavedSearch{{ID: "talks", Name: "Talks", Q: "kind:talks", By: "ann", At: "2025-06-09T08:00:00Z"}}
	h := web.New(f, names(t), options())
	doc, err := openapi3.NewLoader().LoadFromData(ask(h, "GET", "/api/v1/openapi.json", "").Body.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string][]string{"stories": {f.stories[0].ID}, "searches": {"talks"}, "actors": {"state:RUS", "org:G7"}}
	for _, e := range f.events {
		ids["events"] = append(ids["events"], e.ID)
	}
	for _, x := range f.tracks {
		ids["tracks"] = append(ids["tracks"], x.ID)
	}
	for _, r := range f.readings {
		ids["pages"] = append(ids["pages"], r.ID)
	}
	answers := 0
	for path, item := range doc.Paths.Map() {
		if item.Get == nil || strings.HasSuffix(path, "stream") || strings.HasSuffix(path, ".json") {
			continue
		}
		noun := strings.Split(path, "/")[3]
		for _, id := range append(ids[noun], "nope") {
			w := ask(h, "GET", strings.ReplaceAll(path, "{id}", url.PathEscape(id)), "")
			media, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
			res := item.Get.Responses.Status(w.Code)
			if res == nil || res.Value.Content[media] == nil {
				t.Errorf("%s of %s: %d %s is not in the document", path, id, w.Code, media)
				continue
			}
			var v any
			if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
				t.Fatal(err)
			}
			if err := res.Value.Content[media].Schema.Value.VisitJSON(v); err != nil {
				t.Errorf("%s of %s: %v", path, id, err)
			}
			answers++
		}
	}
	t.Logf("%d answers", answers)
}
