// Package packs embeds the language packs, the world and the publishing systems: data, and this one line of Go.
package packs

import "embed"

// FS holds world/, one folder a language, and sites/.
//
//go:embed world vi en sites
var FS embed.FS
