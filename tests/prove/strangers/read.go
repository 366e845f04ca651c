// Reads a published log with nothing of ours: golang.org/x/mod/sumdb/note and tlog, as Debian ships them.
//
//	read DIR VKEY [OLD]...   checks the note, every leaf of the entry bundles by a proof out of the tiles, and that the tree
//	                         has grown out of each OLD size; prints what it saw as JSON
//
// Those packages know the tiles of Go's own checksum database, which have a height in their path: it is taken out.
package main

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type reader struct{ dir string }

func (r reader) Height() int                                  { return 8 }
func (r reader) SaveTiles(tiles []tlog.Tile, data [][]byte)   {}
func (r reader) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(r.dir, path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// head is size and root of a checkpoint whose note verifies.
func head(dir, vkey string) (string, tlog.Tree) {
	raw, err := os.ReadFile(filepath.Join(dir, "checkpoint"))
	must(err)
	verifier, err := note.NewVerifier(vkey)
	must(err)
	opened, err := note.Open(raw, note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err)
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return lines[0], tlog.Tree{N: size, Hash: root}
}

func entries(dir string, size int64) [][]byte {
	var all [][]byte
	for first := int64(0); first < size; first += 256 {
		tile := tlog.Tile{H: 8, L: 0, N: first / 256, W: 256}
		if size-first < 256 {
			tile.W = int(size - first)
		}
		path := strings.Replace(tile.Path(), "tile/8/0/", "tile/entries/", 1)
		raw, err := os.ReadFile(filepath.Join(dir, path))
		must(err)
		for len(raw) > 0 {
			length := int(binary.BigEndian.Uint16(raw))
			all = append(all, raw[2:2+length])
			raw = raw[2+length:]
		}
	}
	return all
}

func main() {
	dir, vkey := os.Args[1], os.Args[2]
	origin, tree := head(dir, vkey)
	hashes := tlog.TileHashReader(tree, reader{dir})
	told := map[string]interface{}{"origin": origin, "size": tree.N, "root": tree.Hash.String()}
	bodies := entries(dir, tree.N)
	if int64(len(bodies)) != tree.N {
		must(errors.New("another number of entries than the checkpoint says"))
	}
	for at, body := range bodies {
		proof, err := tlog.ProveRecord(tree.N, int64(at), hashes)
		must(err)
		must(tlog.CheckRecord(proof, tree.N, tree.Hash, int64(at), tlog.RecordHash(body)))
	}
	told["included"] = len(bodies)
	grown := 0
	for _, word := range os.Args[3:] {
		old, err := strconv.ParseInt(word, 10, 64)
		must(err)
		oldRoot, err := tlog.TreeHash(old, hashes)
		must(err)
		proof, err := tlog.ProveTree(tree.N, old, hashes)
		must(err)
		must(tlog.CheckTree(proof, tree.N, tree.Hash, old, oldRoot))
		grown++
	}
	told["grown"] = grown
	must(json.NewEncoder(os.Stdout).Encode(told))
}
