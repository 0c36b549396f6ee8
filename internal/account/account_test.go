package account_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/account"
)

func TestAccounts(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a.db")
	f := account.Beside(file)
	const old, new = "correct horse battery", "another long password"
	for _, name := range []string{"lan", "Đức.Minh"} {
		if err := f.Add(name, old); err != nil {
			t.Fatal(err)
		}
	}
	if !f.Check("lan", old) || f.Check("lan", new) || f.Check("nobody", old) || f.Check("", "") {
		t.Error("the wrong people get in")
	}
	if err := f.Add("lan", new); err != nil || f.Check("lan", old) || !f.Check("lan", new) {
		t.Errorf("a new password: %v", err)
	}
	if gone, err := f.Remove("lan"); !gone || err != nil || f.Mark("lan") != "" || f.Check("lan", new) {
		t.Errorf("removed: %v, %v", gone, err)
	}
	if gone, err := f.Remove("lan"); gone || err != nil {
		t.Errorf("removed twice: %v, %v", gone, err)
	}
	info, err := os.Stat(file + ".accounts")
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is open to others: %v, %v", info.Mode(), err)
	}
	data, err := os.ReadFile(file + ".accounts")
	if err != nil || strings.Contains(string(data), old) || !strings.Contains(string(data), "$argon2id$v=19$m=65536,t=3,p=4$") {
		t.Errorf("the file holds %s", data)
	}
}

func TestWrongAccounts(t *testing.T) {
	f := account.Beside(filepath.Join(t.TempDir(), "a.db"))
	for why, c := range map[string][2]string{
		"no name": {"", "long enough to be one"}, "a path": {"../x", "long enough to be one"}, "a blank": {"a b", "long enough to be one"},
		"too short": {"lan", "short"}, "too long": {"lan", strings.Repeat("x", 2000)}, "a long name": {strings.Repeat("x", 41), "long enough to be one"},
	} {
		if f.Add(c[0], c[1]) == nil {
			t.Errorf("%s: taken", why)
		}
	}
}

// A file that somebody spoiled lets nobody in and stops nothing.
func TestSpoiled(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.db")
	for _, hash := range []string{"", "$", "$argon2id$v=19$m=4294967295,t=9999,p=1$AAAA$AAAA", "$argon2id$v=19$m=x$A$A", "$argon2i$v=19$m=65536,t=3,p=4$AAAA$AAAA"} {
		if err := os.WriteFile(file+".accounts", []byte(`[{"name":"lan","hash":"`+hash+`"}]`), 0o600); err != nil {
			t.Fatal(err)
		}
		if account.Beside(file).Check("lan", "") {
			t.Errorf("%q lets one in", hash)
		}
	}
	if err := os.WriteFile(file+".accounts", []byte(`{`), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := account.Beside(file).List(); err == nil {
		t.Error("a broken file is taken for an empty one")
	}
	if account.Beside(file).Check("lan", "") {
		t.Error("a broken file lets one in")
	}
}

// TestMark: a mark stands for one account with one password.
func TestMark(t *testing.T) {
	f := account.Beside(filepath.Join(t.TempDir(), "x.db"))
	for _, name := range []string{"ann", "bob"} {
		if err := f.Add(name, "long enough"); err != nil {
			t.Fatal(err)
		}
	}
	first := f.Mark("ann")
	if first == "" || first != f.Mark("ann") || first == f.Mark("bob") || f.Mark("eve") != "" {
		t.Errorf("marks %q %q %q", first, f.Mark("bob"), f.Mark("eve"))
	}
	if err := f.Add("ann", "another one"); err != nil || f.Mark("ann") == first {
		t.Errorf("a new password has the same mark, %v", err)
	}
}
