package picture

import "strconv"

// crowd is how many marks a row may have before those that would stand on each other are gathered: fewer
// find room side by side, more nobody could tell apart.
const crowd = 60

// markRoom is how many pixels a mark needs.
const markRoom = 18

// crowded gathers the marks of a row, in order of time, that would stand on each other where there are too
// many: one mark with their number stands for them, on the day of the first and with its address, and
// its label names the first and the last.
func crowded(marks []Mark, a axis) []Mark {
	if len(marks) <= crowd {
		return marks
	}
	var out []Mark
	for i := 0; i < len(marks); {
		end := i + 1
		for end < len(marks) && a.x(marks[end].Day) < a.x(marks[i].Day)+markRoom {
			end++
		}
		m := marks[i]
		if n := end - i; n > 1 {
			last := &marks[end-1]
			m.Text, m.Label, m.Tone = "…", m.Label+" … "+last.Label, last.Tone
			if n < 100 {
				m.Text = strconv.Itoa(n)
			}
			for j := i; j < end; j++ {
				m.Hollow = m.Hollow && marks[j].Hollow
			}
		}
		out = append(out, m)
		i = end
	}
	return out
}
