package web

// This file makes the OpenAPI 3.1 document of the API from the list of operations, the Go
// types of the nouns, and the words of apidoc.tsv.

import (
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"

	"parley"
)

// object is a JSON object of the document.
type object = map[string]any

// schemaNames are the nouns that have a schema of their own; all others stand where they
// are used.
var schemaNames = map[reflect.Type]string{
	reflect.TypeFor[parley.Event]():       "Event",
	reflect.TypeFor[parley.Track]():       "Track",
	reflect.TypeFor[parley.Story]():       "Story",
	reflect.TypeFor[parley.PageInfo]():    "PageInfo",
	reflect.TypeFor[parley.Reading]():     "Reading",
	reflect.TypeFor[parley.Claim]():       "Claim",
	reflect.TypeFor[parley.ClaimRef]():    "ClaimRef",
	reflect.TypeFor[parley.Actor]():       "Actor",
	reflect.TypeFor[parley.When]():        "When",
	reflect.TypeFor[parley.Date]():        "Date",
	reflect.TypeFor[parley.Place]():       "Place",
	reflect.TypeFor[parley.Quote]():       "Quote",
	reflect.TypeFor[parley.Item]():        "Item",
	reflect.TypeFor[parley.Block]():       "Block",
	reflect.TypeFor[parley.Round]():       "Round",
	reflect.TypeFor[parley.Proposal]():    "Proposal",
	reflect.TypeFor[parley.Edit]():        "Edit",
	reflect.TypeFor[parley.Change]():      "Change",
	reflect.TypeFor[parley.SavedSearch](): "SavedSearch",
	reflect.TypeFor[parley.Counts]():      "Counts",
	reflect.TypeFor[parley.Hits]():        "Hits",
	reflect.TypeFor[source]():             "Source",
	reflect.TypeFor[actorLine]():          "ActorLine",
	reflect.TypeFor[actorNoun]():          "ActorFile",
	reflect.TypeFor[searchRequest]():      "SearchRequest",
	reflect.TypeFor[renewed]():            "Renewed",
	reflect.TypeFor[problem]():            "Problem",
}

// drawing makes the document.
type drawing struct {
	doc     map[string]string // apidoc.tsv: key → text
	schemas object
}

// openapi returns the document.
func (s *site) openapi() ([]byte, error) {
	d := &drawing{doc: s.apidoc, schemas: object{}}
	paths := object{}
	for _, o := range s.operations() {
		item, ok := paths[o.path].(object)
		if !ok {
			item = object{}
			paths[o.path] = item
		}
		item[strings.ToLower(o.method)] = d.operation(&o)
	}
	d.ref(reflect.TypeFor[problem]())
	return json.MarshalIndent(object{
		"openapi":           "3.1.0",
		"jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
		"info": object{
			"title": d.doc["title"], "version": "1", "description": d.doc["about"],
			"license": object{"name": "Apache-2.0", "identifier": "Apache-2.0"},
		},
		"servers":    []object{{"url": "/"}},
		"security":   []object{},
		"tags":       []object{{"name": "ledger", "description": d.doc["tag.ledger"]}, {"name": "follow", "description": d.doc["tag.follow"]}},
		"paths":      paths,
		"components": object{"schemas": d.schemas},
	}, "", " ")
}

func (d *drawing) operation(o *operation) object {
	tag := "ledger"
	if o.media != "" || strings.Contains(o.id, "Searches") {
		tag = "follow"
	}
	out := object{"operationId": o.id, "summary": d.doc[o.id], "tags": []string{tag}, "responses": d.responses(o)}
	if more := d.doc[o.id+".more"]; more != "" {
		out["description"] = more
	}
	var params []object
	for _, name := range o.params {
		params = append(params, d.parameter(o, name))
	}
	if params != nil {
		out["parameters"] = params
	}
	if o.body != nil {
		out["requestBody"] = object{"required": true, "content": object{"application/json": d.content(d.ref(o.body), o.id+".body")}}
	}
	return out
}

// content is a schema, with an example where there is one.
func (d *drawing) content(schema object, key string) object {
	out := object{"schema": schema}
	if text := d.doc[key+".example"]; text != "" {
		var v any
		if err := json.Unmarshal([]byte(text), &v); err != nil {
			v = err.Error() // the test of the document says so
		}
		out["example"] = v
	}
	return out
}

func (d *drawing) parameter(o *operation, name string) object {
	p := object{"name": name, "in": "query", "description": d.doc["param."+name], "schema": object{"type": "string", "maxLength": 200}}
	switch name {
	case "id":
		p["in"], p["required"] = "path", true
	case "Last-Event-ID":
		p["in"] = "header"
	case "limit":
		p["schema"] = object{"type": "integer", "minimum": 1, "maximum": apiRows, "default": apiUsual}
	case "cursor":
		p["schema"] = object{"type": "string", "maxLength": 400}
	case "since":
		p["schema"] = object{"type": "integer", "minimum": 0}
	case "kind":
		p["schema"] = enum(kindNames())
	case "status":
		p["schema"] = enum(texts(parley.Statuses))
	case "lang":
		p["schema"] = enum([]string{"vi", "en"})
	case "q":
		if o.id == "search" || o.media != "" {
			p["description"], p["schema"] = d.doc["param.search"], object{"type": "string", "maxLength": 1000}
		}
	case "after", "before":
		p["schema"] = object{"type": "string", "format": "date"}
	}
	if text := d.doc["param."+name+".example"]; text != "" {
		p["example"] = text
	}
	return p
}

func (d *drawing) responses(o *operation) object {
	ok := object{"description": d.doc["answer.ok"]}
	var schema object
	switch {
	case o.answer == nil:
		schema = object{"type": "object"}
	case o.list:
		schema = object{
			"type": "object", "required": []string{"items", "count", "next"},
			"properties": object{
				"items": object{"type": "array", "items": d.ref(o.answer)},
				"count": object{"type": "integer", "minimum": 0, "maximum": apiRows},
				"next":  object{"type": []string{"string", "null"}, "description": d.doc["field.next"]},
			},
		}
	default:
		schema = d.ref(o.answer)
	}
	out := object{"200": ok}
	if o.media != "" {
		ok["description"] = d.doc["answer.stream"]
		ok["content"] = object{o.media: object{"schema": object{"type": "string", "contentMediaType": "application/json", "contentSchema": schema}}}
	} else {
		ok["content"] = object{"application/json": d.content(schema, o.id)}
		if o.method == http.MethodGet {
			ok["headers"] = object{"ETag": object{"description": d.doc["header.etag"], "schema": object{"type": "string"}}}
			out["304"] = object{"description": d.doc["answer.304"]}
		}
	}
	for _, code := range d.failures(o) {
		out[code] = object{
			"description": d.doc["answer."+code],
			"content":     object{"application/problem+json": d.content(d.ref(reflect.TypeFor[problem]()), "answer."+code)},
		}
	}
	return out
}

// failures are the statuses with which an operation can fail.
func (d *drawing) failures(o *operation) []string {
	out := []string{"400", "500", "503"} // 400: parameters that are not taken, if nothing else
	if slices.Contains(o.params, "id") {
		out = append(out, "404")
	}
	if o.body != nil {
		out = append(out, "413", "415")
	}
	return out
}

// ref points to the schema of a noun, which it makes where it is not there yet.
func (d *drawing) ref(t reflect.Type) object {
	name := schemaNames[t]
	if _, ok := d.schemas[name]; !ok {
		d.schemas[name] = nil // so that a noun in itself ends
		d.schemas[name] = d.structure(t, name)
	}
	return object{"$ref": "#/components/schemas/" + name}
}

// schema is that of any type.
func (d *drawing) schema(t reflect.Type) object {
	switch t {
	case reflect.TypeFor[parley.Maybe]():
		return object{"type": []string{"string", "null"}}
	case reflect.TypeFor[parley.Kind]():
		return enum(kindNames())
	case reflect.TypeFor[parley.Status]():
		return object{"type": "string", "enum": append(texts(parley.Statuses), "")}
	case reflect.TypeFor[parley.Role]():
		return enum(texts(parley.Roles))
	}
	if schemaNames[t] != "" {
		return d.ref(t)
	}
	switch t.Kind() {
	case reflect.Pointer:
		return object{"anyOf": []object{d.schema(t.Elem()), {"type": "null"}}}
	case reflect.Slice:
		return object{"type": []string{"array", "null"}, "items": d.schema(t.Elem())}
	case reflect.Map:
		return object{"type": []string{"object", "null"}, "additionalProperties": d.schema(t.Elem())}
	case reflect.Struct:
		return d.structure(t, "")
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.Int, reflect.Int64:
		return object{"type": "integer"}
	case reflect.Float64:
		return object{"type": "number"}
	case reflect.String:
		return object{"type": "string"}
	}
	panic(fmt.Sprintf("web: no schema for %s", t)) // a noun got a field of a new kind: a test sees it
}

// structure lists the fields as encoding/json writes them; those of what is embedded are
// the noun's own.
func (d *drawing) structure(t reflect.Type, name string) object {
	properties, required := object{}, []string{}
	for _, f := range reflect.VisibleFields(t) {
		tag, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || tag == "-" || tag == "" && name != "Block" {
			continue
		}
		if tag == "" {
			tag = strings.ToLower(f.Name)
		}
		p := d.schema(f.Type)
		if t == reflect.TypeFor[parley.Block]() && f.Name == "Item" {
			p = object{"type": []string{"integer", "null"}}
		}
		if text := d.doc["field."+name+"."+tag]; text != "" {
			p["description"] = text
		}
		properties[tag] = p
		if !strings.Contains(options, "omitempty") {
			required = append(required, tag)
		}
	}
	out := object{"type": "object", "properties": properties, "required": required}
	if text := d.doc["schema."+name]; text != "" {
		out["description"] = text
	}
	return out
}

func enum(values []string) object { return object{"type": "string", "enum": values} }

func kindNames() []string {
	var out []string
	for _, k := range parley.Kinds {
		out = append(out, string(k.Kind))
	}
	return out
}

func texts[S ~string](in []S) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = string(s)
	}
	return out
}

// document serves the document, which is the same as long as the program is.
func (s *site) document(w http.ResponseWriter, r *http.Request) {
	tag := `"` + s.version + "-" + s.born + `"`
	w.Header().Set("ETag", tag)
	w.Header().Set("Cache-Control", "no-cache")
	if has(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(s.spec) // the reader has gone: nothing to do
}
