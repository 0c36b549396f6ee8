package app

import (
	"os"
	"time"
)

// clock is the present time, or the beginning of the day in $PARLEY_TODAY (YYYY-MM-DD), so that what
// states its time can be repeated to the letter. All commands ask it.
func clock() time.Time {
	if day, err := time.Parse(time.DateOnly, os.Getenv("PARLEY_TODAY")); err == nil {
		return day
	}
	return time.Now()
}

// today is the present day in UTC as YYYY-MM-DD, made the present time as RFC 3339, which exports state.
func today() string { return clock().UTC().Format(time.DateOnly) }

func made() string { return clock().UTC().Format(time.RFC3339) }

// checkDay refuses what a flag gives where it is no day of the calendar as YYYY-MM-DD; "" is none given.
func checkDay(flag, day string) error {
	if t, err := time.Parse(time.DateOnly, day); day == "" || err == nil && t.Year() > 0 {
		return nil
	}
	return usage("%s %s is no day of the calendar (YYYY-MM-DD)", flag, day)
}
