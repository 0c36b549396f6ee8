// Package app is the commands of the program, one file each, and all wiring: nothing else
// knows which store, which packs and which screens there are.
//
// The data: cli is the flags as the user gave them; env is the world around one run
// (arguments, streams, what is a terminal), opened lazily: packs, readers, ledger. A
// command is a struct of flags with a Run method that takes the env.
//
// Exit status: 0 done; 1 done but some input could not be read, each named on standard
// error; 2 wrong usage; 3 the database or disk failed. Main is the one entry function.
package app
