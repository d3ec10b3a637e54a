// To whom an event is released.

#ifndef DAYBOOK_IMPROVEMENT_AUDIENCE_H_
#define DAYBOOK_IMPROVEMENT_AUDIENCE_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace daybook::improvement {

/// From the narrowest to the widest. What is released to one is released to all before it. Never
/// renumber: packed facts hold the values.
enum class Audience : std::uint8_t { kInternal = 0, kBoard = 1, kCommittee = 2, kPublic = 3 };

inline constexpr std::array<std::string_view, 4> kAudiences = {"internal", "board", "committee",
                                                               "public"};

constexpr std::string_view NameOf(Audience audience) {
  return kAudiences.at(static_cast<std::size_t>(audience));
}

constexpr std::optional<Audience> ParseAudience(std::string_view name) {
  for (std::size_t i = 0; i < kAudiences.size(); ++i) {
    if (kAudiences.at(i) == name) return static_cast<Audience>(i);
  }
  return std::nullopt;
}

}  // namespace daybook::improvement

#endif  // DAYBOOK_IMPROVEMENT_AUDIENCE_H_
