// The book's keys and values on disk: the one place that knows their form.
//
//   journal/            RocksDB, the book itself
//     entries           position           → entry (event/entry.h)
//     streams           subject 00 revision → positions, of this revision and those after it
//                                            (stream_rows.h)
//                       00 "stored"        → how many entries streams and ids have the rows of:
//                                            8 bytes, big-endian (journal_index.h)
//     ids               EventKey           → position
//     nodes             level index        → hashes of 32 bytes, of this node and those after it
//                                            (node_rows.h); level: 1 byte (tree/tree.h)
//     meta              "format"           → number in decimal
//                       "checkpoint"       → the head, signed
//   signing-key[.next]  files of their own (key_file.h)
//   published           a file of its own (published.h)
//   derived/search/     RocksDB (derived_store.h)
//     "t" type 00 position     → the next positions of it (posting_rows.h)
//     "k" kind 00 position     → the same
//     "a" actor 00 position    → the same; for authid and for onbehalfof
//     "o" occurred position    → nothing
//   every store of derived/ has, before its owner's keys,
//     00 "version"             → number in decimal
//     00 "position"            → how many events it stands on: 8 bytes, big-endian
//
//   position, revision, index := 8 bytes, big-endian, so that keys sort as numbers do
//   occurred := microseconds since 1970 + 2^63, 8 bytes, big-endian
//   subject, type, kind, actor := UTF-8; a text of an event never holds 00
//
// A change of any of these needs a new kJournalFormat or kSearchVersion.

#ifndef DAYBOOK_LOG_KEYS_H_
#define DAYBOOK_LOG_KEYS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "daybook/event.h"

namespace daybook::keys {

/// Of the journal. A book of another format is refused, but for those that are brought to this one:
/// 3, whose streams have one revision a row, as they may; and 2, whose streams and ids have the
/// rows of all entries, too, and say nothing of it.
inline constexpr std::uint32_t kJournalFormat = 4;
inline constexpr std::uint32_t kOldestJournalFormat = 2;

/// Of the search index. An index of another version is made anew.
inline constexpr std::uint32_t kSearchVersion = 2;

/// The families of the journal, as indices of their names. Names are on disk: never rename.
enum Family : std::size_t { kDefault, kEntries, kStreams, kIds, kNodes, kMeta };
inline constexpr std::array<std::string_view, 6> kFamilyNames = {"default", "entries", "streams",
                                                                 "ids",     "nodes",   "meta"};

/// In the family meta.
inline constexpr std::string_view kFormatKey = "format";
inline constexpr std::string_view kCheckpointKey = "checkpoint";

/// In the family streams.
inline constexpr std::string_view kStoredKey{"\0stored", 7};

/// Of a derived store.
inline constexpr std::string_view kVersionKey{"\0version", 8};
inline constexpr std::string_view kPositionKey{"\0position", 9};

/// Of a position, a revision or an index.
inline constexpr std::size_t kNumberBytes = 8;

inline void AppendNumber(std::string& key, std::uint64_t number) {
  for (int shift = 56; shift >= 0; shift -= 8) key += static_cast<char>(number >> shift & 0xFF);
}

inline std::string Number(std::uint64_t number) {
  std::string key;
  AppendNumber(key, number);
  return key;
}

/// The number in the last 8 bytes of a key or value; 0 when it is shorter.
inline std::uint64_t LastNumber(std::string_view key) {
  if (key.size() < kNumberBytes) return 0;
  std::uint64_t number = 0;
  for (const char c : key.substr(key.size() - kNumberBytes)) {
    number = number << 8 | static_cast<std::uint8_t>(c);
  }
  return number;
}

/// What every key of a subject's stream begins with.
inline std::string StreamPrefix(std::string_view subject) {
  std::string key(subject);
  key += '\0';
  return key;
}

inline std::string Stream(std::string_view subject, Revision revision) {
  std::string key = StreamPrefix(subject);
  AppendNumber(key, revision);
  return key;
}

inline std::string NodePrefix(unsigned level) { return std::string(1, static_cast<char>(level)); }

inline std::string Node(unsigned level, std::uint64_t index) {
  std::string key = NodePrefix(level);
  AppendNumber(key, index);
  return key;
}

inline std::string_view Id(const EventKey& key) {
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}

/// The attributes that search has postings of; a subject has its stream.
enum class Posting : char { kType = 't', kKind = 'k', kActor = 'a' };

/// What every key of one value's postings begins with.
inline std::string PostingPrefix(Posting attribute, std::string_view value) {
  std::string key(1, static_cast<char>(attribute));
  key += value;
  key += '\0';
  return key;
}

inline std::string PostingKey(Posting attribute, std::string_view value, Position position) {
  std::string key = PostingPrefix(attribute, value);
  AppendNumber(key, position);
  return key;
}

inline constexpr std::string_view kOccurredPrefix = "o";

inline std::string OccurredKey(Instant occurred, Position position) {
  std::string key(kOccurredPrefix);
  AppendNumber(key, static_cast<std::uint64_t>(occurred.time_since_epoch().count()) ^
                        (std::uint64_t{1} << 63));
  AppendNumber(key, position);
  return key;
}

/// The time in an OccurredKey.
inline Instant OccurredOf(std::string_view key) {
  const std::uint64_t number = LastNumber(key.substr(0, 9)) ^ (std::uint64_t{1} << 63);
  return Instant(std::chrono::microseconds(static_cast<std::int64_t>(number)));
}

}  // namespace daybook::keys

#endif  // DAYBOOK_LOG_KEYS_H_
