package pipeline

import (
	"fmt"
	"os"
	"runtime"
	"runtime/pprof"
	"testing"

	"parley/internal/pack"
	"parley/packs"
)

func TestZZHeap(t *testing.T) {
	runtime.MemProfileRate = 512
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Println("start", m.HeapAlloc>>10)
	p, errs := pack.Load(packs.FS)
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Println("pack", m.HeapAlloc>>10)
	r, es := NewReader(p)
	if len(es) > 0 {
		t.Fatal(es)
	}
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Println("reader", m.HeapAlloc>>10, m.HeapObjects)
	f, _ := os.Create("/tmp/pg2/heap.prof")
	pprof.WriteHeapProfile(f)
	f.Close()
	p = nil
	runtime.GC()
	runtime.ReadMemStats(&m)
	fmt.Println("without pack", m.HeapAlloc>>10)
	runtime.KeepAlive(r)
}
