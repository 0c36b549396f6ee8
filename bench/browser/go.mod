module parley/bench/browser

go 1.26.0
