// Checkbook checks a book over HTTP with the Go project's own packages for transparent logs
// (golang.org/x/mod/sumdb/note and tlog), which share no code with Daybook.
//
//	checkbook URL KEY…
//
// opens the checkpoint with the verifier keys, checks every entry against it by way of the tiles,
// and that every earlier size of the book is a beginning of it. It prints how many keys signed and
// how many entries and sizes were checked.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8 // fixed by C2SP tlog-tiles, which therefore leaves it out of paths

func get(url string) []byte {
	response, err := http.Get(url)
	if err != nil {
		log.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		log.Fatalf("%s: %s %v %s", url, response.Status, err, body)
	}
	return body
}

// A book's tiles, as tlog.TileReader.
type tiles struct{ base string }

func (t tiles) Height() int { return tileHeight }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var data [][]byte
	for _, tile := range wanted {
		path := strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
		data = append(data, get(t.base+path))
	}
	return data, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// OpenCheckpoint gives the tree of a checkpoint and how many of the keys signed it.
func openCheckpoint(text []byte, keys []string) (tlog.Tree, int) {
	var known []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			log.Fatal(err)
		}
		known = append(known, verifier)
	}
	opened, err := note.Open(text, note.VerifierList(known...))
	if err != nil {
		log.Fatal(err)
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 || lines[0] != known[0].Name() {
		log.Fatalf("not three lines of %s: %q", known[0].Name(), opened.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		log.Fatal(err)
	}
	return tlog.Tree{N: size, Hash: root}, len(opened.Sigs)
}

// ReadEntries gives the entries of the bundles of a book of this size.
func readEntries(base string, size int64) [][]byte {
	var entries [][]byte
	for first := int64(0); first < size; first += 1 << tileHeight {
		tile := tlog.Tile{H: tileHeight, L: -1, N: first >> tileHeight, W: 1 << tileHeight}
		if size-first < int64(tile.W) {
			tile.W = int(size - first)
		}
		path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		for bundle := get(base + path); len(bundle) > 0; {
			length := int(bundle[0])<<8 | int(bundle[1])
			entries = append(entries, bundle[2:2+length])
			bundle = bundle[2+length:]
		}
	}
	return entries
}

// ConsistencyProof is what the book serves.
func consistencyProof(base string, old, size int64) tlog.TreeProof {
	var answer struct{ Hashes []string }
	body := get(fmt.Sprintf("%sconsistency?old=%d&size=%d", base, old, size))
	if err := json.Unmarshal(body, &answer); err != nil {
		log.Fatal(err)
	}
	var proof tlog.TreeProof
	for _, text := range answer.Hashes {
		var hash tlog.Hash
		bytes, err := base64.StdEncoding.DecodeString(text)
		if err != nil || copy(hash[:], bytes) != tlog.HashSize {
			log.Fatalf("no hash: %q", text)
		}
		proof = append(proof, hash)
	}
	return proof
}

func main() {
	log.SetFlags(0)
	base := os.Args[1] + "/v1/log/"
	head, signed := openCheckpoint(get(base+"checkpoint"), os.Args[2:])
	reader := tlog.TileHashReader(head, tiles{base})

	entries := readEntries(base, head.N)
	if int64(len(entries)) != head.N {
		log.Fatalf("%d entries in a book of %d", len(entries), head.N)
	}
	for i, entry := range entries {
		proof, err := tlog.ProveRecord(head.N, int64(i), reader)
		if err != nil {
			log.Fatal(err)
		}
		if err := tlog.CheckRecord(proof, head.N, head.Hash, int64(i), tlog.RecordHash(entry)); err != nil {
			log.Fatalf("entry %d: %v", i, err)
		}
		if tlog.CheckRecord(proof, head.N, head.Hash, int64(i), tlog.RecordHash(entry[1:])) == nil {
			log.Fatalf("entry %d: a changed one passes", i)
		}
	}

	sizes := 0
	for old := int64(1); old <= head.N; old += 1 + old/8 {
		root, err := tlog.TreeHash(old, reader)
		if err != nil {
			log.Fatal(err)
		}
		proof := consistencyProof(base, old, head.N)
		if err := tlog.CheckTree(proof, head.N, head.Hash, old, root); err != nil {
			log.Fatalf("from size %d: %v", old, err)
		}
		sizes++
	}
	fmt.Printf("%d signatures, %d entries, %d earlier sizes\n", signed, len(entries), sizes)
}
