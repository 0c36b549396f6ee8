package parley

// Session is an editor who is signed in at the web interface. Key is the hash of what the
// browser keeps, Mark stands for the password that was given; Born and Seen, when the session
// was opened and last used, are Unix seconds.
type Session struct {
	Key, Name, Mark string
	Born, Seen      int64
}
