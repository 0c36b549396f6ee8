package source

import (
	"fmt"
	"strings"
	"testing"
)

// crlf writes a message with the line ends of mail.
func crlf(s string) string { return strings.ReplaceAll(strings.TrimPrefix(s, "\n"), "\n", "\r\n") }

func TestMail(t *testing.T) {
	const head = `
From: =?utf-8?B?TMOqIEjDoA==?= <ha@a.vn>
To: b@a.vn
Subject: =?utf-8?Q?H=E1=BA=B9n_?= =?utf-8?Q?g=E1=BA=B7p?=
Date: Tue, 06 May 2031 07:08:09 +0700
Message-ID: <1@a.vn>
MIME-Version: 1.0
`
	const said = " | 2031-05-06T07:08:09+07:00 | Lê Hà"
	for _, c := range []struct{ name, data, want string }{
		{"plain", head + "\ntext\nof it", "text - | Hẹn gặp | text\r\\nof it" + said},
		{
			"HTML before text, in quoted-printable", head + `Content-Type: multipart/alternative; boundary="b"

preamble
--b
Content-Type: text/plain

plain
--b
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: quoted-printable

<p>H=E1=BA=B9n=
 g=E1=BA=B7p 1=2=
--b--
epilogue`, "html - | Hẹn gặp | <p>Hẹn gặp 1=2" + said,
		},
		{
			"attachments as what they are", head + `Content-Type: multipart/mixed; boundary=b

--b
Content-Transfer-Encoding: base64

dGV4dA==
--b
Content-Type: application/octet-stream; name="x.jsonl"
Content-Disposition: attachment; filename="x.jsonl"
Content-Transfer-Encoding: base64

eyJpZCI6ImsiLCJ0ZXh0IjoidiJ9
--b
Content-Type: image/png

not read
--b
Content-Type: application/pdf; name=a.pdf

%PDF-1.4
--b
Content-Type: message/rfc822

Subject: Inner
From: x@a.vn

inner text
--b--`, "text - | Hẹn gặp | text" + said + "\ntext -#x.jsonl#k | v\ntext -#4 | Inner | inner text",
		},
		{"a boundary that never comes", head + "Content-Type: multipart/mixed; boundary=b\n\n--b\n\ntext", "text - | Hẹn gặp | text" + said},
		{"nothing in it", "MIME-Version: 1.0\nTo: a@a.vn\n\n", "error - empty"},
		{
			"a page that a browser saved", `
From: <Saved by Browser>
Snapshot-Content-Location: https://a.vn/1.html
Subject: Whatever
Date: Tue, 06 May 2031 07:08:09 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
	type="text/html";
	boundary="----M"

------M
Content-Type: text/html
Content-ID: <frame-1>
Content-Transfer-Encoding: quoted-printable
Content-Location: https://a.vn/1.html

<html><body><p>one</p></body></html>
------M
Content-Type: text/css
Content-Location: https://a.vn/1.css

p { color: red }
------M
Content-Type: text/html
Content-Location: https://a.vn/frame.html

<p>an advertisement</p>
------M--
`, "html - | <html><body><p>one</p></body></html> | https://a.vn/1.html",
		},
		{"text that begins as mail does", "Subject: this is no mail\nDate: nor this\n\ntext", "text - | Subject: this is no mail\r\\nDate: nor this\r\\n\r\\ntext"},
	} {
		check(t, c.name, pagesOf(t, crlf(c.data), Options{}), c.want)
	}
}

func TestMailLimits(t *testing.T) {
	deep := "MIME-Version: 1.0\nTo: a@a.vn\n"
	for i := range 40 {
		deep += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	check(t, "parts in parts", pagesOf(t, deep+"\ntext", Options{}), "error - too-many\nerror - empty")
	many := "MIME-Version: 1.0\nTo: a@a.vn\nContent-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n\ntext\n", 2000)
	got := strings.Split(pagesOf(t, many, Options{}), "\n")
	if len(got) < 100 || len(got) > 1001 || got[0] != "error - too-many" {
		t.Errorf("%d lines, the first %s", len(got), got[0])
	}
	inner := "MIME-Version: 1.0\nTo: a@a.vn\n\ntext"
	for range 6 {
		inner = "MIME-Version: 1.0\nTo: a@a.vn\nContent-Type: message/rfc822\n\n" + inner
	}
	check(t, "messages in messages", pagesOf(t, inner, Options{}), "error -#1#1#1 too-deep")
	check(t, "a large message", pagesOf(t, "MIME-Version: 1.0\nTo: a@a.vn\n\n"+strings.Repeat("a", 2000), Options{MaxHeld: 1000}), "error - too-large")
}

func FuzzMail(f *testing.F) {
	f.Add([]byte("From: =?utf-8?B?TMOq?= <a@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Transfer-Encoding: base64\n\ndGV4dA\n--b\nContent-Type: message/rfc822\n\nSubject: x\nTo: y\n\nz\n--b--"))
	f.Add([]byte("MIME-Version: 1.0\nTo: a\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>=E1=\n=BA=9"))
	f.Fuzz(fuzzed)
}
