package web_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"parley/internal/export"
	"parley/internal/web"
)

// echoing is a site whose exports say what they were asked for.
func echoing(t *testing.T, fail error) http.Handler {
	o := options()
	o.Export = func(_ context.Context, w io.Writer, f export.Format, o export.Options) (export.Total, error) {
		fmt.Fprintf(w, "%s actors=%v kinds=%v track=%s lang=%s newest=%d title=%s link=%s", f.Name, o.Filter.Actors, o.Filter.Kinds, o.Track, o.Language, o.Newest, o.Title, o.Link)
		return export.Total{Rows: 3, Events: 2}, fail
	}
	return web.New(load(t), names(t), o)
}

func TestExports(t *testing.T) {
	h := echoing(t, nil)
	track := "t_istanbul"
	for _, c := range []struct {
		path string
		code int
		want string
		why  string
	}{
		{"/export/csv?actor=state:RUS&kind=talks&lang=en", 200, "csv actors=[state:RUS] kinds=[talks] track= lang=en newest=0 title=Events of diplomacy", "what the list shows is what one gets"},
		{"/export/atom?lang=vi", 200, "newest=100", "a feed has its newest entries"},
		{"/export/docx?track=" + track, 200, "docx actors=[] kinds=[] track=" + track, "a briefing of one track"},
		{"/export/docx", 404, "", "of one track"},
		{"/export/ics?track=t_none", 404, "", "which must exist"},
		{"/export/xls", 404, "", "no such form"},
		{"/export/csv?kind=nonsense", 404, "", "a filter that means nothing is not passed over"},
		{"/export/gdelt/codebook", 200, "GLOBALEVENTID", "what a form holds"},
		{"/export/xls/codebook", 404, "", "no such form"},
	} {
		w := get(h, c.path, "")
		if w.Code != c.code || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %.300s: %s", c.path, w.Code, w.Body, c.why)
		}
	}
	w := get(h, "/export/parquet", "")
	if got := w.Result().Trailer.Get("Parley-Total"); got != "3 rows of 2 events" {
		t.Errorf("what an export holds stands behind it: %q", got)
	}
	if got := w.Header().Get("Content-Disposition"); got != `attachment; filename="parley.parquet"` {
		t.Errorf("Content-Disposition: %s", got)
	}
	if w := get(h, "/tracks/"+track+"?lang=en", ""); !strings.Contains(w.Body.String(), `href="/export/docx?lang=en&amp;track=`+track) {
		t.Errorf("the track does not lead to its briefing: %s", w.Body)
	}
}

// An export that breaks off must not look whole: the connection is cut.
func TestExportFails(t *testing.T) {
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("recovered %v", err)
		}
	}()
	get(echoing(t, errors.New("disk")), "/export/csv", "")
	t.Error("the answer ended as if it were whole")
}
