package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
)

// placeholder is where an answer gets the text of the hostile server.
const placeholder = "PLACEHOLDER"

// echo is a server that answers as the dev-server does, but has a text in one
// place of every answer.
type echo struct {
	dev *devserver.Server

	mu     sync.Mutex
	place  string
	text   string // "" for honest answers
	writes bool   // spoils answers to POST and PATCH only
}

func newEcho(t *testing.T) *echo {
	t.Helper()
	dev, err := devserver.New(devserver.Config{Keys: []string{markedKey}, Contacts: []byte{}})
	if err != nil {
		t.Fatal(err)
	}
	return &echo{dev: dev}
}

func (e *echo) set(place, text string, writes bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.place, e.text, e.writes = place, text, writes
}

// members are the places in the JSON of an answer.
func members() map[string]func(o map[string]any) {
	set := func(names ...string) func(map[string]any) {
		return func(o map[string]any) {
			for _, name := range names {
				if _, there := o[name]; there {
					o[name] = placeholder
				}
			}
		}
	}
	return map[string]func(o map[string]any){
		"name":        set("name", "label"),
		"id":          set("id"),
		"description": set("description"),
		"color":       set("color", "status"),
		"times":       set("created_at", "updated_at"),
		"lists": func(o map[string]any) {
			if _, there := o["contact_list_ids"]; there {
				o["contact_list_ids"] = []string{placeholder}
			}
		},
		"rules": func(o map[string]any) {
			if _, there := o["rules_json"]; there {
				o["rules_json"] = map[string]any{"any": []any{map[string]any{"all": []any{map[string]any{
					"kind": "field", "field": "first_name", "operator": "equals", "value": placeholder,
				}}}}}
			}
		},
		"column": func(o map[string]any) {
			if _, there := o["column_name"]; there {
				o["column_name"], o["choices"] = placeholder, []string{placeholder}
			}
		},
		"count":      set("total_count", "page"),
		"new member": func(o map[string]any) { o["x"+placeholder] = placeholder },
	}
}

// change applies a change to all objects of an answer.
func change(value any, do func(map[string]any)) {
	switch value := value.(type) {
	case map[string]any:
		for _, inner := range value {
			change(inner, do)
		}
		do(value)
	case []any:
		for _, inner := range value {
			change(inner, do)
		}
	}
}

// answerPlaces are all of them: in the JSON, around it, and in place of it.
func answerPlaces() []string {
	all := []string{
		"header", "trailer", "reason", "media type", "redirect away", "redirect here", "redirect broken", "retry", "page 200", "page 502",
		"detail 400", "detail 401", "problem 400", "body 429", "text 400", "broken JSON", "cut", "no HTTP", "no header", "no length", "set-cookie",
	}
	return append(all, slices.Sorted(maps.Keys(members()))...)
}

// ServeHTTP asks the dev-server and spoils its answer.
func (e *echo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	e.mu.Lock()
	place, text := e.place, e.text
	if e.writes && r.Method == http.MethodGet {
		text = ""
	}
	dev := e.dev
	e.mu.Unlock()
	answer := httptest.NewRecorder()
	dev.ServeHTTP(answer, r)
	body := answer.Body.Bytes()
	if do := members()[place]; do != nil && text != "" && answer.Code == http.StatusOK {
		var value any
		decoder := json.NewDecoder(bytes.NewReader(body))
		decoder.UseNumber()
		if decoder.Decode(&value) == nil {
			change(value, do)
			body, _ = json.Marshal(value)
			body = bytes.ReplaceAll(body, []byte(placeholder), []byte(text))
		}
	}
	w.Header().Set("Content-Type", "application/json")
	if text == "" || members()[place] != nil {
		w.WriteHeader(answer.Code)
		_, _ = w.Write(body)
		return
	}
	spoil(w, r, place, text, body)
}

// spoil answers with the text where no JSON of an honest answer is.
func spoil(w http.ResponseWriter, r *http.Request, place, text string, body []byte) {
	says := func(status int, format string, values ...any) {
		w.WriteHeader(status)
		_, _ = fmt.Fprintf(w, format, values...)
	}
	header := func(name, value string) {
		w.Header().Set(name, value)
		_, _ = w.Write(body)
	}
	switch place {
	case "header":
		header("X-Echo", text)
	case "set-cookie":
		header("Set-Cookie", "a="+text)
	case "retry":
		w.Header().Set("X-RateLimit-Remaining", text)
		w.Header().Set("X-RateLimit-Reset", text)
		header("Retry-After", text)
	case "media type":
		header("Content-Type", "text/"+text)
	case "trailer":
		w.Header().Set("Trailer", "X-Echo")
		_, _ = w.Write(body)
		w.Header().Set("X-Echo", text)
	case "redirect away":
		w.Header().Set("Location", "https://"+text+".example/"+text+"?"+text)
		says(http.StatusTemporaryRedirect, "%s", text)
	case "redirect here":
		w.Header().Set("Location", r.URL.Path+"?"+text)
		says(http.StatusTemporaryRedirect, "%s", text)
	case "redirect broken":
		w.Header().Set("Location", "http://[::1/"+text)
		says(http.StatusTemporaryRedirect, "%s", text)
	case "page 200", "page 502":
		w.Header().Set("Content-Type", "text/html")
		says(map[string]int{"page 200": 200, "page 502": 502}[place], "<title>%[1]s</title><h1>%[1]s</h1>", text)
	case "detail 400":
		says(http.StatusBadRequest, `{"detail":"%[1]s","message":["%[1]s"]}`, text)
	case "detail 401":
		says(http.StatusUnauthorized, `{"detail":"the key %s is wrong"}`, text)
	case "problem 400":
		says(http.StatusBadRequest, `{"errors":{"%[1]s":["%[1]s"],"rules_json.any[0].all[0].value":["%[1]s"]},"list":[{"loc":["%[1]s"],"msg":"%[1]s"}]}`, text)
	case "body 429":
		says(http.StatusTooManyRequests, `{"detail":"%s"}`, text)
	case "text 400":
		w.Header().Set("Content-Type", "text/plain")
		says(http.StatusBadRequest, "%s", text)
	case "broken JSON":
		says(http.StatusOK, `{"a":"%[1]s",%[1]s`, text)
	case "cut":
		w.Header().Set("Content-Length", "100000")
		says(http.StatusOK, `{"a":"%s`, text)
	case "reason":
		raw(w, "HTTP/1.1 200 "+text+"\r\nContent-Type: application/json\r\n\r\n"+string(body))
	case "no HTTP":
		raw(w, text+"\r\n\r\n")
	case "no header":
		raw(w, "HTTP/1.1 200 OK\r\n"+text+"\r\n\r\n")
	case "no length":
		raw(w, "HTTP/1.1 200 OK\r\nContent-Length: "+text+"\r\n\r\n")
	case "unasked": // which Go's client logs
		connection, stream := hijack(w)
		defer func() { _ = connection.Close() }()
		_, _ = fmt.Fprintf(stream, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s%s\r\n", len(body), body, text)
		_ = stream.Flush()
	default:
		panic(place)
	}
}

func raw(w http.ResponseWriter, text string) {
	connection, stream := hijack(w)
	_, _ = stream.WriteString(text)
	_ = stream.Flush()
	_ = connection.Close()
}

func hijack(w http.ResponseWriter) (io.Closer, interface {
	io.StringWriter
	io.Writer
	Flush() error
},
) {
	connection, stream, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	return connection, stream
}

// plainText returns the text of a place when it is not a key. For the control,
// that text must appear in the output.
func plainText(i int) string { return fmt.Sprintf("harmless%dtext", i) }

// forget begins with a new dev-server.
func (e *echo) forget(t *testing.T) {
	t.Helper()
	fresh := newEcho(t)
	e.mu.Lock()
	defer e.mu.Unlock()
	e.dev = fresh.dev
}
