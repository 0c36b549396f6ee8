// Package pack loads, checks and compiles language packs and the world.
//
// A pack is a folder of tables and rules:
//
//	world/*.tsv        ids only: states, places, organisations, groups, offices, people,
//	                   terms (who held which office from day to day), landmarks,
//	                   calendar (who did what on which day)
//	world/models/*.txt weights of linear models (internal/learn) that know no language
//	LANG/pack.toml     name of the language, its BCP 47 tag
//	LANG/words/*.tsv   id → surface forms separated by |, and flags
//	LANG/rules/*.rule  rules with their examples
//	LANG/models/*.txt  weights of linear models (internal/learn)
//	LANG/examples/*.txt sentences with the claims that they must give
//
// Load reads everything into a Pack: the World, and for each Language a vocabulary, a
// lexicon whose classes are named in tableClass, the tables, and the compiled rules.
// Every error names file:line. A Pack is only read after Load, so any number of
// goroutines may share it.
package pack
