// The keys and values of the stored views: the one place that knows their form.
//
//   "s" subject              → state      (improvement/subject_codec.h)
//   "f" subject 00 position  → fact       (improvement/fact.h); of a subject that is of no kind
//                                         known here, its releases alone
//   "m" subject 00 position  → nothing    an event of another subject names this one
//
//   position := 8 bytes, big-endian
//   subject := kind/id, which never holds 00
//
// A change of any of these needs a new kKeysVersion; stored views of another version are made anew.

#ifndef DAYBOOK_PROJECTION_KEYS_H_
#define DAYBOOK_PROJECTION_KEYS_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "daybook/event.h"
#include "improvement/fact.h"
#include "improvement/subject_codec.h"
#include "log/keys.h"

namespace daybook::projection {

inline constexpr std::uint32_t kKeysVersion = 2;

/// Of the store as a whole: its keys, and what subjects and facts are encoded to.
inline constexpr std::uint32_t kStoreVersion =
    kKeysVersion << 24 | improvement::kFactVersion << 16 | improvement::kCodecVersion;

inline constexpr std::string_view kStatePrefix = "s";

inline std::string StateKey(std::string_view subject) {
  return std::string(kStatePrefix).append(subject);
}

inline constexpr std::string_view kFactPrefix = "f";

inline std::string FactKey(std::string_view subject, Position position) {
  std::string key(kFactPrefix);
  key += subject;
  key += '\0';
  daybook::keys::AppendNumber(key, position);
  return key;
}

/// The subject in a FactKey.
inline std::string_view FactSubject(std::string_view key) {
  key.remove_prefix(kFactPrefix.size());
  return key.substr(0, key.find('\0'));
}

/// What the key of every mention of a subject begins with.
inline std::string MentionPrefix(std::string_view subject) {
  std::string key = "m";
  key += subject;
  key += '\0';
  return key;
}

inline std::string MentionKey(std::string_view subject, Position position) {
  std::string key = MentionPrefix(subject);
  daybook::keys::AppendNumber(key, position);
  return key;
}

/// The position in a MentionKey.
inline Position MentionPosition(std::string_view key) { return daybook::keys::LastNumber(key); }

}  // namespace daybook::projection

#endif  // DAYBOOK_PROJECTION_KEYS_H_
