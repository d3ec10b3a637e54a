// What the scripts of one council share.

#ifndef DAYBOOK_REPLAY_GENERATOR_AUTHORITY_H_
#define DAYBOOK_REPLAY_GENERATOR_AUTHORITY_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "daybook/event.h"

namespace daybook::replay {

struct Authority {
  std::string name;    ///< `Quillmere`
  std::string slug;    ///< `quillmere`
  std::string source;  ///< Of its events.

  bool registered = false;          ///< Its areas and people are.
  std::vector<std::string> areas;   ///< area/…
  std::vector<std::string> people;  ///< person/…, who hold an office now.
  std::uint64_t named = 0;          ///< Things that have an id.
  std::uint64_t visits = 0;

  std::string plan;   ///< The approved one; "" before there is one.
  std::string board;  ///< The improvement board that met last; "" before the first.
  Instant board_held{};

  /// A new subject: `finding/quillmere-17`.
  std::string Name(std::string_view kind) {
    return std::string(kind) + '/' + slug + '-' + std::to_string(++named);
  }
};

}  // namespace daybook::replay

#endif  // DAYBOOK_REPLAY_GENERATOR_AUTHORITY_H_
