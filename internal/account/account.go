// Package account keeps who may change the ledger, in a small file beside it.
//
// The file is JSON: a name and a hash for each account, readable by its owner only. A hash
// is argon2id (RFC 9106) as the usual string of its parameters, salt and key, so that
// parameters can be raised later without new passwords. Passwords are kept nowhere.
package account

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The second recommended choice of RFC 9106, for machines with little memory: three passes
// over 64 MiB in four lanes.
const (
	passes = 3
	memory = 64 << 10 // KiB
	lanes  = 4
	keyLen = 32
)

// The lengths that a name and a password may have, in code points and bytes.
const (
	maxName     = 40
	minPassword = 10
	maxPassword = 1000
)

// maxFile is the most bytes that a file of accounts may have.
const maxFile = 1 << 20

// Account is one person who may change the ledger.
type Account struct {
	Name string `json:"name"`
	Hash string `json:"hash"`
}

// File is the accounts beside a ledger. It reads the file anew for every question: accounts
// are few, and one that was removed must not work on.
type File struct{ path string }

// Beside returns the accounts of the ledger in the file db.
func Beside(db string) File { return File{db + ".accounts"} }

// List returns the accounts by name; none where there is no file.
func (f File) List() ([]Account, error) {
	file, err := os.Open(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("accounts: %w", err)
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("accounts: %s is too large", f.path)
	}
	var all []Account
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, fmt.Errorf("accounts: %s: %w", f.path, err)
	}
	return all, nil
}

// Add makes an account, or gives one that exists a new password.
func (f File) Add(name, password string) error {
	if err := checkName(name); err != nil {
		return err
	}
	if len(password) < minPassword || len(password) > maxPassword {
		return fmt.Errorf("a password must have %d to %d bytes", minPassword, maxPassword)
	}
	all, err := f.without(name)
	if err != nil {
		return err
	}
	salt := make([]byte, 16)
	_, _ = rand.Read(salt) // never fails
	all = append(all, Account{name, hash(password, salt)})
	slices.SortFunc(all, func(a, b Account) int { return strings.Compare(a.Name, b.Name) })
	return f.write(all)
}

// Remove takes an account away and tells whether there was one.
func (f File) Remove(name string) (bool, error) {
	before, err := f.List()
	if err != nil {
		return false, err
	}
	all, err := f.without(name)
	if err != nil || len(all) == len(before) {
		return false, err
	}
	return true, f.write(all)
}

func (f File) without(name string) ([]Account, error) {
	all, err := f.List()
	return slices.DeleteFunc(all, func(a Account) bool { return a.Name == name }), err
}

// Mark is a text that stands for the account and its password: another one for every new
// password, "" for a name that has no account. It does not tell the hash.
func (f File) Mark(name string) string {
	all, err := f.List()
	i := slices.IndexFunc(all, func(a Account) bool { return a.Name == name })
	if err != nil || i < 0 {
		return ""
	}
	sum := sha256.Sum256([]byte("mark " + all[i].Name + " " + all[i].Hash))
	return hex.EncodeToString(sum[:16])
}

// Check tells whether the password is that of the account. It takes as long for a name that
// has no account.
func (f File) Check(name, password string) bool {
	all, err := f.List()
	stored := nobody
	if i := slices.IndexFunc(all, func(a Account) bool { return a.Name == name }); err == nil && i >= 0 {
		stored = all[i].Hash
	}
	ok := len(password) <= maxPassword && matches(stored, password)
	return ok && stored != nobody
}

// nobody is the hash that names without an account are compared with: of random bytes that
// were thrown away.
const nobody = "$argon2id$v=19$m=65536,t=3,p=4$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// write replaces the file as a whole.
func (f File) write(all []Account) error {
	data, err := json.MarshalIndent(all, "", "  ")
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	tmp, err := os.CreateTemp(filepath.Dir(f.path), ".parley-accounts-*") // for its owner only
	if err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	defer os.Remove(tmp.Name()) // gone already where all went well
	_, err = tmp.Write(append(data, '\n'))
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	if err := os.Rename(tmp.Name(), f.path); err != nil {
		return fmt.Errorf("accounts: %w", err)
	}
	return nil
}

func checkName(name string) error {
	strange := strings.IndexFunc(name, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("._-", r)
	})
	if name == "" || utf8.RuneCountInString(name) > maxName || !utf8.ValidString(name) || strange >= 0 {
		return fmt.Errorf("a name must have 1 to %d letters, digits, dots, hyphens or underscores", maxName)
	}
	return nil
}

func hash(password string, salt []byte) string {
	key := argon2.IDKey([]byte(password), salt, passes, memory, lanes, keyLen)
	b := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, memory, passes, lanes, b.EncodeToString(salt), b.EncodeToString(key))
}

// matches compares in constant time. Parameters beyond reason match nothing.
func matches(stored, password string) bool {
	part := strings.Split(stored, "$")
	if len(part) != 6 || part[1] != "argon2id" {
		return false
	}
	var version int
	var m, t uint32
	var p uint8
	if n, err := fmt.Sscanf(part[2]+" "+part[3], "v=%d m=%d,t=%d,p=%d", &version, &m, &t, &p); err != nil || n != 4 {
		return false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(part[4])
	key, err2 := base64.RawStdEncoding.DecodeString(part[5])
	if err1 != nil || err2 != nil || version != argon2.Version || m == 0 || m > 1<<20 || t == 0 || t > 20 || p == 0 || len(key) < 16 {
		return false
	}
	got := argon2.IDKey([]byte(password), salt, t, m, p, uint32(len(key)))
	return subtle.ConstantTimeCompare(got, key) == 1
}

// Trimmed is a password as it was typed or piped: without the end of its line.
func Trimmed(line []byte) string { return string(bytes.TrimRight(line, "\r\n")) }
