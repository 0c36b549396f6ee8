// Package packs embeds the language packs and the world: data, and this one line of Go.
package packs

import "embed"

// FS holds world/, one folder a language, and sites/.
//
//go:embed world vi en
var FS embed.FS
