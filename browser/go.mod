module parley/browser

go 1.26.0
